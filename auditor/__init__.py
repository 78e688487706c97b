"""Check 法治政府建设年度报告: what is reported, what is missing, on what evidence.

>>> from auditor import audit, load_rules, read
>>> result = audit(read("report.txt"), load_rules())   # doctest: +SKIP
"""

from auditor.auditing import audit
from auditor.models import Audit, Document
from auditor.readers import read
from auditor.rules import load_rules

__version__ = "0.1.0"
__all__ = ["Audit", "Document", "audit", "load_rules", "read"]
