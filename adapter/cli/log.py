"""`nhiemvu log`: for the auditor."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path

import click

from adapter import messages
from adapter.audit import export as exporting
from adapter.audit import folders, printed
from adapter.audit import verify as audit
from adapter.audit.checkpoints import Outside
from adapter.cli import files, house, log_anchors, log_continuity, progress
from adapter.cli.log_who import who
from adapter.cli.session import OK, UNVERIFIED, Session, option_config, option_json, pass_session, print_json
from adapter.cli.witness import witness
from adapter.core.problems import Problem, Refusal
from adapter.reports import prepared
from adapter.settings import Settings
from adapter.store import Reader, StoreError, signing
from adapter.store.signing import SigningKey
from adapter.sync import assemble, checkpoints

NAMED = 20
"""Entries that are named for one reason; `--json` gives all."""


@click.group()
def log() -> None:
    """Work with the sync log."""


log.add_command(who)
log.add_command(witness)


@log.command()
@click.option(
    "--key",
    "keys",
    multiple=True,
    metavar="KEY",
    help="A verifier key to trust instead of those kept on this machine (may be repeated).",
)
@click.option(
    "--checkpoint",
    "kept",
    multiple=True,
    type=click.Path(path_type=Path),
    help="A checkpoint that was kept elsewhere: the log has to go on from it (may be repeated).",
)
@option_config
@option_json
@pass_session
def verify(session: Session, *, keys: tuple[str, ...], kept: tuple[Path, ...], config: Path, as_json: bool) -> int:
    """Check the whole log: entries, tree, payloads, blobs, causes, and the ledger against a fold from zero."""
    with (
        house.looking(session, config) as (loaded, reader),
        progress.bar(session.text("progress.verifying"), reader.size()) as step,
    ):
        report = audit.verify(reader, step, _outside(loaded, keys, kept))
        if not report.findings and prepared.is_false(reader, loaded.data_directory):
            told = Problem(code="verify.prepared", values=(("file", str(prepared.place(loaded.data_directory))),))
            report = replace(report, findings=(told,))
    if as_json:
        print_json(audit.to_data(report))
    else:
        _tell(session, report, keys)
    return UNVERIFIED if report.findings else OK


def _outside(loaded: Settings, keys: Sequence[str], kept: Sequence[Path]) -> Outside:
    directory = loaded.data_directory
    given = [signing.verifier(directory, key, "--key") for key in keys]
    verifiers = given or signing.verifiers(directory)
    anchors = {name: anchor.options for name, anchor in loaded.anchors.items()}
    return Outside(verifiers=verifiers, anchors=anchors, kept=[(str(file), files.read(file)) for file in kept])


def _tell(session: Session, report: audit.Report, keys: Sequence[str]) -> None:
    for finding in report.findings:
        session.complain(messages.of_problem(finding, session.language))
    code = "log.not-verified" if report.findings else "log.verified"
    session.say(code, size=report.size, root=report.root, findings=len(report.findings))
    for reason, why in report.reasons.items():
        shown = ", ".join(map(str, why.entries[:NAMED])) + (", …" if len(why.entries) > NAMED else "")
        session.say("log.erased", count=why.payloads, reason=reason, entries=shown)
    for one in report.continuity:
        session.say(one.code, **dict(one.values))
    if report.findings:
        session.say("log.first-bad" if report.first is not None else "log.bad-beside", seq=report.first)
        session.say("log.bad-proves")
        return
    session.say("log.proven-content", payloads=report.payloads, erased=report.erased, blobs=report.blobs)
    session.say("log.proven-ledger", ledger=report.ledger[:16])
    if not report.signed_size:
        session.say("log.nothing-signed")
        return
    session.say("log.proven", signed=report.signed_size, checkpoints=report.checkpoints)
    if report.signed_size < report.size:
        session.say("log.not-signed-yet", more=report.size - report.signed_size)
    if not keys:
        session.say("log.keys-of-this-machine")
    for held in report.held:
        proof = session.text("log.held-by-token" if held.proven else "log.held-by-book")
        session.say("log.held-by", **asdict(held) | {"at": printed.moment(held.at), "proof": proof})
    if not report.kept:
        session.say("log.nothing-kept")


@log.command()
@option_config
@pass_session
def init(session: Session, *, config: Path) -> int:
    """Make the key that signs the log, and print the verifier key that auditors need."""
    loaded = house.settings(session, config)
    origin = _origin(session, config, loaded)
    with house.reading(session, config) as reader:
        found = checkpoints.placed(loaded, reader)
        _refuse_in_place_of_another(reader, loaded, found and found[1])
    directory, file = loaded.data_directory, loaded.signing_key
    there, key = found or (file, signing.make(directory, file, origin))
    signing.keep(directory, key.verifier)
    session.say("log.key-made" if found is None else "log.key-there", file=str(there))
    click.echo(str(key.verifier))
    return OK


def _refuse_in_place_of_another(reader: Reader, loaded: Settings, key: SigningKey | None) -> None:
    """A key that nobody has announced would be taken for a stranger's."""
    if key is None and reader.checkpoints(newest=True):
        code = "signing.gone"
    elif key is not None and not checkpoints.goes_by(reader, key.verifier):
        code = "signing.other-key"
    else:
        return
    raise Refusal(Problem(code=code, values=(("file", str(loaded.signing_key)),)))


def _origin(session: Session, config: Path, loaded: Settings) -> str:
    """Give the log's own name, and begin the log where there is none yet."""
    try:
        with house.reading(session, config) as reader:
            return checkpoints.origin(reader)
    except StoreError as error:
        if error.code != "store.none":
            raise
    with house.writing(loaded) as store, store.read() as reader:
        return checkpoints.origin(reader)


@log.command()
@click.option("-o", "--output", "file", type=click.Path(path_type=Path), help="Write the checkpoint to this file.")
@option_config
@pass_session
def checkpoint(session: Session, *, file: Path | None, config: Path) -> int:
    """Sign what the log is now, and print the checkpoint."""
    configuration = assemble.read(house.settings(session, config))
    told = house.ask(configuration, "checkpoint")
    note = str(told["note"])
    if file is None:
        click.echo(note, nl=False)
        return OK
    files.write(file, note.encode())
    session.say("log.checkpointed", number=told["number"], size=told["size"])
    session.say("log.written", file=str(file))
    return OK


@log.command()
@click.argument("directory", type=click.Path(path_type=Path))
@click.option("--redacted", is_flag=True, help="Leave payloads out: bodies and texts of documents.")
@option_config
@pass_session
def export(session: Session, *, directory: Path, redacted: bool, config: Path) -> int:
    """Write the log to a new DIRECTORY that anybody can verify without this program."""
    configuration = assemble.read(house.settings(session, config))
    # Before the log tells that it leaves.
    folders.refuse_taken(directory)
    house.enter(session, configuration, "export", redacted="yes" if redacted else "no")
    house.sign_if_possible(configuration)
    with (
        house.reading(session, config) as reader,
        progress.bar(session.text("progress.exporting"), reader.size()) as step,
    ):
        done = exporting.export(reader, directory, redacted=redacted, progress=step)
    session.say("log.exported", directory=str(directory), **asdict(done))
    if redacted:
        session.say("log.redacted")
    return OK


@log.command()
@click.argument("entry", type=click.IntRange(min=0))
@click.option(
    "-o", "--output", "file", type=click.Path(path_type=Path), required=True, help="Write the proof to this file."
)
@option_config
@pass_session
def prove(session: Session, *, entry: int, file: Path, config: Path) -> int:
    """Prove that ENTRY stands in the signed log, in a file for somebody who has nothing but the verifier key."""
    with house.reading(session, config) as reader:
        newest = reader.checkpoints(newest=True)
    if not newest or newest[0].size <= entry:
        house.sign_if_possible(assemble.read(house.settings(session, config)))
    with house.reading(session, config) as reader:
        files.write(file, exporting.prove(reader, entry))
    session.say("log.written", file=str(file))
    return OK


for command in (
    log_anchors.anchor,
    log_anchors.print_,
    log_continuity.rotate_key,
    log_continuity.succeed,
):
    log.add_command(command)
