"""The table [today]: metrics that are known of today, for the model to be held against."""

from collections.abc import Mapping

from planner.study.checks import Checks, joined
from simmodel.contract.quantity import Quantity
from simmodel.fields import shown

TABLE = "today"


def known(
    table: Mapping[str, float], metrics: Mapping[str, Quantity], checks: Checks
) -> Mapping[str, float]:
    """The figures in the table; a complaint for each percentage and each share below 0.

    Args:
        metrics: of the model; others in the table are not judged.
    """
    for name, value in table.items():
        if name in metrics:
            key, unit = joined(TABLE, name), metrics[name].unit
            checks.percentage(key, value, unit)
            if unit == "share" and value < 0:
                checks.complain(key, f"found {shown(value)}", "a share, 0 or more")
    return dict(table)
