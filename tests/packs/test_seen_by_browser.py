"""A browser shows the page of a pack and prints it: nothing is fetched, clipped, beyond the edge or upon each other.

The pages go unchanged through a small server that is also the browser's proxy, so that whatever asks for an address is
seen to ask. The page that measures them stands beside them: they themselves run nothing.
"""

from __future__ import annotations

import html
import json
import os
import re
import shutil
import subprocess
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, ClassVar

import packed
import pypdfium2
import pytest
from test_packs import HOSTILE, check_paper, planted, squeezed

from adapter.packs import as_html, making, sheets
from adapter.packs.model import Pack
from adapter.packs.own import Narrowing

REQUIRED = os.environ.get("NHIEMVU_REQUIRE_CHROMIUM") == "1"
BROWSER = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")

pytestmark = pytest.mark.skipif(
    BROWSER is None and not REQUIRED, reason="Chromium is not installed: no browser looks at the pages here"
)

HOST = "http://pack.invalid"
"""No such host can be anywhere: what is asked of it, the proxy answers."""

WIDTHS = (1280, 390)
"""A desktop and a telephone, in CSS pixels."""

QUIET = (
    "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-extensions", "--disable-dev-shm-usage",
)  # fmt: skip

ITS_OWN = re.compile(r"(https?://)?([a-z0-9-]+\.)*(google|googleapis|gstatic|gvt1)\.com[:/]")
"""Where the browser itself asks for news, whatever it is told not to: the proxy lets nothing through."""

MEASURE = """
const told = {};
for (const frame of document.querySelectorAll("iframe")) {
  const page = frame.contentDocument, view = frame.contentWindow, root = page.documentElement;
  const inside = (one, other) => one.left >= other.left - 1 && one.right <= other.right + 1 &&
    one.top >= other.top - 1 && one.bottom <= other.bottom + 1;
  const clipped = [], upon = [];
  for (const svg of page.querySelectorAll("svg[role=img]")) {
    const edge = svg.getBoundingClientRect();
    const texts = [...svg.querySelectorAll("text")].map(one => [one.textContent, one.getBoundingClientRect()]);
    clipped.push(...texts.filter(one => !(one[1].width > 0 && inside(one[1], edge))).map(one => one[0]));
    // What is drawn after a text may not cover it, be it a text or a coloured stretch; a number lies upon its own.
    const marks = [...svg.children].map(one => [one, one.getBoundingClientRect()]);
    marks.forEach(([one, box], number) => {
      if (one.tagName === "text") for (const [other, over] of marks.slice(number + 1, number + 30))
        if (over.left < box.right - 1 && over.right > box.left + 1 &&
            over.top < box.bottom - 3 && over.bottom > box.top + 3)
          upon.push([one.textContent, other.textContent]);
    });
  }
  const cells = [...page.querySelectorAll("th, td")];
  told[frame.name] = {
    over: root.scrollWidth - root.clientWidth,
    unreached: [...page.querySelectorAll("nav a")]
      .filter(one => one.getBoundingClientRect().right > root.clientWidth).map(one => one.textContent),
    burst: cells.filter(one => one.scrollWidth > one.clientWidth + 1).map(one => one.textContent),
    unmovable: [...page.querySelectorAll("main *")].filter(one => one.scrollWidth > one.clientWidth + 1 &&
      view.getComputedStyle(one).overflowX === "auto" && one.tabIndex !== 0).map(one => one.className),
    charts: [...page.querySelectorAll("svg[role=img]")].map(one => one.getBoundingClientRect().width),
    clipped, upon,
    fetched: view.performance.getEntriesByType("resource").map(one => one.name),
    dark: view.matchMedia("(prefers-color-scheme: dark)").matches,
    colours: [view.getComputedStyle(page.body).color, view.getComputedStyle(page.body).backgroundColor],
    language: root.lang, title: page.title,
    unnamed: [...page.querySelectorAll("table, section, figure, [role=img]")].filter(one =>
      !one.getAttribute("aria-label") && !page.getElementById(one.getAttribute("aria-labelledby")))
      .map(one => one.tagName),
    unscoped: cells.filter(one => one.tagName === "TH" && !["col", "row"].includes(one.scope)).length,
  };
}
document.body.textContent = JSON.stringify(told);
"""


@dataclass(slots=True)
class Shelf:
    """What the server gives out, and what was asked of it."""

    pages: dict[str, bytes]
    address: str = ""
    asked: list[str] = field(default_factory=list)


class Server(ThreadingHTTPServer):
    """A server of a browser that goes away when it has seen enough."""

    daemon_threads = True

    def handle_error(self, *_: object) -> None:
        """Say nothing: who asked may have given up."""


@contextmanager
def served(pages: dict[str, bytes]) -> Iterator[Shelf]:
    """Give pages out as a proxy does, and write down everything that is asked for."""
    shelf = Shelf(pages=pages)

    class Proxy(BaseHTTPRequestHandler):
        """Answers for every host."""

        shelved: ClassVar[Shelf] = shelf

        def do_GET(self) -> None:
            """Give a page of ours; anything else there is not."""
            shelf.asked.append(self.path)
            page = shelf.pages.get(self.path.removeprefix(f"{HOST}/"))
            self.send_response(404 if page is None else 200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(page or b"")

        def do_CONNECT(self) -> None:
            """Let nobody through."""
            shelf.asked.append(self.path)
            self.send_error(404)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with Server(("127.0.0.1", 0), Proxy) as server:
        shelf.address = f"http://127.0.0.1:{server.server_port}"
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield shelf
        server.shutdown()


def browse(shelf: Shelf, folder: Path, page: str, *options: str) -> str:
    """Have the browser open a page and do what the options say; give what it prints."""
    assert BROWSER, "Chromium is required (NHIEMVU_REQUIRE_CHROMIUM=1)"
    # A profile of its own: no browser that runs already, no settings of anybody.
    own = (
        f"--user-data-dir={folder / 'profile'}",
        f"--proxy-server={shelf.address}",
        "--proxy-bypass-list=<-loopback>",
    )
    line = [BROWSER, *QUIET, *own, *options, f"{HOST}/{page}"]
    return subprocess.run(line, check=True, capture_output=True, text=True, timeout=240).stdout


def own_page(folder: Path) -> bytes:
    """Make the sheet of the agency that has most to do."""
    with closing(packed.store(folder)) as opened, opened.read() as reader:
        whole = making.make(reader, making.stated(reader, packed.YEAR, "vi"))
        narrowing = Narrowing(reader, whole)
        busiest = max((narrowing.to(one) for one in narrowing.agencies()), key=lambda one: len(one.assignments))
        return shown(busiest)


def shown(pack: Pack) -> bytes:
    return as_html.write(pack, sheets.of(pack))


BROKEN = """<!DOCTYPE html><html><body><main><nav><a href="#a" style="white-space: nowrap">{word}</a></nav>
<img src="http://elsewhere.invalid/x.png"><table><tr><th style="max-width: 9px">{word}</th></tr></table>
<svg role="img" width="100" height="40"><text x="60" y="12">47:30:00</text><text x="62" y="13">11</text></svg>
<div style="overflow-x: auto"><p>{word}</p></div></main></body></html>""".format(word="m" * 200)
"""Has whatever a page may not have."""


@pytest.fixture(scope="module")
def measured(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    """Give what the browser measured of every page, by page and width; and what was asked of the network."""
    folder = tmp_path_factory.mktemp("browser")
    pages = {
        "vi": shown(packed.pack()),
        "en": shown(packed.pack("en")),
        "own": own_page(folder / "log"),
        "hostile": shown(planted(*HOSTILE)),
        "broken": BROKEN.encode(),
    }
    frames = "".join(
        f'<iframe name="{name} {wide}" src="{name}" width="{wide}" height="800" style="border: 0"></iframe>'
        for name in pages
        for wide in WIDTHS
    )
    beside = f"<!DOCTYPE html><body>{frames}<script>window.onload = () => {{ {MEASURE} }};</script></body>"
    with served({**pages, "": beside.encode()}) as shelf:
        # As somebody sees it whose system is dark.
        out = browse(shelf, folder, "", "--blink-settings=preferredColorScheme=0", "--dump-dom")
        found = re.search(r"<body>(\{.*\})</body>", out, re.DOTALL)
        assert found is not None, out[:2000]
        told: dict[str, dict[str, Any]] = json.loads(html.unescape(found[1]))
        return {**told, "asked": {"asked": sorted(set(shelf.asked))}}


PAGES = [f"{name} {wide}" for name in ("vi", "en", "own", "hostile") for wide in WIDTHS]


@pytest.mark.parametrize("page", PAGES)
def test_nothing_is_clipped_unreachable_or_upon_each_other(page: str, measured: dict[str, dict[str, Any]]) -> None:
    told = measured[page]
    assert told["over"] == 0
    assert [told[one] for one in ("unreached", "burst", "clipped", "upon", "unmovable")] == [[]] * 5
    # A drawing is never made so small that its letters cannot be read.
    assert len(told["charts"]) >= 1
    assert min(told["charts"]) >= 900


@pytest.mark.parametrize("page", PAGES)
def test_programs_that_read_aloud_find_names_and_a_dark_system_changes_nothing(
    page: str, measured: dict[str, dict[str, Any]]
) -> None:
    told = measured[page]
    assert told["language"] == ("en" if page.startswith("en") else "vi")
    assert told["title"]
    assert told["unnamed"] == []
    assert told["unscoped"] == 0
    assert told["dark"], "the browser was told that the system is dark"
    assert told["colours"] == ["rgb(17, 17, 17)", "rgb(255, 255, 255)"]


def test_nothing_is_fetched_but_the_pages(measured: dict[str, dict[str, Any]]) -> None:
    assert [measured[page]["fetched"] for page in PAGES] == [[]] * len(PAGES)
    ours = {f"{HOST}/{name}" for name in ("", "vi", "en", "own", "hostile", "broken", "favicon.ico")}
    others = {one for one in measured["asked"]["asked"] if not ITS_OWN.match(one)}
    assert others - ours == {"http://elsewhere.invalid/x.png"}, "asked for by BROKEN alone"


def test_a_broken_page_would_be_noticed(measured: dict[str, dict[str, Any]]) -> None:
    told = measured["broken 1280"]
    assert told["over"] > 0
    kinds = ("unreached", "burst", "clipped", "upon", "unnamed", "fetched")
    assert [one for one in kinds if not told[one]] == []
    assert told["unscoped"] == 1


def test_it_prints_every_sheet_without_pages_that_say_nothing(tmp_path: Path) -> None:
    pack = packed.pack()
    out = tmp_path / "page.pdf"
    with served({"vi": shown(pack)}) as shelf:
        browse(shelf, tmp_path, "vi", "--no-pdf-header-footer", f"--print-to-pdf={out}")
    pages = check_paper(out.read_bytes())
    said = squeezed("".join(pages))
    assert [one.title for one in sheets.of(pack) if squeezed(one.title) not in said] == []
    assert [number for number, page in enumerate(pages, start=1) if len(squeezed(page)) < 60] == []
    with pypdfium2.PdfDocument(out.read_bytes()) as document:
        (front, *_, last) = [page.get_size() for page in document]
    assert front[0] < front[1], "the first page stands upright"
    assert last[0] > last[1], "tables lie flat"
