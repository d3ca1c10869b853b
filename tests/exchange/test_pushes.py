"""A standing as a source writes it, and what an answer shows of it."""

# ruff: noqa: E501 - a table is read one case per line

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from adapter.core import paths, xml
from adapter.core.exchanges import Call, Moment, ReadBack, Verdict, Words
from adapter.core.exchanges import Push as Rule
from adapter.core.standing import Standing
from adapter.exchange import pushes, templates
from adapter.wire import Later, Push

NOTHING = Call(operation="x", arguments={}, verdict=Verdict(expects=paths.compile_path(".", {})))
WORDS = Words(
    standing={"done-late": "QUA_HAN"}, lacking={"report": "bao-cao", "result": "ket-qua"}, quality={},
    days=Moment(kind="date", format="dd/MM/yyyy"),
)  # fmt: skip
SHOWS = {name: paths.compile_path(name, {}) for name in ("standing", "due_on", "completed_on", "lacking", "key")}
BACK = ReadBack(call=NOTHING, shows=SHOWS)
RULE = Rule(call=NOTHING, words=WORDS, read_back=BACK)
STANDING = Standing(code="done-late", due_on=date(2026, 3, 1), completed_on=date(2026, 3, 9), lacking=(), quality="tot")
PUSH = Push(key="k-7", document="VB-1", task="NV-1", lead_code="", lead_name="Sở Nội vụ", standing=STANDING)


def test_a_standing_is_written_in_the_words_of_the_source() -> None:
    assert pushes.values(PUSH, RULE) == {
        "key": "k-7", "document": "VB-1", "task": "NV-1", "lead_code": "", "lead_name": "Sở Nội vụ",
        "standing": "QUA_HAN", "due_on": "01/03/2026", "completed_on": "09/03/2026", "lacking": "", "quality": "tot",
    }  # fmt: skip
    both = replace(PUSH, standing=replace(STANDING, code="no-deadline", due_on=None, lacking=("report", "result")))
    found = pushes.values(both, RULE)
    assert (found["standing"], found["due_on"], found["lacking"]) == ("no-deadline", "", "bao-cao, ket-qua")


@pytest.mark.parametrize(
    ("answer", "shows"),
    [
        ("<a><standing>QUA_HAN</standing><due_on>01/03/2026</due_on><completed_on>09/03/2026</completed_on></a>", "wanted"),
        ("<a><standing> QUA_HAN\n</standing><due_on>01/03/2026</due_on><completed_on>09/03/2026</completed_on></a>", "wanted"),
        ("<a><standing>DUNG_HAN</standing><due_on>01/03/2026</due_on><completed_on>09/03/2026</completed_on></a>", "other"),
        ("<a><standing>QUA_HAN</standing><due_on>02/03/2026</due_on><completed_on>09/03/2026</completed_on></a>", "other"),
        ("<a><standing>QUA_HAN</standing><completed_on>09/03/2026</completed_on></a>", "other"),
        ("<a><standing>QUA_HAN</standing><due_on>hôm qua</due_on><completed_on>09/03/2026</completed_on></a>", "other"),
        ("<a/>", "nothing"),
        ("<a><standing/><key>k-3</key></a>", "nothing"),
    ],
)  # fmt: skip
def test_what_is_shown_is_compared_field_by_field(answer: str, shows: str) -> None:
    assert pushes.shown(xml.parse(answer.encode()), PUSH, RULE, BACK).shows == shows


def test_the_key_that_is_shown_is_told_and_decides_nothing() -> None:
    body = xml.parse(b"<a><standing>X</standing><key>k-9</key></a>")
    found = pushes.shown(body, PUSH, RULE, BACK)
    assert (found.shows, found.key) == ("other", "k-9")


def test_a_field_shown_twice_counts_for_nobody() -> None:
    body = xml.parse(b"<a><standing>QUA_HAN</standing><standing>DUNG_HAN</standing></a>")
    with pytest.raises(Later, match=r"peer\.shown-twice"):
        pushes.shown(body, PUSH, RULE, BACK)


def test_an_argument_without_a_value_is_left_out_where_the_mapping_says_so() -> None:
    arguments = {
        "Key": "{key}",
        "Lead": {"Code": "{lead_code}", "Name": "{lead_name}"},
        "Due": "{due_on?}",
        "X": "a{b}",
    }
    values = {"key": "{due_on}", "lead_code": "", "lead_name": "Sở", "due_on": ""}
    filled = templates.fill(arguments, values)
    assert filled == {"Key": "{due_on}", "Lead": {"Code": "", "Name": "Sở"}, "X": "a{b}"}
    assert templates.fill(arguments, values | {"due_on": "2026-03-01"})["Due"] == "2026-03-01"
