"""`nhiemvu demo`: a simulated document system, and the main job run against it for real."""

from __future__ import annotations

import json
import secrets
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

import click

from adapter import settings as files
from adapter import wire
from adapter.cli import account, house, progress
from adapter.cli.session import OK, USAGE, Session, option_json, pass_session, print_json
from adapter.reports import account as accounts
from adapter.reports import tasks
from adapter.store import Reader, Store
from adapter.sync import activate, assemble
from adapter.sync.take_in import take_in

SOURCE = "qlvb"
READY_WITHIN_S = 120
BUSIEST = 12
"""How many agencies the table shows; `task list` shows all."""

CONFIG = """\
# Written by `nhiemvu demo`; every setting is explained in config.example.toml.
data_directory = "data"

[sources.{source}]
connector = "soap"
mapping = "builtin:simulator.yaml"

[sources.{source}.options]
endpoint = "{endpoint}"
wsdl = "{wsdl}"
username = "nhiemvu"
password_file = "{password_file}"
"""


@click.command()
@click.option("--directory", type=click.Path(path_type=Path), default=Path("demo"), show_default=True)
@click.option("--seed", type=int, default=1, show_default=True, help="Another seed makes another year.")
@click.option("--scale", type=click.FloatRange(0.01, 20), default=1.0, show_default=True)
@option_json
@pass_session
def demo(session: Session, *, directory: Path, seed: int, scale: float, as_json: bool) -> int:
    """Start the simulator, take in its year through the gate, and show what the ledger now knows."""
    if not _prepare(session, directory, seed, scale):
        return USAGE
    with _simulator(session, directory, seed, scale) as peer:
        config = _write_config(directory, peer)
        configuration = assemble.read(files.load(config))
        with house.writing(configuration.settings) as store:
            _take_in(session, configuration, store)
            with store.read() as reader:
                result = _result(reader)
    if as_json:
        print_json(
            asdict(result) | {"account": accounts.to_data(result.account), "directory": str(directory.resolve())}
        )
    else:
        _show(session, result, config)
    return OK


def _prepare(session: Session, directory: Path, seed: int, scale: float) -> bool:
    """Make the folder, or go on in one made with the same seed and scale."""
    directory.mkdir(parents=True, exist_ok=True)
    made = directory / "demo.json"
    wanted = {"scale": scale, "seed": seed}
    if made.exists() and json.loads(made.read_text("utf-8")) != wanted:
        session.complain(session.text("demo.other", directory=directory))
        return False
    made.write_text(json.dumps(wanted), "utf-8")
    password = directory / "password"
    if not password.exists():
        password.touch(mode=0o600)
        password.write_text(secrets.token_urlsafe(18), "utf-8")
    return True


@contextmanager
def _simulator(session: Session, directory: Path, seed: int, scale: float) -> Iterator[dict[str, str]]:
    """Run the simulator as a process of its own, as a real document system would be."""
    ready = directory / "simulator.ready.json"
    ready.unlink(missing_ok=True)
    command = [sys.executable, "-m", "adapter.cli", "simulate", "--state", str(directory / "simulator.db")]
    command += ["--seed", str(seed), "--scale", str(scale), "--user", "nhiemvu"]
    command += ["--password-file", str(directory / "password"), "--ready-file", str(ready)]
    command += ["--truth", str(directory / "truth.json")]
    # Standard output belongs to the result: with --json another program reads it.
    session.complain(session.text("demo.starting"))
    with (directory / "simulator.log").open("wb") as log:
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log)  # noqa: S603 - our own program
    try:
        yield _wait(process, ready)
    finally:
        process.terminate()
        process.wait(timeout=30)


def _wait(process: subprocess.Popen[bytes], ready: Path) -> dict[str, str]:
    for _ in range(READY_WITHIN_S * 20):
        if ready.exists():
            peer: dict[str, str] = json.loads(ready.read_text("utf-8"))
            return peer
        if process.poll() is not None:
            break
        time.sleep(0.05)
    raise wire.Later("demo.simulator-did-not-start", log=str(ready.with_name("simulator.log")))


def _write_config(directory: Path, peer: dict[str, str]) -> Path:
    config = directory / "config.toml"
    password_file = (directory / "password").resolve()
    text = CONFIG.format(source=SOURCE, endpoint=peer["url"], wsdl=peer["wsdl"], password_file=password_file)
    config.write_text(text, "utf-8")
    return config


def _take_in(session: Session, configuration: assemble.Configuration, store: Store) -> None:
    seqs = activate.ensure(store, configuration.wanted, house.SystemFresh(), house.now())
    source = assemble.assemble(configuration, SOURCE, seqs)
    began = time.monotonic()
    try:
        with progress.bar(session.text("progress.taking-in", source=SOURCE), None) as step:
            tally = take_in(source, store, house.SystemFresh(), house.now(), watch=step)
    finally:
        source.connector.close()
    session.complain(session.text("demo.taken-in", seconds=f"{time.monotonic() - began:.1f}", **tally.counts()))


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What happened, from the adapter's own records."""

    account: accounts.Account
    agencies: dict[str, int]  #: lead agency → assignments, most first
    assignments: dict[str, int]
    log: dict[str, str | int]


def _result(reader: Reader) -> Result:
    found = list(tasks.listed(reader))
    return Result(
        account=accounts.take(reader),
        agencies=dict(Counter(one.lead for one in found).most_common()),
        assignments={
            "total": len(found),
            "open": sum(one.state == "open" for one in found),
            "with_deadline": sum(one.due_on is not None for one in found),
            "withdrawn": sum(one.state == "withdrawn" for one in found),
        },
        log={"root": reader.root().hex(), "size": reader.size()},
    )


def _show(session: Session, result: Result, config: Path) -> None:
    account.show(session, result.account)
    busiest = list(result.agencies.items())[:BUSIEST]
    session.table("heading.agencies", ("column.lead", "column.assignments"), busiest)
    session.say("demo.assignments", agencies=len(result.agencies), **result.assignments)
    session.say("run.log", **result.log)
    session.say("demo.left", directory=config.parent.resolve())
    session.say("demo.next", config=config)
