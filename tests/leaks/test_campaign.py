"""Of classified documents nothing remains anywhere: of every variant, after every way the program may end.

`NHIEMVU_LEAK_ROUNDS=50 ./dev test -n0 tests/leaks/test_campaign.py` is the long campaign.
"""

from __future__ import annotations

import json
import os
import random
import re
import signal
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

import closed_documents
import closed_mappings
import closed_service
import planted_trouble
import pytest
import variants
from closed_documents import STEM, Canaries, Closed
from closed_house import PROGRAM, ClosedHouse, planted
from closed_service import ClosedService
from leak_search import findings
from scanner import Scanner
from variants import Variant

pytestmark = [pytest.mark.process, pytest.mark.crash]

ROUNDS = int(os.environ.get("NHIEMVU_LEAK_ROUNDS", "1"))
EVERY = variants.every()

DEATHS = (
    "listing", "received", "split", "gate", "withhold", "hold", "append", "flush", "execute", "commit", "committed",
    "closing", "closed", "cycle", "figures",
)  # fmt: skip
"""Where the process is killed: before and after each step that makes something durable, and with content in memory."""

RAISES = tuple(place for place in planted_trouble.PLACES if place not in {"erase", "scrub"})
KINDS = (*planted_trouble.EXCEPTIONS, "speak")


def house_in(folder: Path, **options: str) -> ClosedHouse:
    return ClosedHouse(folder / "house", folder / "outside", **options)


def slug(variant: Variant) -> str:
    return re.sub(r"[^a-z0-9]+", "-", variant.name.lower())


def channel(variant: Variant) -> str:
    return "" if variant.element else "QCVN 102"


@contextmanager
def service(
    house: ClosedHouse, variant: Variant, canaries: Canaries, *, tells: bool
) -> Iterator[tuple[str, ClosedService]]:
    """Add a source that is a service; where its listing tells levels, what is closed there may not even be fetched."""
    closed = [one for one in closed_documents.of_variant(variant, canaries) if tells or not one.listed_only]
    happened = [] if variant.edxml else closed_service.events_of(closed, variant.classified[0], canaries)
    name = f"{slug(variant)}-{'tells' if tells else 'silent'}"
    with closed_service.serving(closed, happened, canaries) as running:
        mapping = closed_mappings.written(variant, name, levels_listed=tells)
        house.add_service(name, mapping, running.url, absent_opens=channel(variant))
        yield name, running


def dropped(house: ClosedHouse, variant: Variant, canaries: Canaries) -> tuple[str, list[Closed]]:
    """Add a source that leaves files."""
    closed = [one for one in closed_documents.of_variant(variant, canaries) if not (one.listed_only or one.refused)]
    name = f"{slug(variant)}-files"
    mapping = closed_mappings.written(variant, name, folder=True)
    drops = house.add_folder(name, mapping, absent_opens=channel(variant))
    for one in closed:
        (drops / f"{one.ma}.xml").write_text(one.body, "utf-8")
    return name, closed


@contextmanager
def small_house(folder: Path, variant: Variant) -> Iterator[tuple[ClosedHouse, list[Closed]]]:
    """Give a house with one service and one folder."""
    house, canaries = house_in(folder), Canaries()
    with service(house, variant, canaries, tells=False) as (_, running):
        _, files = dropped(house, variant, canaries)
        yield house, [*running.closed, *files]


def counted(closed: Sequence[Closed]) -> dict[str, int]:
    verdicts = Counter(one.verdict for one in closed)
    return {"taken": verdicts["open"], "held": verdicts["held"], "withheld": verdicts["withheld"]}


def judged(house: ClosedHouse) -> dict[str, dict[str, int]]:
    """Give what the last round of every source came to."""
    told = json.loads(house.out())["sources"]
    return {name: {key: counts[key] for key in ("taken", "held", "withheld")} for name, counts in told.items()}


def test_services_of_every_variant_leave_nothing(tmp_path: Path) -> None:
    """A round at level debug as JSON, then every command that looks; levels in the listing, and only inside."""
    house, canaries = house_in(tmp_path), Canaries()
    with ExitStack() as stack:
        running = dict(
            stack.enter_context(service(house, variant, canaries, tells=tells))
            for variant in EVERY
            for tells in (True, False)
        )
        assert house.run("run", "--once", "--json") == 0, house.err()[-2000:]
        assert judged(house) == {name: counted(one.closed) for name, one in running.items()}
    for variant in EVERY:
        told, silent = running[f"{slug(variant)}-tells"], running[f"{slug(variant)}-silent"]
        listed_closed = {one.ma for one in told.closed if set(one.listed) & set(variant.classified)}
        assert bool(listed_closed) == variant.element
        # What its listing tells to be classified is not even asked for.
        assert listed_closed & set(told.fetched) == set()
        assert {one.ma for one in silent.closed} == set(silent.fetched)
    house.look()
    assert findings(house, [one for each in running.values() for one in each.closed]) == []


def test_folders_of_every_variant_leave_nothing(tmp_path: Path) -> None:
    """A round at level debug for a person to read, then every command that looks; the folders belong to the sources."""
    house, canaries = house_in(tmp_path, style="console"), Canaries()
    sources = dict(dropped(house, variant, canaries) for variant in EVERY)
    assert house.run("run", "--once", "--json") == 0, house.err()[-2000:]
    assert judged(house) == {name: counted(closed) for name, closed in sources.items()}
    for command in (("status",), ("account", "--json"), ("quarantine", "list", "--json")):
        assert house.run(*command) in (0, 1)
    assert findings(house, [one for closed in sources.values() for one in closed]) == []


@pytest.mark.parametrize("part", range(3))
def test_killed_at_every_durable_step_nothing_remains(tmp_path: Path, part: int) -> None:
    """Looked through before anything runs again, and once more when a later run has come to its end."""
    dice = random.Random(part)
    for number in range(ROUNDS):
        variant = EVERY[(part + 3 * number) % len(EVERY)]
        with small_house(tmp_path / str(number), variant) as (house, closed), house.spoilt() as spoilt:
            for at, place in enumerate(DEATHS[part::3]):
                death = "SIGKILL" if at else dice.choice(("SIGSEGV", "SIGABRT"))
                nth = 1 if number == 0 else dice.randint(1, 6)
                code = spoilt(place, death, nth)
                assert code == -getattr(signal, death) or (nth > 1 and code == 0), (place, code, house.err()[-2000:])
                if at in (0, len(DEATHS[part::3]) - 1) or ROUNDS > 1:
                    assert findings(house, closed) == [], (variant.name, place)
            assert house.run("run", "--once") == 0, house.err()[-2000:]
            assert house.run("log", "verify") == 0, house.err()[-2000:]
            assert findings(house, closed) == [], variant.name


@pytest.mark.parametrize("part", range(4))
def test_exceptions_full_of_content_leave_nothing(tmp_path: Path, part: int) -> None:
    """Raised at every place of the trip, in the words of every library, warned, logged, in threads and finalizers."""
    dice = random.Random(part)
    for number in range(ROUNDS):
        variant = EVERY[(part + 4 * number) % len(EVERY)]
        with small_house(tmp_path / str(number), variant) as (house, closed), house.spoilt() as spoilt:
            hits = 0
            for at, place in enumerate(RAISES[part::4]):
                kind = KINDS[(4 * at + part + number) % len(KINDS)]
                nth = 1 if number == 0 else dice.randint(1, 9)
                spoilt(place, kind, nth)
                hits += "planted" in house.err()
                assert "planted" in house.err() or nth > 1, (place, kind)
            assert hits > len(RAISES[part::4]) / 2
            assert house.run("run", "--once") == 0, house.err()[-2000:]
            assert findings(house, closed) == [], variant.name


def test_an_exception_in_development_mode_leaves_nothing(tmp_path: Path) -> None:
    """With every warning shown, and the memory checked."""
    more = {"PYTHONDEVMODE": "1"}
    with small_house(tmp_path, EVERY[8]) as (house, closed):
        house.run("run", "--once", program=planted("trouble", "split", "speak", "1"), environment=more)
        assert "planted" in house.err()
        assert findings(house, closed) == []


@pytest.mark.parametrize("kind", ["value", "speak"])
def test_a_daemon_in_trouble_leaves_nothing(tmp_path: Path, kind: str) -> None:
    with small_house(tmp_path, EVERY[0]) as (house, closed):
        with daemon(house, planted("trouble", "gate", kind, "1"), ("planted", "cycle_committed")):
            assert findings(house, closed) == []
        assert findings(house, closed) == []


@contextmanager
def daemon(house: ClosedHouse, program: Sequence[str], until: Sequence[str]) -> Iterator[None]:
    """Run the daemon; it is there once it has said all of `until`, each as often as it stands there."""
    with house.start("run", program=program) as process:
        end = time.monotonic() + 120
        while Counter(until) - Counter(re.findall("|".join(until), house.err())):
            assert process.poll() is None, house.err()[-2000:]
            assert time.monotonic() < end, house.err()[-2000:]
            time.sleep(0.05)
        yield
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=60) in (0, 1, 75), house.err()[-2000:]


def raised_house(
    stack: ExitStack, folder: Path, variant: Variant
) -> tuple[ClosedHouse, ClosedService, tuple[Closed, ...]]:
    """Give a house that has taken a document in which is classified from now on."""
    house, canaries = house_in(folder), Canaries()
    _, running = stack.enter_context(service(house, variant, canaries, tells=False))
    versions = closed_documents.raised(variant, canaries)
    passing = [one for one in running.closed if one.verdict == "open"]
    running.closed[:], running.happened[:] = [*passing, versions[0]], []
    assert house.run("run", "--once", "--json") == 0, house.err()[-2000:]
    assert next(iter(judged(house).values())) == {"taken": len(passing) + 1, "held": 0, "withheld": 0}
    # While it was open it was kept, and the search sees it: else what follows would prove nothing.
    assert findings(house)
    running.closed[-1] = versions[1]
    return house, running, versions


@pytest.mark.parametrize(("variant", "door"), [(EVERY[0], "same"), (EVERY[3], "other"), (EVERY[9], "same")])
def test_of_a_document_raised_later_nothing_remains(tmp_path: Path, variant: Variant, door: str) -> None:
    """By its own reference and by another one that brings it again as classified."""
    with ExitStack() as stack:
        house, running, versions = raised_house(stack, tmp_path, variant)
        if door == "other":
            other = f"{versions[1].ma}f"
            second = Closed(other, "withheld", (), versions[1].body.replace(versions[1].ma, other))
            running.closed[-1:] = [second]
        assert house.run("run", "--once", "--json") == 0, house.err()[-2000:]
        assert house.run("task", "list", "--json", "--scope", "all") == 0
        assert findings(house, versions) == []


@pytest.mark.parametrize("place", ["erase", "committed", "scrub"])
def test_killed_while_a_document_is_raised_nothing_remains_after_the_next_run(tmp_path: Path, place: str) -> None:
    with ExitStack() as stack:
        house, _, versions = raised_house(stack, tmp_path, EVERY[5])
        spoilt = stack.enter_context(house.spoilt())
        assert spoilt(place, "SIGKILL", 1) == -signal.SIGKILL, house.err()[-2000:]
        assert house.run("run", "--once") == 0, house.err()[-2000:]
        assert house.run("log", "verify") == 0
        assert findings(house, versions) == []


ROUNDS_LATER = ('"listing"',) * 6
"""Said by a daemon when a round and the next are over."""


def test_beside_a_running_daemon_nothing_of_a_raised_document_remains(tmp_path: Path) -> None:
    """Searched while it runs: neither the database nor its write-ahead log waits for the end of the program."""
    with ExitStack() as stack:
        house, _, versions = raised_house(stack, tmp_path, EVERY[6])
        with daemon(house, PROGRAM, ROUNDS_LATER):
            assert findings(house, versions) == []


def test_a_raised_document_that_waits_for_the_end_of_the_program_is_found(tmp_path: Path) -> None:
    with ExitStack() as stack:
        house, _, versions = raised_house(stack, tmp_path, EVERY[6])
        with daemon(house, planted("leak", "erased-but-not-scrubbed"), ROUNDS_LATER):
            assert findings(house, versions) != []


LEAKS = {
    "logged-before-the-gate": ".err",
    "digest-logged": ".err",
    "text-of-exceptions": ".err",
    "temporary-file": "tmp/",
    "held-content-kept": "nhiemvu.db",
    "reference-remembered": "lookups",
    "figure-named-by-subject": "figures.prom",
    "memory-left-behind": ".err",
    "said-to-the-operator": ".out",
}


@pytest.mark.parametrize("leak", LEAKS)
def test_a_planted_leak_is_found(tmp_path: Path, leak: str) -> None:
    """The search that all of the above relies on can fail: with each of these it does, and says where."""
    with small_house(tmp_path, EVERY[0]) as (house, closed):
        house.run("run", "--once", program=planted("leak", leak))
        found = findings(house, closed)
    assert any(LEAKS[leak] in one.split(":")[0] for one in found), (found, house.err()[-2000:])


@pytest.mark.parametrize("leak", ["raised-but-not-erased", "erased-but-not-overwritten"])
def test_a_raised_document_that_is_left_behind_is_found(tmp_path: Path, leak: str) -> None:
    with ExitStack() as stack:
        house, _, versions = raised_house(stack, tmp_path, EVERY[0])
        house.run("run", "--once", program=planted("leak", leak))
        assert findings(house, versions) != []


def test_everything_is_planted_that_can_hold_a_text() -> None:
    """Every text, attribute, comment and attachment of a closed document bears a canary, but for what decides it."""
    scanner = Scanner((STEM,))
    for variant in EVERY:
        for one in closed_documents.of_variant(variant, Canaries()):
            if one.verdict != "withheld":
                continue
            bare = [
                text
                for text in re.findall(r">([^<>]+)<|=\"([^\"]+)\"|<!--(.*?)-->", one.body)
                if not scanner.hits("".join(text).encode())
            ]
            assert {"".join(text) for text in bare} <= _needed(variant), variant.name


def _needed(variant: Variant) -> set[str]:
    spellings = {form for code in (*variant.classified, *variant.open) for form in variants.spelled(code)}
    fixed = {
        "05/11/2025", "2025/11/05", "15/12/2025", "Công văn", "Ủy ban nhân dân tỉnh Quảng Ngãi", "000.00.00.H48", "0",
        closed_documents.NAMESPACE, closed_documents.EDXML, f"UBND-{variants.STAMPS[0]}",
    }  # fmt: skip
    return spellings | fixed
