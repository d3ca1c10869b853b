"""What happened to an assignment, as a picture: an upright line with days and words, for phones and for paper."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from html import escape
from itertools import pairwise
from textwrap import wrap
from typing import Literal

from adapter.audit.touching import RULING
from adapter.audit.trace import Step, Trace
from adapter.cli.session import Session
from adapter.core import dates
from adapter.core.text import inert

Mark = Literal["event", "former", "due", "day", "later"]

WIDTH, TOP, NEAREST, FARTHEST, AXIS, LINE = 380, 16, 30, 96, 108, 18
"""Measures of the picture in its own units: a phone shows about 380 of them side by side."""

LONGEST = 30
"""So many characters stand in one line of a label."""

PER_DAY = 1.2
"""So many units are one day, within the nearest and the farthest that two marks may stand from each other."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One mark on the line."""

    on: date
    text: str
    mark: Mark = "event"


_ORDER: dict[Mark, int] = {"event": 0, "later": 0, "former": 1, "due": 1, "day": 2}


def points(session: Session, one: Trace) -> list[Point]:
    """Give what there is to mark, oldest first: assigned, what was told of the work, the deadline, the day."""
    found = [Point(on=one.document.issued_on, text=session.text("timeline.issued"))]
    found += _work(session, one)
    if one.row.withdrawn_on is not None:
        found.append(Point(on=one.row.withdrawn_on, text=session.text("timeline.ended")))
    if one.row.due_on not in (None, one.standing.due_on):
        found.append(Point(on=one.row.due_on, text=session.text("timeline.first-due"), mark="former"))
    if one.standing.due_on is not None:
        found.append(Point(on=one.standing.due_on, text=session.text("timeline.due"), mark="due"))
    standing = session.text(f"standing.{one.standing.code}")
    found.append(Point(on=one.day, text=session.text("timeline.day", standing=standing), mark="day"))
    return sorted(found, key=lambda point: (point.on, _ORDER[point.mark]))


def _work(session: Session, one: Trace) -> Iterator[Point]:
    for step in one.steps:
        if not ("happened_at" in step.told or step.kind == RULING) or step.weight == "superseded":
            continue
        values = {"due_on": session.day(step.told.get("due_on", "")), "quality": step.told.get("quality", "")}
        text = session.text(f"timeline.{step.kind}", **values)
        if step.weight == "later":
            yield Point(on=day_of_step(step), text=f"{text} {session.text('timeline.not-yet')}", mark="later")
        else:
            yield Point(on=day_of_step(step), text=text)


def day_of_step(step: Step) -> date:
    """Give the day in Vietnam on which happened what a step tells."""
    if step.kind == RULING:
        return date.fromisoformat(step.told["on"])
    return dates.day_of(datetime.fromisoformat(step.told["happened_at"]))


def draw(session: Session, one: Trace) -> str:
    """Draw the line as SVG: shapes and words differ, so that it can be read without colours, too."""
    marks = points(session, one)
    places = _places(marks)
    title = escape(session.text("timeline.title"))
    rows = "".join(_row(session, point, y) for point, y in zip(marks, places, strict=True))
    line = f'<line class="axis" x1="{AXIS}" y1="{places[0]}" x2="{AXIS}" y2="{places[-1]}"/>'
    return (
        f'<svg class="timeline" role="img" viewBox="0 0 {WIDTH} {places[-1] + LINE * len(_lines(marks[-1]))}" '
        f'xmlns="http://www.w3.org/2000/svg"><title>{title}</title>{line}{rows}</svg>'
    )


def _places(marks: Sequence[Point]) -> list[int]:
    """Give the height of each mark: far apart in time is far apart on paper, within bounds."""
    places = [TOP]
    for before, after in pairwise(marks):
        apart = round((after.on - before.on).days * PER_DAY)
        needed = NEAREST + LINE * (len(_lines(before)) - 1)
        places.append(places[-1] + min(max(apart, needed), max(FARTHEST, needed)))
    return places


def _lines(point: Point) -> list[str]:
    return wrap(inert(point.text, keep=""), LONGEST) or [""]


def _row(session: Session, point: Point, y: int) -> str:
    text = "".join(
        f'<tspan x="{AXIS + 14}" y="{y + 5 + number * LINE}">{escape(line)}</tspan>'
        for number, line in enumerate(_lines(point))
    )
    return (
        f'<g class="{point.mark}">{_SHAPES[point.mark].format(x=AXIS, y=y, a=y - 7, b=y + 7, l=AXIS - 7, r=AXIS + 7)}'
        f'<text class="on" x="{AXIS - 14}" y="{y + 5}">{session.day(point.on)}</text>'
        f"<text>{text}</text></g>"
    )


_SHAPES: dict[Mark, str] = {
    "event": '<circle cx="{x}" cy="{y}" r="6"/>',
    "later": '<circle cx="{x}" cy="{y}" r="6"/>',
    "former": '<path d="M{x} {a}L{r} {y}L{x} {b}L{l} {y}Z"/>',
    "due": '<path d="M{x} {a}L{r} {y}L{x} {b}L{l} {y}Z"/>',
    "day": '<path d="M{l} {y}H{r}M{x} {a}V{b}"/>',
}
"""A circle for what happened, a diamond for a deadline, a cross for the day; hollow is what does not count."""
