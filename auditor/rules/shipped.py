"""Where the shipped rule files lie."""

from pathlib import Path


def shipped_folder() -> Path:
    """Return the folder of the shipped rule files: inside the wheel, or beside the package in a checkout."""
    package = Path(__file__).resolve().parent.parent
    inside = package / "shipped_rules"
    return inside if inside.is_dir() else package.parent / "rules"
