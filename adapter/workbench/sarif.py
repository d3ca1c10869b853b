"""Findings as SARIF 2.1.0, which editors and pipelines read."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from adapter.core.problems import Place, Problem
from adapter.workbench.findings import Finding

Json = dict[str, object]


def log(found: Iterable[Finding], said: Callable[[Problem], str]) -> Json:
    """Give a whole SARIF log; `said` turns a problem into words."""
    found = list(found)
    rules = [{"id": code} for code in sorted({one.problem.code for one in found})]
    driver = {"name": "nhiemvu", "rules": rules}
    return {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{"tool": {"driver": driver}, "results": [_result(one, said) for one in found]}],
    }


def _result(one: Finding, said: Callable[[Problem], str]) -> Json:
    told: Json = {
        "ruleId": one.problem.code,
        "level": one.weight,
        "message": {"text": said(one.problem)},
        "locations": [_location(one.problem.place)],
    }
    return told if one.seen_at is None else told | {"relatedLocations": [_location(one.seen_at)]}


def _location(place: Place) -> Json:
    region = {name: value for name, value in (("startLine", place.line), ("startColumn", place.column)) if value}
    found: Json = {"artifactLocation": {"uri": place.file}}
    return {"physicalLocation": found | ({"region": region} if region else {})}
