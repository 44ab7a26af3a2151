"""What would be strange in any firm."""

from simmodel.access.facts import Facts
from simmodel.access.money.metrics import METRICS
from simmodel.access.study.calibration import CALIBRATION


def test_hardly_any_customers_and_hardly_any_service_are_doubted():
    def doubts(customers: float, served: float) -> list[str]:
        means = {"mean_customers": customers, "service_probability": served}
        return [*CALIBRATION.doubts(Facts(), means)]

    assert doubts(0.2, 0.9) == ["mean_customers"]
    assert doubts(200.0, 0.3) == ["service_probability"]
    assert doubts(200.0, 0.9) == doubts(float("nan"), float("nan")) == []


def test_what_people_know_of_today_are_metrics():
    assert CALIBRATION.hangs_on.keys() <= METRICS.keys()
