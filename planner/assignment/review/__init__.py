"""Review: what happened against what was predicted, and which weights of the study it bears out.

Statistics on arrays and small frozen values: no files, no screens, no model by name.
"""
