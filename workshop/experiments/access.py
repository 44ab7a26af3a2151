"""The optimality gap of the fluid prescriptions of service access.

    python workshop/experiments/access.py --jobs 2

The claim of Afèche, Araghi and Baron (2017), section 6.4.3: with one type of base customers and at
least 100 servers, prescriptions of the fluid model lose below 1 % of profit on average over more
than 350 experiments, and around 6 % at worst, near server costs at which the prescription jumps.

Each setting is a market and a server cost; advertising is scaled so that the prescription has 100
servers where it has fewest in its market. The planner searches new customers, servers and ranking
by simulation, beginning with the prescription as today's policy; the loss is that of the
prescription against the recommended policy, on fresh replications that neither was chosen on, over
the profit of the latter. The recommended policy is not quite the best there is, so a loss is a
lower bound; one below zero says that no better was found. The small systems are the same settings
with advertising scaled down. Results go to results/access/.
"""

import argparse
import csv
import json
import math
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from functools import partial
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
import tomlkit
from macros import HERE, Record, records, share
from scipy.stats import t
from watching import Nobody

from planner.recommendation.recommend import recommend
from planner.study.study import parse_study
from simmodel.access.controls import controls
from simmodel.access.customers.types import Type
from simmodel.access.facts import Facts
from simmodel.access.fluid import fluid
from simmodel.access.formulas.breakpoints import all_served
from simmodel.access.formulas.parameters import Parameters, parameters
from simmodel.access.formulas.prescription import prescribed
from simmodel.access.formulas.values import indices, net_values
from simmodel.access.money.objective import Objective
from simmodel.access.money.profit import equilibrium_profit
from simmodel.access.policy import Policy
from simmodel.fields import Section

RESULTS = HERE.parents[1] / "results" / "access"

SERVERS = 100
"""Of the prescription, where a market has fewest."""
SMALL = (10, 20, 50, 100, 200)
COSTS = 23
"""Server costs a market."""
PARTS = (0.25, 0.85)
"""From and to, of what a server month is worth with a new customer at best."""
AROUND = (0.7, 1.3)
"""Where the prescription jumps: of the cost at which it does."""
REGIONS = ("no_jump", "below_jump", "near_jump", "beyond_jump")
NEAR = 0.05
"""A jump is near if it is at a server cost at most this part off."""
EXPONENT = 2.0
"""Of advertising. With 1.5, as in section 6.3, a market's servers would vary more with cost."""

LOW, HIGH = 0.5, 1.5
"""Where new customers and servers are searched, as parts of what a prescription may ask for."""
ZONE = 0.005
"""Indifference zone, as a part of the profit that the fluid expects."""
KEPT = 0.5
"""Of the promised profit: a relative loss where the best gets less is one of nearly nothing."""
AGAIN = 12
"""Settings that lose most, simulated once more: the largest of many noisy losses is too large."""
EVERY = 31
"""One in so many settings is simulated at several scales."""
SEED = 20_170_635

MEMORY = "/dev/shm" if Path("/dev/shm").is_dir() else None
"""Where Linux keeps files in memory: hundreds of writes a setting are to survive nothing here."""


@dataclass(frozen=True)
class Market:
    """A market by what differs between markets; the rest is as the model's defaults.

    Attributes:
        income: of a base customer, money a month.
        loyalty: probability to stay when denied.
        patience: in mean services.
    """

    income: float
    loyalty: float
    patience: float


MARKETS = tuple(Market(*each) for each in product((6.0, 10.0), (0.3, 0.6, 0.9, 0.97), (0.5, 2.0)))


@dataclass(frozen=True)
class Setting:
    """A market at a server cost.

    Attributes:
        server_cost: money per server and month.
        advertising: cost of the first new customer a month, in the system of 100 servers.
        jump: the server cost in this market at which the prescription jumps, or NaN.
        scale: servers for each 100 of them.
    """

    market: Market
    server_cost: float
    advertising: float
    jump: float
    scale: int = SERVERS

    @property
    def facts(self) -> Facts:
        # With exponent 2 the new customers that pay go as one over the cost of advertising.
        return facts_of(self.market, self.server_cost, self.advertising * SERVERS / self.scale)


def facts_of(market: Market, server_cost: float, advertising: float) -> Facts:
    base = Type(monthly_profit=market.income, loyalty_denied=market.loyalty)
    base = base.model_copy(update={"patience_hours": market.patience})
    return Facts.model_validate(
        {
            "horizon_months": 150,
            "warm_up_months": 50,
            "new": {"patience_hours": market.patience},
            "types": {"base": base.model_dump()},
            "advertising": {"cost": advertising, "exponent": EXPONENT},
            "servers": {"monthly_cost": server_cost},
        }
    )


def jump_of(known: Parameters) -> float:
    """The server cost above which base customers are denied, or NaN where they never are."""
    index = float(indices(known)[1])
    return index if index < float(net_values(known)[0]) else math.nan


def settings() -> Iterator[Setting]:
    """All settings; in each market advertising is as dear as leaves 100 servers at the least."""
    for market in MARKETS:
        known = parameters(facts_of(market, 1.0, 1.0))
        jump = jump_of(known)
        least, most = PARTS if math.isnan(jump) else AROUND
        unit = float(net_values(known).max()) if math.isnan(jump) else jump
        costs = unit * np.linspace(least, most, COSTS)
        fewest = min(prescribed(facts_of(market, cost, 1.0), Policy())[1] for cost in costs)
        for cost in costs.tolist():
            yield Setting(market, cost, fewest / SERVERS, jump)


# ---- One setting ---------------------------------------------------------------------------------


def study_of(setting: Setting, seed: int, validate: int) -> str:
    """The study file of a setting: the prescription is today's policy."""
    new_customers, servers = prescribed(setting.facts, Policy())
    # Beyond a jump another prescription holds, with as many servers as those served need.
    known = parameters(setting.facts)
    fewest, most = (
        new_customers * float(all_served(known, types).capacity(known).sum())
        for types in ((), range(known.types))
    )
    document = {
        "model": "access",
        "start": date(2026, 1, 1),
        "seed": seed,
        "facts": setting.facts.model_dump(exclude_none=True),
        "decisions": {
            "new_customers": {"low": LOW * new_customers, "high": HIGH * new_customers},
            "servers": {"low": int(LOW * min(servers, fewest)), "high": int(HIGH * most) + 4},
            "ranking": ["base > new", "new > base"],
        },
        "baseline": {"rule": "optimal"},
        "search": {
            "trials": 32,
            "replications": 8,
            "finalists": 4,
            "first_stage": 10,
            "select_replications": 60,
            "validate_replications": validate,
            "frontier_replications": 2,
            "zone": ZONE * abs(profit_of(setting)),
        },
    }
    return tomlkit.dumps(document)


def profit_of(setting: Setting) -> float:
    """Of the prescription, in the fluid; money over the horizon."""
    return float(fluid(setting.facts, [Policy()], Objective())["objective"][0])


def one(setting: Setting, validate: int, seed: int = SEED) -> Record:
    """The loss of the prescription in one setting."""
    began = time.process_time()
    with tempfile.TemporaryDirectory(dir=MEMORY) as folder:
        path = Path(folder) / "setting.toml"
        study = parse_study(path, study_of(setting, seed, validate).encode())
        found = recommend(study, seed, 1, Path(folder), Nobody())
    best, today = (each.sample.metrics["objective"] for each in (found.winner, found.baseline))
    mean, half_width = loss(best, today)
    return {
        **asdict(setting.market),
        "scale": setting.scale,
        "server_cost": setting.server_cost,
        "jump": setting.jump,
        "advertising": setting.advertising,
        "loss": mean,
        "half_width": half_width,
        "profit": float(best.mean()),
        "fluid_profit": profit_of(setting),
        **{f"best_{name}": value for name, value in _decided(found.winner.policy)},
        **{f"fluid_{name}": value for name, value in _decided(found.baseline.policy)},
        "runs": found.runs["total"],
        "seconds": time.process_time() - began,
    }


def loss(best: np.ndarray, prescribed: np.ndarray) -> tuple[float, float]:
    """The relative loss, a quotient of means, and its 95 % half-width by the delta method."""
    part = float(prescribed.mean() / best.mean())
    spread = (prescribed - part * best).std(ddof=1) / abs(float(best.mean()))
    quantile = float(t.ppf(0.975, best.size - 1))
    return 1.0 - part, quantile * float(spread) / math.sqrt(best.size)


def _decided(policy: Section) -> Iterator[tuple[str, Any]]:
    values = dict(policy)
    return ((name, values[name]) for name in ("new_customers", "servers", "ranking"))


# ---- All of them ---------------------------------------------------------------------------------


def large(jobs: int) -> list[Record]:
    """Settings of 100 servers and more, and those that lose most once more, on other luck."""
    found = list(settings())
    first = records("access", found, partial(one, validate=60), jobs=jobs)
    sound = [place for place, record in enumerate(first) if not thin(record)]
    worst = sorted(sound, key=lambda place: -first[place]["loss"])[:AGAIN]
    second = records(
        "access-again",
        [found[place] for place in worst],
        partial(one, validate=400, seed=SEED + 1),
        jobs=jobs,
    )
    for setting, record in zip(found, first, strict=True):
        facts = setting.facts
        record["expected_of_fluid"] = facts.horizon_months * equilibrium_profit(
            facts, controls(facts, Policy())
        )
    for place, record in zip(worst, second, strict=True):
        first[place] |= {"loss_again": record["loss"], "half_width_again": record["half_width"]}
    return first


def small(jobs: int) -> list[Record]:
    """Every so many settings, from 10 to 200 servers."""
    chosen = list(settings())[EVERY // 2 :: EVERY]
    scaled = [replace(each, scale=scale) for each in chosen for scale in SMALL]
    return records("access-small", scaled, partial(one, validate=60), jobs=jobs)


def thin(record: Record) -> bool:
    """Whether chance takes most of what the formulas promise, even from the best policy found."""
    return bool(record["profit"] < KEPT * record["fluid_profit"])


def region(record: Record) -> str:
    """The place of the server cost: base customers are denied service beyond a jump."""
    part = record["server_cost"] / record["jump"]
    if math.isnan(part):
        return "no_jump"
    if abs(part - 1.0) <= NEAR:
        return "near_jump"
    return "below_jump" if part < 1.0 else "beyond_jump"


def summary(found: Sequence[Record], scaled: Sequence[Record]) -> Record:
    """The verdict of the settings on the claim."""
    sound = [record for record in found if not thin(record)]
    again = [record for record in sound if "loss_again" in record]
    worst = max(again, key=lambda record: record["loss_again"])
    return {
        "settings": len(found),
        "all": losses(found),
        "thin": losses([record for record in found if thin(record)]),
        "sound": losses(sound),
        **{
            f"sound_{name}": losses([record for record in sound if region(record) == name])
            for name in REGIONS
        },
        "worst_sound": {
            "loss": round(worst["loss_again"], 4),
            "half_width": round(worst["half_width_again"], 4),
            "of_settings_simulated_again": len(again),
            "setting": {
                name: worst[name]
                for name in ("income", "loyalty", "patience", "server_cost", "jump")
            },
        },
        "profit_expected_by_queueing_theory": expected(found),
        "prescribed_ranking_kept": share(
            record["best_ranking"] == record["fluid_ranking"] for record in found
        ),
        "by_scale": {
            str(scale): losses([each for each in scaled if each["scale"] == scale])
            for scale in SMALL
        },
        "cpu_seconds": round(sum(record["seconds"] for record in (*found, *scaled))),
    }


def losses(found: Sequence[Record]) -> Record:
    """Average losses of these settings; half-widths are those of their simulation alone.

    Of the profit of the best policy, if that is a profit; and of that which the fluid promises,
    which always is one.
    """
    parts = [record["profit"] / record["fluid_profit"] for record in found]
    own = [(record["loss"], record["half_width"]) for record in found]
    promised = [
        (loss * part, half_width * abs(part))
        for (loss, half_width), part in zip(own, parts, strict=True)
    ]
    return {
        "settings": len(found),
        **({} if min(parts) < KEPT else {"of_best_profit": _average(own)}),
        "of_promised_profit": _average(promised),
        "best_profit_of_promised": round(math.fsum(parts) / len(parts), 4),
        "below_1_percent": round(sum(loss < 0.01 for loss, _ in promised) / len(found), 4),
    }


def expected(found: Sequence[Record]) -> dict[str, float]:
    """The error of the profit that queueing theory expects, as a part of what is promised."""
    gaps = [
        abs(record["expected_of_fluid"] - record["profit"] * (1.0 - record["loss"]))
        / record["fluid_profit"]
        for record in found
    ]
    return {"mean_error": round(math.fsum(gaps) / len(gaps), 4), "largest": round(max(gaps), 4)}


def _average(values: Sequence[tuple[float, float]]) -> dict[str, float]:
    spread = math.sqrt(math.fsum(half_width**2 for _, half_width in values))
    mean = math.fsum(value for value, _ in values) / len(values)
    return {
        "mean": round(mean, 5),
        "half_width": round(spread / len(values), 5),
        "largest_seen": round(max(value for value, _ in values), 4),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--jobs", type=int, default=2)
    options = parser.parse_args()
    found, scaled = large(options.jobs), small(options.jobs)
    RESULTS.mkdir(parents=True, exist_ok=True)
    for name, rows in (("settings", found), ("scales", scaled)):
        with (RESULTS / f"{name}.csv").open("w", newline="") as file:
            columns = dict.fromkeys(name for row in rows for name in row)
            writer = csv.DictWriter(file, list(columns), restval="")
            writer.writeheader()
            writer.writerows(map(_rounded, rows))
    content = summary(found, scaled)
    (RESULTS / "summary.json").write_text(json.dumps(content, indent=2) + "\n")
    print(json.dumps(content, indent=2))


def _rounded(record: Record) -> Record:
    return {
        name: float(f"{value:.5g}") if isinstance(value, float) else value
        for name, value in record.items()
    }


if __name__ == "__main__":
    main()
