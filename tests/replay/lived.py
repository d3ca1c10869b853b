"""Histories lived through by the real take-in: two systems in memory, one house, and everything that may happen to it.

A history is a list of words and the number of its dice, so that it can be drawn, shrunk and told again.
"""

from __future__ import annotations

import functools
import random
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import cast
from unittest import mock

import sqlalchemy as sa
import stating
from hypothesis import strategies as st
from living import Doc, Happening, Living
from making import Counting
from shipped import tables_into

from adapter import settings
from adapter.core import mapping, organisations
from adapter.core.outbox import Rules
from adapter.store import Reader, Store, Writer, migrate, refold
from adapter.store import store as store_module
from adapter.store.statements import Statements
from adapter.sync import activate, assemble, requests, rereading, rulings, verbs
from adapter.sync.assemble import Configuration
from adapter.sync.rereading import Run
from adapter.sync.round import go_round
from adapter.sync.sources import Source
from adapter.wire import Later, Message, Page, Ref

MAPPINGS = Path(__file__).parents[2] / "mappings"
SIMULATOR = (MAPPINGS / "simulator.yaml").read_text("utf-8")
DUE = "due_on: {at: q:DueOn, as: date, format: yyyy-MM-dd, required: no}"
OTHERS = (
    SIMULATOR,
    SIMULATOR.replace(DUE, DUE.replace("yyyy-MM-dd", "yyyy-dd-MM")),
    SIMULATOR.replace("result-entered: entered", "result-entered: retracted"),
    SIMULATOR.replace("  signer: {at: q:Signer/q:Name, required: no}\n", ""),
    SIMULATOR.replace("open: [Thuong]", "open: [Thuong, Rong]"),
)
LOT = (stating.MAPPING, stating.MAPPING.replace("choices: {T: tot}", "choices: {T: kha}"))
CONFIG = """data_directory = "data"
database = "{database}"
directory = "directory.csv"
calendar = "calendar.csv"
[scope]
issuers = [{issuers}]
[report]
due_soon_days = {soon}
[sources.qlvb]
connector = "folder"
mapping = "own.yaml"
[sources.qlvb.options]
drop_directory = "drop"
[sources.lot]
connector = "folder"
mapping = "lot.yaml"
[sources.lot.options]
drop_directory = "drop"
"""
ISSUERS = ('"H48"', '"Sở Y tế"', '"H48", "Sở Y tế"')
START = datetime(2026, 3, 2, 4, 5, 6, tzinfo=UTC)
LEADS = ("Sở Nội vụ", "Sở Tài chính", "Sở Y tế", "Sở Tư pháp")


@dataclass(frozen=True)
class Paper:
    """What lies in a system under one reference."""

    version: int | None
    body: bytes
    levels: tuple[tuple[str, ...], ...] = ()


@dataclass
class Desk(Living):
    """A system whose documents lie under references of any kind, and that may fall silent while it is read."""

    papers: dict[str, Paper] = field(default_factory=dict)
    gives: int = 10_000  #: so many documents, then it is away

    def list(self, stream: str, cursor: str | None, page: str | None, now: datetime) -> Page:
        if stream != "documents":
            return super().list(stream, cursor, page, now)
        refs = [Ref(id=k, version=one.version, levels=one.levels, entered_on=None) for k, one in self.papers.items()]
        first = int(page or 0)
        more = str(first + 4) if first + 4 < len(refs) else None
        return Page(refs=tuple(refs[first : first + 4]), next=more, cursor="2026-03-01T00:00:00Z")

    def fetch(self, stream: str, ref: Ref) -> Message:
        self.gives -= 1
        if self.gives < 0:
            raise Later("peer.unreachable")
        one = self.papers[ref.id]
        return Message(
            source="", stream=stream, reference=ref.id, version=one.version, media_type="text/xml", body=one.body
        )


class Died(Exception):
    """The process was killed between two transactions."""


class Mortal:
    """A store whose process dies after so many commits."""

    def __init__(self, store: Store, commits: int) -> None:
        self._store, self._left = store, commits

    def __getattr__(self, name: str) -> object:
        return getattr(self._store, name)

    def commit(self, work: Callable[[Writer], object]) -> object:
        if self._left == 0:
            raise Died
        self._left -= 1
        return self._store.commit(work)


@dataclass
class Life:
    """A house and what happens to it."""

    folder: Path
    chance: random.Random
    fresh: Counting = field(default_factory=Counting)
    now: datetime = START
    desks: dict[str, Desk] = field(default_factory=lambda: {"qlvb": Desk(), "lot": Desk()})
    docs: dict[str, Doc] = field(default_factory=dict)  #: of qlvb, by reference
    lots: dict[str, tuple[int, str, str]] = field(default_factory=dict)  #: of lot: version, attributes, inner
    count: int = 0
    issuers: str = ISSUERS[0]
    soon: int = 3
    database: str = ""

    def __post_init__(self) -> None:
        tables_into(self.folder)
        (self.folder / "own.yaml").write_text(SIMULATOR, "utf-8")
        (self.folder / "lot.yaml").write_text(LOT[0], "utf-8")
        for name, file in (("directory", "organisations_quangngai"), ("calendar", "calendar_vn_civil_servants")):
            text = (MAPPINGS / "codes" / f"{file}.csv").read_text("utf-8")
            (self.folder / f"{name}.csv").write_text(text, "utf-8")
        self._configure()

    def _configure(self) -> None:
        (self.folder / "config.toml").write_text(
            CONFIG.format(issuers=self.issuers, soon=self.soon, database=self.database), "utf-8"
        )

    def configuration(self) -> Configuration:
        return assemble.read(settings.load(self.folder / "config.toml"))

    @property
    def place(self) -> tuple[Path, str]:
        return self.folder / "data", self.database

    @contextmanager
    def reading(self, position: int | None = None) -> Iterator[Reader]:
        with closing(Store.open_reading(*self.place)) as store, store.read(position) as reader:
            yield reader

    def ask(self, verb: str, **arguments: str) -> verbs.Answer:
        configuration = self.configuration()
        desk = verbs.Desk(configuration=configuration, read=lambda: configuration, fresh=self.fresh)
        return requests.ask(desk, verb, arguments)

    def act(self, words: list[str]) -> Life:
        """Live through words, then once more to the end of a round."""
        for word in words:
            getattr(self, f"do_{word}")()
        self.do_round()
        return self

    # What happens.

    def do_round(self, commits: int = -1) -> None:
        """Let both sources be taken in; the clock goes on."""
        self.now += timedelta(hours=self.chance.randrange(1, 40))
        with closing(Store.open(*self.place)) as store:
            configuration = self.configuration()
            seqs = activate.ensure(store, configuration.wanted, self.fresh, self.now)
            mortal = store if commits < 0 else Mortal(store, commits)
            for name, desk in self.desks.items():
                try:
                    go_round(_source(configuration, name, desk, seqs), mortal, self.fresh, self.now)  # type: ignore[arg-type]
                except Died:
                    return
                except Later:
                    desk.gives = 10_000

    def do_killed(self) -> None:
        """Kill it after a few transactions."""
        self.do_round(self.chance.randrange(4))

    def do_away(self) -> None:
        """Let a source fall silent in the middle."""
        self._desk().gives = self.chance.randrange(4)
        self.do_round()

    def do_new(self) -> None:
        """Issue a document, for one or several agencies, sometimes classified or unreadable."""
        self.count += 1
        leads = tuple(self.chance.sample(LEADS, self.chance.randrange(1, 3)))
        level = self.chance.choice(("Thuong",) * 6 + ("Mat", "Rong"))
        self._put(Doc(self.count, leads=leads, due_on=self._day(), level=level))

    def do_same(self) -> None:
        """Tell of a document under a second reference."""
        if self.docs:
            one = self.chance.choice(sorted(self.docs))
            self._put(self.docs[one], f"{one}b")

    def do_change(self) -> None:
        """Bring a newer, an older or the same version of a document, with the same or other content."""
        if not self.docs:
            return
        key = self.chance.choice(sorted(self.docs))
        one = self.docs[key]
        due_on = self.chance.choice((one.due_on, self._day(), ""))
        leads = self.chance.choice((one.leads, one.leads[:1], (*one.leads, "Sở Y tế"), ()))
        values = {"due_on": due_on, "leads": tuple(dict.fromkeys(leads))}
        version = max(1, one.version + self.chance.choice((1, 1, 2, -1, 0)))
        self._put(Doc(one.number, **values, level=one.level, version=version, recalls=one.recalls), key)  # type: ignore[arg-type]

    def do_raise(self) -> None:
        """Find out that a document is classified."""
        if self.lots and self.chance.random() < 0.4:
            name = self.chance.choice(sorted(self.lots))
            head = stating.HEAD.format(number=name[1:], issuer=stating.PROVINCE)
            self.desks["lot"].papers[name] = Paper(self.lots[name][0] + 1, f'<vb mat="co">{head}</vb>'.encode())
        elif self.docs:
            key = self.chance.choice(sorted(self.docs))
            one = self.docs[key]
            self._put(Doc(one.number, leads=one.leads, level="Mat", version=one.version + 1), key)

    def do_recall(self) -> None:
        """Recall a document, which may not have come yet."""
        self.count += 1
        self._put(Doc(self.count, leads=(), recalls=self.chance.randrange(1, self.count + 2)))

    def do_event(self) -> None:
        """Let something happen to an assignment; now and then a newer version of what happened."""
        desk = self.desks["qlvb"]
        kind = self.chance.choice(("report-issued", "result-entered", "result-retracted", "extension-granted",
                                   "quality-judged", "standing-updated"))  # fmt: skip
        more = {"extension-granted": f"<DueOn>{self._day()}</DueOn>", "quality-judged": "<Quality>tot</Quality>"}
        key = self.chance.choice(sorted(self.docs)) if self.docs and self.chance.random() < 0.9 else "99"
        one = self.docs.get(key, Doc(99))
        lead = self.chance.choice((*(one.leads or LEADS[:1]), "Sở Y tế"))
        at = f"2026-03-{self.chance.randrange(3, 28):02d}T09:00:00+07:00"
        again = desk.events and self.chance.random() < 0.3
        former = self.chance.choice(desk.events) if again else None
        name, version = (former.id, former.version + 1) if former else (f"E{len(desk.events)}", 1)
        told = Happening(
            name,
            kind,
            at=at,
            document=key,
            lead=lead,
            more=more.get(kind, ""),
            version=version,
            task=f"T{one.number}",  # type: ignore[arg-type]
        )
        desk.put(told)

    def do_lot(self) -> None:
        """Bring a document that says of work, and of other documents."""
        known = sorted(self.lots)
        new = not known or self.chance.random() < 0.5
        name = f"L{len(known) + 1}" if new else self.chance.choice(known)
        version = 1 if new else self.lots[name][0] + 1
        number = name[1:]
        other = self.chance.choice(known or ["L7"])
        kind = self.chance.choice(("moi", "moi", "moi", "cap-nhat", "thay", "thu-hoi"))
        attributes = f'ma="{self.chance.choice((name, name, name, "L1"))}" viec="{kind}"'
        about = f'<ve ma="{other}">{self.chance.choice(("", "<cho>Sở Y tế</cho>"))}</ve>' if kind != "moi" else ""
        self.lots[name] = (version, attributes, about + self._tasks(number, other))
        body = f'<vb mat="khong" {attributes}>{stating.HEAD.format(number=number, issuer=stating.PROVINCE)}'
        body += self.lots[name][2] + "</vb>"
        told = self.chance.choice((version, version, None))
        self.desks["lot"].papers[name] = Paper(told, body.encode())

    def _tasks(self, number: str, other: str) -> str:
        day = self.chance.randrange(3, 28)
        said = {
            "han": f"<han>{day:02d}/05/2026</han>",
            "reported": f'<bao-cao ngay="{day:02d}/03/2026" so="{day}"/>',
            "entered": f"<ket-qua>2026-03-{day:02d}T09:00:00+07:00</ket-qua>",
            "extended": f'<gia-han duyet="1" cho="Sở Y tế" ngay="{day:02d}/03/2026" den="{day:02d}/06/2026"/>',
            "judged": f'<danh-gia ngay="{day:02d}/04/2026">T</danh-gia>',
            "transferred": f'<chuyen ngay="{day:02d}/03/2026">Sở Tư pháp</chuyen>',
        }
        told = "".join(said[key] for key in said if self.chance.random() < (0.8 if key == "han" else 0.3))
        leads = "".join(f"<chu-tri>{one}</chu-tri>" for one in ("Sở Y tế", "Sở Nội vụ")[: self.chance.randrange(1, 3)])
        tasks = f'<viec ma="V{number}"><noi-dung>Báo cáo</noi-dung>{leads}{told}</viec>'
        answers = self.chance.choice(
            ("", "", f"<tra-loi-viec>V{other[1:]}</tra-loi-viec>", f'<tra-loi ma="{other}"/>',
             f'<xong luc="2026-03-{day:02d}T09:00:00+07:00" viec="V{other[1:]}">Sở Y tế</xong>')
        )  # fmt: skip
        return (tasks if self.chance.random() < 0.8 else "") + answers

    def do_mapping(self) -> None:
        """Put another mapping in force."""
        texts, file = self.chance.choice(((OTHERS, "own.yaml"), (LOT, "lot.yaml")))
        (self.folder / file).write_text(self.chance.choice(texts), "utf-8")
        self._activate()

    def do_settings(self) -> None:
        """Put other settings in force."""
        self.issuers, self.soon = self.chance.choice(ISSUERS), self.chance.randrange(1, 9)
        self._configure()
        self._activate()

    def do_directory(self) -> None:
        """Rename an agency, or give it its name back."""
        file = self.folder / "directory.csv"
        text = (MAPPINGS / "codes" / "organisations_quangngai.csv").read_text("utf-8")
        other = text.replace(",Sở Tài chính,Sở Tài chính tỉnh", ",Sở Tài chính mới,Sở Tài chính tỉnh")
        assert other != text
        file.write_text(self.chance.choice((text, other)), "utf-8")
        self._activate()

    def do_calendar(self) -> None:
        """Write a day into the calendar."""
        file = self.folder / "calendar.csv"
        text = file.read_text("utf-8")
        # Each time another one, of a year in which nothing is due.
        day = date(2031, 1, 1) + timedelta(days=text.count("\n"))
        file.write_text(f"{text}{day},off,planted,planted,planted\n", "utf-8")
        self._activate()

    def _activate(self) -> None:
        if (self.folder / "data").exists():
            self.ask("activate", what="all", source="", reason="thử")

    def do_reread(self) -> None:
        """Read what is kept of a source again."""
        if not (self.folder / "data").exists():
            return
        self._activate()
        run = Run(
            configuration=self.configuration(),
            source=self.chance.choice(sorted(self.desks)),
            since=START.date(),
            fresh=self.fresh,
            read=self.reading,
        )
        rereading.carry_out(run, "thử", self.ask)

    def do_push(self) -> None:
        """Let qlvb be told, or no longer."""
        self.do_round()
        with closing(Store.open(*self.place)) as store, store.write() as writer:
            note = {"actor": "an", "reason": "thử"}
            rulings.switch(writer, "qlvb", self.chance.choice(("on", "on", "off")), note, self.fresh, self.now)

    def _put(self, doc: Doc, key: str = "") -> None:
        key = key or str(doc.number)
        self.docs[key] = doc
        self.desks["qlvb"].papers[key] = Paper(
            doc.version, doc.body, ((doc.level,),) if self.chance.random() < 0.5 else ()
        )

    def _day(self) -> str:
        return f"2026-04-{self.chance.randrange(1, 13):02d}"

    def _desk(self) -> Desk:
        return self.desks[self.chance.choice(sorted(self.desks))]


def _source(configuration: Configuration, name: str, desk: Desk, seqs: dict[activate.Key, int]) -> Source:
    read = configuration.mappings[name]
    return Source(
        name=name,
        connector=desk,
        mapping=read,
        policy=assemble.policy(configuration, name, read),
        directory=configuration.directory,
        scope=configuration.scope,
        count_withheld=True,
        under=assemble.under(configuration, name, seqs),
        push_rules=assemble.push_rules(configuration).get(name, Rules(read_back=False)),
    )


WORDS = (
    *("new",) * 8, *("change",) * 5, *("event",) * 7, *("lot",) * 8, *("round",) * 4, *("raise", "reread") * 3,
    *("same", "recall") * 2, "killed", "away", "mapping", "settings", "directory", "calendar", "push",
)  # fmt: skip


def lives(longest: int = 40) -> st.SearchStrategy[tuple[list[str], int]]:
    """Draw a history: its words, and the number of its dice."""
    return st.tuples(st.lists(st.sampled_from(WORDS), min_size=longest // 3, max_size=longest), st.integers(0, 2**32))


@contextmanager
def quick() -> Iterator[None]:
    """Let what is the same in thousands of histories be made once: mappings read, statements compiled, tables made."""
    load, known = mapping.load, dict[tuple[str, str], mapping.Mapping]()

    def once(text: str, file: str = "", *more: object) -> mapping.Mapping:
        if (text, file) not in known:
            known[text, file] = load(text, file, *more)  # type: ignore[arg-type]
        return known[text, file]

    directories = functools.cache(partial(organisations.load))
    compiled: dict[str, Statements] = {}

    def statements(dialect: sa.Dialect) -> Statements:
        return compiled.setdefault(dialect.name, compiled.get(dialect.name) or Statements(dialect))

    with (
        closing(sqlite3.connect(":memory:")) as tables,
        mock.patch.object(mapping, "load", once),
        mock.patch.object(organisations, "load", directories),
        mock.patch.object(store_module, "Statements", statements),
        mock.patch.object(refold, "Statements", statements),
        mock.patch.object(migrate, "upgrade", partial(_upgraded, migrate.upgrade, tables)),
    ):
        yield


def _upgraded(
    upgrade: Callable[[sa.Engine, Path], None], tables: sqlite3.Connection, engine: sa.Engine, directory: Path
) -> None:
    """Make the tables of a new database as they were made the first time."""
    if engine.dialect.name != "sqlite":
        upgrade(engine, directory)
        return
    with closing(engine.raw_connection()) as connection:
        own = cast("sqlite3.Connection", connection.driver_connection)
        if (
            own.execute("SELECT 1 FROM sqlite_master").fetchone() is None
            and tables.execute("SELECT 1 FROM sqlite_master").fetchone()
        ):
            tables.backup(own)
    upgrade(engine, directory)
    if tables.execute("SELECT 1 FROM sqlite_master").fetchone() is None:
        with closing(engine.raw_connection()) as connection:
            cast("sqlite3.Connection", connection.driver_connection).backup(tables)
