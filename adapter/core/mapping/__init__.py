"""Mappings: a YAML file of closed vocabulary that says where each field stands and how the source is asked."""

from __future__ import annotations

from adapter.core.mapping.format import FORMAT, load, whole
from adapter.core.mapping.tables import Tables
from adapter.core.mapping.values import (
    Agencies,
    Agency,
    AnswerRules,
    Assertion,
    Choice,
    Code,
    CountedRules,
    Day,
    DocumentRules,
    EvidenceRules,
    Field,
    Key,
    Mapping,
    ReportRules,
    SaidRules,
    Sampled,
    StatedRules,
    Target,
    TaskRules,
    Test,
    Text,
)

__all__ = [
    "FORMAT",
    "Agencies",
    "Agency",
    "AnswerRules",
    "Assertion",
    "Choice",
    "Code",
    "CountedRules",
    "Day",
    "DocumentRules",
    "EvidenceRules",
    "Field",
    "Key",
    "Mapping",
    "ReportRules",
    "SaidRules",
    "Sampled",
    "StatedRules",
    "Tables",
    "Target",
    "TaskRules",
    "Test",
    "Text",
    "load",
    "whole",
]
