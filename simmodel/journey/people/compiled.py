"""Compiled: the rules of people, for the loops; their text is where the readable engine has it."""

from simmodel.jit import compiled
from simmodel.journey.people import ramp, staffing

lacked = compiled(ramp.lacked)
speed_of = compiled(ramp.speed_of)
reviewed = compiled(staffing.reviewed)
