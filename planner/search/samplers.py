"""How the next policies are proposed. The only module that knows Optuna's samplers."""

from optuna.samplers import BaseSampler, TPESampler


def tpe(seed: int) -> BaseSampler:
    """Tree-structured Parzen estimator: Bergstra et al. (2011), multivariate, constant liar.

    The liar marks policies that are still being simulated as bad, so that the policies of one
    batch differ.
    """
    return TPESampler(seed=seed % 2**32, multivariate=True, constant_liar=True)
