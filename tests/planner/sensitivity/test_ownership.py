"""The total cost of ownership never disagrees with the metrics."""

import pytest


@pytest.fixture
def owned(answers):
    return answers.ownership


@pytest.fixture
def observed(owned, problems):
    """Means of metrics as they happened: without, and with the planned share."""

    def of(metric: str) -> tuple[float, float]:
        facts = problems.study.facts
        samples = (problems.sample(facts, each) for each in (owned.without, owned.planned))
        without, planned = (float(sample.observed[metric].mean()) for sample in samples)
        return without, planned

    return of


def test_it_compares_the_best_found_without_with_that_of_the_planned_share(answers, owned):
    by_share = {each.share: each.worth["reoptimised"] for each in answers.invested.break_even}
    assert owned.without == by_share[0.0].policy
    assert owned.planned == by_share[owned.share].policy
    assert owned.share == answers.recommendation.winner.policy.automation


def test_the_parts_of_the_investment_sum_to_its_cost(owned, observed):
    without, planned = observed("automation_cost")
    assert without == 0
    assert sum(row.total.mean for row in owned.investment) == pytest.approx(planned)
    assert owned.spent.total.mean == pytest.approx(planned)


def test_the_parts_of_people_sum_to_what_they_would_have_cost(owned, observed):
    without, planned = observed("csmp_cost")
    assert sum(row.total.mean for row in owned.people) == pytest.approx(without - planned)
    assert owned.saved.total.mean == pytest.approx(without - planned)


def test_the_people_saved_are_the_difference_in_years_of_work(owned, observed):
    without, planned = observed("csmp_years")
    assert owned.years_saved.total.mean == pytest.approx(without - planned)


def test_what_is_saved_net_is_saved_less_spent_in_every_year(owned):
    rows = zip(owned.net.years, owned.saved.years, owned.spent.years, strict=True)
    for net, saved, spent in rows:
        assert net.mean == pytest.approx(saved.mean - spent.mean)
    total = owned.saved.total.mean - owned.spent.total.mean
    assert owned.net.total.mean == pytest.approx(total)


def test_the_set_up_is_paid_in_the_first_year_in_its_parts(owned, asking):
    facts, parts = asking.study.facts, asking.study.whatif.investing.parts
    rows = {row.name: row for row in owned.investment}
    for name, part in parts["automation.setup_cost"].items():
        first, *later = (year.mean for year in rows[name].years)
        assert first == pytest.approx(part * facts.automation.setup_cost)
        assert not any(later)
