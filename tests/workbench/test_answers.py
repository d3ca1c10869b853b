"""Whole answers of a service are cut up as a connector does it, wherever a person has a message to look at."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from shipped import load_shipped

from adapter.core import organisations, xml
from adapter.wire import Trouble
from adapter.workbench import answers, messages, trying

MAPPINGS = Path(__file__).parents[2] / "mappings"
SAMPLES = MAPPINGS / "samples" / "simulator"
RULES = load_shipped((MAPPINGS / "simulator.yaml").read_text("utf-8"))
DIRECTORY = organisations.load((MAPPINGS / "codes" / "organisations_quangngai.csv").read_text("utf-8"))
NAMESPACE = "urn:vn:qlvb:dich-vu:1"


def answer(operation: str, inside: str, code: str = "0") -> bytes:
    result = f"<Result><Code>{code}</Code><Message/></Result>"
    return (
        '<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>\n'
        f'<{operation}Response xmlns="{NAMESPACE}">{result}\n{inside}</{operation}Response></s:Body></s:Envelope>'
    ).encode()


DOCUMENT = (SAMPLES / "assigned.xml").read_text("utf-8").partition("?>\n")[2] or (SAMPLES / "assigned.xml").read_text()
FETCHED = answer("GetDocument", DOCUMENT)


def test_the_one_message_of_a_fetch_is_cut_out_and_keeps_its_lines() -> None:
    (found,) = messages.within(FETCHED, RULES)
    root = xml.parse(found)
    assert xml.local_name(root) == "Document"
    assert xml.line_of(root) == 3
    alone = trying.come_of(RULES, "document", (SAMPLES / "assigned.xml").read_bytes(), DIRECTORY)
    whole = trying.come_of(RULES, "document", FETCHED, DIRECTORY)
    assert isinstance(alone, dict)
    assert isinstance(whole, dict)
    assert whole["facts"] == alone["facts"]


def test_events_are_cut_out_of_their_listing_and_a_listing_of_documents_holds_none() -> None:
    event = (
        "<Event><EventId>e-{0}</EventId><Kind>result-entered</Kind><RecordedAt>2026-03-02T08:00:00+07:00</RecordedAt>"
        "<DocumentId>d</DocumentId><TaskId>t</TaskId></Event>"
    )
    listed = answer("ListEvents", f"<Events>{event.format(1)}{event.format(2)}</Events><More>false</More>")
    assert len(messages.within(listed, RULES)) == 2
    row = "<Id>1</Id><ModifiedAt>2026-03-02T08:00:00+07:00</ModifiedAt>"
    rows = f"<Documents><DocumentInfo>{row}</DocumentInfo></Documents><More>false</More>"
    assert messages.within(answer("ListDocuments", rows), RULES) == []


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (answer("GetDocument", "", code="404"), "peer.item-refused"),
        (answer("GetDocument", "", code="500"), "peer.busy"),
        (answer("GetDocument", DOCUMENT, code="17"), "peer.no-success"),
        (answer("GetSomething", DOCUMENT), "peer.other-element"),
    ],
)
def test_an_answer_that_does_not_count_says_why(body: bytes, code: str) -> None:
    with pytest.raises(Trouble) as caught:
        answers.cut(body, RULES.exchange)
    assert caught.value.code == code
    came = trying.come_of(RULES, "document", body, DIRECTORY)
    assert isinstance(came, dict)
    assert came["code"] == code
    assert list(messages.numbered(iter([("a.xml", body)]), RULES)) == []


def run(*arguments: object) -> subprocess.CompletedProcess[str]:
    line = [sys.executable, "-m", "adapter.cli", "mapping", *map(str, arguments)]
    done = subprocess.run(line, capture_output=True, text=True, check=False, timeout=60, env={"LANG": "en"})
    assert "Traceback" not in done.stderr
    return done


def test_preview_and_lint_take_what_was_saved(tmp_path: Path) -> None:
    file = tmp_path / "answer.xml"
    file.write_bytes(FETCHED)
    rules = MAPPINGS / "simulator.yaml"
    done = run("preview", file, "--mapping", rules, "--directory", "builtin:codes/organisations_quangngai.csv")
    assert done.returncode == 0, done.stderr
    assert "What would follow" in done.stdout
    assert "1 documents and 0 events were read" in run("lint", rules, "--samples", file).stdout
    file.write_bytes(answer("ListDocuments", "<Documents/><More>false</More>"))
    assert "carries no message" in run("preview", file, "--mapping", rules).stdout
    file.write_bytes(answer("GetDocument", DOCUMENT, code="17"))
    refused = run("preview", file, "--mapping", rules)
    assert "«17»" in refused.stderr
    assert refused.returncode == 75
