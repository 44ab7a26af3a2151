"""The SimPy engine: the readable definition of the journey, one file a role.

It reads the same paths as the compiled loops and agrees with them to the last bit; they are the
speed, this is the meaning. Simultaneous events follow :mod:`simmodel.journey.desk.event_order`.
"""
