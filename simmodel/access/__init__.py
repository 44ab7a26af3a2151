"""Service access: how much to advertise, how many servers, and whom to serve first.

Customers come back only if they are served. After Afèche, Araghi and Baron (2017), "Customer
Acquisition, Retention, and Service Access Quality: Optimal Advertising, Capacity Level, and
Capacity Allocation".
"""

from simmodel.access.controls import complete, refuse
from simmodel.access.draw import draw
from simmodel.access.engine import run
from simmodel.access.facts import Facts
from simmodel.access.fluid import fluid
from simmodel.access.money.control_variates import coefficients, control_variates
from simmodel.access.money.metrics import METRICS, SHARE, limits, measure
from simmodel.access.money.objective import Objective
from simmodel.access.money.roles import FINANCE
from simmodel.access.outcome import SERIES, Outcome
from simmodel.access.paths import Paths
from simmodel.access.policy import Policy, decisions
from simmodel.access.published.published import published
from simmodel.access.reference import reference
from simmodel.access.replay import replay
from simmodel.access.study.calibration import CALIBRATION
from simmodel.access.study.interview import INTERVIEW
from simmodel.access.study.sensitivity import SENSITIVITY
from simmodel.access.study.wording import WORDING
from simmodel.contract.control_variates import ControlVariates
from simmodel.contract.model import Model

model: Model[Facts, Policy, Objective, Paths, Paths, Outcome] = Model(
    name="access",
    subject="service access",
    Facts=Facts,
    Policy=Policy,
    Objective=Objective,
    metrics=METRICS,
    series=SERIES,
    in_time=False,
    decisions=decisions,
    refuse=refuse,
    complete=complete,
    draw=draw,
    run=run,
    run_releases_gil=True,
    reference=reference,
    measure=measure,
    limits=limits,
    fluid=fluid,
    control_variates=ControlVariates(coefficients, control_variates),
    share=SHARE,
    finance=FINANCE,
    sensitivity=SENSITIVITY,
    interview=INTERVIEW,
    calibration=CALIBRATION,
    wording=WORDING,
    replay=replay,
    published=published,
)
