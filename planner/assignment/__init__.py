"""Who looks after which accounts: the assignment of least cost, and how far from it one can be.

Numbers alone; no model, file or screen. The cost of an assignment is money: what each unit costs
with its person, and hours above and below what a person should have, by window.
"""
