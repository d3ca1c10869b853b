"""`docs/log-format.md` is the specification: its tables say what the program does, its vectors are what it writes.

The hashes are checked with nothing but `hashlib` and `json`, so that the page is proven, not the program by itself.
"""

from __future__ import annotations

import dataclasses
import json
import re
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from adapter.core import entries, ledger, merkle
from adapter.core.entries import KINDS

PAGE = (Path(__file__).parents[2] / "docs" / "log-format.md").read_text("utf-8")
LINES = {int(seq): line for seq, line in re.findall(r"^```entry (\d+)\n(.+)\n```$", PAGE, re.MULTILINE)}
LEAVES = {int(seq): leaf for seq, leaf in re.findall(r"^Leaf (\d+): `([0-9a-f]{64})`$", PAGE, re.MULTILINE)}
LOG = [LINES[seq].encode() for seq in sorted(LINES)]
DECODED = [entries.decode(line) for line in LOG]


def table(heading: str) -> list[list[str]]:
    """Give the rows of the last table of a section."""
    section = re.split(rf"^#+ `?{re.escape(heading)}`?$", PAGE, flags=re.MULTILINE)[1]
    section = re.split(r"^#+ ", section, flags=re.MULTILINE)[0]
    rows = [line.strip("|").split(" | ") for line in section.splitlines() if line.startswith("| ")]
    return [[cell.strip().strip("`") for cell in row] for row in rows]


def test_the_examples_are_one_log_with_every_kind() -> None:
    assert sorted(LINES) == sorted(LEAVES) == list(range(len(LOG)))
    assert {entry["kind"] for entry in DECODED} == set(KINDS)


@pytest.mark.parametrize("seq", sorted(LINES))
def test_an_example_is_canonical_and_its_leaf_is_right(seq: int) -> None:
    line = LINES[seq].encode()
    again = json.dumps(json.loads(line), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert again.encode() == line
    assert LEAVES[seq] == sha256(b"\x00" + line).hexdigest() == entries.leaf(line).hex()


def test_the_roots() -> None:
    rows = table("7. The tree")[1:]
    assert [int(position) for position, _ in rows] == list(range(len(LOG) + 1))
    for position, root in rows:
        leaves = [bytes.fromhex(LEAVES[seq]) for seq in range(int(position))]
        assert root == plainly(leaves).hex() == merkle.root(leaves).hex()


def plainly(leaves: list[bytes]) -> bytes:
    if len(leaves) < 2:
        return leaves[0] if leaves else sha256(b"").digest()
    split = 1 << (len(leaves) - 1).bit_length() - 1
    return sha256(b"\x01" + plainly(leaves[:split]) + plainly(leaves[split:])).digest()


def test_the_ledger_digests() -> None:
    rows = [row for row in table("8. The ledger") if row[0].isdigit()]
    assert [int(position) for position, _ in rows] == list(range(len(LOG) + 1))
    for position, digest in rows:
        memory = ledger.fold(DECODED[: int(position)])
        assert digest == memory.digest() == digest_plainly(memory)


def names(row: type[ledger.Row]) -> list[str]:
    return [part.name for part in dataclasses.fields(row)]  # type: ignore[arg-type]


def digest_plainly(memory: ledger.Memory) -> str:
    """The digest as the page defines it, from the rows as the page names them."""
    lines = []
    for row_class in sorted(ledger.ROWS, key=lambda row_class: row_class.TABLE):
        for row in sorted(memory.rows(row_class), key=lambda row: row.key):
            columns: dict[str, Any] = {}
            for name in names(row_class):
                value = getattr(row, name)
                if value is not None:
                    plain = list(value) if isinstance(value, tuple) else value
                    columns[name] = plain if isinstance(plain, str | int | list) else plain.isoformat()
            told = {"row": columns, "table": row.TABLE}
            lines.append(json.dumps(told, sort_keys=True, separators=(",", ":"), ensure_ascii=False) + "\n")
    return sha256("".join(lines).encode()).hexdigest()


def test_the_payloads() -> None:
    rows = table("5. Payloads")[1:]
    for commitment, salt, content in rows:
        assert commitment == sha256(bytes.fromhex(salt) + content.encode()).hexdigest()
        assert commitment == entries.commit(content.encode(), bytes.fromhex(salt))
    # A body that is read again belongs to the entry that first committed to it.
    named = list(dict.fromkeys(one for entry in DECODED for one in entries.commitments(entry)))
    assert [row[0] for row in rows] == named


def test_the_blob() -> None:
    (content,) = re.findall(r"bytes `(format: 1.+?)` \(with", PAGE)
    assert sha256(content.replace("\\n", "\n").encode()).hexdigest() == DECODED[1]["blob"]


@pytest.mark.parametrize("kind", KINDS)
def test_the_table_of_a_kind_is_what_the_program_accepts(kind: str) -> None:
    told = [(key, form.replace(" / ", " | "), required == "yes") for key, form, required, _ in table(kind)[1:]]
    assert told == [(key, form.name, not form.optional) for key, form in KINDS[kind].forms.items()]
    section = PAGE.split(f"### `{kind}`")[1].split("###")[0]
    (causes,) = re.findall(r"^Cause: (.+)\.", section, re.MULTILINE)
    assert set(re.findall(r"`(\w+)`", causes)) == KINDS[kind].causes
    assert causes.endswith("always") == KINDS[kind].caused


def test_every_form_that_a_kind_uses_is_explained() -> None:
    explained = {row[0] for row in table("3. Forms")}
    for form in {form.name for kind in KINDS.values() for form in kind.forms.values()}:
        composed = form.startswith(("list of ", "object of ")) or " | " in form
        one_word = form in ("absent", "report", "whole")
        assert composed or one_word or form in explained, form


def test_the_columns_of_the_ledger_are_those_of_its_rows() -> None:
    told = {row[0]: row[1] for row in table("8. The ledger") if len(row) == 2}
    for row in ledger.ROWS:
        columns = told[row.TABLE].split(", ")
        assert [column.strip("*") for column in columns] == names(row)
        assert tuple(column.strip("*") for column in columns if "*" in column) == row.KEY
