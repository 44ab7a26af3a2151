"""What the journey offers for the question who looks after which account."""

from simmodel.contract.assignment import Assignment
from simmodel.journey.assignment.accounts import ASSIGNED, ListedAccount
from simmodel.journey.assignment.books import simulated
from simmodel.journey.assignment.desk import goodwill
from simmodel.journey.assignment.load import expected_hours, newcomers
from simmodel.journey.assignment.marginal import gains
from simmodel.journey.assignment.prediction import predicted
from simmodel.journey.assignment.team import TEAM, capacity
from simmodel.journey.assignment.worth import prices
from simmodel.journey.facts import Facts
from simmodel.journey.money.objective import Objective
from simmodel.journey.policy import Policy

ASSIGNMENT = Assignment[Facts, Policy, Objective](
    Account=ListedAccount,
    accounts=ASSIGNED,
    team=TEAM,
    hours=expected_hours,
    newcomers=newcomers,
    capacity=capacity,
    prices=prices,
    goodwill=goodwill,
    predicted=predicted,
    gains=gains,
    simulated=simulated,
)
