"""What the commands about code lists share: findings by line, and files that are never written over."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from adapter import messages
from adapter.cli.session import FINDINGS, OK, Session, print_json
from adapter.core.problems import Place, Problem, Refusal


def findings(session: Session, name: str, found: Sequence[tuple[str, Problem]], *, as_json: bool) -> int:
    """Tell what looks wrong; an error among it is the exit code of findings."""
    errors = [problem for weight, problem in found if weight == "error"]
    if as_json:
        print_json(
            [
                {"code": problem.code, "file": name, "line": problem.place.line, "weight": weight}
                | {"values": dict(problem.values)}
                for weight, problem in found
            ]
        )
        return FINDINGS if errors else OK
    for weight, problem in found:
        said = messages.of_problem(problem, session.language)
        session.say("lint.finding", weight=session.text(f"weight.{weight}"), said=said)
    session.say("lint.count", file=name, errors=len(errors), warnings=len(found) - len(errors))
    return FINDINGS if errors else OK


def put(file: Path, text: str) -> None:
    """Write a new file. Raises `problems.Refusal` where there is one already, or none can be."""
    place = Place(file=str(file))
    try:
        with file.open("x", encoding="utf-8", newline="") as into:
            into.write(text)
    except FileExistsError:
        raise Refusal(Problem(code="lint.file-there", place=place)) from None
    except OSError as error:
        values = (("reason", error.strerror or "-"),)
        raise Refusal(Problem(code="layout.unwritable", place=place, values=values)) from None
