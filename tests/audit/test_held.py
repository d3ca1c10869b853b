"""What the database says that others hold is held against its checkpoints, here and in an export."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from histories import grow
from test_checkpoints import newest, signed, with_key
from test_export import exported, run
from test_verify import tamper

from adapter.anchors import making
from adapter.audit import verify
from adapter.audit.checkpoints import Outside
from adapter.store import Store, signing
from adapter.store.anchors import Anchored

AT = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
TOLD: Mapping[str, Mapping[str, object]] = {"hop-thu": {"host": "x"}}


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A log with three checkpoints that two anchors were given, one of them with a token."""
    directory = tmp_path_factory.mktemp("held") / "data"
    with closing(Store.open(directory)) as store:
        with_key(store, directory)
        for number, name in enumerate(("so", "hop-thu", "so"), start=1):
            grow(store, number, 14)
            size = signed(store, directory).size
            told = Anchored(
                name=name,
                kind="file" if name == "so" else "mail",
                checkpoint=number,
                size=size,
                at=AT + timedelta(hours=number),
                token=b"" if name == "so" else b"token",
            )
            store.commit(lambda writer, told=told: writer.add_anchored(told))
    return directory


@pytest.fixture
def directory(original: Path, tmp_path: Path) -> Path:
    return shutil.copytree(original, tmp_path / "data")


def report(directory: Path, anchors: Mapping[str, Mapping[str, object]] = TOLD) -> verify.Report:
    with closing(Store.open_reading(directory)) as store, store.read() as reader:
        outside = Outside(verifiers=signing.verifiers(directory), anchors=anchors)
        return verify.verify(reader, outside=outside)


def codes(directory: Path) -> set[str]:
    return {finding.code for finding in report(directory).findings}


def test_it_says_who_holds_how_much_since_when(original: Path) -> None:
    done = report(original)
    assert done.findings == ()
    told = {one.anchor: (one.kind, one.checkpoint, one.at, one.proven) for one in done.held}
    assert told == {
        "so": ("file", 3, AT + timedelta(hours=3), False),
        "hop-thu": ("mail", 2, AT + timedelta(hours=2), False),
    }
    assert json.loads(json.dumps(verify.to_data(done)))["anchors"][0]["at"]


@pytest.mark.parametrize(
    ("statement", "found"),
    [
        ("DELETE FROM anchors WHERE number = 2", "verify.anchor-order"),
        ("UPDATE anchors SET number = 7 WHERE number = 3", "verify.anchor-order"),
        ("UPDATE anchors SET at = 'hôm qua'", "verify.anchor-order"),
        ("UPDATE anchors SET at = '9999-12-31T23:59:59+00:00'", "verify.anchor-order"),
        ("UPDATE anchors SET at = '0001-01-01T00:00:00+07:00'", "verify.anchor-order"),
        ("UPDATE anchors SET kind = 'trust me'", "verify.anchor-order"),
        ("UPDATE anchors SET size = size - 1", "verify.anchor-checkpoint"),
        ("UPDATE anchors SET checkpoint = 2", "verify.anchor-checkpoint"),
    ],
)
def test_rows_that_were_changed_are_found(directory: Path, statement: str, found: str) -> None:
    tamper(directory, statement)
    assert found in codes(directory)


def test_tokens_are_held_against_their_checkpoint(directory: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[str, bytes, bytes, object]] = []

    def check(kind: str, note: bytes, token: bytes, options: object) -> str | None:
        asked.append((kind, note, token, options))
        return None if token == b"token" else "anchor.failed"

    monkeypatch.setattr(making, "verify", check)
    assert codes(directory) == set()
    assert [(kind, token, options) for kind, _, token, options in asked] == [("mail", b"token", {"host": "x"})]
    assert {one.anchor: one.proven for one in report(directory).held} == {"so": False, "hop-thu": True}
    tamper(directory, "UPDATE anchors SET token = x'00' WHERE number = 2")
    assert codes(directory) == {"verify.anchor-token"}


def test_an_anchor_that_was_taken_out_of_the_settings_proves_nothing_and_breaks_nothing(directory: Path) -> None:
    tamper(directory, "UPDATE anchors SET kind = 'witness' WHERE number = 2")
    done = report(directory, {})
    assert done.findings == ()
    assert {one.anchor: one.proven for one in done.held} == {"so": False, "hop-thu": False}
    assert report(directory, {"hop-thu": {"host": "x"}}).findings == (), "nor one of that name and another kind"


def test_an_export_tells_it_and_the_verifier_says_what_is_not_proven(original: Path, tmp_path: Path) -> None:
    folder = exported(original, tmp_path / "export")
    assert {file.name for file in (folder / "anchors").iterdir()} == {"1.json", "2.json", "2.token", "3.json"}
    said = json.loads((folder / "anchors" / "3.json").read_bytes())
    assert said.keys() == {"at", "checkpoint", "kind", "name", "size"}
    assert said["at"] == "2026-11-20T05:00:00Z"
    (key,) = signing.verifiers(original)
    code, told = run(str(key), folder)
    assert code == 0, told
    assert f"so (file) holds the first {said['size']} entries since 2026-11-20T05:00:00Z" in told
    assert "hop-thu (mail) holds" in told
    kept = tmp_path / "kept"
    kept.write_bytes(newest(original))
    assert run(str(key), "--earlier", kept, folder)[0] == 0


@pytest.mark.parametrize(
    "change",
    [
        lambda folder: (folder / "anchors" / "3.json").write_text("{}"),
        lambda folder: (folder / "anchors" / "3.json").write_text("no JSON"),
        lambda folder: (folder / "anchors" / "2.json").unlink(),
        lambda folder: (folder / "anchors" / "9.token").write_bytes(b"x"),
        lambda folder: _said(folder, checkpoint=17),
        lambda folder: _said(folder, checkpoint=True),
        lambda folder: _said(folder, size=1),
        lambda folder: _said(folder, more="x"),
    ],
)
def test_an_export_whose_anchors_speak_of_nothing_is_found(original: Path, tmp_path: Path, change: object) -> None:
    folder = exported(original, tmp_path / "export")
    change(folder)  # type: ignore[operator]
    (key,) = signing.verifiers(original)
    assert run(str(key), folder)[0] == 1


def _said(folder: Path, **changes: object) -> None:
    file = folder / "anchors" / "3.json"
    file.write_text(json.dumps(json.loads(file.read_bytes()) | changes), "utf-8")
