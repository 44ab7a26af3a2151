"""Numbers of a study file that a reader may take for others: 95.000 for 95 thousand."""

from collections.abc import Iterator

from planner.study.allowed import Declaration
from planner.study.checks import declared_values, subtable
from planner.study.file import StudyFile
from planner.study.source import parse_toml
from planner.study.study import Study
from planner.study.typed import doubt, read_decimal


def doubtful_numbers(study: Study) -> Iterator[str]:
    """A sentence for each number in the file that is written as thousands are in some countries."""
    document = parse_toml(study.path.read_bytes().decode("utf-8-sig"), read_decimal)
    model = study.model
    places = {"": StudyFile, "facts": model.Facts, "objective": model.Objective}
    places |= {"baseline": model.Policy}
    for key, kind in places.items():
        table = subtable(document, key) if key else document
        for at, value, declared in declared_values(table, Declaration(kind), key):
            written = doubt(value, declared)
            if written is not None:
                read = f"{float(value):g}"
                yield f"{at} = {value.text} is {read}; to make that clear, write {written}."
