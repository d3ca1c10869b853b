"""Words by which a trích yếu sets a deadline: a sign that somebody should look, and no reading of the deadline.

The phrases are those seen in directives (FACTS §6: "trước ngày", "chậm nhất", "trong thời hạn … ngày"). What names a
month, a quarter or a term alone is left out: most such texts are about a time, and set none.
"""

from __future__ import annotations

import re

from adapter.core.text import tidy

_PHRASES = re.compile(
    r"\btrước (?:ngày )?[0-9]"
    r"|\bchậm nhất\b"
    r"|\btrong thời hạn (?:là )?[0-9]+ (?:ngày|tháng)\b"
    r"|\bhạn (?:hoàn thành|báo cáo|thực hiện|nộp|gửi|trả lời|chót|cuối)\b[^.;]{0,20}[0-9]"
    r"|\b(?:hoàn thành|báo cáo|gửi|nộp) (?:xong )?trước\b"
)


def names_deadline(text: str) -> bool:
    """Tell whether a text names a deadline, in whatever case and form of Unicode; accents count."""
    return _PHRASES.search(tidy(text).casefold()) is not None
