"""One assignment from its standing down to lines of XML, through the shipped program; what documents say stays text."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from typing import Any

import pytest
import stating
from houses import House
from making import folder_source

pytestmark = pytest.mark.process

EVIL = "<script>alert(1)</script> [red]x[/red] \u202eđảo\u0085 \u009b31m =1+1 \"'><b>"
CONFIG = 'language = "{language}"\n' + folder_source("lot", "own.yaml", more="settle_s = 0\n")


def escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")


def put(house: House, *, name: str, inner: str, attributes: str = "", number: str = "12") -> None:
    body = stating.written(inner, attributes).replace("<so>12</so>", f"<so>{number}</so>")
    body = body.replace("Về việc báo cáo", escaped(EVIL))
    (house.folder / "drop" / "vao" / f"{name}.xml").write_text(body, "utf-8")


def task(inner: str, due_on: str = "31/03/2026") -> str:
    content = f"<noi-dung>{escaped(EVIL)}</noi-dung>"
    return f'\n<viec ma="V1">{content}\n<han>{due_on}</han>\n<chu-tri>Sở Y tế</chu-tri>\n{inner}</viec>'


DONE = '<bao-cao ngay="04/03/2026" so="7"/>\n<ket-qua>2026-03-05T10:00:00+07:00</ket-qua>\n'
MOVED = '<chuyen ngay="09/03/2026">Sở Nội vụ</chuyen>'


@pytest.fixture
def lot(house: House) -> House:
    (house.folder / "drop" / "vao").mkdir(parents=True)
    (house.folder / "own.yaml").write_text(stating.MAPPING, "utf-8")
    house.config.write_text(CONFIG.format(language="en"), "utf-8")
    return house


def said(house: House, *command: str, code: int = 0) -> str:
    done = house.run(*command)
    assert (done.returncode, "Traceback" in done.stderr) == (code, False), done.stderr + done.stdout
    return done.stdout


def run(house: House) -> None:
    assert json.loads(said(house, "run", "--once", "--json"))["sources"]["lot"]["held"] == 0


def traced(house: House, *more: str) -> dict[str, Any]:
    (handle,) = [one["assignment"] for one in json.loads(said(house, "task", "list", "--json"))]
    told: dict[str, Any] = json.loads(said(house, "task", "trace", handle[:9], "--json", *more))
    return told


def steps(told: dict[str, Any]) -> list[tuple[str, str, str]]:
    (one,) = told["assignments"]
    return [(step["kind"], step["weight"], step["read"]) for step in one["steps"]]


class Page(HTMLParser):
    """Reads a page: what it would load, what would run, and whether every element is closed."""

    VOID = ("meta", "br")

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.names: set[str] = set()
        self.attributes: set[str] = set()
        self.text = ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.add(tag)
        self.attributes |= {name for name, _ in attrs}
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.add(tag)
        self.attributes |= {name for name, _ in attrs}

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def inert(text: str) -> bool:
    return not set(text) & {"\u202e", "\u0085", "\u009b", "\x1b", "\x07"}


def test_every_step_of_an_assignment_is_told_and_nothing_in_it_runs(lot: House) -> None:
    put(lot, name="a", inner=task(""))
    run(lot)
    put(lot, name="a", inner=task(DONE + MOVED))
    run(lot)
    before = lot.log_size()
    put(lot, name="a", inner=task(DONE + MOVED, "03/03/2026"))
    run(lot)
    told = traced(lot, "--on", "2026-03-20")
    assert steps(told) == [
        ("issued", "counts", "same"),
        ("assigned", "superseded", "same"),
        ("reported", "decides", "same"),
        ("entered", "decides", "same"),
        ("transferred", "decides", "same"),
        ("edited", "beside", "same"),
        ("assigned", "decides", "same"),
    ]
    (one,) = told["assignments"]
    assert (one["standing"]["code"], one["standing"]["completed_on"]) == ("done-late", "2026-03-05")
    assert (one["lead_name"], one["grounds"].keys()) == ("Sở Nội vụ", {"assigned", "report", "result", "lead"})
    # A message that was received thrice gives its lines as they were each time.
    lines = {origin["line"] for step in one["steps"] for origin in step["origins"] if origin["rule"] == "tasks.due_on"}
    assert lines == {3}
    assert [seq for seq in told["messages"] if seq["reread_by"]] == []
    assert {one["what"] for one in told["activations"]} == {"mapping", "directory", "calendar", "settings", "rules"}
    # As of before, and on a day before anything had happened.
    assert (
        traced(lot, "--at", str(before), "--on", "2026-03-20")["assignments"][0]["standing"]["code"] == "done-on-time"
    )
    early = traced(lot, "--on", "2026-03-02")
    assert {weight for kind, weight, _ in steps(early) if kind in ("reported", "entered", "transferred")} == {"later"}
    shown(lot, one["assignment"])


def shown(lot: House, handle: str) -> None:
    tree = said(lot, "task", "trace", handle, "--on", "2026-03-20")
    assert inert(tree)
    assert "<script>alert(1)</script> [red]x[/red] đảo \\u009b31m" in re.sub(r"[\s│]+", " ", tree)
    assert inert(json.dumps(json.loads(said(lot, "task", "trace", handle, "--json")), ensure_ascii=True))
    for language, word in (("en", "Why"), ("vi", "Truy vết")):
        lot.config.write_text(CONFIG.format(language=language), "utf-8")
        said(lot, "task", "trace", handle, "--html", str(lot.folder / "t.html"))
        text = (lot.folder / "t.html").read_text("utf-8")
        page = Page(text)
        assert page.open == []
        assert page.names == {
            "html", "head", "meta", "title", "style", "body", "h1", "h2", "h3", "p", "ul", "li",
            "svg", "line", "g", "circle", "path", "text", "tspan",
        }  # fmt: skip
        assert not page.attributes & {"src", "href", "onload", "onclick", "srcset", "data", "action"}
        assert "default-src 'none'" in text
        assert f'lang="{language}"' in text
        assert word in page.text or language == "en"
        assert "<script>alert(1)</script>" in page.text, "it is there, as text"
        assert set(re.findall(r"https?://[^\s\"]+", text)) == {"http://www.w3.org/2000/svg"}
        assert "url(" not in text
        assert inert(text)
    assert Page(said(lot, "task", "trace", handle, "--html", "-")).open == []


def test_recalled_reread_and_erased_are_told(lot: House) -> None:
    put(lot, name="a", inner=task(DONE), attributes='ma="A1"')
    run(lot)
    mapping = (lot.folder / "own.yaml").read_text("utf-8")
    (lot.folder / "own.yaml").write_text(
        mapping.replace("- {says: entered, happened_at: {at: ket-qua", "- {says: retracted, happened_at: {at: ket-qua")
    )
    said(lot, "activate", "mapping", "--reason", "thử")
    said(lot, "reread", "--source", "lot", "--since", "2026-01-01", "--reason", "rút nhầm")
    told = traced(lot, "--on", "2026-03-20")
    assert ("reread", "beside", "none") in steps(told)
    assert ("retracted", "counts", "same") in steps(told)
    assert ("entered", "superseded", "same") in steps(told), "by the mapping of its day"
    assert [one["reread_by"] is not None for one in told["messages"]] == [False, True]
    (ruling,) = [step for step in told["assignments"][0]["steps"] if step["kind"] == "reread"]
    assert ruling["texts"]["reason"] == "rút nhầm"
    put(lot, name="b", inner='<ve ma="A1"/>', attributes='viec="thu-hoi" ma="B1"', number="13")
    run(lot)
    told = traced(lot)
    assert told["assignments"][0]["standing"]["code"] == "withdrawn"
    (ended,) = [step for step in told["assignments"][0]["steps"] if step["kind"] == "recalled"]
    assert (ended["weight"], told["assignments"][0]["grounds"]["ended"]) == ("decides", ended["seq"])
    assert any(one["rule"] == "document.relates_to.alias" for one in ended["origins"])
    # It turns out classified: nothing of it is left, and that is said.
    file = lot.folder / "drop" / "vao" / "a.xml"
    size = lot.log_size()
    file.write_text(file.read_text("utf-8").replace('mat="khong"', 'mat="co"'), "utf-8")
    lot.run("run", "--once")
    (handle,) = [one["assignment"] for one in told["assignments"]]
    for more in ((), ("--at", str(size))):
        gone = json.loads(said(lot, "task", "trace", handle, "--json", *more))
        (one,) = gone["assignments"]
        read = {step["read"] for step in one["steps"] if step["kind"] in ("assigned", "entered", "reported", "issued")}
        assert (read, one["texts"], one["document"]["texts"]) == ({"erased"}, None, None)
        assert {step["erased_by"] is None for step in one["steps"] if step["kind"] == "assigned"} == {False}
        assert not any(step["origins"] for step in one["steps"] if step["kind"] != "recalled")
        tree = said(lot, "task", "trace", handle, *more)
        assert "has been erased (entry" in tree
        assert "alert(1)" not in tree.split("document recalled")[0]


def test_what_cannot_be_meant_is_told_with_what_to_do(lot: House) -> None:
    put(lot, name="a", inner=task(""))
    run(lot)
    explain = ("report", "explain", "--period", "2026-03")
    for command, code in (
        (("task", "trace", "zz"), 1),
        (("report", "--at", "3", "explain"), 2),
        ((*explain, "Sở Không Có:total"), 2),
        ((*explain, "--agency", "total"), 2),
    ):
        done = lot.run(*command)
        assert (done.returncode, "Traceback" in done.stderr) == (code, False), command
        assert any(word in done.stderr for word in ("Fix:", "Sửa:", "Viết", "Cần")), done.stderr
    said(lot, *explain, "total:new", "--html", str(lot.folder / "x.html"))
    page = Page((lot.folder / "x.html").read_text("utf-8"))
    assert "TOTAL · New" in page.text
    assert [file.name for file in lot.folder.glob("x*")] == ["x.html"]
