"""Work of accounts that take more or fewer hours than others of their segment."""

import numpy as np

from simmodel.journey.facts import Facts
from simmodel.journey.paths import Work


def as_accounts_take(facts: Facts, work: Work, customer: np.ndarray) -> Work:
    """The same work with the hours that accounts say.

    Args:
        facts: of one segment.
        customer: by contract, the place of its customer, those of the start first, as accounts are.
    """
    accounts = facts.accounts or ()
    before = [each.work for each in accounts]
    since = [each.work_since for each in accounts]
    if all(each == 1.0 for each in (*before, *since)):
        return work
    of, others = customer[work.contract], np.ones(int(customer.max()) + 1 - len(accounts))
    earlier, later = (np.concatenate((each, others)).astype(np.float32) for each in (before, since))
    return work._replace(hours=work.hours * np.where(work.release < 0, earlier[of], later[of]))
