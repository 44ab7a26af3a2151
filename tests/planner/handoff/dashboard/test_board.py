"""The dashboard shows the search with its note, plots and files, on this machine only."""

import http.client
import json
import socket
from urllib.parse import urlsplit
from urllib.request import urlopen

import optuna_dashboard
import pytest
from optuna.artifacts import get_all_artifact_meta
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

from planner.handoff.dashboard.board import HOST, board, decorate, server
from planner.handoff.dashboard.note import note
from planner.handoff.dashboard.plots import plots
from planner.handoff.wording.advice import advice
from planner.recommendation.folder import opened
from planner.search.journal import JOURNAL, recorded
from planner.search.optuna_space import directions
from planner.search.record import Record, Told
from planner.search.trials import notes


@pytest.fixture
def asked():
    """What an address answers, as bytes; from JSON, as values."""

    def ask(address: str) -> object:
        with urlopen(address, timeout=30) as answer:
            content = answer.read()
            kind = answer.headers.get_content_type()
        return json.loads(content) if kind == "application/json" else content

    return ask


# ---- What is put beside the search ---------------------------------------------------------------


def test_a_search_has_its_note_and_its_files(decorated):
    study = recorded(decorated.folder, decorated.name)
    assert optuna_dashboard.get_note(study) == note(decorated.result)
    found = {each.filename: each.artifact_id for each in get_all_artifact_meta(study)}
    assert set(found) == {path.name for path in decorated.files}
    for path in decorated.files:
        stored = decorated.folder / "artifacts" / found[path.name]
        assert stored.read_bytes() == path.read_bytes()


def test_the_trials_stay_as_they_are(decorated, searched):
    before, after = (recorded(folder, "bound").trials for folder in (searched[1], decorated.folder))
    assert before == after
    assert len(after) == len(decorated.result.searched.trials)


def test_the_same_once_more_adds_nothing(decorated):
    journal = (decorated.folder / JOURNAL).read_bytes()
    artifacts = {each.name for each in (decorated.folder / "artifacts").iterdir()}
    decorated.again()
    assert (decorated.folder / JOURNAL).read_bytes() == journal
    assert {each.name for each in (decorated.folder / "artifacts").iterdir()} == artifacts
    assert len(artifacts) == len(decorated.files)


def test_another_note_replaces_the_first_and_plots_their_namesakes(decorated, served, asked):
    text = "## Another\n" + "a long note " * 500
    decorated.again(text)
    assert optuna_dashboard.get_note(recorded(decorated.folder, decorated.name)) == text
    with served(decorated.folder, decorated.name) as (address, _):
        found = asked(f"{address}/api/studies/0")["plotly_graph_objects"]
    assert sorted(each["id"] for each in found) == sorted(plots(decorated.result))


def test_a_note_that_becomes_shorter_has_nothing_left_of_the_longer_one(decorated):
    for text in ("long " * 2_000, "short"):
        decorated.again(text)
    assert optuna_dashboard.get_note(recorded(decorated.folder, decorated.name)) == "short"


def test_a_file_that_has_changed_replaces_the_first(decorated):
    report, _ = decorated.files
    report.write_bytes(b"shorter")
    decorated.again()
    contents = [each.read_bytes() for each in (decorated.folder / "artifacts").iterdir()]
    assert len(contents) == 2
    assert b"shorter" in contents


def test_without_a_search_nothing_is_decorated_and_nothing_made(tmp_path):
    with pytest.raises(KeyError):
        decorate(tmp_path, "tiny", "a note", {}, ())
    with pytest.raises(KeyError):
        board(tmp_path, "tiny")
    assert list(tmp_path.iterdir()) == []


def test_a_search_of_another_study_is_not_shown(decorated):
    with pytest.raises(KeyError):
        board(decorated.folder, "another")


# ---- What is served ------------------------------------------------------------------------------


def test_the_trials_are_served_with_what_was_noted_of_them(decorated, served, asked):
    study, trials = decorated.result.study, decorated.result.searched.trials
    with served(decorated.folder, decorated.name) as (address, _):
        (listed,) = asked(f"{address}/api/studies")["study_summaries"]
        detail = asked(f"{address}/api/studies/0")
    assert listed["study_name"] == detail["name"] == study.name
    assert detail["objective_names"] == ["objective"]
    assert [each["number"] for each in detail["trials"]] == [each.number for each in trials]
    for shown, trial in zip(detail["trials"], trials, strict=True):
        found = {each["key"]: each["value"] for each in shown["user_attrs"]}
        assert found == {key: str(value) for key, value in notes(study, trial).items()}
        assert shown["state"] == ("Pruned" if trial.stopped else "Complete")
        assert shown["constraints"] == pytest.approx(trial.violations)
        steps = [each["step"] for each in shown["intermediate_values"]]
        assert steps == sorted(set(steps))
        assert steps[-1] >= trial.replications


def test_the_best_trial_served_keeps_the_constraints_or_violates_the_least(tmp_path, served, asked):
    """The dashboard itself asks for the largest value, and knows constraints of another form."""
    said = [((9.0,), {"cost": 0.2}), ((1.0,), {"cost": 0.1}), ((2.0,), {"cost": 0.0})]
    writing = Record(tmp_path, "tiny", {}, directions(()))
    for count, best in ((2, 1), (3, 2)):
        for number in range(count):
            if not writing.has(number):
                writing.begin(number, {})
        writing.tell(0, [Told(*each, {}) for each in said[:count]])
        with served(tmp_path, "tiny") as (address, _):
            detail = asked(f"{address}/api/studies/0")
        assert [each["number"] for each in detail["best_trials"]] == [best]
        assert [each["constraints"] for each in detail["trials"]] == [[0.2], [0.1], [0.0]][:count]


def test_note_plots_and_files_are_served(decorated, served, asked):
    with served(decorated.folder, decorated.name) as (address, _):
        detail = asked(f"{address}/api/studies/0")
        assert detail["note"]["body"] == note(decorated.result)
        shown = {
            each["id"]: json.loads(each["graph_object"]) for each in detail["plotly_graph_objects"]
        }
        for name, figure in plots(decorated.result).items():
            assert shown[name] == json.loads(figure.to_json())
        artifacts = {each["filename"]: each["artifact_id"] for each in detail["artifacts"]}
        for path in decorated.files:
            content = asked(f"{address}/artifacts/0/{artifacts[path.name]}")
            assert content == path.read_bytes()


def test_a_search_that_was_kept_aside_is_served_with_its_files(decorated, served, asked):
    files = {path.name: path.read_bytes() for path in decorated.files}
    opened(decorated.folder, decorated.result.study, decorated.result.seed, fresh=True).close()
    with served(decorated.folder / "earlier-1", decorated.name) as (address, _):
        detail = asked(f"{address}/api/studies/0")
        for each in detail["artifacts"]:
            content = asked(f"{address}/artifacts/0/{each['artifact_id']}")
            assert content == files.pop(each["filename"])
    assert files == {}
    assert len(detail["trials"]) == len(decorated.result.searched.trials)


def test_only_this_machine_can_ask(decorated, served, asked):
    with served(decorated.folder, decorated.name) as (address, serving):
        assert serving.socket.getsockname()[0] == HOST == "127.0.0.1"
        assert asked(f"{address}/api/studies")
        # Another address of this very machine: who listens on all of them would answer.
        other = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        with other, pytest.raises(OSError):
            other.settimeout(5)
            other.connect(("127.0.0.2", serving.server_port))


def test_a_port_that_is_taken_is_an_error_of_the_system(decorated):
    shown = board(decorated.folder, decorated.name)
    with socket.create_server((HOST, 0)) as taken, pytest.raises(OSError):
        server(shown, taken.getsockname()[1])


def test_requests_are_nobodys_concern(decorated, served, asked, capfd):
    with served(decorated.folder, decorated.name) as (address, _):
        asked(f"{address}/api/studies")
        host = urlsplit(address).netloc
        connection = http.client.HTTPConnection(host, timeout=30)
        connection.request("GET", "/no/such/page")
        assert connection.getresponse().status == 404
        connection.close()
    assert capfd.readouterr() == ("", "")


# ---- In a browser --------------------------------------------------------------------------------


@pytest.mark.long
def test_the_pages_of_the_study_and_of_its_note_are_shown(
    browser, console_errors, requested, decorated, served
):
    headline = advice(decorated.result).headline

    def plotted(driver) -> bool:
        return bool(driver.find_elements(By.CSS_SELECTOR, ".js-plotly-plot"))

    def noted(driver) -> bool:
        return headline in driver.find_element(By.TAG_NAME, "body").text

    with served(decorated.folder, decorated.name) as (address, _):
        for page, drawn in (("dashboard/studies/0", plotted), ("dashboard/studies/0/note", noted)):
            browser.get(f"{address}/{page}")
            WebDriverWait(browser, 30).until(drawn)
            assert console_errors(browser) == []
        outside = [each for each in requested(browser) if not each.startswith((address, "data:"))]
    assert [each for each in outside if each.startswith("http")] == []
