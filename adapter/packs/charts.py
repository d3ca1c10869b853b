"""Charts of a pack as SVG: bars per agency and group, months, days late, latency. Nothing moves, nothing is loaded.

Colours stand in attributes of the drawing, not in styles, so that a page may forbid styles of others; every part that
is wide enough bears its number, so that a print without colour says the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from html import escape

from adapter.core.text import inert
from adapter.packs import sheets
from adapter.packs.model import Pack
from adapter.packs.sheets import Text
from adapter.reports import columns
from adapter.reports.figures import Line
from adapter.reports.latency import Latency, duration

COLOURS = {
    "done-on-time": "#2f7d4f", "open-in-time": "#7fb7e6", "open-overdue": "#c0392b", "done-late": "#e39a3b",
    "no-deadline": "#b9bec5", "withdrawn": "#e6e2da", "suspended": "#7f5ab3", "transferred-out": "#d9cbe8",
}  # fmt: skip
"""Of standings; one that is not here gets one of the next."""

MORE = ("#4fa39a", "#a5673f", "#d07fae", "#6c7a3d", "#4a5a8a")

DARK = frozenset({"#2f7d4f", "#c0392b", "#7f5ab3", "#a5673f", "#6c7a3d", "#4a5a8a"})
"""Colours on which white is read."""

WIDTH, NAME, ROW, SIZE = 960, 300, 22, 12
"""In units of the drawing: its width, that of names, the height of a bar with its gap, the size of letters."""

LETTER = 7.2
"""So wide is a letter on average, in the widest of the fonts that a browser may take (DejaVu Serif)."""

BEHIND = 8
"""So wide is a bold figure or sign in the same font: what stands behind a bar is bold."""


BARS = 24
"""So many bars of a chart stand on a page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One stretch of a bar."""

    name: str
    colour: str
    count: int
    label: str = ""  #: what stands on it; empty for its count

    @property
    def said(self) -> str:
        """Give what it says in letters."""
        return self.label or str(self.count)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One bar: its name and parts, in order."""

    name: str
    parts: tuple[Part, ...]
    label: str = ""  #: what stands behind it; empty for its total

    @property
    def total(self) -> int:
        """Add up its parts."""
        return sum(one.count for one in self.parts)

    @property
    def said(self) -> str:
        """Give what stands behind it in letters."""
        return self.label or str(self.total)


def colour(code: str) -> str:
    """Give the colour of a standing."""
    return COLOURS[code] if code in COLOURS else MORE[sum(map(ord, code)) % len(MORE)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """One drawing."""

    key: str  #: of the sheet whose figures it shows
    title: str
    svg: str
    height: int  #: in units of the drawing, which is `WIDTH` wide


def of(pack: Pack, most: int = 1_000_000, plain: Callable[[str], str] = inert) -> list[Chart]:
    """Draw every chart of a pack; one of more bars than `most` as several, of the same measure.

    `plain` gives a name as the place of the drawing can bear it.
    """
    text = sheets.speaking(pack.statement.language)
    drawn = {
        "agencies": [_bar(plain(pack.names[line.agency]), line, text) for line in pack.report.lines],
        "groups": [_bar(plain(line.name), line, text) for line in pack.report.groups],
        "months": [_bar(f"{one.first:%m/%Y}", one.total, text) for one in pack.months],
        "lateness": [*_bands(pack, text)],
        "latency": [_latency(plain(one.source), one, text) for one in pack.latencies],
    }
    return [
        _chart(key, text(f"pack.chart.{key}"), bars[at : at + most], _scale(bars))
        for key, bars in drawn.items()
        for at in range(0, len(bars), most)
    ]


def _chart(key: str, title: str, bars: Sequence[Bar], scale: float) -> Chart:
    svg, height = draw(title, bars, scale)
    return Chart(key=key, title=title, svg=svg, height=height)


def _scale(bars: Sequence[Bar]) -> float:
    """Give how long one of what is counted is drawn, so that behind the longest bar the longest label has room."""
    behind = max(len(bar.said) for bar in bars) * BEHIND + 12
    return (WIDTH - NAME - behind) / max(1, *(bar.total for bar in bars))


def draw(title: str, bars: Sequence[Bar], scale: float) -> tuple[str, int]:
    """Draw bars one below the other, as long as what they count, with a legend above and the sum behind each.

    `scale` is how long one of what they count is. Gives the drawing and its height.
    """
    known = {part.name: part.colour for bar in bars for part in bar.parts}
    legend, top = _legend(known)
    rows = [_row(bar, top + number * ROW, scale) for number, bar in enumerate(bars)]
    height = top + len(bars) * ROW + 4
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}" '
        f'role="img" aria-label="{escape(title)}" '
        'font-family="Times New Roman, Liberation Serif, Noto Serif, DejaVu Serif, serif" '
        f'font-size="{SIZE}">{legend}{"".join(rows)}</svg>'
    )
    return svg, height


def _legend(known: dict[str, str]) -> tuple[str, int]:
    """Draw the legend in as many lines as it takes; give the height below which bars begin."""
    drawn, x, y = [], 0.0, 2
    for name, filled in known.items():
        wide = 18 + len(name) * LETTER + 16
        if x and x + wide > WIDTH:
            x, y = 0.0, y + 18
        drawn.append(
            f'<rect x="{x:.0f}" y="{y}" width="12" height="12" fill="{filled}" stroke="#555" stroke-width=".5"/>'
        )
        drawn.append(f'<text x="{x + 17:.0f}" y="{y + 10}">{escape(name)}</text>')
        x += wide
    return "".join(drawn), y + 26


def _row(bar: Bar, y: int, scale: float) -> str:
    longest = int(NAME / LETTER) - 2
    name = bar.name if len(bar.name) <= longest else f"{bar.name[: longest - 1]}…"
    drawn = [f'<text x="{NAME - 8}" y="{y + 13}" text-anchor="end">{escape(name)}</text>']
    x = float(NAME)
    for part in bar.parts:
        wide = part.count * scale
        if part.count:
            drawn.append(
                f'<rect x="{x:.1f}" y="{y}" width="{wide:.1f}" height="{ROW - 5}" fill="{part.colour}" stroke="#555" '
                f'stroke-width=".5"><title>{escape(bar.name)}: {escape(part.name)}: {part.said}</title></rect>'
            )
            drawn += _number(part, x, y, wide)
        x += wide
    drawn.append(f'<text x="{x + 6:.1f}" y="{y + 13}" font-weight="bold">{bar.said}</text>')
    return "".join(drawn)


def _number(part: Part, x: float, y: int, wide: float) -> Iterable[str]:
    if wide >= len(part.said) * LETTER + 6:
        ink = "#fff" if part.colour in DARK else "#111"
        yield f'<text x="{x + wide / 2:.1f}" y="{y + 13}" text-anchor="middle" fill="{ink}">{part.said}</text>'


def _bar(name: str, line: Line, text: Text) -> Bar:
    return Bar(
        name=name,
        parts=tuple(
            Part(name=text(columns.text_of(code)), colour=colour(code), count=count)
            for code, count in line.buckets.items()
        ),
    )


def _bands(pack: Pack, text: Text) -> Iterable[Bar]:
    for band in pack.bands:
        counts = (("done-late", band.done), ("open-overdue", band.open))
        yield Bar(
            name=sheets.band_of(band.least, band.most, text),
            parts=tuple(
                Part(name=text(f"standing.{code}"), colour=colour(code), count=count) for code, count in counts
            ),
        )


SOONER = {"p50": "#7fb7e6", "p90": "#e39a3b", "p99": "#c0392b"}
"""Measures of latency and their colours: each goes on where the one before it ends."""


def _latency(source: str, told: Latency, text: Text) -> Bar:
    ends = [getattr(told, one) for one in SOONER]
    parts = (
        Part(name=text(f"column.{one}"), colour=filled, count=end - begin, label=duration(end))
        for (one, filled), begin, end in zip(SOONER.items(), [0, *ends], ends, strict=False)
    )
    name = f"{source} {told.month:%m/%Y}" if told.month else source
    return Bar(name=name, parts=tuple(parts), label=duration(ends[-1]))
