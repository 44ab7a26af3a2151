"""Word of mouth: poor service, told by those who left, keeps new customers away."""

from simmodel.fields import Section, field


class WordOfMouth(Section):
    """New customers who do not come, as others were disappointed. Those that [facts.customers]
    expects are those who would come if nobody left."""

    deterred: float = field(
        0.0,
        unit="share of new customers",
        description="New customers who do not come, were nobody to renew; of the contracts that "
        "ended in the last twelve months the share that churned deters that part of them",
        ge=0,
        le=1,
    )
    churn_before: float | None = field(
        None,
        unit="share of contracts",
        description="Of the contracts that ended in the year before the first day, those that were "
        "not renewed; without it as many as churn though all work is done",
        example=0.1,
        ge=0,
        le=1,
    )
