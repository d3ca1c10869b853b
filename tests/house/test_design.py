"""What holds the house up: core is pure, the example settings load, every text exists in two languages."""

from __future__ import annotations

import ast
import itertools
import re
import string
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import get_args

import pytest

from adapter import messages, settings
from adapter.core import standing
from adapter.core.ledger import PushState
from adapter.core.mapping.calls import STREAMS
from adapter.reports import unfinished

ROOT = Path(__file__).parents[2]
CORE = sorted((ROOT / "adapter" / "core").rglob("*.py"))

FORBIDDEN_MODULES = {
    "asyncio", "ftplib", "http", "io", "multiprocessing", "os", "pathlib", "random", "requests", "secrets", "shutil",
    "socket", "sqlalchemy", "sqlite3", "subprocess", "tempfile", "threading", "time", "urllib", "uuid", "zeep",
}  # fmt: skip
FORBIDDEN_CALLS = {
    "now",
    "utcnow",
    "today",
    "open",
    "input",
    "print",
    "eval",
    "exec",
    "getrandbits",
    "urandom",
}
#: io.StringIO and io.BytesIO are memory, not files; urllib.parse takes texts apart.
ALLOWED = {("io", "StringIO"), ("io", "BytesIO"), ("urllib.parse", "urlsplit")}

#: An archive that lies in memory is no file either.
ALLOWED_CALLS = {"archive.open"}


def impurities(tree: ast.AST) -> list[str]:
    """Name every import and call in a module that reaches outside the arguments."""
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names if alias.name.split(".")[0] in FORBIDDEN_MODULES]
        elif isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] in FORBIDDEN_MODULES:
            found += [alias.name for alias in node.names if (node.module, alias.name) not in ALLOWED]
        elif isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            found += [name] if name in FORBIDDEN_CALLS and ast.unparse(node.func) not in ALLOWED_CALLS else []
    return found


@pytest.mark.parametrize("file", CORE, ids=lambda file: str(file.relative_to(ROOT)))
def test_core_calls_no_clock_randomness_file_socket_or_sql(file: Path) -> None:
    assert impurities(ast.parse(file.read_text("utf-8"))) == []


@pytest.mark.parametrize(
    "planted",
    [
        "import time",
        "from datetime import datetime\ndatetime.now()",
        "from datetime import date\ndate.today()",
        "open('x')",
        "import random",
        "from os import urandom",
        "from pathlib import Path",
        "import sqlite3",
        "from socket import socket",
    ],
)
def test_the_purity_check_finds_what_is_planted(planted: str) -> None:
    assert impurities(ast.parse(planted)) != []


def test_imports_point_down() -> None:
    done = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout


def test_the_example_settings_load_and_name_every_setting() -> None:
    file = ROOT / "config.example.toml"
    written = tomllib.loads(file.read_text("utf-8"))
    # A file that holds the address stands in a comment: only one of the two may be given.
    assert set(written) | {"database_file"} == set(settings.Settings.model_fields)
    assert set(written["log"]) == set(settings.model.Log.model_fields)
    assert set(written["checkpoints"]) == set(settings.model.Checkpoints.model_fields)
    assert set(written["anchors"]["noi-vu"]) == set(settings.model.AnchorSettings.model_fields)
    assert set(written["scope"]) == set(settings.model.Scope.model_fields)
    assert set(written["metrics"]) == set(settings.model.Metrics.model_fields)
    assert set(written["sources"]["qlvb"]) == set(settings.model.SourceSettings.model_fields)
    written["sources"]["qlvb"]["options"].pop("password_file")
    assert settings.Settings(**written).sources["qlvb"].connector == "soap"


def test_every_setting_of_the_example_has_a_sentence() -> None:
    lines = (ROOT / "config.example.toml").read_text("utf-8").splitlines()
    for before, line in itertools.pairwise(lines):
        if re.match(r"\w+ = ", line):
            assert before.startswith("#"), line


def test_every_text_speaks_both_languages_with_the_same_values() -> None:
    for code, (vietnamese, english) in messages.catalogue().items():
        assert vietnamese.strip(), code
        assert english.strip(), code
        assert fields(vietnamese) == fields(english), code


def fields(text: str) -> set[str]:
    """Name the values a text asks for."""
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


CODE = re.compile(r"^[a-z]+(\.[a-z0-9-]+)+$")
ASKING = {
    "Problem",
    "Later",
    "Refused",
    "AdministratorNeeded",
    "Withheld",
    "say",
    "text",
    "StoreError",
    "EntryRefused",
}


def codes_used() -> dict[str, str]:
    """Find every code that the program can show, with the file that shows it."""
    found: dict[str, str] = {}
    for file in [*(ROOT / "adapter").rglob("*.py"), *(ROOT / "connectors").rglob("*.py")]:
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            given = [*node.args[:2], *[word.value for word in node.keywords if word.arg == "code"]]
            for value in given if name in ASKING else []:
                if isinstance(value, ast.Constant) and isinstance(value.value, str) and CODE.match(value.value):
                    found[value.value] = str(file.relative_to(ROOT))
    return found


def test_every_code_has_its_text() -> None:
    known = messages.catalogue()
    missing = {code: file for code, file in codes_used().items() if code not in known}
    assert missing == {}


def test_every_word_of_a_closed_list_has_its_text() -> None:
    words = {
        "standing": standing.CODES,
        "short": standing.CODES,
        "pushed": ("none", *get_args(PushState)),
        "push": (*get_args(PushState), "off", "held-back", "never-told", "changed", "shows-other", "shows-nothing"),
        "unfinished": ("held-document", "held-event", "push", "missing-document", "never-run"),
        "next-try": (unfinished.NEXT_RUN, unfinished.A_PERSON),
        "stream": STREAMS,
        "ruled": ("hold", "resume", "retry"),
        "pushing": ("on", "off"),
    }
    known = messages.catalogue()
    assert [f"{area}.{word}" for area, found in words.items() for word in found if f"{area}.{word}" not in known] == []


def test_the_lock_names_no_host() -> None:
    lock = (ROOT / "requirements.lock").read_text("utf-8")
    assert "://" not in lock
    assert "--hash=sha256:" in lock


def test_every_command_is_documented_in_the_readme_or_a_manual() -> None:
    from adapter.cli import COMMANDS

    told = (ROOT / "README.md").read_text("utf-8") + "".join(
        file.read_text("utf-8") for file in (ROOT / "docs").glob("*.md")
    )
    assert [name for name in COMMANDS if f"nhiemvu {name}" not in told] == []
