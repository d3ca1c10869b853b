"""`nhiemvu source scaffold`: from a WSDL or a message to a mapping that is nearly there — for the administrator."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import click

from adapter import messages
from adapter.cli import scaffolded
from adapter.cli.session import CONFIGURATION, FINDINGS, OK, Session, option_json, pass_session, print_json
from adapter.core.problems import Problem, Refusal
from adapter.exchange.http import origin
from adapter.scaffold import draft as drafts
from adapter.scaffold import proposing, reaching, samples, writing
from adapter.scaffold.described import Findings, Node, NothingRead
from adapter.scaffold.documents import Gathered
from adapter.scaffold.draft import Draft
from adapter.scaffold.writing import Wanted
from adapter.sync import clock as clocks

UNDERSTANDING_S = 60.0
"""Seconds the SOAP library may take over a WSDL."""

_NAME = re.compile(r"[a-z][a-z0-9-]{0,31}")
_MOST_BYTES = 64 << 20


def _name(ctx: click.Context, param: click.Parameter, value: str) -> str:
    """Take a name that settings take."""
    if not _NAME.fullmatch(value):
        raise click.BadParameter(f"{value!r}: a-z, 0-9, -", ctx, param)
    return value


def _roles(ctx: click.Context, param: click.Parameter, values: tuple[str, ...]) -> dict[str, str]:
    """Take ROLE=OPERATION for roles there are."""
    said = {}
    for value in values:
        role, _, operation = value.partition("=")
        if not operation or role not in proposing.ROLES:
            raise click.BadParameter(f"{value!r}: ({'|'.join(proposing.ROLES)})=…", ctx, param)
        said[role] = operation
    return said


@click.command()
@click.option("--wsdl", default="", metavar="FILE|URL", help="The service description: a file, or an http(s) address.")
@click.option(
    "--sample",
    "sampled",
    type=click.Path(path_type=Path),
    multiple=True,
    help="A message or answer of the system; beside --wsdl it tells what that leaves open (may be repeated).",
)
@click.option("--name", required=True, callback=_name, help="Name of the source: small letters, digits and hyphens.")
@click.option(
    "--operation",
    "said",
    multiple=True,
    callback=_roles,
    metavar="ROLE=OPERATION",
    help="Which operation has a role: list, fetch, events, register, push or read-back (may be repeated).",
)
@click.option("--whole", is_flag=True, help="Write events and pushes to be filled in, not as comments.")
@click.option("--into", type=click.Path(path_type=Path), default=Path(), help="Folder to write to.", show_default=True)
@click.option("--replace", is_flag=True, help="Write over files that are there.")
@option_json
@pass_session
def scaffold(  # noqa: PLR0913 - one argument for each option
    session: Session,
    *,
    wsdl: str,
    sampled: tuple[Path, ...],
    name: str,
    said: dict[str, str],
    whole: bool,
    into: Path,
    replace: bool,
    as_json: bool,
) -> int:
    """Say what a WSDL or a message offers, and write a mapping to be filled in, settings and sample requests."""
    if not wsdl and len(sampled) != 1:
        raise click.UsageError("--wsdl / --sample ?")
    findings = Findings()

    def say(code: str) -> str:
        return messages.text(code, session.language)

    try:
        seen = samples.together(tuple(_sample(one, findings) for one in sampled))
        wanted = Wanted(name=name, say=say, start=date(clocks.system().year, 1, 1), said=said, whole=whole)
        drafted, place = _draft(wsdl, seen, wanted, into, findings)
    except NothingRead:
        scaffolded.complain(session, findings.problems, findings)
        return CONFIGURATION
    written = _files(session, drafted, place, name)
    _write(into, written, replace=replace)
    if as_json:
        print_json(scaffolded.row(session, drafted, written))
    else:
        scaffolded.show(session, drafted, written, name)
    return FINDINGS if findings.serious else OK


def _sample(file: Path, findings: Findings) -> Node:
    """Read a sample; a file that is not there is a mistake of the command line."""
    try:
        with file.open("rb") as opened:
            body = opened.read(_MOST_BYTES + 1)
    except OSError as error:
        raise Refusal(_no_file(str(file), error)) from None
    return samples.read(body, str(file), findings)


def _no_file(name: str, error: OSError) -> Problem:
    return Problem(code="scaffold.no-file", values=(("name", name), ("detail", error.strerror or "–")))


def _draft(
    wsdl: str, seen: tuple[Node, ...], wanted: Wanted, into: Path, findings: Findings
) -> tuple[Draft, writing.Place]:
    """Draft mapping and settings, of a service or of a folder."""
    if not wsdl:
        return drafts.of_sample(seen[0], wanted.name, wanted.say, findings), writing.Place(connector="folder")
    from connectors import soap_catalogue  # noqa: PLC0415 - start-up time

    catalogue = soap_catalogue.schemas()
    is_url = wsdl.lower().startswith(("http://", "https://"))
    if "://" in wsdl and not is_url:
        raise click.UsageError(f"--wsdl {wsdl[:80]!r}: http, https")
    if is_url and "@" in wsdl.partition("://")[2].partition("/")[0]:
        # A password would be written into settings and messages.
        raise click.UsageError("--wsdl http(s)://…@…")
    library = reaching.of_address(wsdl, catalogue) if is_url else reaching.of_file(Path(wsdl), catalogue)
    drafted = drafts.of_service(library, seen, wanted, findings)
    _check_said(wanted.said, drafted)
    if drafted.gathered is not None:
        _compare(drafted, drafted.gathered, library.root)
    return drafted, _place(wsdl, wanted.name, into, drafted, is_url=is_url)


def _check_said(said: Mapping[str, str], drafted: Draft) -> None:
    """Refuse an operation that the service does not have."""
    known = {one.name for one in drafted.operations if one.protocol in ("soap11", "soap12")}
    for role, operation in said.items():
        if operation not in known:
            raise click.BadParameter(f"{role}={operation!r}: {', '.join(sorted(known)[:20])}")


def _compare(drafted: Draft, gathered: Gathered, root: str) -> None:
    """Ask the SOAP library what it makes of the same documents."""
    from connectors import soap_understood  # noqa: PLC0415 - start-up time

    documents = {address: one.body for address, one in gathered.documents.items()}
    links = {
        (address, link): target for address, one in gathered.documents.items() for link, target in one.links.items()
    }
    found = soap_understood.understood(documents, links, root, UNDERSTANDING_S)
    drafts.compared(drafted, found.operations, found.reason)


def _place(wsdl: str, name: str, into: Path, drafted: Draft, *, is_url: bool) -> writing.Place:
    """Say where the service is: at the address of the WSDL's own origin, else where its WSDL came from."""
    chosen = drafted.proposals["list"].chosen or next(iter(drafted.operations))
    if not is_url:
        file = os.path.relpath(wsdl, into)
        return writing.Place(connector="soap", address=chosen.address, endpoint=chosen.address, wsdl=file)
    own = urlunsplit(urlsplit(wsdl)._replace(query="", fragment=""))
    endpoint = chosen.address if _same_origin(chosen.address, wsdl) else own
    return writing.Place(
        connector="soap", address=chosen.address, endpoint=endpoint, wsdl=f"wsdl/{name}.wsdl", wsdl_url=wsdl
    )


def _same_origin(one: str, other: str) -> bool:
    try:
        return origin(one) == origin(other)
    except ValueError:
        return False


def _files(session: Session, drafted: Draft, place: writing.Place, name: str) -> dict[str, bytes]:
    """Give everything that is written: path below the folder → bytes."""

    def say(code: str) -> str:
        return messages.text(code, session.language)

    files = {
        f"mappings/{name}.yaml": drafted.mapping.encode(),
        f"{name}.toml": writing.settings(name, place, say, drafted.mapping).encode(),
    }
    requests = drafts.requests(drafted.operations)
    return files | {f"samples/{name}/{file}": body for file, body in requests.items()}


def _write(into: Path, files: Mapping[str, bytes], *, replace: bool) -> None:
    """Write all or nothing: what is there already is only written over when that was asked for."""
    there = [into / file for file in files if (into / file).exists()]
    if there and not replace:
        raise Refusal(*[Problem(code="scaffold.exists", values=(("file", str(one)),)) for one in there[:10]])
    for file, body in files.items():
        target = into / file
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(body)
        except OSError as error:
            values = (("file", str(target)), ("reason", error.strerror or "–"))
            raise Refusal(Problem(code="scaffold.unwritable", values=values)) from None
