"""Metrics of the parts of what is simulated, side by side: segments, and pods."""

from collections.abc import Mapping

from planner.handoff.terminal.printing import metric_table, say, show_table
from planner.handoff.wording.numbers import row
from planner.simulation.estimate import Estimate
from simmodel.contract.model import AnyModel
from simmodel.contract.parts import of_part


def show_parts(
    model: AnyModel, metrics: Mapping[str, Estimate], *, differences: bool = False
) -> None:
    """A table for each kind of part: a row a metric, a column a part; none without parts."""
    if model.parts is None:
        return
    for kind, names in model.parts.names.items():
        table = metric_table(*names)
        for metric in model.metrics:
            named = {name: of_part(metric, name) for name in names}
            values = {name: metrics[of] for name, of in named.items() if of in metrics}
            if any(each.is_defined for each in values.values()):
                signed = [differences] * len(values)
                scale, *texts = row(list(values.values()), model.metrics[metric].unit, signed)
                told = dict(zip(values, texts, strict=True))
                table.add_row(metric, *(told.get(name, "") for name in names), scale)
        if table.row_count:
            say(f"\n{'Difference by' if differences else 'By'} {kind}:")
            show_table(table)
