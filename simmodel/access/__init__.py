"""Service access: how much to advertise, how many servers, and whom to serve first.

Customers come back only if they are served. After Afèche, Araghi and Baron (2017), "Customer
Acquisition, Retention, and Service Access Quality: Optimal Advertising, Capacity Level, and
Capacity Allocation".
"""

from collections.abc import Mapping

from simmodel.access import policy as _policy
from simmodel.access.controls import complete, refuse
from simmodel.access.draw import draw
from simmodel.access.engine import run, warm_up
from simmodel.access.facts import Facts
from simmodel.access.fluid import fluid
from simmodel.access.money.control_variates import coefficients, control_variates
from simmodel.access.money.fixed_plan import fixed_plan, neighbours, rows
from simmodel.access.money.metrics import METRICS, SHARE, limits, measure
from simmodel.access.money.objective import Objective
from simmodel.access.money.roles import ROLES, rates
from simmodel.access.outcome import SERIES
from simmodel.access.policy import Policy
from simmodel.access.published.published import published, published_metrics
from simmodel.access.reference import reference
from simmodel.access.replay import replay
from simmodel.access.study.calibration import CALIBRATION
from simmodel.access.study.interview import INTERVIEW
from simmodel.access.study.sensitivity import QUESTIONS
from simmodel.access.study.today import cautions, remarks, today
from simmodel.access.study.wording import in_effect, instructions
from simmodel.contract import Calibration, Interview, Model, Quantity
from simmodel.fields import Section


class _Access:
    """The rooms of this package, gathered behind the contract."""

    name = "access"
    in_time = False
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
    complete = staticmethod(complete)
    refuse = staticmethod(refuse)
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
    prices = staticmethod(coefficients)
    luck = staticmethod(control_variates)
    schedule = staticmethod(fixed_plan)
    limits = staticmethod(limits)
    rates = staticmethod(rates)
    plan_rows = staticmethod(rows)
    neighbours = staticmethod(neighbours)
    published = staticmethod(published)
    published_metrics = staticmethod(published_metrics)


model: Model = _Access()
