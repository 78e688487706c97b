"""The tables of the workbench."""

from auditor.database import Schema

_STEPS: tuple[tuple[str, ...], ...] = (
    (
        "CREATE TABLE secrets (name TEXT PRIMARY KEY, value BLOB NOT NULL)",
        "CREATE TABLE contents (sha256 BLOB PRIMARY KEY, bytes BLOB NOT NULL)",
        # level, year, unit: what a person said of the report. round: how often it was handed to the workers.
        """CREATE TABLE submissions (
            id INTEGER PRIMARY KEY AUTOINCREMENT, content BLOB NOT NULL REFERENCES contents,
            name TEXT NOT NULL, received TEXT NOT NULL, level TEXT, year INTEGER, unit TEXT,
            waiting INTEGER NOT NULL DEFAULT 1, round INTEGER NOT NULL DEFAULT 1)""",
        "CREATE INDEX waiting ON submissions (id) WHERE waiting",
        "CREATE INDEX of_content ON submissions (content)",
        # Either why the report cannot be read, or its audit and text, packed.
        """CREATE TABLE results (
            submission INTEGER PRIMARY KEY REFERENCES submissions ON DELETE CASCADE,
            basis TEXT NOT NULL, reason TEXT, audit BLOB NOT NULL, text BLOB NOT NULL)""",
        """CREATE TABLE decisions (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            submission INTEGER NOT NULL REFERENCES submissions ON DELETE CASCADE,
            rule TEXT NOT NULL, status TEXT NOT NULL, note TEXT NOT NULL, decider TEXT NOT NULL,
            decided TEXT NOT NULL)""",
        "CREATE INDEX of_submission ON decisions (submission, id)",
        """CREATE TABLE waivers (
            id INTEGER PRIMARY KEY AUTOINCREMENT, unit TEXT NOT NULL, rule TEXT NOT NULL,
            reason TEXT NOT NULL, approver TEXT NOT NULL, until TEXT NOT NULL,
            lifts_gate INTEGER NOT NULL, added TEXT NOT NULL, withdrawn TEXT)""",
    ),
)

SCHEMA = Schema(application=0x61756477, steps=_STEPS, elsewhere="用 --data 换一个文件夹")
