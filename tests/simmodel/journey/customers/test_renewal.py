"""Contracts differ around a mean, over which their renewal probability is averaged."""

import numpy as np
import pytest

from simmodel.journey.customers.renewal import Curve, renewal_rate

NEARLY_STRAIGHT = Curve(  # around one half
    intercept=0.0,
    slope=0.002,
    floor=0.0,
    ceiling=1.0,
    lowest=-np.inf,
    highest=np.inf,
    deviation=0.2,  # of a share of one half: 0.1
    normal=np.array([-1.0, 1.0]),
    loyalty=np.inf,
)


def test_the_renewal_probability_is_that_of_the_mean_where_the_curve_is_straight():
    alone = renewal_rate(0.5, 1.0, NEARLY_STRAIGHT._replace(deviation=0.0))
    assert alone == pytest.approx(1 / (1 + np.exp(-0.1)), rel=1e-12)
    assert renewal_rate(0.5, 1.0, NEARLY_STRAIGHT) == pytest.approx(alone, rel=1e-4)
    # At a ceiling, half of the contracts gain nothing from being better.
    bent = NEARLY_STRAIGHT._replace(ceiling=alone, highest=0.1)
    worse = 1 / (1 + np.exp(-0.08))
    assert renewal_rate(0.5, 1.0, bent) == pytest.approx((worse + alone) / 2, rel=1e-12)
    # At a floor, half of them lose nothing from being worse.
    level = NEARLY_STRAIGHT._replace(floor=alone, lowest=0.1)
    better = 1 / (1 + np.exp(-0.12))
    assert renewal_rate(0.5, 1.0, level) == pytest.approx((better + alone) / 2, rel=1e-12)


def test_later_contracts_renew_at_the_odds_that_loyalty_gives_them():
    curve = NEARLY_STRAIGHT._replace(deviation=0.0, loyalty=2.0)
    first, third = (renewal_rate(0.5, number, curve) for number in (1.0, 3.0))
    assert third / (1 - third) == pytest.approx(2 * first / (1 - first), rel=1e-12)
