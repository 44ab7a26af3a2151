"""The vendor of the readable engine: customers, desk and team, and their months."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from simmodel.clock import Clock, Steps
from simmodel.journey.controls import controls
from simmodel.journey.desk.event_order import EventOrder
from simmodel.journey.desk.ranking import thousandths, urgency_of
from simmodel.journey.desk.records import no_counts
from simmodel.journey.desk.rules import Rules, opening_rules, rules_of
from simmodel.journey.facts import Facts
from simmodel.journey.outcome import Outcome, Tally, outcome_of
from simmodel.journey.paths import Paths
from simmodel.journey.policy import Policy
from simmodel.journey.reference.activity import Activity, Csmp
from simmodel.journey.reference.books import Books
from simmodel.journey.reference.customer import Customers
from simmodel.journey.reference.desk import Desk
from simmodel.journey.reference.people import People
from simmodel.journey.reference.queue import FirstCome, Queue, Ranked
from simmodel.journey.reference.skilled import Skilled
from simmodel.journey.reference.team import Team
from simmodel.journey.work.automation import marked
from simmodel.journey.work.levels import in_horizon


class Vendor:
    """Customers, the desk they bring their work to, and the team, over warm-up and horizon."""

    def __init__(self, facts: Facts, policy: Policy, paths: Paths) -> None:
        self.facts, self.policy, self.paths = facts, policy, paths
        paths = replace(paths, work=marked(facts, policy, paths.work, paths.contracts))
        given, self.in_horizon = controls(facts, policy), in_horizon(paths.work)
        self.clock = Clock(initial_time=-facts.warm_up_hours)
        self.counts = no_counts(facts.horizon_months)
        self.team: Team | People
        if facts.rules is None or paths.people is None:
            self.team = Team(facts.team.staff, given, self.clock.now)
        else:
            hours = facts.hours_per_month
            self.team = People(facts.rules, paths.people, given, hours, self.counts)
        self.customers = Customers(facts, given, paths, self.clock)
        self.rules = rules_of(facts, policy)
        self.desk = self.customers.desk = self.first_desk()
        if paths.owner is not None:
            for customer in self.customers.first:
                if paths.owner[customer] >= 0:
                    self.desk.entrust(customer, int(paths.owner[customer]))

    def first_desk(self) -> Desk:
        """The desk of the warm-up."""
        return self.open(opening_rules(self.facts), self.team.csmps)

    def open(self, rules: Rules, team: Sequence[Csmp], first: int = 0, segment: int = 0) -> Desk:
        """A desk of these rules, with nothing on it.

        Args:
            first: number of the first type of activity that is done there.
            segment: of the first segment that is served there.
        """

        def urgency(activity: Activity) -> float:
            contract, own = activity.contract, int(rules.ranking.class_of[activity.kind - first])
            customers = self.customers
            share = thousandths(customers.finished[contract], customers.due[contract])
            end, worth = customers.end[contract], customers.worth[contract]
            return urgency_of(rules.ranking, own, share, end, worth)

        def queue() -> Queue:
            return FirstCome() if rules.order == "first_come" else Ranked(urgency)

        def changed(customer: int) -> None:
            self.customers.unsettle(customer, rules.goodwill_hours)

        def work(customer: int) -> int:
            return int(rules.work[self.paths.contracts.segment[customer] - segment])

        if rules.skills is not None:
            return Skilled(self.clock, team, urgency, rules.skills, first)
        if rules.organisation == "pool":
            return Desk(self.clock, team, queue)
        helps = rules.organisation == "books_with_help"
        return Books(self.clock, team, queue, helps, changed, work)

    def outcome(self) -> Outcome:
        """Simulate, and return what came of it."""
        return outcome_of(self.facts, self.policy, self.paths, self.run())

    def run(self) -> Tally:
        """Simulate, and return what was counted."""
        self.clock.run(until=self.clock.process(self.months()))
        return Tally(
            self.counts,
            self.team.counted if isinstance(self.team, People) else None,
            finished=np.array(self.customers.finished, np.int32),
            in_force=np.array(self.customers.in_force, np.bool_),
            renewed=np.array(self.customers.renewed, np.bool_),
            unsettled=np.array(self.customers.unsettled, np.bool_),
            started_at=self.started_at if self.facts.targets else None,
        )

    @property
    def started_at(self) -> np.ndarray:
        """When the activities of the horizon started; infinity if they never did."""
        return np.array(self.customers.started_at, float)[self.in_horizon]

    def months(self) -> Steps:
        """Count each month, then set the team for the next one."""
        for month, boundary in enumerate(self.facts.boundaries.tolist()):
            yield self.clock.at(boundary, EventOrder.REVIEW)
            if month > 0:
                self.count(month - 1)
            self.take_stock(month)
            self.customers.reset()
            self.desk.reset()
            if month == 0:
                self.reorganise()
                self.hand_over()
            if month < self.facts.horizon_months:
                self.customers.listen(month)
                self.team.begin(month, boundary, self.customers.present, self.customers.comes)
                self.desk.staff(self.team.csmps, float(self.rules.moved[month]))

    def hand_over(self) -> None:
        """The accounts that others look after from the first day on."""
        heir = self.paths.heir
        if heir is not None:
            for customer in self.customers.first:
                if heir[customer] >= 0:
                    self.desk.hand_over(customer, int(heir[customer]))

    def reorganise(self) -> None:
        """From now on the policy's rules hold at the desk, for all who wait there too.

        In another organisation everybody who is idle is so anew.
        """
        before, self.desk = self.desk, self.open(self.rules, self.team.csmps)
        self.desk.take_over(before)
        self.customers.desk = self.desk
        if self.is_reorganised:
            for csmp in self.team.csmps:
                csmp.free = max(csmp.free, self.clock.now)

    @property
    def is_reorganised(self) -> bool:
        """Whether the team is organised in another way from time 0 on."""
        return self.rules.organisation != opening_rules(self.facts).organisation

    def count(self, month: int) -> None:
        """The counts of ``month``."""
        counts, customers, desk = self.counts, self.customers, self.desk
        self.team.count(month, counts)
        counts.team[month] = len(desk.team)
        counts.released[month] = customers.released
        counts.automated[month] = customers.automated
        counts.started[month] = desk.started
        counts.started_hours[month] = desk.started_hours
        counts.waited_hours[month] = desk.waited_hours

    def take_stock(self, row: int) -> None:
        """The levels at the end of ``row`` months."""
        self.counts.waiting[row] = self.desk.queue
        self.counts.in_service[row] = len(self.desk.in_service)
        self.counts.remaining_hours[row] = self.desk.remaining_hours


def reference(facts: Facts, policy: Policy, paths: Paths) -> Outcome:
    """Outcome of one policy, from the beginning of the warm-up to the horizon's end."""
    return Vendor(facts, policy, paths).outcome()
