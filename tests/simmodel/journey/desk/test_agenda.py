"""The agenda gives services in the order in which they end, whenever they begin."""

import numpy as np
import pytest

from simmodel.journey.desk.agenda import begin, cross_off, empty_agenda


@pytest.mark.parametrize("longest", [1.0, 20.0, 1e6])
@pytest.mark.parametrize("seed", range(5))
def test_services_end_in_order(seed, longest):
    rng, team, now = np.random.default_rng(seed), 6, 3.0
    agenda, under_way = empty_agenda(team, now, 1.0, longest), {}
    for _ in range(500):
        idle = [service for service in range(team) if service not in under_way]
        if idle and rng.random() < 0.5:
            # The longest of all, none at all, or a multiple of a half, so that some are equal.
            hours = rng.choice([longest, 0.0, min(longest, rng.integers(8) / 2)])
            service = int(rng.choice(idle))
            under_way[service] = now + hours
            begin(agenda, service, now + hours, 10 * service, 7 * service)
        elif under_way:
            now = min(under_way.values())
            assert agenda.diary[0]["soonest"] == now
            service = cross_off(agenda)
            assert under_way.pop(service) == now
            assert agenda.served[service] == 10 * service
            assert agenda.points[service] == 7 * service
        assert agenda.diary[0]["size"] == len(under_way)
    assert agenda.diary[0]["soonest"] == min(under_way.values(), default=np.inf)
