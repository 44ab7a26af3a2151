"""Compiled: the rules of the desk, for the loops; their text is the readable engine's."""

from simmodel.jit import compiled
from simmodel.journey.desk import assignment, ranking
from simmodel.journey.desk import repertoire as who

lightest = compiled(assignment.lightest)
heaviest = compiled(assignment.heaviest)
evens_out = compiled(assignment.evens_out)
urgency_of = compiled(ranking.urgency_of)
dealt = compiled(who.dealt)
repertoire = compiled(who.repertoire)
thousandths = compiled(ranking.thousandths)
