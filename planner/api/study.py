"""A study in a notebook: loaded, looked at, and changed as ``--set`` and ``--policy`` do."""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from planner.api.display import Card, Displayed
from planner.api.frames import frame
from planner.api.wishes import path_of, texts_of
from planner.handoff.wording.tables import facts_stated, table_words
from planner.study import study as checked
from planner.study.command import said
from planner.study.errors import Complaint, InputError
from planner.study.listing import leaves, stated
from planner.study.literals import with_values, written_value
from planner.study.new_file import check_new, write_new
from planner.study.study import BASELINE, describe_policy
from planner.study.supposed import changed_facts, named, supposed
from planner.study.tables import FACTS, digest_of

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, repr=False)
class Study(Displayed, checked.Study):
    """A company's facts, today's policy, what may be decided, and what to search.

    Attributes:
        changes: what is not as its file has it, by key, such as "facts.team.at_start" or
            "baseline.caf".
    """

    changes: Mapping[str, Any] = field(default_factory=dict)

    def with_(
        self, changes: str | Sequence[str] | Mapping[str, Any] = (), /, **settings: Any
    ) -> Self:
        """The study with other facts, or with another policy of today.

        ``study.with_(caf=1.1)``, ``study.with_({"team.annual_attrition": 0.2}, caf=1.1)``; or as
        on the command line, ``study.with_("caf=1.1 cadence=quarterly")`` as ``--policy`` and
        ``study.with_(["caf=1.1", "cadence=quarterly"])`` as ``--set``.

        Args:
            changes: values by name, where a name is a decision, or the key of a fact or the end of
                one key only; or text: a scenario of the study, or NAME=VALUE, one or a list.
            settings: more values, of names without a dot.

        Raises:
            InputError: there is no such name, or the facts or the policy are impossible.
        """
        other: checked.Study = self
        values = settings
        if isinstance(changes, str):
            other = named(other, changes, said("--policy", "policy"))
        elif isinstance(changes, Mapping):
            values = {**changes, **settings}
        else:
            other = supposed(other, texts_of("settings", changes), said("--set", "settings"))
        if values:
            other = supposed(other, [_setting(*each) for each in values.items()], "settings")
        return type(self)(**vars(other) | {"changes": {**self.changes, **_changes(self, other)}})

    def save(self, path: str | PathLike[str], *, overwrite: bool = False) -> Self:
        """Write the study, with its changes, to a file of its own; the study of that file.

        All that is not changed stays as it is written, comments too.

        Args:
            path: its name is that of the new study, and ends in .toml.

        Raises:
            InputError: the file cannot be written, or the study's own was changed meanwhile.
        """
        new = Path(path_of("path", path))
        check_new(new, overwrite, "overwrite=True")
        values = {self._path(key): now for key, now in self.changes.items()}
        for each in self.tables:  # as seen from where the new study is
            file = os.path.relpath(self.path.parent / each.file, new.parent)
            values[FACTS, each.fact] = Path(file).as_posix()
        text = with_values(self._text(), values)
        study = type(self)(**vars(checked.parse_study(new, text.encode())))
        write_new(new, text, overwrite)
        return study

    def to_pandas(self) -> "pd.DataFrame":
        """The facts and today's policy: key, value, unit, meaning."""
        facts, today = facts_stated(self), stated(self.baseline, BASELINE)
        rows = [
            {"key": e.key, "value": e.value, "unit": e.unit, "meaning": e.description}
            for e in (*facts, *today)
        ]
        return frame(rows, study=self.name, currency=self.finance.currency)

    def _text(self) -> str:
        """The content of the file."""
        try:
            content = self.path.read_bytes()
        except OSError as error:
            found = f"cannot be read: {error.strerror}"
            raise InputError([Complaint(str(self.path), "", found)]) from None
        if digest_of(content, self.tables) != self.digest:
            found = "found another study than the one that was loaded: load it again"
            raise InputError([Complaint(str(self.path), "", found)])
        return content.decode("utf-8-sig")

    def _path(self, key: str) -> tuple[str, ...]:
        """From the top of the file to what is changed."""
        facts = {leaf.key: ("facts", *leaf.path) for leaf in leaves(self.facts, "facts")}
        return facts.get(key) or (BASELINE, key.removeprefix(f"{BASELINE}."))

    def _card(self) -> Card:
        searched = [(e.name, f"{e}: {e.description}") for e in self.space]
        changed = [
            (key, f"{written_value(now)}, not as on file") for key, now in self.changes.items()
        ]
        return Card(
            f"Study {self.name}" + (f": {self.title}" if self.title else ""),
            (
                ("file", str(self.path)),
                *((each.called, table_words(each, self.finance.currency)) for each in self.tables),
                ("today", describe_policy(self, self.baseline)),
                *((f"to decide: {name}", words) for name, words in searched),
                *(("to keep", str(each)) for each in self.constraints),
                *((f"scenario {n}", describe_policy(self, p)) for n, p in self.scenarios.items()),
                *changed,
            ),
        )


def load_study(reference: str | PathLike[str]) -> Study:
    """Read and check a study.

    Args:
        reference: the path of a .toml file, or the name of an example, such as "growth".

    Raises:
        InputError: the file is missing or wrong; it has a complaint for every mistake.
    """
    return Study(**vars(checked.load_study(path_of("reference", reference))))


def _setting(name: str, value: Any) -> str:
    """NAME=VALUE."""
    try:
        return f"{name}={written_value(_plain(value))}"
    except (TypeError, ValueError):
        found, allowed = f"found {value!r}", "a value that a study file can hold"
        raise InputError([Complaint("settings", name, found, allowed)]) from None


def _plain(value: Any) -> Any:
    """``value`` without numpy's kinds of numbers and lists."""
    if hasattr(value, "tolist"):
        return value.tolist()
    return [_plain(each) for each in value] if isinstance(value, list | tuple) else value


def _changes(study: checked.Study, other: checked.Study) -> dict[str, Any]:
    facts = {key: now for key, (_, now) in changed_facts(study, other).items()}
    return facts | {
        f"{BASELINE}.{name}": now
        for name, now in dict(other.baseline).items()
        if now != getattr(study.baseline, name)
    }
