"""Random streams: every number belongs to a seed, a phase, a replication, a purpose and an entity.

Streams are numpy's counter-based Philox generators. The key is derived from (seed, phase,
replication, purpose); the entity, a customer for example, selects a block of 2**128 counters under
that key. So no two entities ever share numbers, and an entity's numbers do not depend on how many
others there are, on what happened to them, or on the order of drawing.

Source: Salmon, Moraes, Dror and Shaw (2011), "Parallel random numbers: as easy as 1, 2, 3".
"""

from hashlib import sha256
from typing import Self

import numpy as np


class Stream:
    """The numbers of one purpose in one replication, entity by entity.

    Attributes:
        key: uint64, shape (2,).
    """

    def __init__(self, key: np.ndarray) -> None:
        self.key = key
        self._philox = np.random.Philox(key=key)
        self._generator = np.random.Generator(self._philox)
        self._state = self._philox.state

    def of(self, entity: int) -> np.random.Generator:
        """The generator at the first number of ``entity``; valid until the next call.

        Rewinding one generator is seven times cheaper than making a new one, and a replication
        needs thousands.
        """
        self._state["state"]["counter"][2] = entity
        self._philox.state = self._state
        return self._generator


class Streams:
    """All streams of one replication.

    Args:
        seed: the study's seed, any non-negative integer.
        phase: number of what the replication is for; phases never share a stream.
        replication: its number, from 0.
        part: address of a part of what is simulated; see :meth:`part`.
    """

    def __init__(self, seed: int, phase: int, replication: int, part: tuple[int, ...] = ()) -> None:
        self.seed, self.phase, self.replication = seed, phase, replication
        self._part = part

    def part(self, name: str) -> Self:
        """The streams of a part, by its name: they do not depend on what other parts there are.

        Those of no name are these streams themselves.
        """
        if not name:
            return self
        digest = np.frombuffer(sha256(name.encode()).digest()[:8], np.dtype("<u4"))
        address = (*self._part, *map(int, digest))
        return type(self)(self.seed, self.phase, self.replication, address)

    def purpose(self, purpose: int) -> Stream:
        """The stream of ``purpose``, a small integer that the model names."""
        address = (int(self.phase), self.replication, int(purpose), *self._part)
        sequence = np.random.SeedSequence(self.seed, spawn_key=address)
        return Stream(sequence.generate_state(2, np.uint64))
