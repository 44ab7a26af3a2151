"""Small inputs that once went wrong, each with what is right: ``make cases``; takes minutes.

Each case runs the command line as a user does, in folders of its own, and fails with what it found.
"""

import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from json import loads
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

HERE = Path(__file__).parent
STUDIES = HERE.parents[1] / "studies"
PLAN = str(Path(sys.executable).parent / "plan")
MINUTES_OF_PROCESSORS = 4.0  # two minutes on two idle ones
TRACEBACK = "Traceback"


@dataclass(frozen=True)
class Ran:
    """The outcome of a command.

    Attributes:
        seconds: of processor time, its children's included.
    """

    status: int
    out: str
    err: str
    seconds: float

    @property
    def json(self) -> dict[str, Any]:
        """The object that was printed with --json."""
        assert self.out, self.err
        return dict(loads(self.out))


def plan(folder: Path, *arguments: str, **environment: str) -> Ran:
    """Run ``plan`` in ``folder``; nothing that it does may end in a traceback."""
    return ran(folder, [PLAN, *arguments], environment)


def ran(folder: Path, command: list[str] | str, environment: dict[str, str]) -> Ran:
    """Run a command, or a line of a shell, in ``folder``."""
    before = os.times()
    done = subprocess.run(
        command,
        cwd=folder,
        shell=isinstance(command, str),
        env={**os.environ, "PATH": f"{Path(PLAN).parent}:{os.environ['PATH']}", **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    after = os.times()
    used = after.children_user + after.children_system
    used -= before.children_user + before.children_system
    found = Ran(done.returncode, done.stdout, done.stderr, used)
    assert TRACEBACK not in found.out + found.err, found.err
    return found


# ---- Answers -------------------------------------------------------------------------------------


def attrition(folder: Path) -> str:
    """More resignations, less work done, by about the hours that ramping takes."""
    study = (HERE / "vendor-640.toml").read_text()
    done = []
    for share in (0.0, 0.13, 0.20):
        path = folder / f"attrition-{share}.toml"
        path.write_text(study.replace("annual_attrition = 0.13", f"annual_attrition = {share}"))
        stay = ("--set", "hires=[0,0,0]", "--set", "cadence=annual")
        found = plan(folder, "simulate", path.name, *stay, "--replications", "20", "--json")
        done.append(found.json["metrics"]["activities_finished"]["mean"])
    none, some, more = done
    assert none > some > more, done
    # Three months of ramp take half of them from each recruit; less churns on that, not more.
    for share, value in ((0.13, some), (0.20, more)):
        assert abs((1 - value / none) - share / 12 * 1.5) < 0.01, done
    return f"{none:.4f}, {some:.4f}, {more:.4f} of the activities finished"


def certifies(name: str) -> Callable[[Path], str]:
    """A case: the study is certified in two minutes on two idle processors."""

    def case(folder: Path) -> str:
        shutil.copy(HERE / f"{name}.toml", folder)
        told = re.search(r"worth telling +([\d,]+) USD", plan(folder, "check", f"{name}.toml").out)
        assert told, "check says nothing of the zone"
        found = plan(folder, "optimize", f"{name}.toml", "--json", "--quiet")
        selection = found.json["selection"]
        assert selection["certified"], selection
        zone = float(told[1].replace(",", ""))
        assert abs(selection["zone"] - zone) <= 0.01 * zone, (selection["zone"], zone)
        assert found.seconds < 60 * MINUTES_OF_PROCESSORS, found.seconds
        return f"certified with a zone of {selection['zone']:,.0f} in {found.seconds:.0f} CPU s"

    return case


def replanned(folder: Path) -> str:
    """The case of cheaper servers: plans made anew are searched for, and found."""
    study = (STUDIES / "access-cards.toml").read_text()
    study += '\n[whatif.facts]\n"servers.monthly_cost" = { low = 4160.0, high = 5200.0 }\n'
    (folder / "cards.toml").write_text(study)
    plan(folder, "optimize", "cards.toml", "--quiet")
    found = plan(folder, "whatif", "cards.toml", "--json", "--quiet").json
    (moved,) = [each for each in found["moves"] if each["fact"] == "servers.monthly_cost"]
    best = moved["low"]["reoptimised_over_policy"]
    # 700 customers and 27 servers, best of a grid, are 29 ± 6 K ahead of 700 and 25.
    assert abs(best["mean"] - 29_000.0) < best["half_width"] + 6_000.0, best
    return f"re-planning brings {best['mean']:,.0f} ± {best['half_width']:,.0f}"


def territory(folder: Path) -> str:
    """The model's renewal rate and the company's stand beside each other, with a warning."""
    study = """model = "journey"
start = 2026-01-01
[facts.customers]
at_start = 245
arrivals_per_month = 3.0
[facts.contract]
value = 36_800.0
[facts.team]
at_start = 12
[facts.activities.call]
per_month = 6
mean_hours = 1.0
[facts.activities."e-mail"]
per_month = 10
mean_hours = 0.25
[today]
retention_rate = 0.91
"""
    (folder / "territory.toml").write_text(study)
    found = plan(folder, "check", "territory.toml")
    assert re.search(r"retention_rate is .* by the model, and\s+91", found.out), found.out
    return "both rates shown, with a warning"


# ---- Results -------------------------------------------------------------------------------------


def printed_command(folder: Path) -> str:
    """The next step that is printed works as it stands, and replaces nothing."""
    shutil.copy(HERE / "tiny.toml", folder)
    told = plan(folder, "optimize", "tiny.toml", "--results", "hint", "--seed", "3", "--verbose")
    command = re.search(r"plan frontier [^\n]*", told.out)
    assert command, told.out
    before = _bytes(folder / "hint")
    found = ran(folder, command[0].strip(), {})
    assert found.status == 0, found.err
    after = _bytes(folder / "hint")
    assert {name: after.get(name) for name in before} == before
    return command[0].strip()


def damaged_journal(folder: Path) -> str:
    """A journal with noise at its end is named, and what is finished is kept."""
    shutil.copy(HERE / "tiny.toml", folder)
    first = plan(folder, "optimize", "tiny.toml", "--json", "--quiet").json
    with (folder / "results" / "tiny" / "search.journal").open("a") as journal:
        journal.write('{"op_code": 4, "worker\n')
    found = plan(folder, "optimize", "tiny.toml", "--json", "--quiet")
    assert found.status in (0, 2), found.err
    assert "search.journal" in found.err, found.err
    if found.status == 0:
        assert found.json == first
    return f"exit {found.status}: {found.err.strip().splitlines()[0]}"


def unwritable_cache(folder: Path) -> str:
    """Without a place for machine code everything works, compiled in memory, and says so."""
    shutil.copy(HERE / "tiny.toml", folder)
    nowhere = {"NUMBA_CACHE_DIR": "/proc/nowhere", "HOME": "/proc/nowhere"}
    arguments = ("simulate", "tiny.toml", "--replications", "2", "--json")
    found = plan(folder, *arguments, **nowhere)
    assert found.status == 0, found.err
    assert found.json == plan(folder, *arguments).json
    assert found.err.strip(), "nothing says why it takes longer"
    return found.err.strip().splitlines()[0]


def truncated_cache(folder: Path) -> str:
    """Machine code that was cut short is compiled again."""
    shutil.copy(HERE / "tiny.toml", folder)
    cache = {"NUMBA_CACHE_DIR": str(folder / "cache")}
    arguments = ("simulate", "tiny.toml", "--replications", "2", "--json")
    first = plan(folder, *arguments, **cache)
    files = [each for each in (folder / "cache").rglob("*") if each.suffix in (".nbi", ".nbc")]
    assert files
    for each in files:
        each.write_bytes(each.read_bytes()[:100])
    again = plan(folder, *arguments, **cache)
    assert again.status == 0, again.err
    assert again.json == first.json
    return f"{len(files)} files made anew"


def _bytes(folder: Path) -> dict[str, bytes]:
    files = (each for each in folder.rglob("*") if each.is_file())
    return {str(each.relative_to(folder)): each.read_bytes() for each in files}


CASES: dict[str, Callable[[Path], str]] = {
    "attrition takes work off a team of 22": attrition,
    "a vendor of 640 customers": certifies("vendor-640"),
    "a vendor near break-even": certifies("near-zero"),
    "cheaper servers": replanned,
    "a territory file typed in by hand": territory,
    "the command printed as the next step": printed_command,
    "a damaged journal": damaged_journal,
    "no place for machine code": unwritable_cache,
    "machine code cut short": truncated_cache,
}


def main() -> int:
    """Run all cases, or those whose names hold a word that is given."""
    words = sys.argv[1:]
    failed = 0
    for name, case in CASES.items():
        if words and not any(word in name for word in words):
            continue
        began = time.monotonic()
        with TemporaryDirectory() as folder:
            try:
                found = f"right: {case(Path(folder))}"
            except (AssertionError, KeyError) as error:
                failed += 1
                found = f"WRONG: {error}"
        print(f"{name} ({time.monotonic() - began:.0f} s)\n  {found}", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
