"""The tables of the store of a batch."""

from auditor.database import Schema

_STEPS: tuple[tuple[str, ...], ...] = (
    (
        """CREATE TABLE bases (
            id INTEGER PRIMARY KEY, rules_id TEXT NOT NULL, rules_version TEXT NOT NULL,
            rules_sha256 TEXT NOT NULL, program TEXT NOT NULL, UNIQUE (rules_sha256, program))""",
        """CREATE TABLE submissions (
            id INTEGER PRIMARY KEY,
            file TEXT NOT NULL, content BLOB NOT NULL, basis INTEGER NOT NULL REFERENCES bases,
            place INTEGER NOT NULL, judged TEXT NOT NULL, source TEXT NOT NULL, reason TEXT, enlisted TEXT,
            waived TEXT NOT NULL, profile TEXT NOT NULL, digest BLOB NOT NULL, sha256 TEXT, unit TEXT,
            level TEXT, year INTEGER, title TEXT, scored INTEGER, unscored_reason TEXT,
            gap REAL, gap_best REAL, gap_waived REAL, gate TEXT,
            met INTEGER, partial INTEGER, missing INTEGER, review INTEGER, na INTEGER,
            UNIQUE (file, content, basis, place))""",
        """CREATE TABLE audits (
            submission INTEGER PRIMARY KEY REFERENCES submissions ON DELETE CASCADE, packed BLOB NOT NULL)""",
        """CREATE TABLE papers (
            name TEXT PRIMARY KEY, of BLOB NOT NULL, size INTEGER NOT NULL, mtime_ns INTEGER NOT NULL)""",
    ),
    (
        "ALTER TABLE audits ADD COLUMN text BLOB NOT NULL DEFAULT x''",
        "ALTER TABLE audits ADD COLUMN marks BLOB NOT NULL DEFAULT x''",
        "CREATE TABLE notes (name TEXT PRIMARY KEY, of BLOB NOT NULL, content BLOB NOT NULL)",
    ),
)

SCHEMA = Schema(application=0x61756474, steps=_STEPS, elsewhere="用 -o 换一个文件夹")
