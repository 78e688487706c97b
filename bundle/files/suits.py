"""Fail unless this Python can run the program: of a version that is packed, 64 bits, with what it uses.

Any failure will do, that of an old Python to read this as well: nobody sees it.
"""

import sqlite3  # noqa: F401
import sys
import zlib  # noqa: F401
from pathlib import Path

lock = Path(__file__).with_name(f"requirements-{sys.version_info[0]}.{sys.version_info[1]}.txt")
sys.exit(not (lock.exists() and sys.maxsize > 2**32))
