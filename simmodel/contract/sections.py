"""The parts of a study that a model declares; each model has its own kinds of them."""

from simmodel.fields import Section


class Facts(Section):
    """Facts: what is so, whatever is decided."""


class Policy(Section):
    """A policy: what is decided."""

    def overruled(self, name: str) -> tuple[str, ...]:
        """Decisions that go before this one, so that it has no effect; none where it has one."""
        del name
        return ()


class Objective(Section):
    """An objective: what is wanted."""
