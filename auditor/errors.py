"""Mistakes that a user can mend. Their text is one plain Chinese sentence: what, where, what to do."""


class AuditorError(Exception):
    """Base of all errors shown to a user without a traceback."""


class UnreadableError(AuditorError):
    """A file that cannot be read as a report (exit code 3; the batch goes on)."""


class RuleError(AuditorError):
    """A mistake in a rule file (exit code 2)."""
