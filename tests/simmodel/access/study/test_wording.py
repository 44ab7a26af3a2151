"""A policy is told in the words of those who carry it out; what has no effect is not told."""

from simmodel.access.customers.types import Type
from simmodel.access.facts import Facts
from simmodel.access.policy import Policy
from simmodel.access.study.wording import in_effect, instructions

FACTS = Facts(types={"gold": Type(), "silver": Type()})


def test_who_is_served_first_is_told_in_words():
    policy = Policy(new_customers=1_234.5, servers=3, ranking="gold > new > silver")
    assert instructions(FACTS, policy) == {
        "new_customers": "advertise for 1,234.5 new customers a month",
        "ranking": "serve gold first, then new customers, then silver",
    }
    by_index = policy.model_copy(update={"ranking": "c_mu"})
    assert (
        instructions(FACTS, by_index)["ranking"] == "serve first who comes first by the index c_mu"
    )


def test_a_ranking_has_an_effect_only_with_servers_and_two_to_choose_from():
    one = Facts(types={"gold": Type()})

    def ranked(facts, **sizes):
        policy = Policy(ranking="gold > new", **sizes)
        return "ranking" in in_effect(facts, policy, policy)

    assert ranked(one, new_customers=5.0, servers=3)
    assert not ranked(one, new_customers=0.0, servers=3)
    assert not ranked(one, new_customers=5.0, servers=0)
    assert instructions(one, Policy(new_customers=0.0, servers=3)) == {}
