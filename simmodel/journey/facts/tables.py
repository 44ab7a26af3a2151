"""The tables of a study of the journey, as they are written.

Defaults are the case study of Mehrotra and Saltzman, "Modeling and Analysis of Customer Success
Management Operational Workflow", sections 4.2.1 to 4.2.5.
"""

from typing import Literal

from simmodel.contract import sections
from simmodel.fields import field
from simmodel.journey.customers.accounts import Account
from simmodel.journey.customers.facts import Contract, Customers, Renewal
from simmodel.journey.customers.outcomes import Outcomes
from simmodel.journey.customers.segments import Segment
from simmodel.journey.customers.word_of_mouth import WordOfMouth
from simmodel.journey.desk.facts import Desk
from simmodel.journey.desk.pods import Pod
from simmodel.journey.people.facts import Calendar, Team
from simmodel.journey.people.individuals import People
from simmodel.journey.work.facts import Activity, Automation, case_study_activities
from simmodel.journey.work.incidents import Incidents
from simmodel.journey.work.phases import Phases


class Tables(sections.Facts):
    """A vendor, its customers and its team."""

    horizon_months: int = field(
        36, unit="months", description="Months that are simulated and paid for", ge=1, le=120
    )
    warm_up_months: int = field(
        24,
        unit="months",
        description="Months simulated before the first day, to fill the team's desks: with the "
        "team of the start and no churn",
        ge=1,
        le=120,
    )
    releases: Literal["spread", "gaps"] = field(
        "spread",
        unit="one of spread, gaps",
        description='When a month\'s activities fall due: "spread": all of them, at random over '
        'the month but for its last hours, as many as they take; "gaps": as in the case study, '
        "one after another at random intervals, of which some end beyond the month and are lost: "
        "hardly any of 78 activities, but a third of one",
    )
    calendar: Calendar = Calendar()
    customers: Customers = Customers()
    accounts: tuple[Account, ...] | None = field(
        None,
        unit="file",
        description="The customers of the start one by one, each with the renewal of its own "
        "contract; without them as many as customers.at_start says, who renew at random within "
        "a contract's length",
    )
    contract: Contract = Contract()
    activities: dict[str, Activity] = field(
        case_study_activities(),
        unit="table",
        description="The work that a customer's contract brings, by type of activity",
    )
    phases: Phases | None = field(
        None,
        unit="table",
        description="Phases of a customer's life, for activities that fall due in one alone",
        example=Phases(onboarding_months=2, renewal_months=3),
    )
    incidents: Incidents | None = field(
        None,
        unit="table",
        description="Bad days, which hit many customers at once; without it there are none",
        example=Incidents(per_year=4.0, customers_hit=0.2, activities=2, mean_hours=1.0),
    )
    renewal: Renewal = Renewal()
    outcomes: Outcomes | None = field(
        None,
        unit="table",
        description="What customers sign who renew; without it as much as before",
        example=Outcomes(expanding=0.2, expansion=0.3, contracting=0.05, contraction=0.2),
    )
    word_of_mouth: WordOfMouth | None = field(
        None,
        unit="table",
        description="New customers who do not come, as others were disappointed; without it as "
        "many come whatever is said",
        example=WordOfMouth(deterred=0.5, churn_before=0.1),
    )
    segments: dict[str, Segment] | None = field(
        None,
        unit="table",
        description="Customers by kind, each with tables of its own in place of [facts.customers] "
        "and those that it states; without it all customers are of one kind",
    )
    team: Team = Team()
    pods: dict[str, Pod] | None = field(
        None,
        unit="table",
        description="Parts of the team that serve segments of their own; without it all CSMPs "
        "serve all customers",
    )
    people: People | None = field(
        None,
        unit="table",
        description="The team as people, who are sought, learn and resign; without it a number "
        "that follows its target at once",
    )
    automation: Automation = Automation()
    desk: Desk | None = field(
        None,
        unit="table",
        description="Who does what first; without it the team is a pool, first come first served",
        example=Desk(organisation="books", moved=0.1),
    )
