"""The customer journey: a team of customer success managers serves contracts that may renew.

After Mehrotra and Saltzman, "Modeling and Analysis of Customer Success Management Operational
Workflow".
"""

from collections.abc import Mapping

from simmodel.contract import Calibration, Interview, Model, Quantity
from simmodel.fields import Section
from simmodel.journey import policy as _policy
from simmodel.journey.draw import draw
from simmodel.journey.engine import run, warm_up
from simmodel.journey.facts import Facts
from simmodel.journey.fluid.fluid import fluid
from simmodel.journey.money.control_variates import luck, prices
from simmodel.journey.money.fixed_plan import neighbours, plan_rows, schedule
from simmodel.journey.money.metrics import METRICS, SHARE, limits, measure
from simmodel.journey.money.objective import Objective
from simmodel.journey.money.roles import ROLES, rates
from simmodel.journey.outcome import SERIES
from simmodel.journey.policy import Policy
from simmodel.journey.published import published, published_metrics
from simmodel.journey.reference import reference
from simmodel.journey.replay import replay
from simmodel.journey.study.calibration import CALIBRATION
from simmodel.journey.study.interview import INTERVIEW
from simmodel.journey.study.sensitivity import QUESTIONS
from simmodel.journey.study.today import cautions, remarks, today
from simmodel.journey.study.wording import in_effect, instructions


class _Journey:
    """The rooms of this package, gathered behind the contract."""

    name = "journey"
    in_time = True
    run_releases_gil = True
    Facts: type[Section] = Facts
    Policy: type[Section] = Policy
    Objective: type[Section] = Objective
    metrics: Mapping[str, Quantity] = METRICS
    series: Mapping[str, Quantity] = SERIES
    share = SHARE
    interview: Interview = INTERVIEW
    calibration: Calibration = CALIBRATION
    questions = QUESTIONS
    roles = ROLES
    decisions = staticmethod(_policy.decisions)
    decide = staticmethod(_policy.decide)
    complete = staticmethod(_policy.complete)
    refuse = staticmethod(_policy.refuse)
    today = staticmethod(today)
    in_effect = staticmethod(in_effect)
    instructions = staticmethod(instructions)
    cautions = staticmethod(cautions)
    remarks = staticmethod(remarks)
    draw = staticmethod(draw)
    warm_up = staticmethod(warm_up)
    run = staticmethod(run)
    reference = staticmethod(reference)
    replay = staticmethod(replay)
    fluid = staticmethod(fluid)
    measure = staticmethod(measure)
    prices = staticmethod(prices)
    luck = staticmethod(luck)
    schedule = staticmethod(schedule)
    limits = staticmethod(limits)
    rates = staticmethod(rates)
    plan_rows = staticmethod(plan_rows)
    neighbours = staticmethod(neighbours)
    published = staticmethod(published)
    published_metrics = staticmethod(published_metrics)


model: Model = _Journey()
