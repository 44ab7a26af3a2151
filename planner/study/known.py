"""The table [today]: metrics that are known of today, for the model to be held against."""

from collections.abc import Mapping

from planner.study.checks import Checks, joined
from simmodel.contract import Quantity

TABLE = "today"


def known(
    table: Mapping[str, float], metrics: Mapping[str, Quantity], checks: Checks
) -> Mapping[str, float]:
    """The figures in the table; a complaint for each percentage.

    Args:
        metrics: of the model; others in the table are not judged.
    """
    for name, value in table.items():
        if name in metrics:
            checks.percentage(joined(TABLE, name), value, metrics[name].unit)
    return dict(table)
