"""The store of a batch, one SQLite file: every submission ever judged, with its audit. All SQL is here.

A submission is the content of a file as some rules and some program judged it; an archive makes one for
every file inside it. Those of earlier rules and earlier versions of a file stay as its history; whole
audits are kept of each content by the latest rules only.
"""

from auditor.store.found import Filed, Found, Tally
from auditor.store.history import History, open_history
from auditor.store.opening import locked, open_store
from auditor.store.schema import StoreError
from auditor.store.submissions import Key, Known, Store

__all__ = [
    "Filed",
    "Found",
    "History",
    "Key",
    "Known",
    "Store",
    "StoreError",
    "Tally",
    "locked",
    "open_history",
    "open_store",
]
