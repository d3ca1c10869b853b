"""Who did what is in the log, in the transaction of its effect; a flood of refusals is counted; no secret is kept."""

from __future__ import annotations

import hmac
import json
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import postgres
import pytest
from making import Counting, opened

from adapter import settings as files
from adapter.audit import verify
from adapter.cli import house
from adapter.cli.session import Session
from adapter.core.entries import ACTS, decode
from adapter.core.problems import Problem, Refusal
from adapter.reports import who
from adapter.settings import Settings, named
from adapter.store import Store, StoreError, roles
from adapter.store.alerts import Condition
from adapter.store.requests import Asker
from adapter.sync import activate, acts, assemble, requests, verbs
from adapter.sync import clock as clocks

NOW = datetime(2026, 3, 2, tzinfo=UTC)
PASSWORD = "mật-khẩu-rất-bí-mật-77"
CONFIG = """data_directory = "data"
database = "{database}"
[report]
due_soon_days = {days}
[sources.q]
connector = "folder"
mapping = "builtin:simulator-folder.yaml"
every_s = {every}
[sources.q.options]
drop_directory = "drop"
password = "{password}"
"""


class Office:
    """A house whose settings change, and people who ask for things."""

    def __init__(self, folder: Path, patch: pytest.MonkeyPatch, database: str = "") -> None:
        self.folder = folder
        self.database = database
        self.values: dict[str, object] = {}
        self._patch = patch
        self.fresh = Counting()
        self.write()
        store = Store.open(*self.settings().place)
        activate.ensure(store, assemble.read(self.settings()).wanted, self.fresh, NOW)
        store.close()

    def write(self, days: int = 3, every: int = 60, password: str = PASSWORD) -> None:
        self.values = {"days": days, "every": every, "password": password}
        written = CONFIG.format(**self.values, database=self.database)
        (self.folder / "config.toml").write_text(written, "utf-8")

    def settings(self) -> Settings:
        return files.load(self.folder / "config.toml")

    def desk(self) -> verbs.Desk:
        configuration = assemble.read(self.settings())
        return verbs.Desk(configuration=configuration, read=lambda: configuration, fresh=self.fresh)

    def ask(self, who_: str, verb: str, **arguments: str) -> verbs.Answer:
        self._patch.setattr(activate, "actor", lambda: who_)
        return requests.ask(self.desk(), verb, {"reason": f"lý do của {who_}", **arguments})

    def refuse(self, who_: str, verb: str, **arguments: str) -> str:
        with pytest.raises(Refusal) as refused:
            self.ask(who_, verb, **arguments)
        return refused.value.problems[0].code

    def start(self, how: acts.How, now: datetime = NOW) -> int | None:
        store = Store.open(*self.settings().place)
        try:
            return store.commit(lambda writer: acts.started(writer, self.settings(), how, self.fresh, now))
        finally:
            store.close()

    def told(self, kind: str = "acted") -> list[dict[str, Any]]:
        store = Store.open_reading(*self.settings().place)
        try:
            with store.read() as reader:
                found = [decode(data) for _, data in reader.entries()]
                return [
                    one | ({"note": reader.text(one["note"])} if "note" in one else {})
                    for one in found
                    if one["kind"] == kind
                ]
        finally:
            store.close()


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    return Office(tmp_path, monkeypatch)


def test_the_closed_list_of_acts_covers_every_verb() -> None:
    assert set(ACTS) == set(verbs.VERBS) | {"propose", "reload", "run"}


def test_a_verb_without_an_entry_of_its_own_is_entered_with_who_and_why(office: Office) -> None:
    store = Store.open(*office.settings().place)
    store.commit(lambda writer: writer.alert(Condition(condition="alert.x"), NOW))
    store.close()
    office.ask("an", "alert", number="1")
    (act,) = office.told()
    assert (act["what"], act["outcome"]) == ("alert", "done")
    assert act["note"] == {"actor": "an", "reason": "lý do của an", "about": "number=1"}


def test_proposals_are_entered_and_what_is_refused_is_an_entry_too(office: Office) -> None:
    office.write(days=9)
    ((number, *_),) = office.ask("an", "activate", what="all", source="", second="yes")["proposed"]
    assert office.refuse("an", "approve", number=str(number)) == "activation.same-person"
    office.ask("bình", "withdraw", number=str(number))
    found = [(one["what"], one["outcome"], one.get("code"), one["note"]["actor"]) for one in office.told()]
    assert found == [
        ("propose", "done", None, "an"),
        ("approve", "refused", "activation.same-person", "an"),
        ("withdraw", "done", None, "bình"),
    ]


def test_the_act_and_its_effect_are_one_transaction(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the entry cannot be written, nothing is done."""
    store = Store.open(*office.settings().place)
    store.commit(lambda writer: writer.alert(Condition(condition="alert.x"), NOW))
    store.close()
    monkeypatch.setattr(acts, "done", lambda *_, **__: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        office.ask("an", "alert", number="1")
    store = Store.open_reading(*office.settings().place)
    with store.read() as reader:
        assert [one.number for one in reader.alerts()] == [1]
    store.close()
    assert office.told() == []


def test_a_flood_of_refusals_is_counted_and_the_count_comes_into_the_log(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = [NOW]
    monkeypatch.setattr(clocks, "system", lambda: now[0])
    for _ in range(50):
        assert office.refuse("an", "alert", number="7") == "alert.not-open"
    assert office.refuse("bình", "alert", number="7") == "alert.not-open"
    assert office.refuse("an", "approve", number="7") == "activation.none-waits"
    assert [(one["what"], one["note"]["actor"], one.get("again")) for one in office.told()] == [
        ("alert", "an", None),
        ("alert", "bình", None),
        ("approve", "an", None),
    ]
    now[0] += timedelta(minutes=61)
    office.refuse("chi", "approve", number="7")
    assert [(one["what"], one["note"]["actor"], one.get("again")) for one in office.told()[3:]] == [
        ("alert", "an", 49),
        ("approve", "chi", None),
    ]
    now[0] -= timedelta(days=1)  # a clock that steps neither loses nor repeats anything
    office.refuse("chi", "approve", number="7")
    assert [one.get("again") for one in office.told()[5:]] == [None]


def test_a_request_to_the_daemon_is_refused_and_entered_in_one_transaction(office: Office) -> None:
    store = Store.open(*office.settings().place)
    asker = Asker(*office.settings().place)
    until = datetime.now(UTC) + timedelta(seconds=30)
    wanted = [("alert", {"number": "7", "reason": "x"}), ("no-such-verb", {}), ("alert", {"number": "x"})]
    for verb, arguments in wanted:
        asker.ask(verb, arguments, "an", datetime.now(UTC), until)
    withdrawn = asker.ask("approve", {"number": "7", "reason": "x"}, "an", datetime.now(UTC), until)
    assert asker.withdraw(withdrawn)
    assert requests.drain(store, office.desk()) == []
    asker.close()
    store.close()
    found = {(one["what"], one["outcome"], one["code"]) for one in office.told()}
    assert found == {("alert", "refused", "alert.not-open"), ("alert", "refused", "request.failed")}


def test_a_long_reason_of_what_was_refused_is_cut(office: Office) -> None:
    office.refuse("an", "alert", number="7", reason="x" * 100_000)
    (act,) = office.told()
    assert len(act["note"]["reason"]) == acts.LONGEST


@pytest.mark.parametrize(("code", "state"), [("store.disk-full", "pending"), ("signing.unreadable", "refused")])
def test_what_does_not_pass_by_itself_is_heard_of_at_once(
    office: Office, monkeypatch: pytest.MonkeyPatch, code: str, state: str
) -> None:
    def hindered(*_: object) -> None:
        raise StoreError(code, office.folder, file="x")

    monkeypatch.setitem(verbs.VERBS, "checkpoint", hindered)
    store = Store.open(*office.settings().place)
    with closing(Asker(*office.settings().place)) as asker:
        request = asker.ask("checkpoint", {"reason": "x"}, "an", NOW, datetime.now(UTC) + timedelta(seconds=30))
        assert requests.drain(store, office.desk()) == []
        told = asker.look(request)
    store.close()
    assert (told.state if told else "pending") == state
    assert office.told() == []


def test_a_daemon_that_died_is_told_by_the_next_start(office: Office) -> None:
    first = office.start("daemon")
    assert first is not None
    second = office.start("daemon")
    assert second is not None
    store = Store.open(*office.settings().place)
    store.commit(lambda writer: acts.stopped(writer, second, office.fresh, NOW))
    store.close()
    third = office.start("daemon")
    once = office.start("once")  # it finds the third one dead
    assert office.start("once") is None
    assert once is not None
    told = office.told("started")
    assert [one.get("died") for one in told] == [None, first, None, third]
    assert [one["cause"] for one in office.told("stopped")] == [second]


def test_a_round_is_entered_only_when_something_differs(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    assert office.start("once") is not None
    assert [office.start("once") for _ in range(20)] == [None] * 20
    office.write(every=61)
    assert office.start("once") is not None
    office.write(every=61, password="khác")
    assert office.start("reload") is not None
    assert office.start("reload") is None
    monkeypatch.setattr(acts, "version", lambda _: "9.9.9")
    assert office.start("once") is not None
    assert [one.get("changed") for one in office.told("started")] == [
        None,
        ["sources.q.every_s"],
        ["sources.q.options.password"],
        [],
    ]


def test_nothing_of_a_secret_is_kept_by_which_it_could_be_guessed(office: Office) -> None:
    """A changed secret is noticed by an HMAC under the index key, which is in no database, log or export."""
    office.start("daemon")
    office.write(password="một-mật-khẩu-khác")
    office.start("daemon")
    before, after = office.told("started")
    assert after["changed"] == ["sources.q.options.password"]
    assert before["configuration"] == after["configuration"], "its digest does not depend on it"
    with closing(sqlite3.connect(office.folder / "data" / "nhiemvu.db")) as connection:
        everything = "\n".join(connection.iterdump()).lower()
    key = (office.folder / "data" / "keys" / "index.key").read_bytes()
    for password in (PASSWORD, "một-mật-khẩu-khác"):
        assert password not in everything
        for guess in (password, f"sources.q.options.password\0{password}"):
            assert sha256(guess.encode()).hexdigest() not in everything
    told = "\0configured\0sources.q.options.password\0một-mật-khẩu-khác"
    keyed = hmac.digest(key, told.encode(), "sha256")
    assert keyed.hex() in everything, "the newest one alone, keyed"


def test_an_address_with_a_password_in_it_is_a_secret_as_a_whole() -> None:
    def digest(endpoint: str) -> str:
        source = {"connector": "soap", "mapping": "x", "options": {"endpoint": endpoint}}
        return named.digest(named.named(Settings(sources={"q": source})))

    assert digest("https://an:một@h/") == digest("https://an:hai@h/") != digest("https://h/")


def test_names_that_are_no_plain_words_are_not_told() -> None:
    options = {"mật khẩu của ông A": {"x": "1"}, "x" * 300: "2"}
    source = {"connector": "soap", "mapping": "x", "options": options}
    names = {one.name for one in named.named(Settings(sources={"q": source}))}
    assert "sources.q.options" in names
    assert all(one.isascii() for one in names)
    assert named.listed(f"k{number:03}" for number in range(150)) == ([f"k{number:03}" for number in range(100)], 50)


def test_what_was_done_is_told_in_plain_words_from_the_day_asked_for(office: Office) -> None:
    office.start("daemon")
    office.refuse("an", "alert", number="7")
    store = Store.open_reading(*office.settings().place)
    with store.read() as reader:
        found = list(who.acts(reader))
        assert [one.kind for one in found] == ["opened", *["activated"] * 5, "started", "acted"]
        assert found[-1].note == {"actor": "an", "reason": "lý do của an", "about": "number=7"}
        later = list(who.acts(reader, NOW.date() + timedelta(days=10)))
        assert {one.kind for one in later} == {"acted", "opened"}, "the others were recorded at a time of this test"
        assert verify.verify(reader).findings == ()
    store.close()
    json.dumps([dict(one.values) for one in found])


def test_a_refusal_of_the_disk_is_no_refusal_of_anybody(office: Office) -> None:
    with opened() as store, pytest.raises(StoreError), acts.noting(store, office.settings(), office.fresh):
        raise StoreError("store.disk-full", office.folder)
    with opened() as store:
        with pytest.raises(Refusal), acts.noting(store, office.settings(), office.fresh):
            raise Refusal(Problem(code="activation.changed"))
        with store.read() as reader:
            (act,) = [one for one in who.acts(reader) if one.kind == "acted"]
    assert (act.values["what"], act.values["code"]) == ("run", "activation.changed")


@pytest.mark.parametrize("with_key", [False, True])
def test_an_account_that_may_only_read_is_told_that_its_export_is_not_entered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, postgresql: postgres.Server, *, with_key: bool
) -> None:
    """An auditor's role on PostgreSQL, without the index key and with it: the command goes on and says so."""
    with postgresql.schema() as address:
        office = Office(tmp_path, monkeypatch, database=address)
        name = address.split("search_path=")[1].split("'", maxsplit=1)[0].split(maxsplit=1)[0]
        postgresql.do(f"CREATE ROLE {name}_d LOGIN", f"CREATE ROLE {name}_reader LOGIN")
        roles.prepare(tmp_path, address, f"{name}_d", (f"{name}_reader",))
        if not with_key:
            (tmp_path / "data" / "keys" / "index.key").unlink()
        reading = address.replace("user=postgres", f"user={name}_reader")
        (tmp_path / "reading.toml").write_text(CONFIG.format(**office.values, database=reading), "utf-8")
        configuration = assemble.read(files.load(tmp_path / "reading.toml"))
        said: list[str] = []
        session = Session(language="en")
        monkeypatch.setattr(Session, "complain", lambda _, line: said.append(line))
        assert not house.enter(session, configuration, "export", redacted="no")
        assert "could not be entered" in said[0]
        (tmp_path / "data" / "keys").mkdir(exist_ok=True)
        store = Store.open_reading(*office.settings().place)
        with store.read() as reader:
            assert [one for one in who.acts(reader) if one.kind == "acted"] == []
        store.close()


def test_an_export_is_entered_before_it_is_made_and_where_there_is_no_log_nothing_is_made(
    office: Office, tmp_path: Path
) -> None:
    session = Session(language="en")
    assert house.enter(session, assemble.read(office.settings()), "export", redacted="yes")
    (act,) = office.told()
    assert (act["what"], act["outcome"], act["note"]["about"]) == ("export", "begun", "redacted=yes")
    elsewhere = office.settings().model_copy(update={"data_directory": tmp_path / "nowhere"})
    configuration = replace(assemble.read(office.settings()), settings=elsewhere)
    assert not house.enter(session, configuration, "pin", source="q")
    assert not (tmp_path / "nowhere").exists()
