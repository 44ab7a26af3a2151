"""What holds for all tests."""

from hypothesis import settings

# Speed is measured by benchmarks: on a loaded machine any test may take its time.
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")
