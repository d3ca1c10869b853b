"""An outline as one HTML page that stands alone: nothing is loaded, nothing runs, everything from outside is escaped.

The page forbids itself scripts and every address by its own policy, so that what a document says stays text even
where escaping would have failed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

from adapter.cli.outline import Node
from adapter.cli.session import Session
from adapter.core.text import inert

_STYLE = """
:root { color-scheme: light; }
body { font: 1rem/1.5 system-ui, "Noto Sans", "DejaVu Sans", sans-serif; color: #1a1a1a; background: #fff;
  max-width: 62rem; margin: 0 auto; padding: 1rem; }
h1 { font-size: 1.5rem; line-height: 1.25; margin: 0 0 .5rem; }
h2 { font-size: 1.15rem; line-height: 1.3; margin: 2rem 0 .5rem; border-top: 2px solid #333; padding-top: .6rem; }
h3 { font-size: 1rem; line-height: 1.4; margin: 1.5rem 0 .5rem; background: #f1f3f5; padding: .4rem .6rem; }
h1, h2, h3, li, p { overflow-wrap: anywhere; }
p { margin: .3rem 0; }
.note { color: #444; font-size: .9rem; }
ul { margin: .2rem 0 .4rem; padding-left: 1.1rem; }
li { margin: .15rem 0; }
li.decides { font-weight: 600; } li.decides > ul { font-weight: 400; }
li.faint { color: #595959; } li.gone { color: #7a4a00; font-weight: 600; }
li.strong { font-weight: 600; } li.strong > ul { font-weight: 400; }
li.origin { font: .85rem/1.45 ui-monospace, "DejaVu Sans Mono", monospace; font-weight: 400; color: #1a1a1a; }
svg.timeline { display: block; width: 100%; max-width: 27rem; height: auto; margin: .5rem 0; }
svg text { font: 14px system-ui, "Noto Sans", "DejaVu Sans", sans-serif; fill: #1a1a1a; }
svg text.on { text-anchor: end; font-variant-numeric: tabular-nums; }
svg .axis { stroke: #777; stroke-width: 2; }
svg .event circle { fill: #1f5fa8; stroke: #1f5fa8; stroke-width: 2; }
svg .later circle { fill: #fff; stroke: #1f5fa8; stroke-width: 2; }
svg .former path { fill: #fff; stroke: #b3261e; stroke-width: 2; }
svg .due path { fill: #b3261e; stroke: #b3261e; }
svg .day path { fill: none; stroke: #1a1a1a; stroke-width: 3; } svg .day text { font-weight: 600; }
@media print { body { max-width: none; padding: 0; font-size: 10pt; } h2, h3 { break-after: avoid; }
  svg.timeline { break-inside: avoid; max-width: 9cm; } h3 { background: none; border: 1px solid #777; } }
"""

_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def write(session: Session, title: str, notes: Iterable[str], nodes: Iterable[Node]) -> str:
    """Write the page: title, what it rests on, then the outline."""
    head = [*notes, session.text("page.written-by")]
    body = [f"<h1>{_safe(title)}</h1>", *(f'<p class="note">{_safe(one)}</p>' for one in head)]
    for one in nodes:
        body += _section(one)
    return (
        f'<!DOCTYPE html>\n<html lang="{session.language}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{_safe(title)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n"
        + "\n".join(body)
        + "\n</body>\n</html>\n"
    )


def _section(one: Node) -> Iterator[str]:
    """Write a part: its heading, and every assignment in it under a heading of its own."""
    yield f"<h2>{_safe(one.text)}</h2>"
    plain: list[Node] = []
    for inner in one.below:
        if inner.picture:
            yield _list(plain)
            plain = []
            yield f"<h3>{_safe(inner.text)}</h3>{inner.picture}{_list(inner.below)}"
        else:
            plain.append(inner)
    yield _list(plain)


def _list(nodes: Iterable[Node]) -> str:
    items = "".join(_item(one) for one in nodes)
    return f"<ul>{items}</ul>" if items else ""


def _item(one: Node) -> str:
    mood = f' class="{one.mood}"' if one.mood else ""
    return f"<li{mood}>{_safe(one.text)}{_list(one.below)}</li>"


def _safe(text: str) -> str:
    return escape(inert(text, keep=""))
