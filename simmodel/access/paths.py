"""The random numbers of one replication: a stream whose numbers are made when they are needed."""

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True, eq=False)
class Paths:
    """The key of the stream of customers, uint64, shape (2,).

    What is made of it: :mod:`simmodel.access.customers.variates`.
    """

    customers: np.ndarray

    @property
    def nbytes(self) -> int:
        """Memory held, in bytes."""
        return self.customers.nbytes
