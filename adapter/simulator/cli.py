"""`nhiemvu simulate`: fill the simulator's file, tell the truth of it, and serve it until asked to stop."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from datetime import date, datetime
from ipaddress import ip_address
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import click

from adapter.simulator import agencies, moments

if TYPE_CHECKING:
    from adapter.simulator.generator import Plan
    from adapter.simulator.modes import Manners

MONTHS_MOST = 120
DIALECTS = ("qlvb", "asmx")


class Speaker(Protocol):
    """Who knows the texts for people; the command line hands it in."""

    def text(self, code: str, **values: object) -> str:
        """Give a text by its code."""
        ...


@click.command()
@click.option(
    "--state", "file", type=click.Path(path_type=Path, dir_okay=False), required=True, help="The simulator's own file."
)
@click.option("--seed", type=int, default=1, show_default=True, help="Another seed makes other documents.")
@click.option(
    "--scale", type=click.FloatRange(0.01, 100), default=1.0, show_default=True, help="1.0: about 3,000 a year."
)
@click.option("--numbers-from", type=click.IntRange(0), default=0, help="Number all series from here on.")
@click.option("--start", default="2025-11", show_default=True, metavar="YYYY-MM", help="First month.")
@click.option("--months", type=click.IntRange(1, MONTHS_MOST), default=12, show_default=True)
@click.option("--now", metavar="MOMENT", help="The simulator's clock; default: the end of the last month.")
@click.option("--host", default="127.0.0.1", show_default=True, help="A loopback address.")
@click.option("--port", type=click.IntRange(0, 65535), default=0, show_default=True, help="0: any free one.")
@click.option("--user", default="", help="Ask for this user by basic authentication.")
@click.option("--password-file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--truth", type=click.Path(path_type=Path, dir_okay=False), help="Write what was planted to this file.")
@click.option(
    "--ready-file", type=click.Path(path_type=Path, dir_okay=False), help="Write the addresses here once it listens."
)
@click.option(
    "--clock-file", type=click.Path(path_type=Path, dir_okay=False), help="The clock is what stands in this file."
)
@click.option(
    "--mode", "modes", multiple=True, metavar="NAME[:EVERY]", help="How standings are dealt with (may be repeated)."
)
@click.option("--late-s", type=click.FloatRange(0, 600), default=3.0, show_default=True, help="For --mode late.")
@click.option(
    "--dialect", type=click.Choice(DIALECTS), default="qlvb", show_default=True, help="In whose words it speaks."
)
@click.option("--hide", multiple=True, metavar="ID", help="Leave a document out of the listing, not of the register.")
@click.option("--double", multiple=True, metavar="ID", help="Let the number of a document stand in the register twice.")
@click.option("--serve/--no-serve", default=True, show_default=True)
def simulate(  # noqa: PLR0913 - one argument for each option
    *,
    file: Path,
    seed: int,
    scale: float,
    numbers_from: int,
    start: str,
    months: int,
    now: str | None,
    host: str,
    port: int,
    user: str,
    password_file: Path | None,
    truth: Path | None,
    ready_file: Path | None,
    clock_file: Path | None,
    modes: tuple[str, ...],
    late_s: float,
    dialect: str,
    hide: tuple[str, ...],
    double: tuple[str, ...],
    serve: bool,
) -> int:
    """A document system to talk to: a year of made-up documents over SOAP and REST."""
    from adapter.simulator.generator import Plan  # noqa: PLC0415 - start-up time

    if serve:
        _refuse_foreign(host)
    password = _password(user, password_file)
    first = _month(start)
    manners = _manners(modes, late_s)
    clock = _clock(clock_file, _now(now) if now else _end_of(moments.months_after(first, months)))
    _fill(file, Plan(seed=seed, scale=scale, start=first, numbers_from=numbers_from), months)
    _trouble(file, hide, double)
    if truth:
        _tell(file, truth, clock())
    if serve:
        _serve(file, clock, (host, port), (user, password), manners, ready_file, dialect)
    return 0


def _manners(modes: tuple[str, ...], late_s: float) -> Manners:
    from adapter.simulator.modes import NAMES, Manners, read  # noqa: PLC0415 - start-up time

    try:
        return Manners(modes=tuple(read(one) for one in modes), late_s=late_s)
    except ValueError as error:
        known = ", ".join(NAMES)
        raise click.UsageError(_speaker().text("simulator.bad-mode", value=error, known=known)) from error


def _clock(file: Path | None, start: datetime) -> Callable[[], datetime]:
    """Give the clock: fixed, or what a file says at every look; what cannot be read there leaves it as it was."""
    if file is None:
        return lambda: start
    if not file.exists():
        _write(file, start.isoformat())
    last = [start]

    def now() -> datetime:
        with suppress(OSError, ValueError):
            last[0] = moments.read(file.read_text("utf-8"))
        return last[0]

    return now


def _trouble(file: Path, hidden: tuple[str, ...], doubled: tuple[str, ...]) -> None:
    from adapter.simulator import state  # noqa: PLC0415 - start-up time

    with closing(state.connect(file)) as connection:
        state.hide(connection, hidden)
        state.double(connection, doubled)


def _speaker() -> Speaker:
    found: Speaker = click.get_current_context().find_root().obj
    return found


def _refuse_foreign(host: str) -> None:
    """Listen on loopback only: the made-up documents include made-up secrets, and the service is no fortress."""
    try:
        loopback = host == "localhost" or (ip_address(host).version == 4 and ip_address(host).is_loopback)  # noqa: PLR2004
    except ValueError:
        loopback = False
    if not loopback:
        raise click.UsageError(_speaker().text("simulator.not-loopback", host=host))


def _password(user: str, file: Path | None) -> str:
    if bool(user) != (file is not None):
        raise click.UsageError(_speaker().text("simulator.user-and-password"))
    return file.read_text("utf-8").strip("\r\n") if file else ""


def _month(written: str) -> date:
    try:
        return date.fromisoformat(f"{written}-01")
    except ValueError as error:
        raise click.UsageError(_speaker().text("simulator.bad-month", value=written)) from error


def _now(written: str) -> datetime:
    try:
        return moments.read(written)
    except ValueError as error:
        raise click.UsageError(_speaker().text("simulator.bad-now", value=written)) from error


def _end_of(next_month: date) -> datetime:
    return datetime.fromtimestamp(moments.moment(next_month) - 1, moments.VIETNAM)


def _fill(file: Path, plan: Plan, months: int) -> None:
    from adapter.simulator import state  # noqa: PLC0415 - start-up time

    try:
        with _bar(_speaker().text("simulator.generating"), months) as watch:
            state.fill(file, plan, agencies.shipped(), months, watch)
    except state.OtherPlanError as error:
        raise click.UsageError(_speaker().text("simulator.other-plan", file=file, made_with=error.made_with)) from error
    except (OSError, state.Error) as error:
        raise click.UsageError(_speaker().text("simulator.no-state", file=file, reason=type(error).__name__)) from error


def _tell(file: Path, truth: Path, now: datetime) -> None:
    from adapter.simulator import state  # noqa: PLC0415 - start-up time
    from adapter.simulator import truth as truths  # noqa: PLC0415

    with closing(state.connect(file)) as connection:
        told = truths.tell(connection, int(now.timestamp()))
    _write(truth, json.dumps(told, ensure_ascii=False, indent=1))


def _serve(
    file: Path,
    clock: Callable[[], datetime],
    place: tuple[str, int],
    login: tuple[str, str],
    manners: Manners,
    ready_file: Path | None,
    dialect: str,
) -> None:
    from adapter.simulator import dialects, server, service, state  # noqa: PLC0415 - start-up time

    spoken = dialects.DIALECTS[dialect]
    host, port = place
    try:
        taken = server.bind(host, port)
    except OSError as error:
        raise click.UsageError(_speaker().text("simulator.no-port", host=host, port=port)) from error
    base = f"http://{host}:{taken.getsockname()[1]}"
    url, rest = f"{base}{spoken.path}", f"{base}{service.REST}"

    welcome = _speaker().text("simulator.ready", url=url, now=clock().isoformat())

    def ready() -> None:
        click.echo(welcome)
        if ready_file:
            _write(ready_file, json.dumps({"url": url, "wsdl": f"{url}?wsdl", "rest": rest}))

    with closing(taken), closing(state.connect(file)) as connection:
        application = service.application(
            connection, clock=clock, user=login[0], password=login[1], manners=manners, dialect=spoken
        )
        server.serve(application, taken, ready)


def _write(file: Path, text: str) -> None:
    """Write a file whole: who waits for it never reads half of it."""
    part = file.with_name(f"{file.name}.part")
    part.write_text(text, "utf-8")
    part.replace(file)


@contextmanager
def _bar(title: str, total: int) -> Iterator[Callable[[int], None]]:
    """Show progress on a terminal, nothing elsewhere."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console  # noqa: PLC0415 - start-up time
    from rich.progress import Progress  # noqa: PLC0415

    with Progress(console=Console(stderr=True), transient=True) as progress:
        work = progress.add_task(title, total=total)
        yield lambda done: progress.update(work, completed=done)
