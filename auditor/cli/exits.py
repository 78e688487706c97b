"""How commands end."""

from enum import IntEnum


class Exit(IntEnum):
    """Exit codes of every command."""

    DONE = 0
    NOT_PASSED = 1
    MISTAKE = 2
    INCOMPLETE = 3
