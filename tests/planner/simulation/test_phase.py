"""The phases of a study, whose numbers are in every ledger."""

from planner.simulation.phase import Phase


def test_every_phase_has_its_own_number():
    assert {phase.name: phase.value for phase in Phase} == {
        "SIMULATE": 0,
        "SEARCH": 1,
        "SELECT": 2,
        "VALIDATE": 3,
        "FRONTIER": 4,
        "CHECK": 5,
        "ASSIGN": 6,
    }
