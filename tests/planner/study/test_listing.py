"""Every value of a study with its key, unit and meaning."""

from planner.study.listing import Stated, stated
from simmodel.fields import Section, field


class Inner(Section):
    """A table within."""

    hours: float = field(1.5, unit="hours", description="How long")


class Outer(Section):
    """A table."""

    count: int = field(3, unit="people", description="How many")
    limit: int | None = field(None, unit="runs", description="Most of them")
    inner: Inner = Inner()
    named: dict[str, Inner] = field({}, unit="table", description="By name")
    shares: dict[str, float] = field({}, unit="share", description="Of each")


def test_values_stand_with_their_keys_units_and_meanings_in_order():
    section = Outer(
        named={"call": Inner(hours=2.0), "e mail": Inner()}, shares={"call": 0.4}, limit=9
    )
    assert list(stated(section, "facts")) == [
        Stated("facts.count", 3, "people", "How many"),
        Stated("facts.limit", 9, "runs", "Most of them"),
        Stated("facts.inner.hours", 1.5, "hours", "How long"),
        Stated("facts.named.call.hours", 2.0, "hours", "How long"),
        Stated('facts.named."e mail".hours', 1.5, "hours", "How long"),
        Stated("facts.shares.call", 0.4, "share", "Of each"),
    ]


def test_what_is_not_set_is_left_out():
    assert "facts.limit" not in {each.key for each in stated(Outer(), "facts")}


def test_every_fact_of_a_study_is_stated_once(tiny_study):
    found = list(stated(tiny_study.facts, "facts"))
    keys = [each.key for each in found]
    assert len(set(keys)) == len(keys)
    assert {"facts.horizon_months", "facts.activities.email.automatable"} <= set(keys)
    assert all(each.unit and each.description for each in found)
