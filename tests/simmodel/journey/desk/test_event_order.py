"""Simultaneous events: every expected number is worked out by hand, and both engines must give it.

A month has ten hours. Tasks are (release, hours) or (release, hours, uniform); a contract lasts a
month unless a test says otherwise, so a contract that begins at -5 ends at 5.
"""

import numpy as np
import pytest

from simmodel.journey.desk.event_order import EventOrder
from simmodel.journey.policy import Policy

CHURNS = 0.95  # above any probability of renewal


def follow_customers(**more) -> Policy:
    """One CSMP a customer: the full target is one for two (customers_per_csmp is 2)."""
    return Policy(cadence="monthly", caf=0.5, **more)


def test_the_order_within_an_instant_is_the_documented_one():
    assert [moment.name for moment in sorted(EventOrder)] == [
        "SERVICE_END",
        "MONTH_END",
        "CONTRACT_END",
        "ARRIVAL",
        "LOOK",
        "REVIEW",
        "RELEASE",
        "SERVICE_START",
    ]
    assert min(EventOrder) > 1  # SimPy keeps 0 and 1 for its own events


# ---- Services and the ends of months and contracts -----------------------------------------------


def test_a_service_that_ends_with_its_contract_counts(vendor, customer, play):
    facts = vendor(per_month=1)  # 100 % finished renews with 0.9, 0 % with 0.1
    outcome = play(facts, [customer(-5.0, [(4.0, 1.0)], uniform=[0.5])])
    assert outcome.tally.finished.tolist() == [1, 0, 0]
    assert outcome.tally.renewed.tolist() == [True, True, False]
    assert outcome.series["churn"].sum() == 0


def test_a_service_that_ends_after_its_contract_is_finished_but_does_not_count(
    vendor, customer, play
):
    facts = vendor(per_month=1)
    outcome = play(facts, [customer(-5.0, [(4.0, 1.5)], uniform=[0.5])])
    assert outcome.tally.finished.tolist() == [0, 0, 0]
    assert outcome.tally.renewed.tolist() == [False, False, False]
    assert outcome.series["finished"].tolist() == [1, 0]
    assert outcome.series["churn"].tolist() == [1, 0]


def test_a_service_may_end_after_its_month_within_its_contract(vendor, customer, play):
    facts = vendor(length=2, per_month=1)
    # Contract -15 to 5; its second month ends at 5. Started at -6, its first month ends at -5.
    outcome = play(facts, [customer(-15.0, [(-6.0, 8.0), (4.5, 0.25)])])
    assert outcome.tally.finished.tolist() == [2, 0]


def test_a_csmp_freed_at_the_months_end_does_not_start_removed_work(vendor, customer, play):
    # One CSMP is busy from 3 to 5, when the month and contract of the waiting task end.
    outcome = play(vendor(), [customer(-5.0, [(3.0, 2.0), (4.0, 1.0)])])
    assert outcome.tally.counts.started.tolist() == [1, 0]
    assert outcome.series["removed"].tolist() == [1, 0]
    assert outcome.tally.counts.started_hours.tolist() == [2.0, 0.0]


def test_a_csmp_freed_just_before_the_months_end_starts_waiting_work(vendor, customer, play):
    outcome = play(vendor(), [customer(-5.0, [(3.0, 1.75), (4.0, 1.0)])])
    assert outcome.tally.counts.started.tolist() == [2, 0]
    assert outcome.tally.counts.waited_hours.tolist() == [0.75, 0.0]
    assert outcome.tally.finished.tolist() == [1, 0, 0]  # the second ends at 5.75


def test_removed_work_gives_way_to_the_next_in_line_at_the_same_instant(vendor, customer, play):
    # At 5 the CSMP is free, the first customer's waiting task is removed, the second's starts.
    facts = vendor(customers=2)
    first = customer(-5.0, [(3.0, 2.0), (4.0, 1.0)])
    second = customer(-1.0, [(4.5, 1.0)])
    outcome = play(facts, [first, second])
    assert outcome.tally.counts.started.tolist() == [2, 0]
    assert outcome.series["removed"].tolist() == [1, 0]
    assert outcome.tally.counts.waited_hours.tolist() == [0.5, 0.0]


def test_work_of_an_earlier_month_of_the_same_contract_is_removed_too(vendor, customer, play):
    # Contract -15 to 5. The task of -6 waits for the CSMP, who is busy until -4; its month ends at
    # -5. The task of -5 belongs to the next month, and starts at -4.
    facts = vendor(length=2, months=1)
    outcome = play(facts, [customer(-15.0, [(-8.0, 4.0), (-6.0, 1.0), (-5.0, 1.0)])])
    assert outcome.tally.finished.tolist() == [2, 0]


def test_a_churning_customer_leaves_with_its_waiting_work(vendor, customer, play):
    facts = vendor(customers=2)
    leaving = customer(-5.0, [(3.0, 4.0), (4.0, 1.0), (6.0, 1.0)], uniform=[CHURNS])
    staying = customer(-1.0, [(4.5, 1.0)])
    outcome = play(facts, [leaving, staying])
    # 3 to 7 is served, although the contract ended at 5; 4.0 is removed; 6.0 never falls due.
    assert outcome.tally.counts.released.tolist() == [3, 0]
    assert outcome.tally.counts.started.tolist() == [2, 0]
    assert outcome.series["removed"].tolist() == [1, 0]
    assert outcome.tally.counts.waited_hours.tolist() == [2.5, 0.0]
    assert outcome.tally.finished.tolist() == [0, 0, 0, 1, 0, 0]
    assert outcome.series["customers"].tolist() == [1, 1]


def test_a_release_at_the_end_of_a_contract_belongs_to_the_next_one(vendor, customer, play):
    facts = vendor(per_month=1)
    outcome = play(facts, [customer(-5.0, [(5.0, 1.0)], uniform=[0.05])])
    assert outcome.tally.finished.tolist() == [0, 1, 0]
    left = play(facts, [customer(-5.0, [(5.0, 1.0)], uniform=[0.5])])
    assert left.tally.counts.released.sum() == 0


def test_a_number_equal_to_the_probability_churns(vendor, customer, play):
    facts = vendor(per_month=1, renewal={"floor": 0.25, "ceiling": 0.75})
    journey = [(1.0, 1.0)]
    assert play(facts, [customer(-5.0, journey, uniform=[0.75])]).series["churn"].sum() == 1
    below = np.nextafter(0.75, 0)
    assert play(facts, [customer(-5.0, journey, uniform=[below])]).series["churn"].sum() == 0
    assert play(facts, [customer(-5.0, [], uniform=[0.25])]).series["churn"].sum() == 1


@pytest.mark.parametrize(("uniform", "renewals"), [(0.5062, 1), (0.5063, 0)])
def test_three_quarters_finished_renews_with_the_logistic_chance(
    vendor, customer, play, uniform, renewals
):
    # 3 of 4 finished: u = -8 + 0.107 x 75 = 0.025, chance 1 / (1 + exp(-0.025)) = 0.50625.
    tasks = [(0.0, 1.0), (1.0, 1.0), (2.0, 1.0), (4.0, 2.0)]
    outcome = play(vendor(months=1), [customer(-5.0, tasks, uniform=[uniform])])
    assert outcome.tally.finished.tolist() == [3, 0]
    assert outcome.series["renewals"].tolist() == [renewals]


# ---- Reviews -------------------------------------------------------------------------------------


def test_a_review_sees_the_customers_after_the_renewals_of_its_instant(vendor, customer, play):
    facts = vendor(months=3, team=3, customers=3)
    # Contracts 0 to 10 and 10 to 20: one customer leaves at 10, when the team is reviewed.
    journeys = [customer(0.0, arrives=False, uniform=uniform) for uniform in ([], [], [CHURNS])]
    outcome = play(facts, journeys, follow_customers())
    assert outcome.series["team"].tolist() == [3, 2, 2]
    assert outcome.series["customers"].tolist() == [2, 2, 2]
    assert outcome.series["churn"].tolist() == [1, 0, 0]


def test_a_review_sees_the_arrivals_of_its_instant(vendor, customer, play):
    facts = vendor(months=2, team=1)
    outcome = play(facts, [customer(-5.0), customer(10.0)], follow_customers())
    assert outcome.series["team"].tolist() == [1, 2]
    assert outcome.series["new_customers"].tolist() == [1, 0]
    assert outcome.series["customers"].tolist() == [2, 2]


def test_a_review_does_not_see_an_arrival_just_after_it(vendor, customer, play):
    facts = vendor(months=2, team=1)
    late = np.nextafter(10.0, 11.0)
    outcome = play(facts, [customer(-5.0), customer(late)], follow_customers())
    assert outcome.series["team"].tolist() == [1, 1]
    assert outcome.series["new_customers"].tolist() == [0, 1]


def test_the_first_review_sees_an_arrival_at_time_0(vendor, customer, play):
    facts = vendor(months=1, team=1)
    arriving = customer(0.0, [(0.0, 1.0)], arrives=True)
    outcome = play(facts, [customer(-5.0, [(0.0, 2.0)]), arriving], follow_customers())
    assert outcome.series["team"].tolist() == [2]
    assert outcome.series["new_customers"].tolist() == [1]
    assert outcome.tally.counts.waited_hours.tolist() == [0.0]


def test_an_arrival_can_release_and_be_served_at_the_instant_it_arrives(vendor, customer, play):
    facts = vendor(months=2, team=0, customers=0)
    outcome = play(facts, [customer(10.0, [(10.0, 1.5)])], follow_customers())
    assert outcome.series["team"].tolist() == [0, 1]
    assert outcome.tally.counts.released.tolist() == [0, 1]
    assert outcome.tally.counts.started.tolist() == [0, 1]
    assert outcome.tally.counts.waited_hours.tolist() == [0.0, 0.0]
    assert outcome.tally.finished.tolist() == [1]


def test_a_first_review_can_be_put_off_until_the_first_period_is_over(vendor, customer, play):
    journeys = [customer(-5.0) for _ in range(4)]
    facts = vendor(months=5, team=1, customers=4, reviewed_at_start=False)
    quarterly = follow_customers().model_copy(update={"cadence": "quarterly"})
    assert play(facts, journeys, quarterly).series["team"].tolist() == [1, 1, 1, 4, 4]
    at_once = vendor(months=5, team=1, customers=4)
    assert play(at_once, journeys, quarterly).series["team"].tolist() == [4, 4, 4, 4, 4]


def test_schedules_hire_at_time_0_whether_or_not_it_is_reviewed(vendor, customer, play):
    facts = vendor(months=2, team=1, reviewed_at_start=False)
    outcome = play(facts, [customer(-5.0)], Policy(cadence="monthly", hires=(2, -1)))
    assert outcome.series["team"].tolist() == [3, 2]


def test_a_half_csmp_is_rounded_up_and_whole_changes_do_not_overshoot(vendor, customer, play):
    three = [customer(-5.0) for _ in range(3)]
    full = Policy(cadence="monthly", caf=1.0)  # three customers at two a CSMP: a target of 1.5
    for team, nearest, whole in [(0, 2, 1), (1, 2, 1), (2, 2, 2), (4, 2, 2), (5, 2, 2)]:
        facts = vendor(months=1, team=team, customers=3)
        assert play(facts, three, full).series["team"].tolist() == [nearest]
        facts = vendor(months=1, team=team, customers=3, rounding="whole_changes")
        assert play(facts, three, full).series["team"].tolist() == [whole]


# ---- Releases at the boundary of months ----------------------------------------------------------


def test_a_release_at_the_boundary_belongs_to_the_new_month_and_its_team(vendor, customer, play):
    facts = vendor(team=0)
    outcome = play(facts, [customer(-1.0, [(10.0, 2.0)])], Policy(cadence="monthly", hires=(0, 1)))
    assert outcome.tally.counts.released.tolist() == [0, 1]
    assert outcome.tally.counts.waiting.tolist() == [0, 0, 0]
    assert outcome.tally.counts.started.tolist() == [0, 1]
    assert outcome.tally.counts.waited_hours.tolist() == [0.0, 0.0]


def test_a_release_at_the_boundary_waits_if_the_team_has_just_left(vendor, customer, play):
    facts = vendor(team=1)
    outcome = play(facts, [customer(-1.0, [(10.0, 2.0)])], Policy(cadence="monthly", hires=(0, -1)))
    assert outcome.tally.counts.started.tolist() == [0, 0]
    assert outcome.tally.counts.waiting.tolist() == [0, 0, 0]  # removed at 19
    assert outcome.series["removed"].tolist() == [0, 1]


def test_waiting_work_starts_at_the_review_under_the_new_team(vendor, customer, play):
    facts = vendor(team=0)
    outcome = play(
        facts,
        [customer(-1.0, [(9.0, 2.0), (9.5, 0.5)])],
        Policy(cadence="monthly", hires=(0, 2)),
    )
    assert outcome.tally.counts.waiting.tolist() == [0, 2, 0]
    assert outcome.tally.counts.waited_hours.tolist() == [0.0, 1.5]
    assert outcome.tally.counts.started.tolist() == [0, 2]


def test_what_waits_when_month_and_books_end_together_is_removed_not_queued(vendor, customer, play):
    facts = vendor(team=0)
    outcome = play(
        facts,
        [customer(0.0, [(9.0, 2.0)], arrives=False)],
        Policy(cadence="monthly", hires=(0, 1)),
    )
    assert outcome.tally.counts.waiting.tolist() == [0, 0, 0]
    assert outcome.series["removed"].tolist() == [1, 0]
    assert outcome.tally.counts.started.tolist() == [0, 0]


def test_a_service_that_ends_at_the_boundary_is_finished_in_the_old_month(vendor, customer, play):
    facts = vendor(team=1)
    tasks = [(8.0, 2.0), (9.5, 1.0)]
    outcome = play(facts, [customer(-1.0, tasks[:1]), customer(-0.5, tasks[1:])])
    # The second waits at 10, when the books are closed, and starts at the same instant.
    assert outcome.series["finished"].tolist() == [1, 1]
    assert outcome.tally.counts.in_service.tolist() == [0, 0, 0]
    assert outcome.tally.counts.waiting.tolist() == [0, 1, 0]
    assert outcome.tally.counts.waited_hours.tolist() == [0.0, 0.5]
    assert outcome.series["utilisation"].tolist() == [0.2, 0.1]


def test_a_csmp_freed_at_the_review_leaves_before_the_busy_ones(vendor, customer, play):
    # At 10, one service ends and one goes on to 14; the team shrinks to one, who is busy.
    facts = vendor(team=2, customers=2)
    outcome = play(
        facts,
        [customer(-1.0, [(8.0, 2.0), (11.0, 1.0)]), customer(-1.0, [(8.0, 6.0)])],
        Policy(cadence="monthly", hires=(0, -1)),
    )
    assert outcome.tally.counts.in_service.tolist() == [0, 1, 0]
    assert outcome.tally.counts.remaining_hours.tolist() == [0.0, 4.0, 0.0]
    assert outcome.tally.counts.waited_hours.tolist() == [0.0, 3.0]  # from 11 to 14


def test_a_contract_that_ends_with_the_horizon_is_decided(vendor, customer, play):
    facts = vendor(months=2, per_month=1)
    # Contract 10 to 20; the service from 19 to 20 counts.
    journey = customer(0.0, [(19.0, 1.0)], uniform=[0.05, 0.5], arrives=False)
    outcome = play(facts, [journey])
    assert outcome.series["renewals"].tolist() == [1, 1]
    assert outcome.series["customers"].tolist() == [1, 1]
    assert outcome.tally.finished.tolist() == [0, 1]
    running = outcome.clienteles[""].running
    assert running.elapsed_share.size == 0  # its next contract has just begun
    late = customer(0.0, [(19.0, 1.25)], uniform=[0.05, 0.5], arrives=False)
    outcome = play(facts, [late])
    assert outcome.series["churn"].tolist() == [0, 1]
    assert outcome.tally.counts.in_service.tolist() == [0, 0, 1]


def test_a_contract_that_ends_at_time_0_renews_whatever_happened(vendor, customer, play):
    facts = vendor(months=1, warm_up=1)
    outcome = play(facts, [customer(-10.0, [(-1.0, 3.0)])])
    assert outcome.tally.in_force.tolist() == [True, True]
    assert outcome.series["renewals"].tolist() == [1]  # only the one of 10
    assert outcome.clienteles[""].cohort.customers == 1


# ---- Ties of releases, and services of no duration -----------------------------------------------


@pytest.mark.parametrize(("first", "second", "waited"), [(1.0, 3.0, 1.0), (3.0, 1.0, 3.0)])
def test_releases_of_one_instant_are_served_in_stream_order(
    vendor, customer, play, first, second, waited
):
    facts = vendor(customers=2)
    journeys = [customer(-5.0, [(1.0, first)]), customer(-5.0, [(1.0, second)])]
    assert play(facts, journeys).tally.counts.waited_hours.tolist() == [waited, 0.0]


def test_releases_of_one_instant_share_the_free_csmps_in_stream_order(vendor, customer, play):
    # Two CSMPs, three tasks at 1: the first two start, the third after the shorter of them.
    facts = vendor(team=2, customers=3)
    journeys = [customer(-5.0, [(1.0, hours)]) for hours in (3.0, 2.0, 1.0)]
    assert play(facts, journeys).tally.counts.waited_hours.tolist() == [2.0, 0.0]


def test_a_csmp_who_is_free_at_a_release_serves_it_without_a_wait(vendor, customer, play):
    outcome = play(vendor(), [customer(-5.0, [(1.0, 2.0), (3.0, 2.0)])])
    assert outcome.tally.counts.waited_hours.tolist() == [0.0, 0.0]
    assert outcome.tally.finished.tolist() == [2, 0, 0]


def test_services_of_no_duration_follow_each_other_within_an_instant(vendor, customer, play):
    # One CSMP, busy until 3; then three of no duration and one of one hour, all at 3.
    facts = vendor(customers=2)
    first = customer(-5.0, [(1.0, 2.0), (1.0, 0.0), (2.0, 0.0), (2.0, 1.0)])
    second = customer(-5.0, [(1.5, 0.0)])
    outcome = play(facts, [first, second])
    assert outcome.tally.counts.started.tolist() == [5, 0]
    assert outcome.tally.counts.waited_hours.tolist() == [2.0 + 1.5 + 1.0 + 1.0, 0.0]
    assert outcome.tally.finished.tolist() == [4, 0, 0, 1, 0, 0]


def test_a_service_of_no_duration_cannot_start_at_its_months_end(vendor, customer, play):
    outcome = play(vendor(), [customer(-5.0, [(3.0, 2.0), (4.0, 0.0)])])
    assert outcome.tally.counts.started.tolist() == [1, 0]
    assert outcome.series["removed"].tolist() == [1, 0]


def test_a_stream_of_nothing_but_services_of_no_duration(vendor, customer, play):
    facts = vendor(team=2)
    outcome = play(facts, [customer(-5.0, [(0.0, 0.0), (1.0, 0.0), (1.0, 0.0), (7.0, 0.0)])])
    assert outcome.tally.counts.started.tolist() == [4, 0]
    assert outcome.tally.finished.tolist() == [3, 1, 0]
    assert outcome.tally.counts.waited_hours.tolist() == [0.0, 0.0]


# ---- Teams that shrink and grow while busy -------------------------------------------------------


def busy_three(customer):
    """Three services from 8 on, to 22, 24 and 26, and a task that waits from 19.5 to 28.5."""
    return [
        customer(-2.0, [(8.0, 14.0)]),
        customer(-2.0, [(8.0, 16.0)]),
        customer(-2.0, [(8.0, 18.0)]),
        customer(-1.5, [(19.5, 0.5)]),
    ]


@pytest.mark.parametrize(
    ("hires", "waited"),
    [
        ((0, 0, 0), 2.5),  # three stay: the first is free at 22
        ((0, -2, 0), 6.5),  # two leave as they finish at 22 and 24; the third is free at 26
        ((0, -2, 1), 4.5),  # one leaves at 22, before the others finish two are wanted again: 24
        ((0, -2, 2), 2.5),  # three again before any has left: nobody leaves
        ((0, -2, 3), 0.5),  # a fourth comes at 20
        ((0, -1, 0), 4.5),
        ((0, -1, 1), 2.5),
        ((0, -3, 1), 6.5),  # all are to leave; at 20, the last to finish is kept
    ],
)
def test_a_team_that_shrinks_while_all_are_busy_may_grow_before_they_leave(
    vendor, customer, play, hires, waited
):
    facts = vendor(months=3, team=3, customers=4)
    outcome = play(facts, busy_three(customer), Policy(cadence="monthly", hires=hires))
    assert outcome.tally.counts.in_service[:3].tolist() == [0, 3, 3]
    assert outcome.tally.counts.waited_hours.tolist() == [0.0, 0.0, waited]
    assert outcome.series["finished"].sum() == 4


def test_a_team_that_leaves_altogether_finishes_what_it_does(vendor, customer, play):
    facts = vendor(months=3, team=3, customers=4)
    outcome = play(facts, busy_three(customer), Policy(cadence="monthly", hires=(0, -3, 0)))
    assert outcome.tally.counts.in_service.tolist() == [0, 3, 3, 0]
    assert outcome.series["finished"].tolist() == [0, 0, 3]
    assert outcome.series["removed"].tolist() == [0, 0, 1]  # at 28.5
    assert outcome.series["utilisation"].tolist() == [0.2, 0.0, 0.0]  # no team, no utilisation


def test_leavers_work_beyond_the_hours_of_the_team_they_left(vendor, customer, play):
    facts = vendor(months=3, team=3, customers=4)
    outcome = play(facts, busy_three(customer), Policy(cadence="monthly", hires=(0, -2, 0)))
    assert outcome.series["utilisation"][1] == 3.0  # one in the team, three at work


# ---- Automation ----------------------------------------------------------------------------------


def test_automated_work_is_finished_at_once_and_needs_no_team(vendor, customer, play):
    facts = vendor(months=1, team=0)
    tasks = [(1.0, 1.0, 0.1), (2.0, 1.0, 0.5), (3.0, 1.0, 0.9)]
    outcome = play(
        facts, [customer(-5.0, tasks)], Policy(cadence="monthly", automation=0.5, hires=(0,))
    )
    # A number below the share is automated: 0.1 only.
    assert outcome.tally.counts.automated.tolist() == [1]
    assert outcome.tally.finished.tolist() == [1, 0]
    assert outcome.series["removed"].tolist() == [2]


def test_queued_automated_work_waits_its_turn_and_takes_no_time(vendor, customer, play):
    facts = vendor(months=1, queued=True)
    tasks = [(1.0, 2.0), (1.5, 5.0, 0.1), (2.0, 1.0)]
    policy = Policy(cadence="monthly", automation=0.5, hires=(0,))
    outcome = play(facts, [customer(-5.0, tasks)], policy)
    assert outcome.tally.counts.automated.tolist() == [0]
    assert outcome.tally.counts.started.tolist() == [3]
    assert outcome.tally.counts.started_hours.tolist() == [3.0]
    assert outcome.tally.counts.waited_hours.tolist() == [1.5 + 1.0]
    assert outcome.tally.finished.tolist() == [3, 0]


def test_queued_automated_work_is_removed_at_its_months_end(vendor, customer, play):
    facts = vendor(months=1, queued=True)
    tasks = [(1.0, 4.0), (1.5, 5.0, 0.1)]
    policy = Policy(cadence="monthly", automation=1.0, hires=(0,))
    outcome = play(facts, [customer(-5.0, tasks)], policy)
    assert outcome.tally.counts.started.tolist() == [1]
    assert outcome.series["removed"].tolist() == [1]


def test_automation_does_not_reach_back_into_the_warm_up(vendor, customer, play):
    facts = vendor(months=1, team=0)
    policy = Policy(cadence="monthly", automation=1.0, hires=(0,))
    outcome = play(facts, [customer(-5.0, [(-1.0, 1.0), (0.0, 1.0, 0.1)])], policy)
    assert outcome.tally.counts.waiting.tolist() == [1, 0]
    assert outcome.tally.counts.automated.tolist() == [1]
    assert outcome.tally.finished.tolist() == [1, 0]


# ---- The warm-up ---------------------------------------------------------------------------------


def test_the_warm_up_leaves_its_queue_and_its_services_to_the_horizon(vendor, customer, play):
    facts = vendor(months=1, team=1, customers=2)
    journeys = [customer(-8.0, [(-2.0, 3.0), (-1.0, 0.5)]), customer(-4.0, [(-1.0, 1.0)])]
    outcome = play(facts, journeys)
    assert outcome.tally.counts.in_service.tolist() == [1, 0]
    assert outcome.tally.counts.remaining_hours.tolist() == [1.0, 0.0]
    assert outcome.tally.counts.waiting.tolist() == [2, 0]
    assert outcome.tally.counts.waited_hours.tolist() == [2.0 + 2.5]
    assert outcome.tally.finished.tolist() == [2, 0, 1, 0]


def test_a_service_left_by_the_warm_up_may_be_longer_than_any_that_follows(vendor, customer, play):
    # Two CSMPs; one is busy from -1 to 6.25. The other serves from 0.25 to 0.75 and is the one who
    # is free first for the task of 0.5, which waits for 0.25 hours.
    facts = vendor(months=1, team=2, customers=2)
    journeys = [customer(-8.0, [(-1.0, 7.25)]), customer(-9.5, [(0.25, 0.5), (0.5, 0.25)])]
    assert play(facts, journeys).tally.counts.waited_hours.tolist() == [0.25]


# ---- Idle CSMPs far behind -----------------------------------------------------------------------


def test_csmps_idle_for_long_are_found_again(vendor, customer, play):
    # The calendar queue spans the longest service, half an hour; releases are days apart.
    facts = vendor(months=12, team=3, per_month=8)
    tasks = [(at, 0.5) for at in (0.5, 7.0, 7.25, 7.25, 7.25, 31.0, 90.0, 90.25, 119.5)]
    outcome = play(facts, [customer(-5.0, tasks)])
    # At 7, three start by 7.25; the fourth waits until the first of them is free, at 7.5.
    assert outcome.tally.counts.waited_hours.tolist() == [0.25] + [0.0] * 11
    assert outcome.tally.counts.started.sum() == 9


def test_one_long_service_among_idle_csmps_and_short_ones(vendor, customer, play):
    facts = vendor(months=12, team=2, per_month=20, length=12)
    short = [(float(at), 0.25) for at in range(1, 100, 3)]
    outcome = play(facts, [customer(-1.0, [*short, (30.5, 60.0)])])
    # From 30.5 to 90.5 one CSMP serves all others, who never meet.
    assert outcome.tally.counts.waited_hours.sum() == 0.0
    assert outcome.tally.counts.started.sum() == len(short) + 1
    # With both busy until 60.5, the tasks of 31, 34 ... 58 find no turn before their months end
    # at 39, 49 and 59.
    outcome = play(facts, [customer(-1.0, [*short, (30.5, 60.0), (30.5, 30.0)])])
    assert outcome.tally.counts.waited_hours.sum() == 0.0
    assert outcome.series["removed"].sum() == 10
