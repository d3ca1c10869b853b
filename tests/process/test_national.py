"""The national message formats through the shipped program: files of a folder, dropped in any order."""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from typing import Any

import edxml
import pytest
from houses import House

pytestmark = pytest.mark.process

STATED = 'absent_secrecy_opens = "Trục liên thông nội tỉnh, không chuyển văn bản mật"'
GENERATIONS = {"QCVN 102": ("edxml-qcvn102", STATED), "2014": ("edxml-2014", "")}


def configured(house: House, generation: str, *, stated: bool = True) -> None:
    """Settle a house beside a folder of one generation."""
    mapping, statement = GENERATIONS[generation]
    (house.folder / "co-quan.csv").write_text(edxml.DIRECTORY, "utf-8")
    (house.folder / "truc" / "documents").mkdir(parents=True)
    house.config.write_text(
        f"""language = "en"
directory = "co-quan.csv"
[sources.truc]
connector = "folder"
mapping = "builtin:{mapping}.yaml"
{statement if stated else ""}
[sources.truc.options]
drop_directory = "truc"
settle_s = 0
""",
        "utf-8",
    )


def drop(house: House, generation: str, names: Sequence[str]) -> None:
    edxml.drop(house.folder / "truc" / "documents", edxml.files(generation), names)


def told(house: House, *command: str) -> Any:
    done = house.run(*command, "--json")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def counts(house: House) -> dict[str, int]:
    """Run one round; give what it counted."""
    found: dict[str, int] = told(house, "run", "--once")["sources"]["truc"]
    return found


def assignments(house: House) -> dict[tuple[str, str], tuple[str, str, str, str]]:
    """Give, of every assignment, its state, deadline, standing and what is lacking.

    One that has ended keeps the deadline it had when it ended, whatever is told of its document afterwards.
    """
    rows = told(house, "task", "list", "--scope", "all")
    found = {
        (row["number"], row["lead"]): (
            row["state"],
            row["deadline"] if row["state"] == "open" else "",
            row["standing"],
            "+".join(row["lacking"]),
        )
        for row in rows
    }
    assert len(found) == len(rows)
    return found


WANTED = {
    ("5425", "Sở Nội vụ"): ("open", "2024-05-15", "open-overdue", "report+result"),
    # The report alone completes nothing, and status 06 says nothing at all.
    ("5425", "Sở Y tế"): ("open", "2024-05-15", "open-overdue", "result"),
    ("5425", "Sở Giáo dục và Đào tạo"): ("replaced", "", "withdrawn", "report+result"),
    ("5427", "Sở Y tế"): ("withdrawn", "", "withdrawn", "report+result"),
    ("5700", "Sở Giáo dục và Đào tạo"): ("open", "2099-06-30", "open-in-time", "report+result"),
}


def ordered(order: str, names: Sequence[str]) -> list[str]:
    """Give an order of arrival in which a report comes after what it answers: see the last test."""
    found = list(names)
    if order == "backwards":
        found.reverse()
    elif order != "as they happened":
        random.Random(order).shuffle(found)
    found.remove("bao-cao")
    return [*found, "bao-cao"]


@pytest.mark.parametrize(
    ("generation", "order"),
    [
        ("QCVN 102", "as they happened"),
        ("QCVN 102", "backwards"),
        ("QCVN 102", "a"),
        ("2014", "backwards"),
        ("2014", "b"),
    ],
)
def test_what_came_of_a_folder_is_the_same_in_every_order(house: House, generation: str, order: str) -> None:
    configured(house, generation)
    names = list(edxml.files(generation))
    drop(house, generation, ordered(order, names))
    first, second = counts(house), counts(house)
    # What names a document that has not come yet waits for the next round.
    assert first["taken"] + second["taken"] == len(edxml.READ)
    assert (first["passed"], first["withheld"], second["withheld"]) == (1, 2, 2)
    assert assignments(house) == WANTED
    held = {row["reference"]: row["reason"] for row in told(house, "quarantine", "list")}
    assert held == {name: reason for name, reason in edxml.HELD.items() if name in names}
    account = told(house, "account")
    # Of the province with tasks, without (no due date, the recall), recalled; the two replies are out of scope.
    assert (account["tasks"], account["no_task"], account["recalled"], account["out_of_scope"]) == (3, 2, 1, 2)
    assert account["held"] + account["not_fetched"] == len(held)
    assert told(house, "log", "verify")["findings"] == []
    assert counts(house)["taken"] == 0


def test_nothing_opens_where_nobody_has_said_that_the_channel_is_open(house: House) -> None:
    """QCVN 102 has no secrecy element: without the setting every document waits, and a stamp is seen all the same."""
    configured(house, "QCVN 102", stated=False)
    drop(house, "QCVN 102", list(edxml.files("QCVN 102")))
    found = counts(house)
    assert (found["taken"], found["passed"], found["withheld"]) == (0, 1, 2)
    reasons = {row["reason"] for row in told(house, "quarantine", "list")}
    assert reasons == {"secrecy.missing", "peer.item-missing"}


def test_one_document_sent_to_each_agency_by_itself_is_held_whatever_its_time(house: House) -> None:
    """The same number with other receivers: neither of two tellings is taken for the whole, and none is lost."""
    configured(house, "QCVN 102")
    earlier, later = (
        edxml.Paper(number="5430", to=(to,), due="2024/04/15", told=f"2024/03/02 09:00:0{second}")
        for to, second in ((edxml.HEALTH, 1), (edxml.HOME, 2))
    )
    made = {name: edxml.qcvn102(edxml.header(paper)) for name, paper in (("noi-vu", later), ("y-te", earlier))}
    edxml.drop(house.folder / "truc" / "documents", made, list(made))
    assert (counts(house)["taken"], list(assignments(house))) == (1, [("5430", "Sở Nội vụ")])
    held = [(row["reference"], row["reason"]) for row in told(house, "quarantine", "list")]
    assert held == [("y-te", "document.two-readings")]


def test_a_reply_that_comes_before_its_document_answers_it_all_the_same(house: House) -> None:
    """`unknown: pass`: most replies are about documents that never come; one whose document comes is read again."""
    configured(house, "QCVN 102")
    drop(house, "QCVN 102", ["bao-cao", "giao-viec"])
    assert counts(house)["taken"] == 2
    assert {lacking for *_, lacking in assignments(house).values()} == {"result", "report+result"}


def test_lint_judges_the_log_as_its_source_does(house: House) -> None:
    configured(house, "QCVN 102")
    drop(house, "QCVN 102", ["giao-viec", "thay-the"])
    assert counts(house)["taken"] == 2
    found = {
        (row["code"], row["values"].get("rule"))
        for row in json.loads(house.run("mapping", "lint", "--source", "truc", "--json").stdout)
    }
    assert "lint.never-opened" not in {code for code, _ in found}
    assert ("lint.never-matched", "answers[1]") in found
    assert ("lint.never-matched", "document.replaces") not in found
