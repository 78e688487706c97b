"""Python's collector of litter, for processes that keep most of what they load."""

import gc

_OBJECTS_BEFORE_LOOKING = 100_000


def collect_rarely() -> None:
    """Look through all objects less often: at every turn it takes a tenth of a check or of an audit."""
    gc.set_threshold(_OBJECTS_BEFORE_LOOKING)
