"""The contract of a model with the planner: a small core, and capabilities that it may have.

The core (:mod:`simmodel.contract.model`) is what it takes to simulate and compare policies. Each
capability has a file of its own; the planner asks for it, and does without where there is none.
"""
