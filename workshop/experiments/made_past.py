"""Pasts of known making, for what reviews of assignments claim: effects are drawn, then rows."""

from dataclasses import dataclass

import numpy as np
from scipy.special import expit

from planner.assignment.review.past import Past


@dataclass(frozen=True)
class Making:
    """How rows come about.

    Attributes:
        people, accounts, months, segments: how many; a row for each account and month.
        without_skill, per_hour: what work takes longer, as shares.
        goodwill_loss, experience: what changes the log-odds of renewing.
        segment_spread, person_spread, account_spread: of logarithms of factors.
        pieces: hours of a piece of work, on average, of which a row has a Poisson number; 0 for
            hours with a lognormal error instead.
        moved: share of accounts that change their CSMP within these months.
        renewing: share of the rows in which a contract ends.
    """

    people: int = 8
    accounts: int = 240
    months: int = 3
    segments: int = 4
    without_skill: float = 0.3
    per_hour: float = 0.02
    goodwill_loss: float = 0.5
    experience: float = 0.1
    segment_spread: float = 0.2
    person_spread: float = 0.15
    account_spread: float = 0.3
    pieces: float = 1.0
    moved: float = 0.1
    renewing: float = 1 / 12


@dataclass(frozen=True)
class Truth:
    """Logarithms of the factors behind rows: the common one, and by number."""

    mean: float
    segments: np.ndarray
    people: np.ndarray
    accounts: np.ndarray


def made(making: Making, seed: int) -> tuple[Past, Truth]:
    """Rows and what is behind them."""
    generator = np.random.default_rng(seed)
    accounts, months = making.accounts, making.months
    account = np.repeat(np.arange(accounts), months)
    month = np.tile(np.arange(months), accounts)
    segment = generator.integers(0, making.segments, accounts)
    truth = Truth(
        0.1,
        generator.normal(0.0, making.segment_spread, making.segments),
        generator.normal(0.0, making.person_spread, making.people),
        generator.normal(0.0, making.account_spread, accounts),
    )
    person, since = _served(making, generator, account, month)
    lacking = generator.integers(0, 5, (accounts, making.people)) / 4
    lacking *= generator.random((accounts, making.people)) < 0.6
    zones = 2.0 * generator.integers(0, 4, accounts), 2.0 * generator.integers(0, 4, making.people)
    gap, zone_hours = lacking[account, person], np.abs(zones[0][account] - zones[1][person])
    predicted = np.exp(generator.normal(1.5, 0.6, accounts))[account]
    predicted *= np.exp(generator.normal(0.0, 0.2, account.size))
    factor = truth.mean + truth.segments[segment[account]] + truth.people[person]
    factor += truth.accounts[account] + gap * np.log1p(making.without_skill)
    mean = predicted * np.exp(factor + zone_hours * np.log1p(making.per_hour))
    years = generator.uniform(0.0, 10.0, making.people)[person]
    risk = generator.random(accounts)[account]
    odds = 2.0 - 1.5 * risk
    lift = making.experience * risk * (years - 5) - making.goodwill_loss * (since <= 6)
    renewed = (generator.random(account.size) < expit(odds + lift)).astype(float)
    past = Past(
        accounts=[f"account {k}" for k in range(accounts)],
        people=[f"person {k}" for k in range(making.people)],
        segments=[f"segment {k}" for k in range(making.segments)],
        account=account,
        person=person,
        segment=segment[account],
        predicted=predicted,
        actual=_hours(making.pieces, mean, generator),
        gap=gap,
        zone_hours=zone_hours,
        months_since_change=since,
        experience=years,
        renewed=np.where(generator.random(account.size) < making.renewing, renewed, np.nan),
        chance=expit(odds),
        risk=risk,
    )
    return past, truth


def _served(
    making: Making, generator: np.random.Generator, account: np.ndarray, month: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Who served each row, and months since the account came to that person, or NaN."""
    first, second = generator.integers(0, making.people, (2, making.accounts))
    changes = np.where(
        generator.random(making.accounts) < making.moved,
        generator.integers(-3, making.months, making.accounts),
        making.months,
    )
    after = month - changes[account]
    return (
        np.where(after >= 0, second[account], first[account]),
        np.where(after >= 0, after, np.nan).astype(float),
    )


def _hours(pieces: float, mean: np.ndarray, generator: np.random.Generator) -> np.ndarray:
    if pieces == 0:
        return mean * np.exp(generator.normal(-0.125, 0.5, mean.size))
    number = generator.poisson(mean / pieces)
    hours: np.ndarray = pieces * generator.gamma(np.maximum(number, 1)) * (number > 0)
    return hours
