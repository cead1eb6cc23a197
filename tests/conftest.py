"""How hard Hypothesis tries: the same examples in every run, or many fresh ones with ``--hypothesis-profile=deep``."""

from hypothesis import settings

settings.register_profile("suite", derandomize=True, deadline=None, max_examples=200, print_blob=True)
settings.register_profile("deep", deadline=None, max_examples=10_000, print_blob=True)
settings.load_profile("suite")
