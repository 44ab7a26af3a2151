"""Policies and facts in the words of those who carry them out."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

_Facts = TypeVar("_Facts")
_Policy = TypeVar("_Policy")


def _stated(_facts: Any, policy: Any, _today: Any) -> tuple[str, ...]:
    """Every field that is not left open."""
    return tuple(name for name, value in dict(policy).items() if value is not None)


def _no_instructions(*_: Any) -> Mapping[str, str]:
    """Nothing beside what the decisions say of themselves."""
    return {}


def _no_sentences(*_: Any) -> tuple[str, ...]:
    """No sentence."""
    return ()


@dataclass(frozen=True)
class Wording(Generic[_Facts, _Policy]):
    """The words of a model to people.

    Attributes:
        highlights: metrics that a leader asks for first.
        in_effect: of facts, a policy and today's the fields of the policy that make a difference,
            in their order. One that does nothing, such as a part of 0, makes one where it ends what
            today's does.
        instructions: what a policy tells people to do beside the size of the team, by decision, in
            the imperative, such as "review the team every month"; nothing is said of what has no
            effect. What is told parts one by one has the names of their decisions, whether it was
            decided for each of them or for all.
        cautions: what of these facts to know before any plan is acted on, a sentence each; often
            none.
        free: of facts and the names of what is to be decided, what of it costs nothing though it
            saves work, so that all of it looks best; a sentence each, with the facts to state.
        remarks: what the facts and today's policy amount to, a sentence each.
    """

    highlights: tuple[str, ...] = ()
    in_effect: Callable[[_Facts, _Policy, _Policy], tuple[str, ...]] = _stated
    instructions: Callable[[_Facts, _Policy], Mapping[str, str]] = _no_instructions
    cautions: Callable[[_Facts], tuple[str, ...]] = _no_sentences
    free: Callable[[_Facts, Collection[str]], tuple[str, ...]] = _no_sentences
    remarks: Callable[[_Facts, _Policy], tuple[str, ...]] = _no_sentences


PLAIN: Wording[Any, Any] = Wording()
"""Decisions by their names, and no word of the facts."""
