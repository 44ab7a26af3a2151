"""The calendar queue finds what a search of all CSMPs finds, however its ring turns."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simmodel.journey.desk.event_list import earliest_service, file_again, file_services, refile


class Desk:
    """Gives services to the CSMP who is free first, as the kernel does."""

    def __init__(self, ends, mean, longest):
        self.services = file_services(np.array(ends, float), 0.0, mean, longest)
        self.bucket = 0
        self.refiled = 0

    def serve(self, release, hours):
        """Serve one activity; returns when its CSMP was free."""
        end, first, following, origin, per_hour = self.services
        self.bucket, csmp, before = earliest_service(end, first, following, self.bucket)
        free = end[csmp]
        until = max(release, free) + hours
        to = max(int((until - origin) * per_hour), self.bucket)
        file_again(first, following, csmp, before, self.bucket, to)
        end[csmp] = until
        if to - self.bucket >= first.size:
            self.bucket = refile(self.services)
            self.refiled += 1
        return free


HALF_HOURS = st.integers(0, 8).map(lambda halves: halves / 2)


@settings(max_examples=150, deadline=None)
@given(
    team=st.lists(HALF_HOURS, min_size=1, max_size=6),
    jobs=st.lists(st.tuples(st.sampled_from([0.0, 0.0, 0.5, 1.0, 40.0]), HALF_HOURS), max_size=40),
    mean=st.sampled_from([0.05, 1.0, 4.0]),
)
def test_the_csmp_who_is_free_first_is_found(team, jobs, mean):
    desk = Desk(team, mean, 4.0)
    expected = sorted(team)
    now = 0.0
    for gap, hours in jobs:
        now += gap
        free = expected.pop(0)
        assert desk.serve(now, hours) == free
        expected = sorted([*expected, max(now, free) + hours])
        assert sorted(desk.services.end) == expected


def test_csmps_idle_for_many_turns_of_the_ring_are_filed_again():
    desk = Desk([0.0, 0.0, 0.0], 0.5, 0.5)
    ring_hours = desk.services.first.size / desk.services.per_hour
    free = [desk.serve(release, 0.5) for release in (10 * ring_hours, 30 * ring_hours)]
    assert free == [0.0, 0.0]
    assert desk.refiled >= 1
    # Of the three, one was never asked.
    assert desk.serve(30 * ring_hours, 0.5) == 0.0
    assert desk.serve(30 * ring_hours, 0.5) == 10 * ring_hours + 0.5


def test_nodes_of_one_bucket_are_told_apart_by_time():
    # One bucket is a tenth of an hour; all ends fall into it.
    desk = Desk([0.09, 0.01, 0.05, 0.03], 0.4, 1.0)
    assert [desk.serve(0.0, 0.9) for _ in range(4)] == [0.01, 0.03, 0.05, 0.09]


@pytest.mark.parametrize(
    ("team", "mean", "longest"), [(1, 1.0, 1.0), (51, 0.3, 9.0), (7, 2.0, 2.0)]
)
def test_the_ring_spans_the_longest_service(team, mean, longest):
    services = file_services(np.zeros(team), 0.0, mean, longest)
    assert (services.first.size & (services.first.size - 1)) == 0
    assert services.first.size >= longest * services.per_hour + 2


def test_the_ring_is_bounded_when_one_service_is_extremely_long():
    services = file_services(np.zeros(100), 0.0, 1e-3, 1e6)
    assert services.first.size == 1 << 16
    assert services.first.size >= 1e6 * services.per_hour + 2
    desk = Desk([0.0] * 100, 1e-3, 1e6)
    assert desk.serve(0.0, 1e6) == 0.0
    assert desk.serve(5.0, 1e-3) == 0.0


def test_a_team_of_nobody_has_an_empty_ring():
    services = file_services(np.empty(0), 0.0, 1.0, 1.0)
    assert np.all(services.first == -1)
