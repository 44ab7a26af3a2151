"""The table [today]: metrics by name, in their units."""

import pytest

from planner.study.errors import InputError


def test_what_is_known_of_today_is_kept_by_metric(tiny):
    assert tiny().today == {}
    known = {"retention_rate": 0.91, "mean_wait": 3.0}
    assert tiny(more="[today]\nretention_rate = 0.91\nmean_wait = 3\n").today == known


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("retention_rate = 91", "today.retention_rate: found 91.0; allowed: a share: 91 % is 0.91"),
        ("retention_rate = -0.1", "today.retention_rate: found -0.1; allowed: a share, 0 or more"),
        ("retention = 0.91", "today.retention: unknown metric; allowed: objective, net_"),
        ('retention_rate = "91 %"', 'today.retention_rate: found "91 %"; allowed: a number'),
    ],
)
def test_what_is_no_figure_of_a_metric_is_refused(tiny, line, words):
    with pytest.raises(InputError) as refused:
        tiny(more=f"[today]\n{line}\n")
    assert words in str(refused.value)
