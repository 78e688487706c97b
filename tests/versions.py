"""A report with its second version and that of the next year."""

from pathlib import Path

FIRST = next((Path(__file__).parent.parent / "seeds").glob("004_*.txt")).read_text(encoding="utf-8")
THREE_SYSTEMS = (
    "(四)規範執法。全面推行行政執法公示制度,公示執法信息36條;配備執法記錄儀4臺,落實執法全過程記錄;"
    "法制審核重大執法決定5件。聘請法律顧問1名,審查合同12件。嚴格執行重大行政決策公眾參與、專家論證程序。\n"
)
SECOND = FIRST.replace("二、2024年度推進", THREE_SYSTEMS + "二、2024年度推進", 1).replace(
    "2025年2月26日", "2025年3月26日"
)
NEXT_YEAR = (
    FIRST.replace("2025年", "2026年")
    .replace("2024年", "2025年")
    .replace("2025-03-10", "2026-03-10")
    .replace("3500", "3900")
)
