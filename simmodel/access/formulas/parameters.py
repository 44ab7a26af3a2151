"""The facts as arrays, in the symbols of the paper; types in the order of the study."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from simmodel.access.facts import Facts


@dataclass(frozen=True, eq=False)
class Parameters:
    """Table 1 of the paper, and its section 6.4.1; the unit of time is a month.

    Index 0 of what new customers have too is theirs.

    Attributes:
        mu: requests per server and month, shape (types + 1,).
        profit, denial_cost: p and c, money per request, shape (types + 1,).
        patience: 1 / tau, per month, shape (types + 1,).
        requests: r, per customer and month, shape (types,).
        departures: gamma, per customer and month, shape (types,).
        income: R, money per customer and month, shape (types,).
        joins: probability that a served new customer becomes type i, shape (types,).
        served, denied: probability that a customer of type i is of type j after a request that was
            served or denied, shape (types, types).
        least: least service probability, shape (types,).
        server_cost: C, money per server and month.
        deterred: delta, new customers per denial.
    """

    mu: np.ndarray
    profit: np.ndarray
    denial_cost: np.ndarray
    patience: np.ndarray
    requests: np.ndarray
    departures: np.ndarray
    income: np.ndarray
    joins: np.ndarray
    served: np.ndarray
    denied: np.ndarray
    least: np.ndarray
    server_cost: float
    deterred: float

    @property
    def types(self) -> int:
        """m, types of base customers."""
        return self.requests.size

    @property
    def away(self) -> np.ndarray:
        """Time that a base customer is away between contacts on average, months, shape (types,)."""
        time: np.ndarray = 1.0 / (self.requests + self.departures)
        return time

    @property
    def switching(self) -> bool:
        """Whether customers turn from one type into another."""
        off_diagonal = ~np.eye(self.types, dtype=bool)
        return bool(self.served[off_diagonal].any() or self.denied[off_diagonal].any())


def parameters(facts: Facts) -> Parameters:
    """The arrays of ``facts``."""
    return _parameters(facts.model_dump_json())


@lru_cache(maxsize=64)
def _parameters(document: str) -> Parameters:
    facts = Facts.model_validate_json(document)
    types, hours = list(facts.types.values()), facts.servers.hours_per_month
    requests = (facts.new, *types)
    names = list(facts.types)
    served, denied = np.zeros((2, len(types), len(types)))
    for row, each in enumerate(types):
        served[row, row], denied[row, row] = each.loyalty_served, each.loyalty_denied
        for matrix, turns in ((served, each.turns_served), (denied, each.turns_denied)):
            for other, probability in turns.items():
                matrix[row, names.index(other)] = probability
    made = Parameters(
        mu=np.array([hours / each.mean_hours for each in requests]),
        profit=np.array([each.profit for each in requests]),
        denial_cost=np.array([each.denial_cost for each in requests]),
        patience=np.array([hours / each.patience_hours for each in requests]),
        requests=np.array([each.requests_per_month for each in types]),
        departures=np.array([each.departures_per_month for each in types]),
        income=np.array([each.monthly_profit for each in types]),
        joins=np.array([each.joins for each in types]),
        served=served,
        denied=denied,
        least=np.array([each.least_service for each in types]),
        server_cost=facts.servers.monthly_cost,
        deterred=facts.word_of_mouth.deterred,
    )
    for array in vars(made).values():
        if isinstance(array, np.ndarray):
            array.flags.writeable = False
    return made
