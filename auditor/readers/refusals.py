"""The sentences for files that cannot be read: what, where, what to do."""

from auditor.errors import UnreadableError
from auditor.readers import limits


def damaged(name: str, kind: str) -> UnreadableError:
    """Return the error for a file that breaks off or contradicts itself."""
    return UnreadableError(
        f"“{name}”（{kind}）已损坏，打不开。请在原来的电脑上打开确认，重新复制或重新导出后再报送。"
    )


def encrypted(name: str, kind: str) -> UnreadableError:
    """Return the error for a file that wants a password."""
    return UnreadableError(f"“{name}”（{kind}）设了密码，打不开。请取消密码另存一份后再报送。")


def too_large(name: str, kind: str, limit: str) -> UnreadableError:
    """Return the error for a file that goes over a limit; ``limit``: 展开后超过 64 MB."""
    return UnreadableError(
        f"“{name}”（{kind}）{limit}，不像一份年度报告，为安全起见没有打开。请确认文件是否正确。"
    )


def too_much_markup(name: str, kind: str) -> UnreadableError:
    """Return the error for XML of more tags and attributes than any report has."""
    return too_large(name, kind, f"里面的标记超过 {limits.MAX_XML_MARKS // 10_000} 万个")


def unsupported(name: str, kind: str, remedy: str) -> UnreadableError:
    """Return the error for a known kind that is no report, or that is not read here."""
    return UnreadableError(f"“{name}”是{kind}，{remedy}")
