"""Lists of pods made one."""

from planner.books.merging import merged
from planner.books.positions import positions, rebounds


def test_they_stand_in_order_of_time_numbered_anew_with_their_part():
    one, other = positions("CSM", 2, [3, 3, 2], 0.0), positions("CSM", 1, [1, 2, 2], 0.0)
    found = merged({"named": one, "pool": other})
    assert [(each.name, each.month, each.part) for each in found] == [
        ("CSM-H01", 0, "named"),
        ("CSM-H02", 1, "pool"),
        ("CSM-R01", 2, "named"),
    ]


def test_a_hire_of_another_pod_undoes_no_reduction():
    one, other = positions("CSM", 2, [1, 1, 1], 0.0), positions("CSM", 1, [1, 2, 2], 0.0)
    assert rebounds(merged({"named": one, "pool": other})) == {}
    back = positions("CSM", 2, [1, 2, 2], 0.0)
    assert rebounds(merged({"named": back})) == {"CSM-R01": "CSM-H01"}
