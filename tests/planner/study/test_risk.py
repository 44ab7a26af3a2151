"""The table [risk]: what it makes of a study, and what it refuses."""

import pytest

from planner.study.errors import InputError
from planner.study.risk import WORST_SHARE, Risk
from planner.study.study import load_study

TENTH = "\n[risk]\nworst_share = 0.1\n"


@pytest.fixture
def load(tmp_path):
    """Load a study of defaults with more in its file."""

    def read(more: str):
        path = tmp_path / "study.toml"
        path.write_text(f'model = "journey"\n{more}', encoding="utf-8")
        return load_study(str(path))

    return read


def refused(load, more):
    with pytest.raises(InputError) as error:
        load(more)
    return [each.split(": ", 1)[1] for each in error.value.complaints]


def test_a_study_that_does_not_ask_is_as_ever(load):
    study = load("")
    assert WORST_SHARE not in study.model.metrics
    assert (study.least, study.judges_worst) == (1, False)
    assert study.risk.maximised == "mean over all futures"


def test_one_that_asks_is_told_it_beside_the_objective(load):
    study = load(TENTH)
    objective, worst, *_ = study.model.metrics
    assert (objective, worst) == ("objective", WORST_SHARE)
    assert study.model.metrics[WORST_SHARE].description == (
        "mean objective over the worst 10 % of futures (conditional value at risk)"
    )
    assert study.model.metrics["objective"].description.endswith("what is maximised")
    assert not study.judges_worst


@pytest.mark.parametrize(
    ("share", "least"), [(0.1, 100), (0.05, 200), (0.3, 34), (0.001, 10_000), (1.0, 1)]
)
def test_ten_replications_must_be_of_the_worst(share, least):
    assert Risk(worst_share=share).least == least


def test_stages_that_tell_or_judge_have_enough_replications(load):
    told, judged = load(TENTH.replace("0.1", "0.05")), load(TENTH + "weight = 0.5\n")
    assert (told.search.validate_replications, told.search.replications) == (200, 16)
    names = ("validate_replications", "replications", "first_stage")
    assert [getattr(judged.search, name) for name in names] == [100] * 3
    assert judged.least == 100


@pytest.mark.parametrize(
    "more",
    [
        "weight = 0.1\n",
        "[constraints]\nworst_share = { at_least = -1.0 }\n",
        '[goals]\nworst_share = "maximise"\nobjective = "maximise"\n',
    ],
)
def test_a_weight_a_constraint_and_a_goal_judge_by_it(load, more):
    assert load(TENTH + more).judges_worst


@pytest.mark.parametrize(
    ("weight", "words"),
    [
        (0.0, "mean over all futures"),
        (1.0, "mean over the worst 10 % of futures"),
        (0.25, "0.75 x mean over all futures + 0.25 x mean over the worst 10 % of futures"),
    ],
)
def test_what_is_maximised_is_said_in_words(load, weight, words):
    study = load(f"{TENTH}weight = {weight}\n")
    assert study.risk.maximised == words
    described = study.model.metrics["objective"].description
    assert described.endswith("what is maximised") == (weight == 0.0)


def test_its_bound_is_a_constraint_in_words(load):
    (kept,) = load(f"{TENTH}[constraints]\nworst_share = {{ at_least = 2e6 }}\n").constraints
    assert str(kept) == "worst_share at least 2,000,000"


@pytest.mark.parametrize(
    ("more", "complaint"),
    [
        (
            "[risk]\nworst_share = 10.0\n",
            "risk.worst_share: found 10.0; allowed: a number from 0.001 to 1 (share of futures)",
        ),
        (
            "[risk]\nworst_share = 0.1\nweight = 2.0\n",
            "risk.weight: found 2.0; allowed: a number from 0 to 1 (share)",
        ),
        (
            "[risk]\nweight = 0.5\n",
            "risk: found weight = 0.5 and no worst_share; allowed: both, such as worst_share = 0.1",
        ),
        (
            "[constraints]\nworst_share = { at_least = 0.0 }\n",
            "constraints.worst_share: found no share of futures that would be the worst; allowed: "
            "with risk.worst_share, as 0.1",
        ),
        (
            '[goals]\nworst_share = "maximise"\nobjective = "maximise"\n',
            "goals.worst_share: found no share of futures that would be the worst; allowed: with "
            "risk.worst_share, as 0.1",
        ),
        (
            f"{TENTH}[constraints]\nworst_share = {{ at_least = 0.0, probability = 0.9 }}\n",
            "constraints.worst_share.probability: found 0.9; allowed: none, as it is a mean over "
            "futures; or a bound of objective",
        ),
        (
            f'{TENTH}weight = 0.5\n[goals]\nobjective = "maximise"\ncsmp_cost = "minimise"\n',
            "risk.weight: found 0.5 beside [goals], which take the place of the objective; "
            "allowed: 0, with worst_share among the goals",
        ),
        (
            f"{TENTH}[search]\nvalidate_replications = 50\n",
            "search.validate_replications: found 50; allowed: at least 100, as 10 of them must be "
            "of the worst 10 % of futures, or no such line: it is then 100 by itself",
        ),
        (
            f"{TENTH}weight = 1.0\n[search]\nreplications = 16\n",
            "search.replications: found 16; allowed: at least 100, as 10 of them must be of the "
            "worst 10 % of futures, or no such line: it is then 100 by itself",
        ),
    ],
)
def test_what_contradicts_itself_is_refused_in_words(load, more, complaint):
    assert refused(load, more) == [complaint]


def test_nobody_knows_it_of_today(load):
    (complaint,) = refused(load, f"{TENTH}[today]\nworst_share = 1.0\n")
    assert complaint.startswith("today.worst_share: unknown metric; allowed: objective, ")
