"""Compiled: the share of activities that a team finishes, which fluctuate and wait no longer than a
month.

An activity is removed at the end of its contract's month, at random a time of up to a month after
its release. So the desk is a queue with impatience, whose rate at small waits is one over a month.
With R the CSMPs that the work takes on average and c those who serve, in the notation of

    beta = (c - R) / sqrt(R v),   r = sqrt(mean hours / month),   h(x) = phi(x) / (1 - Phi(x)),

v = (1 + squared coefficient of variation of hours) / 2 for hours that are not exponential,

    P(wait) = 1 / (1 + r h(beta / r) / h(-beta)),
    P(removed | wait) = r sqrt(v / R) (h(beta / r) - beta / r).

Who waits would wait a time V, in months, that is normal with mean 1 - c / R and variance v r^2 / R,
cut off at 0: where patience is even over a month, the density of V in M/M/c + G is proportional to
exp((R (V - V^2 / 2) - c V) / r^2), and of other hours it is wider by v. A target t is
missed by who is still waiting then, or has been removed before:

    P(missed | wait) = P(V > t) + E[V; V <= t].

Source: Garnett, Mandelbaum and Reiman (2002), "Designing a call center with impatient customers",
theorem 3 and its corollary; of the density Baccelli and Hebuterne (1981), "On queues with
impatient customers".
"""

import math

from simmodel.jit import compiled

_FAR = 25.0  # from where on the hazard is the begin of its asymptotic series, to nine digits


@compiled
def normal_hazard(x: float) -> float:
    """The hazard of the standard normal distribution."""
    if x > _FAR:
        return x + 1.0 / x - 2.0 / x**3 + 10.0 / x**5
    density = math.exp(-x * x / 2.0) / math.sqrt(2.0 * math.pi)
    return density / (0.5 * math.erfc(x / math.sqrt(2.0)))


@compiled
def finished_share(load: float, serving: float, service: float, variability: float) -> float:
    """The share of activities that are finished.

    Args:
        load: CSMPs that the work takes.
        serving: CSMPs.
        service: mean hours of an activity over those of a month; 0 where nothing fluctuates.
        variability: v of the module's formula.
    """
    most = min(1.0, serving / load)
    if service == 0.0 or serving <= 0.0:
        return most
    scale = math.sqrt(load * variability)
    beta, ratio = (serving - load) / scale, math.sqrt(service)
    hazard = normal_hazard(beta / ratio)
    waits = 1.0 / (1.0 + ratio * hazard / normal_hazard(-beta))
    removed = waits * ratio * math.sqrt(variability / load) * (hazard - beta / ratio)
    return min(most, max(1.0 - removed, 0.0))


@compiled
def missed_share(
    load: float, serving: float, service: float, variability: float, within: float
) -> float:
    """The share of activities that are not begun within some time of their release.

    Args:
        load, serving, service, variability: as of :func:`finished_share`, all above 0 but for
            ``serving``.
        within: the time, months.
    """
    if serving <= 0.0:
        return 1.0
    beta, ratio = (serving - load) / math.sqrt(load * variability), math.sqrt(service)
    begin, spread = beta / ratio, math.sqrt(service * variability / load)
    hazard = normal_hazard(begin)
    waits = 1.0 / (1.0 + ratio * hazard / normal_hazard(-beta))
    until = min(within, 1.0)
    last = begin + until / spread
    if begin < 0.0:
        longer = math.erfc(last / math.sqrt(2.0)) / math.erfc(begin / math.sqrt(2.0))
    else:
        longer = math.exp((begin * begin - last * last) / 2.0) * hazard / normal_hazard(last)
    removed = (1.0 - serving / load) * (1.0 - longer) + spread * (
        hazard - normal_hazard(last) * longer
    )
    return min(waits * (longer + max(removed, 0.0)), 1.0)
