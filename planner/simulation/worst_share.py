"""The worst share of futures, as a mean over all of them: procedures for means hold for it.

The mean of a quantity X over the share t of futures in which it is lowest, its conditional value at
risk, is the largest over q of E[q - (q - X)+ / t] (Rockafellar and Uryasev 2000, "Optimization of
conditional value-at-risk", Journal of Risk 2(3), theorem 1, for what is to be large). The terms
under the expectation are pseudo-values, one a future:

- with q the t-quantile of n futures, their mean is that of the worst of them, exactly where t n is
  whole, and their spread over the root of n its asymptotic standard error (Hong, Hu and Liu 2014,
  "Monte Carlo methods for value-at-risk and conditional value-at-risk: a review", ACM TOMACS 24(4),
  section 2.3);
- with q fixed before, they are independent, and their mean estimates a lower bound without bias. It
  is short of the worst share's mean by the square of what q is off, so nearly the same.

What is known of their spread is known from the worst futures alone, and those are few: Student's t
with their number less one covers better than with that of all, which is the same for very many.

A control variate of X, with mean zero, is one of the pseudo-values too, with a coefficient of their
own (Lavenberg and Welch 1981, "A perspective on the use of control variables", Management Science
27(3), eq. 8).
"""

import numpy as np


def threshold(values: np.ndarray, share: float) -> float:
    """The largest of the lowest ``share`` of values, shape (replications,)."""
    return float(np.quantile(values, share, method="inverted_cdf"))


def pseudo_values(values: np.ndarray, share: float, at: float) -> np.ndarray:
    """What has the mean of the worst ``share`` of values for its mean, shape (replications,).

    The worst share of all is all: the values themselves.

    Args:
        values: of the quantity as it happened, shape (replications,).
        share: in (0, 1].
        at: the threshold.
    """
    if share == 1:
        return values
    worst: np.ndarray = at - np.maximum(at - values, 0.0) / share
    return worst


def coefficient(pseudo: np.ndarray, luck: np.ndarray) -> float:
    """The part of a control variate that takes most of the spread off pseudo-values.

    Args:
        pseudo, luck: both of shape (replications,).
    """
    spread = float(luck.var())
    return float(((pseudo - pseudo.mean()) * luck).mean()) / spread if spread else 0.0


def freedom(replications: int, share: float) -> int:
    """Degrees of freedom of the spread of pseudo-values: the number of the worst, less one."""
    return max(round(share * replications) - 1, 1)
