"""Compiled: the share of the activities in a book that its person finishes.

An activity is removed at the end of its contract's month, and falls due at random in it but for
its last hours, as many as the customer's work takes: a part w of it. So it waits for between w and
1 months, evenly. One person is a server at which the time V that one would wait who never left has,
at the load r and in months, the density

    f(x) = P(V = 0) (r / q) exp(1 / q integral from 0 to x of (r (1 - G(u)) - 1) du)

with G(u) = (u - w) / (1 - w) from w to 1, and q = mean hours / month x (1 + squared coefficient of
variation of hours) / 2; and E G(V) is left undone. That is exact for exponential hours of
activities that fall due independently of each other.

Source: Baccelli and Hebuterne (1981), "On queues with impatient customers", with the mean of the
hours that are left in place of that of exponential ones.
"""

import math

from simmodel.jit import compiled
from simmodel.journey.fluid.waiting import normal_hazard

_WAITING = 0.5  # of a month's activities: those that may still be done when it ends


@compiled
def share_of_one(load: float, hours: float, service: float, waits: float) -> float:
    """The share finished of so many hours due by one person.

    Args:
        load: hours due in a month.
        hours: that the person has.
        service: q of the module's formula x those hours.
        waits: w.
    """
    if load <= 0.0:
        return 1.0
    if hours <= 0.0:
        return 0.0
    ratio = load / hours
    most = min(1.0, 1.0 / ratio)
    if service <= 0.0:
        return most
    q, rest = service / hours, 1.0 - waits
    # f is exp(-a x) up to w, and exp(-a w - a u - b u^2 / 2) from there on, u = x - w.
    a, b = (1.0 - ratio) / q, ratio / (q * rest)
    root = math.sqrt(b)
    begin, end = a / root, (a + b * rest) / root
    if a >= 0.0:
        early = waits if a * waits < 1e-9 else -math.expm1(-a * waits) / a
        first, last = math.exp(-a * waits), math.exp(-a * waits - a * rest - b * rest**2 / 2.0)
        late = (first / normal_hazard(begin) - last / normal_hazard(end)) / root
        atom = q / ratio
    else:
        # The density is highest at a / b, where it would overflow: all over what it is there.
        peak = a * waits - begin**2 / 2.0
        early = (math.exp(peak - a * waits) - math.exp(peak)) / -a
        first, last = math.exp(-(begin**2) / 2.0), math.exp(-(end**2) / 2.0)
        late = math.erfc(begin / math.sqrt(2.0)) - math.erfc(end / math.sqrt(2.0))
        late *= math.sqrt(math.pi / (2.0 * b))
        atom = q / ratio * math.exp(peak)
    undone = (first - last - a * late) / (b * rest)
    return min(most, max(1.0 - undone / (atom + early + late), 0.0))


@compiled
def share_of_month(
    load: float, carried: float, hours: float, later: float, service: float, waits: float
) -> tuple[float, float]:
    """The share finished of the hours that fall due by one person in a month, and the hours of them
    that are still to be done in the next.

    What falls due while the person is away waits for who comes back in the next month, as far as
    its own month has not ended by then: half of it, as both are even.

    Args:
        load: hours due in the month.
        carried: from the month before.
        hours: that the person has, and ``later`` in the next month.
        service, waits: as of :func:`share_of_one`.
    """
    if hours > 0.0 or later <= 0.0:
        return share_of_one(load + carried, hours, service, waits), 0.0
    left = _WAITING * load
    return _WAITING * share_of_one(load + left, later, service, waits), left
