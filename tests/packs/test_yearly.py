"""The yearly extract says what the log gives; whoever has one file of Python and a key finds any change."""

from __future__ import annotations

import csv
import importlib.util
import io
import json
import shutil
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import cache
from hashlib import sha256
from pathlib import Path
from types import ModuleType
from typing import Protocol, get_args

import histories
import naive_figures as naive
import packed
import pytest
from test_own import ran

from adapter.audit import export as exporting
from adapter.cli import house
from adapter.core import notes, tlog
from adapter.core.entries import Draft, decode, leaf, seal
from adapter.core.facts import What
from adapter.core.ledger import Assignment, Document, Tables
from adapter.core.notes import NoteRefused, Verifier
from adapter.core.problems import Refusal
from adapter.packs import yearly
from adapter.reports import figures
from adapter.reports.figures import COLUMNS, Period, Walked, Ways
from adapter.settings import Settings
from adapter.store import Store, signing
from adapter.store.signing import SigningKey
from adapter.sync import checkpoints, rotation

UNTIL = date(2026, 11, 20)


def with_key(store: Store, directory: Path) -> SigningKey:
    """Make the key of a log, and sign it."""
    configured = Settings(data_directory=directory)
    with store.read() as reader:
        key = signing.make(directory, configured.signing_key, checkpoints.origin(reader))
    signing.keep(directory, key.verifier)
    store.commit(lambda writer: checkpoints.make(writer, configured))
    return key


@dataclass(frozen=True)
class Made:
    """An extract with what made it."""

    folder: Path
    data: Path
    signer: SigningKey

    def lines(self, name: str) -> list[dict]:
        return [json.loads(line) for line in (self.folder / name).read_text("utf-8").splitlines()]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    folder = tmp_path_factory.mktemp("yearly")
    with closing(packed.store(folder / "data")) as store:
        signer = with_key(store, folder / "data")
        with store.read() as reader:
            yearly.build(reader, signer, 2026, UNTIL, folder / "extract")
    return Made(folder=folder / "extract", data=folder / "data", signer=signer)


@pytest.fixture
def copy(made: Made, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made.folder, tmp_path / "extract"))


@pytest.fixture(scope="module")
def program() -> ModuleType:
    """The shipped verifier as a module; openssl is asked once for each question."""
    file = Path(exporting.__file__).with_name("verify_log.py")
    spec = importlib.util.spec_from_file_location("verify_log_of_extracts", file)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    module.signature_fits = cache(module.signature_fits)
    return module


class Check(Protocol):
    """Verifies an extract; gives the exit code and what was said."""

    def __call__(self, folder: Path, *keys: str) -> tuple[int, str]: ...


@pytest.fixture
def check(program: ModuleType, made: Made, capsys: pytest.CaptureFixture[str]) -> Check:
    def run(folder: Path, *keys: str) -> tuple[int, str]:
        given = [part for key in keys or (str(made.signer.verifier),) for part in ("--key", key)]
        code = program.main(["--language", "en", *given, "--extract", str(folder)])
        said = capsys.readouterr().out
        assert (code == 0) == ("NOT VERIFIED" not in said)
        return code, said

    return run


def test_its_figures_are_those_of_the_log(made: Made) -> None:
    rows = made.lines("figures.jsonl")
    with closing(Store.open_reading(made.data)) as store, store.read() as newest:
        reader = newest.as_of(json.loads((made.folder / "manifest.json").read_text())["position"])
        for span in yearly.spans(2026, UNTIL):
            told = figures.report(reader, span.period)
            here = {row["agency"]: row for row in rows if (row["period"], row["by"]) == (span.name, "all")}
            assert here.keys() == {line.agency for line in (*told.lines, told.total)}
            for line in (*told.lines, told.total):
                wanted = {column: yearly._figures(line)[column] for column in COLUMNS}
                assert {column: here[line.agency][column] for column in COLUMNS} == wanted
    assert {row["period"] for row in rows} == {"2026", *(f"2026-Q{one}" for one in range(1, 5)), *(
        f"2026-{month:02}" for month in range(1, 12)
    )}  # fmt: skip


def test_a_head_has_the_figures_of_the_agency_on_his_days(tmp_path: Path) -> None:
    heads = {
        "QNG-002": "2024-01-01 An|2026-08-15 Bình",
        "QNG-003": "2026-03-15 Chi|2026-10-01 -|2026-12-01 Phú",  # and whoever is yet to come
        "QNG-017": "2020-01-01 Dung|2026-11-21 Giang",  # the last day of the one is that of the cut
        "QNG-099": "2020-01-01 Em",  # has nothing to do
    }
    rows = "".join(f"{one},,k,Sở {one},,,,,,{told}\n" for one, told in heads.items())
    blob = f"id,code,kind,name,aliases,abbrev,valid_from,valid_to,successors,heads\n{rows}".encode()
    with closing(packed.store(tmp_path / "data")) as store:
        with store.write() as writer:
            note = seal(b"{}", bytes(16))
            body = {"what": "directory", "identity": "0" * 64, "note": note.commitment}
            draft = Draft(kind="activated", body=body)
            histories.write(writer, histories.Batch(drafts=(draft,), payloads=(note,), blob=blob))
        signer = with_key(store, tmp_path / "data")
        with store.read() as reader:
            yearly.build(reader, signer, 2026, UNTIL, tmp_path / "extract")
            found = Made(tmp_path / "extract", tmp_path, signer).lines("figures.jsonl")
            whole = {row["agency"]: row for row in found if (row["period"], row["by"]) == ("2026", "all")}
            by_head = [row for row in found if row["by"] == "head"]
            assert [[row[name] for name in ("agency", "key", "first", "last", "until")] for row in by_head] == [
                ["QNG-002", "An", "2026-01-01", "2026-08-14", "2026-08-14"],
                ["QNG-002", "Bình", "2026-08-15", "2026-12-31", "2026-11-20"],
                ["QNG-003", "Chi", "2026-03-15", "2026-09-30", "2026-09-30"],
                ["QNG-017", "Dung", "2026-01-01", "2026-11-20", "2026-11-20"],
            ]
            for row in by_head:
                days = {name: date.fromisoformat(row[name]) for name in ("first", "last", "until")}
                told = figures.report(reader, Period(**days))
                (line,) = (line for line in told.lines if line.agency == row["agency"])
                assert {column: row[column] for column in COLUMNS} == yearly._figures(line)
            dung = next(row for row in by_head if row["key"] == "Dung")
            assert {**dung, "by": "all", "key": "", "last": "2026-12-31"} == whole["QNG-017"]


def test_groupings_add_up_and_assignments_stand_behind(made: Made) -> None:
    rows = [row for row in made.lines("figures.jsonl") if row["period"] == "2026"]
    whole = {row["agency"]: row for row in rows if row["by"] == "all"}
    for by in ("document", "document-kind"):
        sums: defaultdict[tuple[str, str], int] = defaultdict(int)
        for row in rows:
            for column in ("carried_over", "new", "total", "open-overdue", "done-late"):
                sums[row["agency"], column] += row[column] if row["by"] == by else 0
        assert {key: count for key, count in sums.items() if count} == {
            (agency, column): row[column]
            for agency, row in whole.items()
            for column in ("carried_over", "new", "total", "open-overdue", "done-late")
            if row[column]
        }
    behind = [row for row in made.lines("assignments.jsonl") if "coordinated" not in row["cells"]]
    assert len(behind) == whole[""]["total"]
    assert {row["document"] for row in behind} == {row["document"] for row in made.lines("documents.jsonl")}
    assert {row["agency"] for row in behind} <= {row["agency"] for row in made.lines("agencies.jsonl")}
    assert all(row["entries"] for row in behind)
    for name in ("figures", "assignments"):
        read = list(csv.DictReader(io.StringIO((made.folder / f"{name}.csv").read_text("utf-8-sig"))))
        assert len(read) == len(made.lines(f"{name}.jsonl"))


@pytest.mark.parametrize("seed", [4, 9])
def test_every_entry_that_an_assignment_rests_on_is_cited(tmp_path: Path, seed: int) -> None:
    """Whatever happened to it or to its document: what a naive reader of the log finds, pushes apart."""
    with closing(Store.open(tmp_path / "data")) as store:
        with store.write() as writer:
            for batch in histories.told(seed, 250):
                histories.write(writer, batch)
        with store.read() as reader:
            rows = reader.rows(Assignment)
            cited = yearly._cited(reader, rows)
            log = dict(reader.entries())
    kinds = Counter[str]()
    said: dict[tuple[str, int], str] = {}
    wanted: dict[str, set[int]] = {row.assignment: set() for row in rows}
    for seq, data in log.items():
        entry = decode(data)
        place, kind = (entry.get("message", ""), entry.get("part", 0)), entry["kind"]
        named = [entry["assignment"]] if "assignment" in entry else []
        if kind in get_args(What):
            named.append(said.get(place, ""))
            said[place] = entry["assignment"]
        named += [said[place]] if kind == "unsaid" else []
        if kind in ("issued", "recalled", "replaced", "raised", "purged"):
            named += [
                row.assignment
                for row in rows
                if row.document == entry.get("document") and row.lead in entry.get("leads", [row.lead])
            ]
        for one in {*named} - {""} if not kind.startswith("push_") else ():
            wanted[one].add(seq)
            kinds[kind] += 1
    assert {one: {seq for seq, _ in found} for one, found in cited.items()} == wanted
    assert all(leaf(log[seq]).hex() == told for found in cited.values() for seq, told in found)
    assert {"unsaid", "purged", "replaced", "raised", "edited"} <= kinds.keys()


def test_whoever_knows_the_format_alone_counts_the_same_from_the_log_in_it(made: Made) -> None:
    folded, days = naive.of_export(made.folder / "log")[:2]
    rows = made.lines("figures.jsonl")
    for span in yearly.spans(2026, UNTIL):
        counted = naive.figures(folded, f"{span.period.first}", f"{span.period.until}", days)
        here = {row["agency"]: row for row in rows if (row["period"], row["by"]) == (span.name, "all")}
        for agency, told in counted.items():
            columns = [one for one in told if one in ("carried_over", "new", "total", "open-overdue", "done-late")]
            assert columns
            assert {one: here[agency][one] for one in columns} == {one: told[one] for one in columns}


def test_it_is_verified_and_no_text_of_a_document_is_in_it(made: Made, check: Check) -> None:
    code, said = check(made.folder)
    assert (code, "VERIFIED: the extract of 2026" in said) == (0, True)
    assert not (made.folder / "log" / "payloads").exists()
    with closing(Store.open_reading(made.data)) as store, store.read() as reader:
        subject = next(text["subject"] for row in reader.rows(Document) if (text := reader.text(row.texts)))
    assert subject
    assert all(subject.encode() not in one.read_bytes() for one in made.folder.rglob("*") if one.is_file())


def test_a_changed_byte_in_any_file_is_found_and_named(copy: Path, check: Check) -> None:
    for file in sorted(one for one in copy.rglob("*") if one.is_file()):
        content, name = file.read_bytes(), file.relative_to(copy).as_posix()
        for at in sorted({0, len(content) // 2, len(content) - 1}):
            file.write_bytes(bytes((*content[:at], content[at] ^ 1 << at % 8, *content[at + 1 :])))
            code, said = check(copy)
            assert code == 1, (name, at)
            assert f"{name}:" in said, (name, at, said)
        file.unlink()
        code, said = check(copy)
        assert (code, f"{name}: " in said) == (1, True), name
        file.write_bytes(content)
    (copy / "more").touch()
    assert "more: the file does not belong" in check(copy)[1]


def resigned(folder: Path, signer: SigningKey, text: str = "") -> None:
    """Let somebody who has a key sign what is there now."""
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    manifest["files"] = {one: sha256((folder / one).read_bytes()).hexdigest() for one in manifest["files"]}
    content = json.dumps(manifest, ensure_ascii=False).encode()
    (folder / "manifest.json").write_bytes(content)
    said = notes.parse((folder / "manifest.note").read_bytes()).text.split("\n")
    said[1] = f"manifest.json sha256 {sha256(content).hexdigest()}"
    (folder / "manifest.note").write_bytes(signer.sign(text or "\n".join(said)))


@pytest.mark.parametrize("entry", [[999_999, "0a" * 32], [3, "0a" * 32], ["3", "x"]])
def test_an_entry_that_is_not_in_the_log_cannot_be_cited(
    copy: Path, made: Made, check: Check, entry: list[object]
) -> None:
    file = copy / "assignments.jsonl"
    first, *rest = file.read_text("utf-8").splitlines(keepends=True)
    row = json.loads(first)
    row["entries"] = [entry]
    kept = [one for one in map(json.loads, rest) if [3] not in [[seq] for seq, _ in one["entries"]]]
    file.write_text("".join(json.dumps(one) + "\n" for one in (row, *kept)), "utf-8")
    resigned(copy, made.signer)
    code, said = check(copy)
    wanted = "not in the form of an extract" if entry[0] == "3" else f"Entry {entry[0]}, which the extract cites"
    assert (code, wanted in said) == (1, True), said


def test_only_a_key_of_the_log_signs_it_and_for_its_state_alone(copy: Path, made: Made, check: Check) -> None:
    resigned(copy, made.signer)
    assert check(copy)[0] == 0
    stranger = signing.make(copy.parent, copy.parent / "other.key", made.signer.verifier.name)
    resigned(copy, stranger)
    assert "manifest.note: it bears no right signature" in check(copy)[1]
    # Not when its key is given beside the right one either, under this name or that of another log.
    other = signing.make(copy.parent, copy.parent / "another.key", f"nhiemvu/{'0' * 32}")
    for one in (stranger, other):
        resigned(copy, one)
        code, said = check(copy, str(made.signer.verifier), str(one.verifier))
        assert (code, "manifest.note: it bears no right signature" in said) == (1, True), said
    # A checkpoint is no signature of an extract, and the other way about.
    (copy / "manifest.note").write_bytes((copy / "log" / "checkpoint").read_bytes())
    assert "manifest.note: the extract was signed for another state" in check(copy)[1]
    said = notes.parse((made.folder / "manifest.note").read_bytes()).text
    with pytest.raises(NoteRefused):
        tlog.checkpoint(said)
    shutil.copy(made.folder / "manifest.note", copy / "manifest.note")
    elsewhere = said.replace("\nlog ", "\nlog 1")
    (copy / "manifest.note").write_bytes(made.signer.sign(elsewhere))
    assert "another state of the log" in check(copy)[1]
    unknown = Verifier(name=made.signer.verifier.name, public=bytes(32))
    assert check(made.folder, str(unknown))[0] == 1


def test_names_that_lead_out_of_the_directory_are_refused(copy: Path, made: Made, check: Check) -> None:
    (copy.parent / "out").write_bytes(b"x")
    manifest = json.loads((copy / "manifest.json").read_text("utf-8"))
    manifest["files"]["../out"] = sha256(b"x").hexdigest()
    (copy / "manifest.json").write_text(json.dumps(manifest), "utf-8")
    resigned(copy, made.signer)
    code, said = check(copy)
    assert (code, "manifest.json: it is not in the form" in said) == (1, True)


def size(data: Path) -> int:
    with closing(Store.open_reading(data)) as store, store.read() as reader:
        return reader.size()


def test_the_command_writes_all_or_nothing(tmp_path: Path, check: Check, monkeypatch: pytest.MonkeyPatch) -> None:
    config = tmp_path / "config.toml"
    config.write_text(
        f'data_directory = "{tmp_path / "data"}"\nlanguage = "en"\n[report]\nstale_after_s = 0\n'
        '[sources.cong]\nconnector = "folder"\nmapping = "builtin:simulator-folder.yaml"\n'
        '[sources.cong.options]\ndrop_directory = "data"\n',
        "utf-8",
    )
    packed.store(tmp_path / "data").close()
    at = ["report", "yearly", "-c", str(config), "--year", "2026", "--until", "2026-11-20", "--to"]
    # Whatever is refused, the log does not tell that it left.
    before = size(tmp_path / "data")
    assert ran([*at, str(tmp_path / "none")])[0] == 78
    assert size(tmp_path / "data") == before
    with closing(Store.open(tmp_path / "data")) as store:
        key = with_key(store, tmp_path / "data")
    code, said = ran([*at, str(tmp_path / "extract")])
    assert (code, str(key.verifier) in said) == (0, True)
    assert check(tmp_path / "extract", str(key.verifier))[0] == 0
    before = size(tmp_path / "data")
    assert ran([*at, str(tmp_path / "extract")])[0] == 78, "it is there"
    assert ran(["log", "export", "-c", str(config), str(tmp_path / "extract")])[0] == 78, "it is there"
    assert size(tmp_path / "data") == before
    assert ran([*at[:-1], "--until", "2025-12-31", "--to", str(tmp_path / "x")])[0] == 2

    def dying(*_: object) -> Iterator[tuple[str, bytes]]:
        yield "figures.jsonl", b""
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(yearly, "_files", dying)
    with (
        closing(Store.open_reading(tmp_path / "data")) as store,
        store.read() as reader,
        pytest.raises(Refusal, match="not-written"),
    ):
        yearly.build(reader, key, 2026, UNTIL, tmp_path / "half")
    assert {one.name for one in tmp_path.iterdir()} == {"config.toml", "data", "extract"}


def test_a_key_that_the_log_names_after_the_given_one_signs_it_too(tmp_path: Path, check: Check) -> None:
    data = tmp_path / "data"
    configured = Settings(data_directory=data)
    with closing(packed.store(data)) as store:
        former = with_key(store, data)
        with store.read() as reader:
            rotation.prepare(configured, checkpoints.origin(reader))
        note, now = {"actor": "an", "reason": "thử"}, datetime(2026, 12, 1, tzinfo=UTC)
        store.commit(lambda writer: rotation.rotate(writer, configured, note, house.SystemFresh(), now, lost=False))
        for batch in histories.told(seed=3, length=8):
            if not {"push_settled", "push_seen"} & {draft.kind for draft in batch.drafts}:
                with store.write() as writer:
                    histories.write(writer, batch)
        store.commit(lambda writer: checkpoints.make(writer, configured))
        with store.read() as reader:
            signer = checkpoints.key(configured, reader)
            assert signer is not None
            assert signer.verifier != former.verifier
            yearly.build(reader, signer, 2026, UNTIL, tmp_path / "extract")
            yearly.build(reader, former, 2026, UNTIL, tmp_path / "former")
    for key in (former, signer):
        assert check(tmp_path / "extract", str(key.verifier))[0] == 0
        code, said = check(tmp_path / "former", str(key.verifier))
        assert (code, "manifest.note: it bears no right signature" in said) == (1, True), "that key signs no more"


def test_assignments_are_those_of_the_year_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A result that is taken back carries over into a month what no longer was open when the year began."""
    walk = figures.walk

    def none_in_the_year(tables: Tables, periods: Sequence[Period], days: int, ways: Ways) -> Iterator[Walked]:
        for one in walk(tables, periods, days, ways):
            yield replace(one, members=[[], *one.members[1:]])

    monkeypatch.setattr(figures, "walk", none_in_the_year)
    with closing(packed.store(tmp_path / "data")) as store:
        signer = with_key(store, tmp_path / "data")
        with store.read() as reader:
            yearly.build(reader, signer, 2026, UNTIL, tmp_path / "extract")
    made = Made(folder=tmp_path / "extract", data=tmp_path / "data", signer=signer)
    assert any(row["total"] for row in made.lines("figures.jsonl") if row["period"] == "2026-06")
    assert made.lines("assignments.jsonl") == []
