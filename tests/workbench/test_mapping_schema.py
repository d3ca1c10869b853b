"""The schema for editors says what the vocabulary says; shipped mappings keep to it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from adapter.core.mapping import vocabulary, yaml
from adapter.workbench import spots
from adapter.workbench.schema import schema
from adapter.workbench.structure import kind_of, known
from adapter.workbench.trees import plain

ROOT = Path(__file__).parents[2]
FILES = [*sorted((ROOT / "mappings").glob("*.yaml")), ROOT / "tests" / "connectors" / "second_service.yaml"]
SCHEMA: dict[str, Any] = schema()

PLAIN = {
    "name", "value", "pattern", "default", "format", "zone", "operation", "soap_action", "service", "port", "start",
    "overlap", "path", "in", "element", "sample", "expected", "equals", "matches", "before", "after", "table",
}  # fmt: skip
"""Keys that hold one text about which nothing else is known."""


def test_every_key_of_the_vocabulary_is_described() -> None:
    keys = {(section, key) for section, keys in vocabulary.SECTIONS.items() for key in keys}
    assert {(section, key) for section, key in keys - known() if key not in PLAIN} == set()
    reached = {inner for section, key in keys if (inner := kind_of(section, key)[1])} | {"mapping"}
    assert reached == set(vocabulary.SECTIONS)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_table_of_a_mapping_is_the_section_it_is_taken_for(file: Path) -> None:
    """Every key of every section stands in the vocabulary, and no table is overlooked."""
    tree = yaml.read(file.read_text("utf-8"), file.name)
    seen = list(spots.sections(tree))
    assert len(seen) > 40
    tables = ("section", "names", "lists", "template")
    unknown = [
        (spot.name, key.text)
        for spot in seen
        for key, value in spot.table.pairs
        if key.text not in vocabulary.SECTIONS[spot.kind]
        or (isinstance(value, yaml.Table) and kind_of(spot.kind, key.text)[0] not in tables)
    ]
    assert unknown == []


def wrong(value: Any, rule: dict[str, Any], at: str = "") -> list[str]:
    """Hold a value against a schema, as far as ours goes."""
    if "$ref" in rule:
        rule = SCHEMA["definitions"][rule["$ref"].removeprefix("#/definitions/")]
    found = [f"{at}: {value!r}" for _ in [1] if "enum" in rule and value not in rule["enum"]]
    found += [one for part in rule.get("allOf", ()) for one in wrong(value, part, at)]
    if "anyOf" in rule and all(wrong(value, part, at) for part in rule["anyOf"]):
        found.append(f"{at}: fits nothing")
    types = rule.get("type", [])
    kind = {dict: "object", list: "array", str: "string"}[type(value)]
    if types and kind not in ([types] if isinstance(types, str) else types):
        found.append(f"{at}: is {kind}")
    if isinstance(value, str) and not re.search(rule.get("pattern", ""), value):
        found.append(f"{at}: {value!r} does not match")
    if isinstance(value, list):
        found += [
            one for number, item in enumerate(value) for one in wrong(item, rule.get("items", {}), f"{at}[{number}]")
        ]
    if isinstance(value, dict):
        found += [f"{at}: lacks {key}" for key in rule.get("required", ()) if key not in value]
        for key, inner in value.items():
            more = rule.get("additionalProperties", {})
            if key not in rule.get("properties", {}) and more is False:
                found.append(f"{at}.{key}: unknown")
            found += wrong(inner, rule.get("properties", {}).get(key, more or {}), f"{at}.{key}")
    return found


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_mappings_keep_to_the_schema(file: Path) -> None:
    assert wrong(plain(yaml.read(file.read_text("utf-8"), file.name)), SCHEMA) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("  subject:", "  subjcet:"),
        ("at: q:Quality\n    as: choice", "at: q:Quality\n    as: choise"),
        ("report-issued: reported", "report-issued: reportd"),
        ("take", "tak"),
        ("size: 100", "size: many"),
        ("gate:", "gait:"),
        ("    at: q:SecrecyLevel\n", "    at: {q: x}\n"),
    ],
)
def test_the_schema_marks_what_is_wrong(old: str, new: str) -> None:
    text = FILES[-2].read_text("utf-8").replace("subject: {at: q:Subject}", "subject: {at: q:Subject, take: all}")
    assert old in text
    assert wrong(plain(yaml.read(text.replace(old, new), "m")), SCHEMA) != []
