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
    (
        # deadline: an ISO date, the last day on time.
        """CREATE TABLE batches (
            id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL, year INTEGER NOT NULL,
            deadline TEXT, added TEXT NOT NULL)""",
        """CREATE TABLE roster_units (
            batch INTEGER NOT NULL REFERENCES batches ON DELETE CASCADE, place INTEGER NOT NULL,
            name TEXT NOT NULL, level TEXT, aliases TEXT NOT NULL, enforces INTEGER,
            expected INTEGER NOT NULL, PRIMARY KEY (batch, place))""",
        "ALTER TABLE submissions ADD COLUMN batch INTEGER REFERENCES batches",
        "CREATE INDEX of_batch ON submissions (batch, id)",
        # What a report says, as read: rules change, and reading a scan takes minutes.
        """CREATE TABLE documents (
            content BLOB PRIMARY KEY REFERENCES contents ON DELETE CASCADE,
            program TEXT NOT NULL, packed BLOB NOT NULL)""",
        # kind: of the file; enlisted: the unit's name in the roster; marks: fingerprints (see likeness).
        "ALTER TABLE results ADD COLUMN kind TEXT NOT NULL DEFAULT ''",
        "ALTER TABLE results ADD COLUMN enlisted TEXT",
        "ALTER TABLE results ADD COLUMN marks BLOB NOT NULL DEFAULT x''",
        # What the reports of a batch share; made_of: a hash of what was compared.
        """CREATE TABLE overlaps (
            batch INTEGER PRIMARY KEY REFERENCES batches ON DELETE CASCADE,
            made_of BLOB NOT NULL, found BLOB NOT NULL)""",
        """CREATE TABLE returns (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            submission INTEGER NOT NULL REFERENCES submissions ON DELETE CASCADE,
            note TEXT NOT NULL, until TEXT, sender TEXT NOT NULL, sent TEXT NOT NULL, withdrawn TEXT)""",
        "CREATE INDEX returned ON returns (submission, id)",
        # The office's own rule file, a row for each time it was saved; the last one holds.
        """CREATE TABLE rule_files (
            id INTEGER PRIMARY KEY AUTOINCREMENT, text TEXT NOT NULL, what TEXT NOT NULL,
            author TEXT NOT NULL, saved TEXT NOT NULL)""",
    ),
)

SCHEMA = Schema(application=0x61756477, steps=_STEPS, elsewhere="用 --data 换一个文件夹")
