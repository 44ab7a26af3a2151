"""The interview that begins a new study."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from simmodel.fields import Section

_Facts = TypeVar("_Facts")
_Policy = TypeVar("_Policy")
_Plain = TypeVar("_Plain", bound=Section)


def _no_notes(_: Any) -> Mapping[str, str]:
    """No note."""
    return {}


@dataclass(frozen=True)
class PlainQuestions(Generic[_Facts, _Policy, _Plain]):
    """Questions in plain words, for facts that nobody knows in the form of the file.

    Attributes:
        Plain: the answers; None is what was not answered.
        complete: of an instance of ``Plain``, facts and today's policy: the same with answers in
            place of what was not.
        stands_for: of the same: the fields that the answers stand for, by key.

    ``complete`` and ``stands_for`` raise ValueError, "what is wrong; allowed: what may be", of
    answers that make no facts.
    """

    Plain: type[_Plain]
    complete: Callable[[_Plain, _Facts, _Policy], _Plain]
    stands_for: Callable[[_Plain, _Facts, _Policy], Mapping[str, Any]]


@dataclass(frozen=True)
class Interview(Generic[_Facts, _Policy, _Plain]):
    """Questions and defaults of a new study of the model.

    Attributes:
        questions: in their order, each the key of a field of a study file, such as
            "facts.team.at_start", or the name of a field of the plain questions.
        today: the policy that goes on as the facts say it is today, as far as they do.
        examples: of tables that few studies need, by name; a study may have all of them.
        hints: what to think of before an answer, by question; most need none.
        plain: None if all questions are of the file's own fields.
        notes: on tables, by key, for who reads the new file: what these facts amount to, and how
            to think of them.
        instead: by plain question those that fall away once it is answered, as the answer has
            what they ask.
        fields: of entries that the user names, by question: what is asked of each; all of its
            fields unless it is said here.
        understood: of the facts that answers amount to: what to say after one, by question.
    """

    questions: tuple[str, ...]
    today: Callable[[_Facts], _Policy]
    examples: Mapping[str, Mapping[str, Any]]
    hints: Mapping[str, str]
    plain: PlainQuestions[_Facts, _Policy, _Plain] | None = None
    notes: Callable[[_Facts], Mapping[str, str]] = _no_notes
    instead: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    fields: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    understood: Callable[[_Facts], Mapping[str, str]] = _no_notes

    def fallen(self, answers: Mapping[str, Any]) -> tuple[str, ...]:
        """The questions that fall away beside these answers, by key."""
        given = (key for key in self.instead if answers.get(key))
        return tuple(other for key in given for other in self.instead[key])
