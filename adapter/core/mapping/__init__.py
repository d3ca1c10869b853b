"""Mappings: a YAML file of closed vocabulary that says where each field stands and how the source is asked."""

from __future__ import annotations

from adapter.core.mapping.format import FORMAT, load, whole
from adapter.core.mapping.tables import Tables
from adapter.core.mapping.values import (
    Agencies,
    Agency,
    Assertion,
    Choice,
    Code,
    Day,
    DocumentRules,
    EvidenceRules,
    Field,
    Mapping,
    ReportRules,
    Sampled,
    Target,
    TaskRules,
    Test,
    Text,
)

__all__ = [
    "FORMAT",
    "Agencies",
    "Agency",
    "Assertion",
    "Choice",
    "Code",
    "Day",
    "DocumentRules",
    "EvidenceRules",
    "Field",
    "Mapping",
    "ReportRules",
    "Sampled",
    "Tables",
    "Target",
    "TaskRules",
    "Test",
    "Text",
    "load",
    "whole",
]
