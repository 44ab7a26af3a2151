"""Parts in a sentence each kind: what a leader asks of a segment, or of a pod, first."""

from planner.handoff.wording.numbers import spelt
from planner.handoff.wording.units import roughly
from planner.simulation.valued import Valued
from planner.study.study import Study
from simmodel.contract.parts import of_part, of_whole

_MOST = 6  # parts that a sentence can name


def by_part(study: Study, today: Valued, recommended: Valued) -> dict[str, tuple[str, ...]]:
    """One sentence for each kind of parts, by heading; none where there are no parts."""
    parts = study.model.parts
    if parts is None:
        return {}
    found: dict[str, tuple[str, ...]] = {}
    for kind, names in parts.names.items():
        told = [_told(study, kind, name, today, recommended) for name in names[:_MOST]]
        told = [each for each in told if each]
        if told:
            more = f"; {len(names) - _MOST} more in the report" if len(names) > _MOST else ""
            found[f"{kind.capitalize()}s"] = (f"{'; '.join(told)}{more}.",)
    return found


def _told(study: Study, kind: str, name: str, today: Valued, recommended: Valued) -> str:
    """The first share that is asked of a part, and the first number of people or customers."""
    parts, metrics = study.model.parts, study.model.metrics
    assert parts is not None
    asked = (of_part(metric, name) for metric in parts.highlights.get(kind, ()))
    known = {
        metric: metrics[metric].unit
        for metric in asked
        if metric in metrics and recommended.metrics[metric].is_defined
    }
    shares = [metric for metric, unit in known.items() if unit == "share"]
    counts = [
        metric for metric, unit in known.items() if unit != "share" and not unit.startswith("money")
    ]
    chosen = {*shares[:1], *counts[:1]}
    words = [
        _share(metric, recommended) if unit == "share" else _count(metric, unit, today, recommended)
        for metric, unit in known.items()
        if metric in chosen
    ]
    return f"{name}: {', '.join(words)}" if words else ""


def _share(metric: str, recommended: Valued) -> str:
    (value,), behind = roughly([recommended.metrics[metric]], "share", "")
    return f"{spelt(of_whole(metric))} {value} {behind}"


def _count(metric: str, unit: str, today: Valued, recommended: Valued) -> str:
    """Whole ones; and today's policy's, where that has others."""
    known = (each.metrics[metric] for each in (recommended, today))
    now, before = (f"{round(each.mean):,}" if each.is_defined else "" for each in known)
    unit = unit.removesuffix("s") if now == "1" else unit
    return f"{now} {unit}" + (f" (today's policy {before})" if before not in ("", now) else "")
