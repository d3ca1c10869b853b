"""Conditions of a mapping: what each word holds for, together and apart; what is unclear does not load."""

# ruff: noqa: E501 - a table is read one case per line

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shipped import load_shipped

from adapter.core import mapping, xml
from adapter.core.mapping.conditions import holds
from adapter.core.mapping.flags import NO, YES, flag
from adapter.core.problems import Refusal
from adapter.core.text import tidy

TEXT = (Path(__file__).parents[2] / "mappings" / "simulator.yaml").read_text("utf-8")
EACH = "  each: q:Tasks/q:Task\n"
TASK = """<Task xmlns="urn:vn:qlvb:dich-vu:1" loai="giao"><TaskId>NV-7</TaskId><Kind> Giao\u200b việc </Kind><DueOn>2026-03-15</DueOn>
<At>2026-03-01T20:00:00Z</At><Empty/><Two>a</Two><Two>b</Two><Nested><x>y</x></Nested><Bad>31/31/2026</Bad>
<Done> CÓ </Done><Left>Kho\u0302ng</Left><Odd>yes!</Odd><Both>sai</Both><Both>x</Both><Early>2026-03-14</Early><Early>2026-03-16</Early></Task>"""


def condition(text: str) -> mapping.conditions.Condition:
    rules = load_shipped(TEXT.replace(EACH, f"{EACH}  when: {text}\n", 1), "m.yaml").tasks
    assert rules is not None
    assert rules.when is not None
    return rules.when


HOLDS = [
    ("{at: q:Kind, equals: Giao việc}", True),
    ("{at: q:Kind, equals: giao việc}", False),
    ("{at: q:Kind, in: [Khác, Giao việc]}", True),
    ("{at: q:Two, equals: b}", True),
    ("{at: q:Two, in: [c]}", False),
    ("{at: '@loai', equals: giao}", True),
    ("{at: q:TaskId, matches: 'NV-[0-9]+'}", True),
    ("{at: q:TaskId, matches: 'NV'}", False),
    ("{at: q:TaskId, present: yes}", True),
    ("{at: q:Empty, present: yes}", False),
    ("{at: q:Nested, present: yes}", True),
    ("{at: q:None, present: yes}", False),
    ("{at: q:Empty, absent: yes}", True),
    ("{at: q:None, absent: yes}", True),
    ("{at: q:TaskId, absent: yes}", False),
    ("{at: q:DueOn, as: date, before: 2026-03-16}", True),
    ("{at: q:DueOn, as: date, before: 2026-03-15}", False),
    ("{at: q:DueOn, as: date, after: 2026-03-14}", True),
    ("{at: q:DueOn, as: date, after: 2026-03-15}", False),
    ("{at: q:At, as: datetime, after: 2026-03-01}", True),
    ("{at: q:Bad, as: date, after: 1990-01-01}", False),
    ("{at: q:Bad, as: date, format: dd/MM/yyyy, before: 2100-01-01}", False),
    ("{at: q:None, as: date, before: 2100-01-01}", False),
    ("{at: q:Done, as: flag, equals: yes}", True),
    ("{at: q:Done, as: flag, equals: no}", False),
    ("{at: q:Left, as: flag, equals: no}", True),
    ("{at: q:Left, as: flag, equals: yes}", False),
    ("{at: q:Odd, as: flag, equals: yes}", False),
    ("{at: q:Odd, as: flag, equals: no}", False),
    ("{at: q:None, as: flag, equals: no}", False),
    ("{at: q:Empty, as: flag, equals: no}", False),
    ("{at: q:Both, as: flag, equals: yes}", True),
    ("{at: q:Both, as: flag, equals: no}", True),
    ("{none: [{at: q:Odd, as: flag, equals: yes}]}", True),
    ("{at: q:Done, equals: yes}", False),
    ("{at: q:DueOn, as: date, before_at: q:DueOn}", False),
    ("{at: q:DueOn, as: date, after_at: 'q:Early[1]'}", True),
    ("{at: q:DueOn, as: date, before_at: 'q:Early[2]'}", True),
    ("{at: q:DueOn, as: date, before_at: q:Early}", False),
    ("{at: q:DueOn, as: date, after_at: q:Early}", False),
    ("{at: q:Early, as: date, before_at: q:DueOn}", True),
    ("{at: q:Early, as: date, after_at: q:DueOn}", True),
    ("{at: q:DueOn, as: date, after_at: q:Bad}", False),
    ("{at: q:DueOn, as: date, before_at: q:None}", False),
    ("{at: q:Bad, as: date, before_at: q:DueOn}", False),
    ("{all: [{at: q:TaskId, present: yes}, {at: q:Two, equals: a}]}", True),
    ("{all: [{at: q:TaskId, present: yes}, {at: q:Two, equals: c}]}", False),
    ("{any: [{at: q:TaskId, absent: yes}, {at: q:Two, equals: a}]}", True),
    ("{any: [{at: q:TaskId, absent: yes}, {at: q:Two, equals: c}]}", False),
    ("{none: [{at: q:TaskId, absent: yes}, {at: q:Two, equals: c}]}", True),
    ("{none: [{at: q:TaskId, present: yes}]}", False),
    ("{all: [{none: [{at: q:Two, equals: c}]}, {any: [{at: q:Kind, matches: 'Giao.*'}]}]}", True),
]


@pytest.mark.parametrize(("text", "is_so"), HOLDS, ids=[one[0] for one in HOLDS])
def test_a_condition_holds(text: str, is_so: bool) -> None:  # noqa: FBT001 - a column of the table
    assert holds(condition(text), xml.parse(TASK.encode())) == is_so


@pytest.mark.parametrize("text", ["true", "1", "YES", "y", "Có", "co\u0301", "X", " đúng ", "\u200bĐÚNG"])
def test_texts_that_mean_yes(text: str) -> None:
    assert flag(text) is True


@pytest.mark.parametrize("text", ["FALSE", "0", "no", "N", "không", "SAI"])
def test_texts_that_mean_no(text: str) -> None:
    assert flag(text) is False


@given(st.text(max_size=6))
def test_whatever_else_a_text_says_it_means_neither(text: str) -> None:
    known = tidy(text).casefold() in YES | NO
    assert (flag(text) is None) == (not known)
    assert YES.isdisjoint(NO)


UNCLEAR = [
    ("mapping.when.unclear", "{at: q:TaskId}"),
    ("mapping.when.unclear", "{at: q:TaskId, equals: a, present: yes}"),
    ("mapping.when.unclear", "{equals: a}"),
    ("mapping.when.unclear", "{at: q:TaskId, equals: a, all: [{at: q:Two, present: yes}]}"),
    ("mapping.when.unclear", "{all: [{at: q:Two, present: yes}], any: [{at: q:Two, present: yes}]}"),
    ("mapping.when.empty", "{all: []}"),
    ("mapping.when.day", "{at: q:DueOn, before: 2026-03-01}"),
    ("mapping.when.day", "{at: q:DueOn, as: date, equals: 2026-03-01}"),
    ("mapping.when.day", "{at: q:DueOn, before_at: q:At}"),
    ("mapping.when.day", "{at: q:DueOn, as: flag, in: [yes]}"),
    ("mapping.when.day", "{at: q:DueOn, as: flag, present: yes}"),
    ("mapping.value.unknown", "{at: q:DueOn, as: flag, equals: vâng}"),
    ("mapping.value.unknown", "{at: q:DueOn, as: flag, before: 2026-03-01}"),
    ("mapping.path.prefix", "{at: q:DueOn, as: date, before_at: z:At}"),
    ("mapping.when.unclear", "{at: q:DueOn, as: date, before: 2026-03-01, before_at: q:At}"),
    ("mapping.when.flag", "{at: q:DueOn, present: no}"),
    ("mapping.when.pattern", "{at: q:DueOn, matches: '(a)'}"),
    ("mapping.when.pattern", "{at: q:DueOn, matches: '['}"),
    ("mapping.when.limit", "{at: q:DueOn, as: date, before: 15/03/2026}"),
    ("mapping.when.limit", "{at: q:DueOn, as: date, before: 1989-12-31}"),
    ("mapping.value.empty", "{at: q:DueOn, in: []}"),
    ("mapping.path.prefix", "{at: z:DueOn, present: yes}"),
    ("mapping.key.unknown", "{at: q:DueOn, equal: a}"),
]


@pytest.mark.parametrize(("code", "text"), UNCLEAR, ids=[one[1] for one in UNCLEAR])
def test_an_unclear_condition_does_not_load_and_says_where(code: str, text: str) -> None:
    with pytest.raises(Refusal) as caught:
        condition(text)
    problem = next(one for one in caught.value.problems if one.code == code)
    line = TEXT[: TEXT.index(EACH)].count("\n") + 2
    assert (problem.place.file, problem.place.line) == ("m.yaml", line)
    assert problem.place.column >= len("  when: ")
