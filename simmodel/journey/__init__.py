"""The customer journey: a team of customer success managers serves contracts that may renew.

After Mehrotra and Saltzman, "Modeling and Analysis of Customer Success Management Operational
Workflow".
"""

from simmodel.contract.control_variates import ControlVariates
from simmodel.contract.fixed_plan import FixedPlans
from simmodel.contract.model import Model
from simmodel.journey.assignment.offer import ASSIGNMENT
from simmodel.journey.facts import Facts
from simmodel.journey.fluid.metrics import fluid
from simmodel.journey.money.control_variates import coefficients, control_variates
from simmodel.journey.money.fixed_plan import (
    changes,
    changes_of_pods,
    fixed_plan,
    neighbours,
    rows,
)
from simmodel.journey.money.metrics import METRICS, SHARE, idle, limits, measure
from simmodel.journey.money.objective import Objective
from simmodel.journey.money.roles import FINANCE
from simmodel.journey.outcome import SERIES
from simmodel.journey.parts import parts
from simmodel.journey.paths import PathsByPod
from simmodel.journey.policy import Policy, complete, decide, decisions
from simmodel.journey.published import published
from simmodel.journey.refusals import refuse
from simmodel.journey.replay import replay
from simmodel.journey.runs import Starts, draw, reference, run, warm_up
from simmodel.journey.study.calibration import CALIBRATION
from simmodel.journey.study.interview import INTERVIEW
from simmodel.journey.study.sensitivity import INVESTMENT, SENSITIVITY
from simmodel.journey.study.tables import ACCOUNTS
from simmodel.journey.study.wording import WORDING
from simmodel.journey.vendor import VendorOutcome

model: Model[Facts, Policy, Objective, PathsByPod, Starts, VendorOutcome] = Model(
    name="journey",
    subject="customer success",
    Facts=Facts,
    Policy=Policy,
    Objective=Objective,
    metrics=METRICS,
    series=SERIES,
    decisions=decisions,
    decide=decide,
    refuse=refuse,
    complete=complete,
    draw=draw,
    warm_up=warm_up,
    run=run,
    run_releases_gil=True,
    reference=reference,
    measure=measure,
    limits=limits,
    idle=idle,
    fluid=fluid,
    divide=parts,
    control_variates=ControlVariates(coefficients, control_variates),
    share=SHARE,
    fixed_plan=FixedPlans(
        of=fixed_plan,
        rows=rows,
        neighbours=neighbours,
        changes=changes,
        changes_of_parts=changes_of_pods,
    ),
    finance=FINANCE,
    sensitivity=SENSITIVITY,
    investment=INVESTMENT,
    interview=INTERVIEW,
    calibration=CALIBRATION,
    wording=WORDING,
    replay=replay,
    published=published,
    tables=(ACCOUNTS,),
    assignment=ASSIGNMENT,
)
