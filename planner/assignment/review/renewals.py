"""Which contracts were renewed: after a change of the CSMP, and by people of experience.

Log-odds of renewing = those predicted + an intercept + effects, a logistic regression on the rows
in which a contract ended. Rows without a predicted chance have an intercept of their own.
"""

import numpy as np
from scipy.special import logit

from planner.assignment.review.findings import NOTHING, Evidence
from planner.assignment.review.firth import Logistic, told
from planner.assignment.review.interval import Interval
from planner.assignment.review.past import Past
from planner.assignment.review.weights import Weights

NO_CONTRACT = "no contract ended"
ALL_ALIKE = "it is the same wherever a contract ended, or goes along with something else"
ONE_OF_A_KIND = "it rests on a single account or person"

_TOLD = 1e-8  # of a column's own variation that must be left beside the others


def goodwill(past: Past, weights: Weights) -> Evidence:
    """What a recent change takes off the log-odds of renewing, at equal predicted chance and risk.

    Accounts are the independent units.
    """
    ended = past.taken(~np.isnan(past.renewed))
    changed = ended.months_since_change <= weights.goodwill_months
    columns = [ended.risk - _mean(ended.risk), changed.astype(float)]
    found = _evidence(ended, columns, ended.account)
    inner = found.interval
    turned = Interval(-inner.estimate, -inner.high, -inner.low)
    return Evidence(turned, found.rows, found.accounts, ended.differing(changed), found.why_not)


def experience(past: Past, weights: Weights) -> Evidence:
    """What a year of experience adds to the log-odds of renewing at risk 1, over that at risk 0.

    On top of what it adds to all accounts alike, and beside recent changes. People are the
    independent units: experience is theirs.
    """
    ended = past.taken(~np.isnan(past.renewed) & ~np.isnan(past.experience))
    changed = ended.months_since_change <= weights.goodwill_months
    years = ended.experience - _mean(ended.experience)
    risk = ended.risk - _mean(ended.risk)
    columns = [changed.astype(float), years, risk, years * risk]
    found = _evidence(ended, columns, ended.person)
    compared = ended.differing(ended.experience)
    return Evidence(found.interval, found.rows, found.accounts, compared, found.why_not)


def _evidence(ended: Past, columns: list[np.ndarray], clusters: np.ndarray) -> Evidence:
    """Of the last column, beside those before it that vary."""
    accounts = int(np.unique(ended.account).size)
    if not ended.rows:
        return Evidence(NOTHING, 0, 0, 0, NO_CONTRACT)
    unknown = np.isnan(ended.chance)
    kept = [np.ones(ended.rows)]
    for column in [unknown.astype(float), *columns[:-1]]:
        if _varies(kept, column):
            kept.append(column)
    if not _varies(kept, columns[-1]):
        return Evidence(NOTHING, ended.rows, accounts, 0, ALL_ALIKE)
    _, own = np.unique(clusters, return_inverse=True)
    if own.max() == 0:
        return Evidence(NOTHING, ended.rows, accounts, 0, ONE_OF_A_KIND)
    offset = logit(np.where(unknown, 0.5, ended.chance))
    model = Logistic(np.column_stack([*kept, columns[-1]]), ended.renewed, offset)
    interval = told(model, len(kept), own)
    return Evidence(interval, ended.rows, accounts, 0)


def _varies(beside: list[np.ndarray], column: np.ndarray) -> bool:
    """Whether a column is more than a combination of others."""
    others = np.column_stack(beside)
    rest = column - others @ np.linalg.lstsq(others, column)[0]
    return float(rest @ rest) > _TOLD * max(float(column @ column), 1e-300)


def _mean(values: np.ndarray) -> float:
    return float(values.mean()) if values.size else 0.0
