"""What the code knows, the pages say: codes, alerts, metrics and lines of the log."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest

from adapter import logs, metrics
from adapter.messages import alerts, lines
from adapter.messages import metrics as metric_texts
from adapter.sync.alerts import CONDITIONS

ROOT = Path(__file__).parents[2]


@pytest.fixture
def generate() -> ModuleType:
    spec = importlib.util.spec_from_file_location("generate", ROOT / "docs" / "generate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_reference_is_what_the_code_says(generate: ModuleType) -> None:
    """Run `./dev docs` when this fails."""
    pages: dict[str, str] = generate.pages()
    found = {file.name: file.read_text("utf-8") for file in (ROOT / "docs" / "reference").iterdir()}
    assert found == pages
    assert all(page.count("|") > 30 for name, page in pages.items() if name.endswith(".md"))


def test_every_line_of_the_log_is_in_the_registry_and_none_is_left_over() -> None:
    said = set()
    for file in [*(ROOT / "adapter").rglob("*.py"), *(ROOT / "connectors").rglob("*.py")]:
        text = file.read_text("utf-8")
        said |= set(re.findall(r"\.(?:debug|info|warning|error|exception)\(\s*\"(\w+)\"", text))
        said |= set(re.findall(r"\b_?say\(\s*\"(\w+)\"", text))
        # No name is put together from values.
        assert not re.search(r"(?:log|logger)\.(?:debug|info|warning|error|exception)\(f\"", text), file
    assert said == logs.LINES
    assert {code.removeprefix("line.") for code in lines.TEXTS} == logs.LINES | {"unnamed"}


def test_every_metric_and_every_condition_has_its_text() -> None:
    assert {code.removeprefix("metric.") for code in metric_texts.TEXTS} == set(metrics.METRICS)
    assert set(CONDITIONS) <= set(alerts.TEXTS)
