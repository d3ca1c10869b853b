"""One layout for every mapping: comments stay, the digest stays, and what would be lost is not written."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from adapter.core.mapping import yaml
from adapter.core.mapping.digest import digest
from adapter.core.problems import Refusal
from adapter.workbench.formatting import formatted

ROOT = Path(__file__).parents[2]
SHIPPED = sorted((ROOT / "mappings").glob("*.yaml"))


@pytest.mark.parametrize("file", SHIPPED, ids=lambda file: file.stem)
def test_shipped_mappings_are_laid_out(file: Path) -> None:
    text = file.read_text("utf-8")
    assert formatted(text, file.name) == text


CASES = {
    "keys come in the order of the vocabulary": (
        "name: m\nformat: 1\ndocument:\n  number: {pattern: '(\\d+)', at: a}\n",
        "format: 1\nname: m\ndocument:\n  number: {at: a, pattern: (\\d+)}\n",
    ),
    "names of one's own keep their order": (
        "document:\n  kind:\n    choices: {b: x, a: z}\n    as: choice\n    at: k\n",
        "document:\n  kind:\n    at: k\n    as: choice\n    choices: {b: x, a: z}\n",
    ),
    "quotes stand where another reader would see no text": (
        "name: 'm'\ngate:\n  secrecy: {at: \"a\", open: ['01', 1, 'no', 12:30, 2025-01-02, Thường, '']}\n",
        'name: m\ngate:\n  secrecy:\n    at: a\n    open: ["01", "1", "no", "12:30", "2025-01-02", Thường, ""]\n',
    ),
    "flags and whole numbers need none": (
        'format: "1"\ndocument:\n  signer: {at: a, required: "no"}\n',
        "format: 1\ndocument:\n  signer: {at: a, required: no}\n",
    ),
    "a comment goes with its key": (
        "# về tệp\n\nname: m # tên\n# phiên bản\nformat: 1\n",
        "# về tệp\n\n# phiên bản\nformat: 1\nname: m # tên\n",
    ),
    "a comment under a block stays in it": (
        "document:\n  number: {at: a}\n  # cuối\nname: m\n",
        "name: m\ndocument:\n  number: {at: a}\n  # cuối\n",
    ),
    "brackets with comments become lines": (
        "document:\n  kind:\n    choices: {a: x, # một\n      b: z}\n",
        "document:\n  kind:\n    choices:\n      a: x # một\n      b: z\n",
    ),
    "what looks like a comment in a text is none": ('name: "a # b"\n', 'name: "a # b"\n'),
    "empty lines stay, one each": ("format: 1\n\n\n\nname: m\n", "format: 1\n\nname: m\n"),
    "texts of several lines become one": ("name: |-\n  a\n  b\n", 'name: "a\\x0ab"\n'),
}


@pytest.mark.parametrize("case", CASES)
def test_the_layout(case: str) -> None:
    text, wanted = CASES[case]
    assert formatted(text, "m.yaml") == wanted
    assert formatted(wanted, "m.yaml") == wanted
    assert digest(yaml.read(text, "m")) == digest(yaml.read(wanted, "m"))


def test_what_is_too_wide_gets_lines() -> None:
    name = "x" * 60
    text = f"document:\n  number: {{at: {name}, pattern: ({name})}}\n"
    assert formatted(text, "m") == f"document:\n  number:\n    at: {name}\n    pattern: ({name})\n"


@pytest.mark.parametrize("text", ["a: &x 1\n", "a: 1\na: 2\n", "- a\n", "a: [\n", "", "a: !t 1\n"])
def test_what_is_no_mapping_is_refused_with_the_reason(text: str) -> None:
    with pytest.raises(Refusal) as refused:
        formatted(text, "m.yaml")
    assert all(one.code.startswith("mapping.yaml.") for one in refused.value.problems)


def test_what_cannot_be_kept_is_not_written() -> None:
    """A key so long that YAML has it written another way; the layout would not be read again."""
    with pytest.raises(Refusal) as refused:
        formatted(f"? {'k' * 2000}\n: 1\n", "m.yaml")
    assert [one.code for one in refused.value.problems] == ["layout.would-change"]


def fmt(*arguments: object) -> subprocess.CompletedProcess[str]:
    line = [sys.executable, "-m", "adapter.cli", "mapping", "fmt", *map(str, arguments)]
    done = subprocess.run(line, capture_output=True, text=True, check=False, timeout=60)
    assert "Traceback" not in done.stderr
    return done


def test_a_file_is_replaced_whole_or_not_at_all(tmp_path: Path) -> None:
    file = tmp_path / "own.yaml"
    messy = SHIPPED[0].read_text("utf-8").replace("format: 1\n", 'format: "1"\n')
    file.write_text(messy, "utf-8")
    file.chmod(0o640)
    shown = fmt("--diff", file)
    assert (shown.returncode, '-format: "1"' in shown.stdout, file.read_text("utf-8")) == (1, True, messy)
    assert fmt(file).returncode == 0
    assert file.read_text("utf-8") == SHIPPED[0].read_text("utf-8")
    assert file.stat().st_mode & 0o777 == 0o640
    assert fmt("--diff", file).returncode == 0
    broken = tmp_path / "broken.yaml"
    broken.write_text("a: [", "utf-8")
    messy_again = tmp_path / "messy.yaml"
    messy_again.write_text(messy, "utf-8")
    assert fmt(messy_again, broken).returncode == 78
    assert messy_again.read_text("utf-8") == messy, "with one that cannot be read none is written"
    assert sorted(one.name for one in tmp_path.iterdir()) == ["broken.yaml", "messy.yaml", "own.yaml"]


def test_what_ships_with_the_program_is_not_written() -> None:
    done = fmt("builtin:simulator.yaml")
    assert done.returncode == 0, done.stderr
    assert fmt("no-such.yaml").returncode == 78
