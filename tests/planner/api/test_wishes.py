"""What a caller may give to a function, whichever it is."""

import numpy as np
import pytest

from planner import InputError, check, compare, frontier, recall, recommend, simulate, whatif


@pytest.mark.parametrize("function", [check, compare, recall, recommend, simulate])
@pytest.mark.parametrize("given", ["growth", None])
def test_what_is_no_study_is_refused(function, given):
    with pytest.raises(InputError, match=r"^study: found .*; allowed: a study of load_study"):
        function(given)


@pytest.mark.parametrize("function", [frontier, whatif])
def test_what_is_no_recommendation_is_refused(function, study):
    with pytest.raises(InputError, match=r"^recommendation: found .*; allowed: a result of recomm"):
        function(study)


def test_whole_numbers_of_numpy_are_whole_numbers(study):
    given = {"replications": np.int64(2), "seed": np.int32(3), "jobs": np.int8(1)}
    found = simulate(study, **given)
    assert found.metrics == simulate(study, replications=2, seed=3, jobs=1).metrics
    assert type(found.seed) is int


@pytest.mark.parametrize("policies", [3, None, [1], {1: "baseline"}, [{"caf": 1.1}]])
def test_policies_that_are_none_are_refused(study, policies):
    with pytest.raises(InputError, match=r"^policies: found .*; allowed: text, a list of texts"):
        compare(study, policies)
