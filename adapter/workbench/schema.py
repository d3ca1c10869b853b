"""The JSON Schema of mappings, for editors: keys, words and sentences of the vocabulary, nothing that is not there."""

from __future__ import annotations

from adapter.core.mapping.vocabulary import SECTIONS
from adapter.workbench.structure import MEANINGS, WORDS, Form, kind_of

Json = dict[str, object]

_SCALAR: list[str] = ["string", "number", "boolean"]
"""Every value is text to us; an editor may take `1` or `true` for something else."""


def schema() -> Json:
    """Give the whole schema (draft 07, which editors know best)."""
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "nhiemvu mapping",
        "$ref": f"#/definitions/{_name('mapping')}",
        "definitions": {_name(kind): _section(kind) for kind in SECTIONS}
        | {"text": _text(), "texts": _one_or_more(_text()), "template": _template(), "names": _names(_text())},
    }


def _section(kind: str) -> Json:
    keys = SECTIONS[kind]
    needed = [name for name, key in keys.items() if key.needed]
    properties = {name: {"description": key.about} | _value(kind, name) for name, key in keys.items()}
    found: Json = {"type": "object", "additionalProperties": False, "properties": properties}
    return found | ({"required": needed} if needed else {})


def _value(section: str, key: str) -> Json:
    form, inner = kind_of(section, key)
    if (words := WORDS.get((section, key))) is not None:
        return {"enum": [*words, *(int(one) for one in words if one.isdigit())]}
    if (section, key) in MEANINGS:
        return {"allOf": [_ref(inner), {"properties": {"choices": _names({"enum": list(MEANINGS[section, key])})}}]}
    values: dict[Form, Json] = {
        "section": {"allOf": [_ref(inner)]},
        "sections": {"type": "array", "minItems": 1, "items": _ref(inner)},
        "flag": {"enum": ["yes", "no", "true", "false", True, False]},
        "whole": {"type": ["integer", "string"], "pattern": "^[0-9]{1,9}$"},
        "paths": _shared("texts"),
        "texts": _shared("texts"),
        "names": _shared("names"),
        "lists": _names({"$ref": "#/definitions/texts"}),
        "template": _shared("template"),
    }
    return values.get(form, _text())


def _shared(name: str) -> Json:
    return {"allOf": [{"$ref": f"#/definitions/{name}"}]}


def _text() -> Json:
    return {"type": _SCALAR}


def _one_or_more(one: Json) -> Json:
    return {"anyOf": [one, {"type": "array", "minItems": 1, "items": one}]}


def _names(value: Json) -> Json:
    return {"type": "object", "additionalProperties": value}


def _template() -> Json:
    inner: Json = {"anyOf": [_text(), {"$ref": "#/definitions/template"}]}
    return _names(inner)


def _ref(kind: str) -> Json:
    return {"$ref": f"#/definitions/{_name(kind)}"}


def _name(kind: str) -> str:
    """Name a section; fields of the kind `text` are no bare texts."""
    return f"section-{kind.replace(' ', '-')}"
