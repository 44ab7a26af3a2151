"""What a renewing customer signs: less than before, as much, or more."""

import numpy as np
from pydantic import model_validator
from scipy.special import expit, logit

from simmodel.fields import Section, field


class Outcomes(Section):
    """What customers sign who renew, by the percentage p of their activities that were finished.

    An ordered logit (McCullagh 1980, "Regression models for ordinal data"): with
    u = slope x (100 - p), the chance to sign less is L(logit(contracting) + u), that to sign more
    L(logit(expanding) - u), L the logistic function; all others sign as before.
    """

    expanding: float = field(
        0.0,
        unit="share of renewals",
        description="Customers who sign more as they renew, where all activities were finished",
        ge=0,
        lt=1,
    )
    expansion: float = field(
        0.0,
        unit="share of the yearly value",
        description="How much more they sign",
        ge=0,
        le=10,
    )
    contracting: float = field(
        0.0,
        unit="share of renewals",
        description="Customers who sign less as they renew, where all activities were finished",
        ge=0,
        lt=1,
    )
    contraction: float = field(
        0.0,
        unit="share of the yearly value",
        description="How much less they sign",
        ge=0,
        lt=1,
    )
    slope: float = field(
        0.0,
        unit="logit per percentage point",
        description="What one per cent of activities left undone does: fewer sign more, and more "
        "sign less; 0: their shares are the same whatever is done",
        ge=0,
        le=1,
    )

    @model_validator(mode="after")
    def _possible(self) -> "Outcomes":
        if self.expanding + self.contracting > 1:
            raise ValueError(
                f"expanding ({self.expanding}) and contracting ({self.contracting}) are more than "
                "all together; allowed: a sum of at most 1"
            )
        return self

    def chances(self, percentage: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Chances to sign less, and to sign more; each of the shape of ``percentage``."""
        undone = self.slope * (100.0 - np.asarray(percentage, dtype=float))
        with np.errstate(divide="ignore"):
            return expit(logit(self.contracting) + undone), expit(logit(self.expanding) - undone)

    def change(self, percentage: np.ndarray, uniform: np.ndarray) -> np.ndarray:
        """The yearly value over that before, of customers who renew; as ``uniform``.

        Args:
            percentage: of their activities that were finished, same shape.
            uniform: numbers that decide.
        """
        less, more = self.chances(percentage)
        smaller, larger = 1.0 - self.contraction, 1.0 + self.expansion
        found: np.ndarray = np.where(
            uniform < less, smaller, np.where(uniform >= 1.0 - more, larger, 1.0)
        )
        return found

    def mean_change(self, percentage: np.ndarray) -> np.ndarray:
        """The mean of :meth:`change`, of the shape of ``percentage``."""
        less, more = self.chances(percentage)
        found: np.ndarray = 1.0 - less * self.contraction + more * self.expansion
        return found
