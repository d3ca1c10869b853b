"""`nhiemvu mapping test`: a mapping tried on its samples — for the administrator."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import click

from adapter import settings as files
from adapter.cli.mapping_files import DIRECTORY, read
from adapter.cli.mapping_files import directory as read_directory
from adapter.cli.session import FINDINGS, OK, Session, option_json, pass_session, print_json
from adapter.core.problems import Place, Problem, Refusal
from adapter.settings.model import BUILTIN
from adapter.workbench import testing
from adapter.workbench.testing import Ran


@click.command("test")
@click.argument("names", metavar="FILE...", nargs=-1, required=True)
@click.option("--accept", is_flag=True, help="Keep what comes of each sample as what is expected; look at it first.")
@click.option("--directory", default=DIRECTORY, show_default=True, metavar="FILE", help="Directory of organisations.")
@option_json
@pass_session
def test(session: Session, *, names: tuple[str, ...], accept: bool, directory: str, as_json: bool) -> int:
    """Try every mapping FILE on the samples that its tests name, and tell what comes out differently."""
    bodies = read_directory(directory)
    ran = [(name, one) for name in names for one in testing.run(read(name), files.beside(name), bodies)]
    if accept:
        ran = [(name, _accepted(name, one)) for name, one in ran]
    if as_json:
        print_json([_row(name, one) for name, one in ran])
    else:
        _show(session, ran)
    return OK if ran and all(one.outcome == "ok" for _, one in ran) else FINDINGS


def _accepted(name: str, one: Ran) -> Ran:
    """Keep what came of a sample; what ships with the program is not written."""
    if one.outcome in ("ok", "no-sample"):
        return one
    if name.startswith(BUILTIN):
        raise Refusal(Problem(code="trial.builtin", place=Place(file=name)))
    file = Path(name).parent / one.test.expected
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(one.came, "utf-8")
    except OSError:
        raise Refusal(Problem(code="trial.unwritable", place=Place(file=str(file)))) from None
    return Ran(test=one.test, outcome="ok", came=one.came)


def _row(name: str, one: Ran) -> dict[str, object]:
    return {
        "as": one.test.of,
        "differences": list(one.differences),
        "expected": one.test.expected,
        "mapping": name,
        "outcome": one.outcome,
        "sample": one.test.sample,
    }


def _show(session: Session, ran: list[tuple[str, Ran]]) -> None:
    for name, one in ran:
        if one.outcome == "ok":
            continue
        place = Place(file=name, line=one.test.place.line, column=one.test.place.column)
        file = one.test.sample if one.outcome == "no-sample" else one.test.expected
        session.complain(f"{place}: {session.text(f'trial.{one.outcome}', file=file)} [trial.{one.outcome}]")
        for line in one.differences:
            session.complain(f"    {line}")
    counts = Counter(one.outcome for _, one in ran)
    session.say("trial.summary", ok=counts["ok"], all=len(ran))
