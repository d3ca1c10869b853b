"""What a scaffold came to, as people and programs read it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from adapter import messages
from adapter.cli.session import Session
from adapter.core.problems import Place, Problem
from adapter.core.text import inert
from adapter.scaffold import told
from adapter.scaffold.described import NOTES, Findings, Node, Operation
from adapter.scaffold.draft import Draft

_MOST_SHOWN = 100
"""Operations in the table; `--json` gives all of them."""


def complain(session: Session, problems: Iterable[Problem], findings: Findings | None = None) -> None:
    """Tell problems on standard error, one a line, whatever a WSDL has put into them."""
    for problem in problems:
        session.complain(inert(messages.of_problem(problem, session.language), keep=""))
    for code, count in findings.left_out.items() if findings else ():
        session.complain(session.text("scaffold.more", count=count, code=code))


def show(session: Session, drafted: Draft, written: Mapping[str, bytes], name: str) -> None:
    """Tell what the service offers, what is proposed and why, what was written, and what is left to do."""
    if drafted.operations:
        session.table("heading.operations", [f"column.{one}" for one in _OPERATION], _operations(drafted))
        session.table("heading.roles", [f"column.{one}" for one in _PROPOSAL], _proposals(session, drafted))
    seen = told.about(drafted.message)
    if seen:
        rows = [(session.text(f"drafted.{one.what}"), one.place or "?", ", ".join(one.others)) for one in seen]
        session.table("heading.drafted", [f"column.{one}" for one in _DRAFTED], rows)
    found = drafted.findings.problems
    for heading, wanted in (("notes", True), ("findings", False)):
        shown = [problem for problem in found if (problem.code in NOTES) is wanted]
        if shown:
            session.complain(session.text(f"scaffolded.{heading}"))
            complain(session, shown)
    complain(session, (), drafted.findings)
    for file in written:
        if not file.startswith("samples/"):
            session.say("scaffolded.written", file=file)
    if len(written) > len(_OWN):
        session.say("scaffolded.written", file=f"samples/{name}/ ({len(written) - len(_OWN)})")
    if not drafted.to_fill:
        session.say("scaffolded.ready")
        return
    session.say("scaffolded.fill", count=len(drafted.to_fill))
    for problem in drafted.to_fill:
        session.say(
            "scaffolded.place", place=str(problem.place), text=messages.of_problem(_bare(problem), session.language)
        )
    session.say("scaffolded.next", file=f"{name}.toml")


_DRAFTED = ("holds", "where", "others")
_OPERATION = ("operation", "way", "asks", "answers")
_PROPOSAL = ("role", "proposed", "reasons")
_OWN = ("mapping", "settings")


def _bare(problem: Problem) -> Problem:
    return Problem(code=problem.code, place=Place(), values=problem.values)


def _operations(drafted: Draft) -> Iterator[tuple[str, ...]]:
    for one in drafted.operations[:_MOST_SHOWN]:
        way = f"{one.protocol} {one.style}/{one.use}"
        yield (
            one.name,
            way,
            _told(one.arguments),
            _told(one.answers[0].children if len(one.answers) == 1 else one.answers),
        )
    if len(drafted.operations) > _MOST_SHOWN:
        yield f"… +{len(drafted.operations) - _MOST_SHOWN}", "", "", ""


def _told(nodes: tuple[Node, ...], deep: int = 0) -> str:
    """Say in a few words what an operation takes or gives: names, types of values, `*` for what repeats."""
    parts = []
    for node in nodes[:_FEW]:
        inside = f"({_told(node.elements, deep + 1)})" if node.elements and deep < _LEVELS else ""
        kind = "" if node.elements or not node.type else f": {node.type.removeprefix('xs:')}"
        parts.append(f"{node.name}{'*' if node.repeats else '?' if not node.least else ''}{kind}{inside}")
    return ", ".join(parts) + (", …" if len(nodes) > _FEW else "")


_FEW, _LEVELS = 8, 2


def _proposals(session: Session, drafted: Draft) -> Iterator[tuple[str, ...]]:
    for role, proposal in drafted.proposals.items():
        unclear = session.text("role.tie" if proposal.scored else "role.none")
        name = unclear if proposal.chosen is None else proposal.chosen.name
        reasons = [
            f"{one.operation.name} {one.points}: " + ", ".join(session.text(reason) for reason in one.reasons)
            for one in proposal.scored[:3]
        ]
        if proposal.said:
            reasons.insert(0, session.text("role.said"))
        yield f"{role}: {session.text(f'role.{role}')}", name, "\n".join(reasons)


def row(session: Session, drafted: Draft, written: Mapping[str, bytes]) -> dict[str, object]:
    """Give everything as values for other programs."""
    return {
        "files": sorted(written),
        "fields": [
            {"field": one.what, "others": one.others, "place": one.place} for one in told.about(drafted.message)
        ],
        "findings": [_finding(session, one) | {"note": one.code in NOTES} for one in drafted.findings.problems],
        "left_out": drafted.findings.left_out,
        "operations": [_operation(one) for one in drafted.operations],
        "proposals": {
            role: {
                "operation": None if one.chosen is None else one.chosen.name,
                "said": one.said,
                "scored": [
                    {"operation": two.operation.name, "points": two.points, "reasons": two.reasons}
                    for two in one.scored
                ],
            }
            for role, one in drafted.proposals.items()
        },
        "to_fill": [_finding(session, one) for one in drafted.to_fill],
    }


def _finding(session: Session, problem: Problem) -> dict[str, object]:
    text = messages.text(problem.code, session.language, **dict(problem.values))
    return {"code": problem.code, "place": str(problem.place), "text": text}


def _operation(one: Operation) -> dict[str, object]:
    answers = one.answers[0].children if len(one.answers) == 1 else one.answers
    return {
        "action": one.action,
        "address": one.address,
        "answers": _told(answers),
        "asks": _told(one.arguments),
        "name": one.name,
        "port": one.port,
        "protocol": one.protocol,
        "says": one.says,
        "service": one.service,
        "style": one.style,
        "use": one.use,
    }
