"""What the commands about organisations share: the directory as configured, days, and bodies as people name them."""

from __future__ import annotations

from datetime import date, datetime

import click

from adapter import messages
from adapter import settings as files
from adapter.cli import house
from adapter.core import organisations
from adapter.core.organisations import Directory
from adapter.core.problems import Problem
from adapter.core.text import inert
from adapter.settings import Settings
from adapter.sync.declined import Declined


class Day(click.DateTime):
    """How a day is written on the command line."""

    def __init__(self) -> None:
        super().__init__(["%Y-%m-%d"])

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:  # noqa: ARG002 - as click calls it
        """Say it in letters that people read."""
        return "YYYY-MM-DD"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        """Read a day; whoever writes it otherwise is told how."""
        try:
            return super().convert(value, None, None)
        except click.BadParameter:
            self.fail(messages.text("trace.bad-day", messages.language(), day=inert(str(value), keep="")), param, ctx)


DAY = Day()


def configured(loaded: Settings) -> Directory:
    """Give the directory that the settings name."""
    return organisations.load(files.read_file(loaded.directory), loaded.directory)


def day_or_today(given: datetime | None, loaded: Settings) -> date:
    """Give the day asked for; today by the clock in force unless one is given."""
    return house.today_if_any(loaded) if given is None else given.date()


def body(directory: Directory, who: str, on: date) -> str:
    """Give the id of a body that is named by id, or by name or code on a day. Raises `Declined`."""
    one = directory.get(who)
    found = who if one is not None and one.kind != organisations.GROUP else None
    found = found or directory.resolve(code=who, name=who, on=on)
    if found is None:
        raise Declined(Problem(code="org.who", values=(("who", who), ("day", on.isoformat()))))
    return found
