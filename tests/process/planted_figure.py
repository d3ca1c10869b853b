"""The shipped program with a wrong bucket: what was done late counts as done on time, what is overdue as in time."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from adapter.cli import main
from adapter.reports import members

unspoilt_judge = members.judge
KINDER = {"done-late": "done-on-time", "open-overdue": "open-in-time"}


def judge_kindly(*arguments: Any) -> Any:
    """Judge, and let nobody be late."""
    found = unspoilt_judge(*arguments)
    return replace(found, code=KINDER.get(found.code, found.code))  # type: ignore[arg-type]


members.judge = judge_kindly
main()
