"""Tables of codes: what each row means on which day, what is wrong with a table and where, and what makes it another one."""

# ruff: noqa: E501 - a table is read one case per line

from __future__ import annotations

import csv
import random
from collections.abc import Mapping
from datetime import date, timedelta
from io import StringIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adapter import messages
from adapter.core import events, gate, interpret, mapping, organisations, xml
from adapter.core.facts import Assigned, Issued
from adapter.core.interpret import Interpretation, ScopeRule
from adapter.core.mapping import bundle, cells, tables
from adapter.core.problems import Problem, Refusal

MAPPINGS = Path(__file__).parents[2] / "mappings"
SHIPPED = (MAPPINGS / "simulator.yaml").read_text("utf-8")
SAMPLES = MAPPINGS / "samples" / "simulator"
DIRECTORY = organisations.load((MAPPINGS / "codes" / "organisations_quangngai.csv").read_text("utf-8"))
KIND = "kind: {at: q:Kind/q:Code, as: code, table: codes/document_kinds.csv}"
HEAD = "code,meaning,valid_from,valid_to\n"
TABLE = HEAD + "CV,CV,,\nQĐ,QĐ,2020-03-05,\n"
HERE = "⟦"


def loaded(text: str = SHIPPED, table: str | bytes = TABLE, **more: str) -> mapping.Mapping:
    content = table if isinstance(table, bytes) else table.encode()
    files = {"codes/document_kinds.csv": content} | {name: one.encode() for name, one in more.items()}
    return mapping.load(text, "folder/m.yaml", files.get)


def problems(text: str = SHIPPED, table: str | bytes = TABLE, **more: str) -> tuple[Problem, ...]:
    with pytest.raises(Refusal) as caught:
        loaded(text, table, **more)
    for problem in caught.value.problems:
        vietnamese, english = (messages.of_problem(problem, spoken) for spoken in ("vi", "en"))
        assert "Sửa:" in vietnamese
        assert "Fix:" in english
    return caught.value.problems


BROKEN = [
    ("mapping.table.columns", "⟦code,meaning,valid_from\nCV,CV,\n"),
    ("mapping.table.columns", "⟦code;meaning;valid_from;valid_to\nCV;CV;;\n"),
    ("mapping.table.columns", "⟦Code,meaning,valid_from,valid_to\nCV,CV,,\n"),
    ("mapping.table.column-twice", "code,meaning,valid_from,valid_to,⟦meaning\nCV,CV,,,\n"),
    ("mapping.table.column-twice", "code,meaning,valid_from,valid_to,note,⟦note\nCV,CV,,,,\n"),
    ("mapping.table.empty", "⟦" + HEAD),
    ("mapping.table.empty", "⟦"),
    ("mapping.table.empty", "⟦# nothing\n\n" + HEAD + "#CV,CV,,\n"),
    ("mapping.table.ragged", HEAD + "⟦CV,CV,\n"),
    ("mapping.table.ragged", HEAD + "CV,CV,,\n⟦QĐ,Quyết định, cá biệt,,\n"),
    ("mapping.table.cell-empty", HEAD + "⟦ ,CV,,\n"),
    ("mapping.table.cell-empty", HEAD + "CV,⟦,,\n"),
    ("mapping.table.cell-empty", HEAD + 'CV,⟦"\u200b",,\n'),
    ("mapping.table.day", HEAD + "CV,CV,⟦2025-02-30,\n"),
    ("mapping.table.day", HEAD + "CV,CV,,⟦01/07/2025\n"),
    ("mapping.table.day", HEAD + "CV,CV,⟦20250701,\n"),
    ("mapping.table.day", HEAD + 'CV,"C\nV",⟦2025,\n'),
    ("mapping.table.period", HEAD + "CV,CV,2025-07-01,⟦2025-06-30\n"),
    ("mapping.table.overlap", HEAD + "CV,CV,,\n⟦CV,BC,,\n"),
    ("mapping.table.overlap", HEAD + "CV,CV,,2025-07-01\n⟦CV,BC,2025-07-01,\n"),
    ("mapping.table.overlap", HEAD + "CV,CV,2025-07-01,\n⟦CV ,BC,,2025-07-01\n"),
    ("mapping.table.not-csv", HEAD + 'CV,⟦"CV,,\n'),
    ("mapping.table.not-csv", HEAD + 'CV,C⟦"V",,\n'),
    ("mapping.table.not-csv", HEAD + 'CV,"C"⟦V,,\n'),
    ("mapping.choice.name", HEAD + "CV,⟦" + "Đ" * 65 + ",,\n"),
]  # fmt: skip


@pytest.mark.parametrize(("code", "table"), BROKEN, ids=[f"{n}-{one[0]}" for n, one in enumerate(BROKEN)])
def test_a_broken_table_says_what_and_where(code: str, table: str) -> None:
    before = table[: table.index(HERE)]
    place = ("folder/codes/document_kinds.csv", before.count("\n") + 1, len(before.rsplit("\n", 1)[-1]) + 1)
    found = [
        (one.code, (one.place.file, one.place.line, one.place.column))
        for one in problems(table=table.replace(HERE, ""))
    ]
    assert (code, place) in found
    assert {one for one, _ in found} == {code}


def test_everything_wrong_with_a_table_is_told_at_once_after_what_is_wrong_with_the_mapping() -> None:
    text = SHIPPED.replace("subject: {at: q:Subject}", "subject: {at: z:Subject}")
    found = problems(text, HEAD + "CV,,,\nQĐ,QĐ,x,\nBC,BC,,\n")
    assert [one.code for one in found] == ["mapping.path.prefix", "mapping.table.cell-empty", "mapping.table.day"]


def test_what_is_no_text_and_what_is_too_much() -> None:
    (one,) = problems(table=HEAD.encode() + b"CV,C\xffV,,\n")
    assert (one.code, one.place.line, one.place.column) == ("mapping.table.encoding", 2, 5)
    assert [one.code for one in problems(table=b" " * (tables.MAX_BYTES + 1))] == ["mapping.table.too-big"]
    many = HEAD + "".join(f"{number},x,,\n" for number in range(tables.MAX_ROWS + 1))
    assert [(one.code, one.place.line) for one in problems(table=many)] == [
        ("mapping.table.too-many", tables.MAX_ROWS + 2)
    ]


@pytest.mark.parametrize("name", ["../kinds.csv", "/etc/passwd", "a/../../b.csv", "a\\b.csv", "c:kinds.csv"])
def test_a_table_stands_below_the_folder_of_the_mapping_and_nothing_else_is_asked_for(name: str) -> None:
    asked: list[str] = []
    with pytest.raises(Refusal) as caught:
        mapping.load(SHIPPED.replace("codes/document_kinds.csv", f"'{name}'"), "m.yaml", asked.append)
    assert [one.code for one in caught.value.problems] == ["mapping.table.file"]
    assert asked == []


WRITTEN = [
    ("mapping.table.missing", "as: code, table: ⟦none.csv}"),
    ("mapping.key.missing", "⟦{at: q:Kind/q:Code, as: code}"),
    ("mapping.table.unused", "as: choice, choices: {CV: CV}, table: ⟦codes/document_kinds.csv}"),
    ("mapping.table.beside", "as: code, choices: ⟦{CV: CV}, table: codes/document_kinds.csv}"),
    ("mapping.value.unknown", "as: ⟦cod, choices: {CV: CV}}"),
    ("mapping.value.empty", "as: code, table: ⟦''}"),
    ("mapping.take.all", "as: code, table: codes/document_kinds.csv, take: ⟦all}"),
    ("mapping.choice.name", "as: code, table: codes/document_kinds.csv, default: ⟦" + "x" * 65 + "}"),
]


@pytest.mark.parametrize(("code", "rest"), WRITTEN, ids=[one[0] for one in WRITTEN])
def test_a_field_that_names_a_table_badly_says_what_and_where(code: str, rest: str) -> None:
    line = f"  kind: {rest}" if rest.startswith(HERE) else f"  kind: {{at: q:Kind/q:Code, {rest}"
    found = problems(SHIPPED.replace(f"  {KIND}", line.replace(HERE, "")))
    places = [(one.place.line, one.place.column) for one in found if one.code == code]
    assert places == [(SHIPPED[: SHIPPED.index(KIND)].count("\n") + 1, line.index(HERE) + 1)]


def test_a_text_takes_no_pattern_beside_a_table_and_no_table_without_as_code() -> None:
    number = "number: {at: q:Number}\n  notation"
    for more, code in (("as: code, table: n.csv, pattern: '(.*)'", "beside"), ("table: n.csv", "unused")):
        text = SHIPPED.replace(number, f"number: {{at: q:Number, {more}}}\n  notation", 1)
        assert [one.code for one in problems(text, **{"n.csv": HEAD + "1,2,,\n"})] == [f"mapping.table.{code}"]


def test_meanings_of_a_closed_list_are_checked_where_the_table_says_them() -> None:
    kinds = SHIPPED[SHIPPED.index("  kind:\n    at: q:Kind\n") : SHIPPED.index("  document: {at: q:DocumentId}")]
    text = SHIPPED.replace(kinds, "  kind: {at: q:Kind, as: code, table: events.csv}\n")
    (one,) = problems(text, **{"events.csv": HEAD + "a,reported,,\nb,report,,\n"})
    assert (one.code, str(one.place)) == ("mapping.choice.unknown", "folder/events.csv:3:3")
    # What is needed for a meaning of `choices` is needed for one of a table.
    (one,) = problems(
        text.replace(
            "  quality:\n    at: q:Quality\n    as: choice\n    choices: {tot: tot, dat: dat, chua-dat: chua-dat} # tốt, đạt, chưa đạt\n    required: no\n",
            "",
        ),
        **{"events.csv": HEAD + "a,judged,,\n"},
    )
    assert one.code == "mapping.evidence.needs"


def test_one_table_for_two_fields_is_read_once_and_its_faults_are_told_once() -> None:
    text = SHIPPED.replace(
        "  signer: {at: q:Signer/q:Name,", "  signer: {at: q:Signer/q:Name, as: code, table: codes/document_kinds.csv,"
    )
    assert len(problems(text, HEAD + "CV,,,\n")) == 1


# What codes mean


def reading(read: mapping.Mapping, text: str) -> Interpretation:
    message = gate.Open(root=xml.parse(text.encode()), body=text.encode())
    return interpret.interpret(message, read, DIRECTORY, ScopeRule(issuers=frozenset()))


def kind_on(read: mapping.Mapping, code: str, day: str) -> str:
    """Give the kind of a document issued on a day, or the codes of what is wrong with it."""
    text = (SAMPLES / "out_of_scope.xml").read_text("utf-8")
    text = text.replace("<Code>CV</Code>", f"<Code>{code}</Code>").replace("<IssuedOn>2025-11-06<", f"<IssuedOn>{day}<")
    found = reading(read, text)
    if found.problems:
        return " ".join(dict.fromkeys(one.code for one in found.problems))
    (issued,) = found.facts
    assert isinstance(issued, Issued)
    return issued.kind


PERIODS = HEAD + 'A,cũ,,2025-11-05\nA,mới,2025-11-07,2025-11-08\nB,B,2025-11-06,2025-11-06\n"Ba  Tô",C,,\n'


@pytest.mark.parametrize(
    ("code", "day", "meant"),
    [
        ("A", "2025-11-05", "cũ"),
        ("A", "2025-11-06", "field.invalid"),
        ("A", "2025-11-07", "mới"),
        ("A", "2025-11-08", "mới"),
        ("A", "2025-11-09", "field.invalid"),
        ("B", "2025-11-06", "B"),
        ("B", "2025-11-05", "field.invalid"),
        ("\u200bBa\nTô ", "2025-11-06", "C"),
        ("Ba Tơ", "2025-11-06", "field.invalid"),
        ("b", "2025-11-06", "field.invalid"),
        ("B", "2025-11-31", "field.invalid"),
    ],
)  # fmt: skip
def test_a_code_means_what_it_means_on_the_day_of_issue(code: str, day: str, meant: str) -> None:
    assert kind_on(loaded(table=PERIODS), code, day) == meant


def test_without_its_day_a_code_is_no_second_problem_and_no_guess() -> None:
    text = (SAMPLES / "out_of_scope.xml").read_text("utf-8").replace("<IssuedOn>2025-11-06<", "<IssuedOn>?<")
    found = reading(loaded(), text)
    assert [dict(one.values)["rule"] for one in found.problems] == ["document.issued_on"]
    assert found.facts == ()


def test_agencies_keys_and_business_may_be_codes() -> None:
    text = SHIPPED.replace(
        '    at: q:BusinessType\n    as: choice\n    choices: {"0": new, "1": recall, "2": update, "3": replace}',
        "    at: q:BusinessType\n    as: code\n    table: business.csv",
    )
    text = text.replace(
        "    each: q:Leads/q:Agency\n    code: {at: q:Code}\n    name: {at: q:Name}",
        "    each: q:Leads/q:Agency\n    name: {at: q:Name, as: code, table: agencies.csv}",
    )
    text = text.replace("  key: {at: q:TaskId}", "  key: {at: q:TaskId, as: code, table: keys.csv}")
    more = {
        "business.csv": HEAD + "0,new,,\n1,recall,,\n2,new,2025-11-03,2025-11-03\n",
        "agencies.csv": HEAD
        + "Sở Y tế,Sở Nội vụ,,2025-11-02\nSở Y tế,Sở Tài chính,2025-11-03,\nSở Nội vụ,Sở Nội vụ,,\nSở Khoa học và Công nghệ,Sở Khoa học và Công nghệ,,\n",
        "keys.csv": HEAD + "NV-101,một,,\nNV-102,hai,,\n",
    }
    sample = (SAMPLES / "assigned.xml").read_text("utf-8").replace("<BusinessType>0<", "<BusinessType>2<")
    facts = [one for one in reading(loaded(text, **more), sample).facts if isinstance(one, Assigned)]
    finance = DIRECTORY.resolve(code="", name="Sở Tài chính", on=date(2025, 11, 3))
    assert [(one.task, one.lead == finance) for one in facts] == [("một", True), ("hai", False), ("hai", False)]


def test_an_event_goes_by_the_day_on_which_it_happened_in_vietnam() -> None:
    kinds = SHIPPED[SHIPPED.index("  kind:\n    at: q:Kind\n") : SHIPPED.index("  document: {at: q:DocumentId}")]
    text = SHIPPED.replace(kinds, "  kind: {at: q:Kind, as: code, table: events.csv}\n")
    text = text.replace("  document: {at: q:DocumentId}", "  document: {at: q:DocumentId, as: code, table: ids.csv}")
    more = {
        "events.csv": HEAD + "x,entered,,2026-03-01\nx,echo,2026-03-02,\ny,judged,,\nz,extended,,\n",
        "ids.csv": HEAD + "1,VB-1,,2026-03-01\n1,VB-2,2026-03-02,\n",
    }
    rules = loaded(text, **more).evidence
    assert rules is not None

    def event(at: str) -> xml.Element:
        return xml.parse(
            f'<Event xmlns="urn:vn:qlvb:dich-vu:1"><Kind>x</Kind><OccurredAt>{at}</OccurredAt><DocumentId>1</DocumentId><TaskId>t</TaskId></Event>'.encode()
        )

    for at, echo, about in (("2026-03-01T16:59:59Z", False, "VB-1"), ("2026-03-01T17:00:00Z", True, "VB-2")):
        assert events.is_echo(event(at), rules, DIRECTORY) == echo
        assert events.about(event(at), rules, DIRECTORY) == about
        found = events.read(gate.Open(root=event(at), body=b""), rules, DIRECTORY, date(2026, 1, 1))
        assert (found.echo, found.problems) == (echo, ())
    broken = event("gestern")
    assert events.about(broken, rules, DIRECTORY) == ""
    found = events.read(gate.Open(root=broken, body=b""), rules, DIRECTORY, date(2026, 1, 1))
    assert [dict(one.values)["rule"] for one in found.problems] == ["evidence.happened_at"]


def test_a_withheld_document_is_asked_for_its_number_by_codes_too() -> None:
    text = SHIPPED.replace(
        "number: {at: q:Number}\n  notation", "number: {at: q:Number, as: code, table: n.csv}\n  notation", 1
    )
    read = loaded(text, **{"n.csv": HEAD + "77,770,2025-11-06,\n"})
    root = xml.parse((SAMPLES / "out_of_scope.xml").read_bytes())
    found = interpret.numbered(root, read, DIRECTORY)
    assert found is not None
    assert (found.number, found.issued_on) == ("770", date(2025, 11, 6))
    undated = xml.parse((SAMPLES / "out_of_scope.xml").read_bytes().replace(b"2025-11-06<", b"x<"))
    assert interpret.numbered(undated, read, DIRECTORY) is None
    plain = interpret.numbered(undated, loaded(), DIRECTORY)
    assert plain is not None
    assert (plain.number, plain.issued_on) == ("77", None)


# Identity

NAMES = st.text(st.sampled_from("aĐ ,\"'#;\n\r.é"), min_size=1, max_size=5).filter(lambda text: bool(text.split()))
DAYS = st.dates(date(1990, 1, 1), date(2030, 1, 1))


@st.composite
def rows(draw: st.DrawFn) -> list[tuple[str, str, str, str]]:
    """Make rows that do not overlap: of every code one period after the other."""
    found = []
    for code in draw(st.lists(NAMES, min_size=1, max_size=4, unique_by=lambda text: " ".join(text.split()))):
        days = sorted(draw(st.sets(DAYS, max_size=3)))
        starts, ends = ["", *map(str, days)], [*(str(day - timedelta(days=1)) for day in days), ""]
        found += [(code, draw(NAMES), first, last) for first, last in zip(starts, ends, strict=True)]
    return found


def written(found: list[tuple[str, str, str, str]], *, chance: random.Random | None = None) -> bytes:
    """Write rows as CSV, plainly or with everything else that may differ."""
    text = StringIO(newline="")
    if chance is None:
        csv.writer(text, quoting=csv.QUOTE_ALL).writerows([("code", "meaning", "valid_from", "valid_to"), *found])
        return text.getvalue().encode()
    shuffled = [(last, "n,1", code, first, meaning) for code, meaning, first, last in chance.sample(found, len(found))]
    lines = csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\n")
    lines.writerow(("valid_to", "note", "code", "valid_from", "meaning"))
    for row in shuffled:
        text.write(chance.choice(["", '# chú thích, "\n', "\n"]))
        lines.writerow(row)
    return b"\xef\xbb\xbf" + text.getvalue().encode()


SIGNER = SHIPPED.replace("  signer: {at: q:Signer/q:Name,", "  signer: {at: q:Signer/q:Name, as: code, table: t.csv,")


def digest(content: bytes, file: str = "t.csv") -> str:
    files = {"codes/document_kinds.csv": TABLE.encode(), file: content}
    return mapping.load(SIGNER.replace("t.csv", file), "m.yaml", files.get).digest


@settings(max_examples=60, deadline=None)
@given(rows(), st.integers(0, 999))
def test_a_table_is_known_by_its_rows_alone(found: list[tuple[str, str, str, str]], seed: int) -> None:
    chance = random.Random(seed)
    assert digest(written(found)) == digest(written(found, chance=chance), "other/name.csv")
    at, column = chance.randrange(len(found)), chance.randrange(2)
    other = [*found]
    other[at] = (*found[at][:column], found[at][column] + "z", *found[at][column + 1 :])  # type: ignore[assignment]
    assert digest(written(other)) != digest(written(found))
    assert digest(written([*found, ("mới", "x", "", "")])) != digest(written(found))
    code, meaning = found[at][:2]
    periods = [("", ""), ("2000-01-01", ""), ("", "2000-01-01"), ("2000-01-01", "2000-01-01")]
    assert len({digest(written([(code, meaning, *period)])) for period in periods}) == len(periods)


@settings(max_examples=60, deadline=None)
@given(rows(), DAYS)
def test_a_code_has_one_meaning_on_every_day(found: list[tuple[str, str, str, str]], day: date) -> None:
    read = tables.read(written(found), "t.csv")
    assert read.problems == ()
    for code in {" ".join(one[0].split()) for one in found}:
        valid = [
            one
            for one in read.rows
            if one.code == code and (one.valid_from or date.min) <= day <= (one.valid_to or date.max)
        ]
        assert len(valid) == 1


@settings(max_examples=200, deadline=None)
@given(st.text(st.sampled_from('a,"\n\r#é'), max_size=30))
def test_cells_are_those_of_the_usual_reader_where_both_read_it(text: str) -> None:
    try:
        found = list(cells.rows(text))
    except cells.NotCsv as broken:
        told = broken.line
    else:
        told = 1
        _check_cells(text, found)
    assert 1 <= told <= text.count("\n") + text.count("\r") + 1


def _check_cells(text: str, found: list[list[cells.Cell]]) -> None:
    for cell in (one for row in found for one in row):
        assert cell.line >= 1
        assert cell.column >= 1
    if "#" not in text and "\r" not in text:
        usual = [row for row in csv.reader(StringIO(text, newline=""), strict=True) if row]
        assert [[cell.text for cell in row] for row in found] == usual


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=60), st.integers(0, len(TABLE)))
def test_whatever_a_table_holds_it_is_read_or_refused_but_never_breaks(put: bytes, at: int) -> None:
    whole = TABLE.encode()
    for content in (put, whole[:at] + put + whole[at:]):
        read = tables.read(content, "t.csv")
        assert read.rows or read.problems


# What an activation keeps


def test_a_mapping_without_tables_is_kept_as_its_text_and_one_with_tables_as_a_bundle() -> None:
    assert bundle.pack("format: 1\n", {}) == b"format: 1\n"
    assert bundle.unpack(b"format: 1\n")[0] == "format: 1\n"
    kept = bundle.pack("a: é\n", {"z.csv": "1", "a/b.csv": "2"})
    assert kept.decode() == '{"mapping":"a: é\\n","tables":{"a/b.csv":"2","z.csv":"1"}}'


def test_what_was_kept_reads_as_it_did() -> None:
    read = loaded(table=b"\xef\xbb\xbf" + PERIODS.replace("\n", "\r\n").encode())
    text, kept = bundle.unpack(bundle.pack(SHIPPED, read.tables))
    again = mapping.load(text, "in-force:q", kept)
    assert (again.digest, text) == (read.digest, SHIPPED)
    assert kind_on(again, "A", "2025-11-07") == "mới"
    with pytest.raises(Refusal):
        mapping.load(text, "in-force:q")


@pytest.mark.parametrize(
    "text", ["{format: 1, name: x}", '{"mapping": "x"}', '{"a": [}', "{" * 100_000, '{"format": "1"}']
)
def test_a_mapping_in_braces_is_a_text_all_the_same(text: str) -> None:
    found, kept = bundle.unpack(text.encode())
    assert (found, kept("codes/document_kinds.csv")) == (text, None)


def test_only_tables_that_a_field_names_are_kept() -> None:
    asked: list[str] = []
    files: Mapping[str, bytes] = {"codes/document_kinds.csv": TABLE.encode()}

    def reads(name: str) -> bytes | None:
        asked.append(name)
        return files.get(name)

    read = mapping.load(SHIPPED, "m.yaml", reads)
    assert asked == ["codes/document_kinds.csv"]
    assert dict(read.tables) == {"codes/document_kinds.csv": TABLE}
