"""Compiled: the rules of people, for the loops; their text is where the readable engine has it."""

from simmodel.jit import compiled
from simmodel.journey.people import pace, ramp, rules, staffing

lacked = compiled(ramp.lacked)
speed_of = compiled(ramp.speed_of)
csmps_for = compiled(staffing.csmps_for)
reviewed = compiled(staffing.reviewed)
load_of = compiled(staffing.load_of)
speeds = compiled(pace.speeds)
months_to_fill = compiled(rules.months_to_fill)
strained = compiled(rules.strained)
back = compiled(rules.back)
