"""A mapping tried on one of its samples: everything that comes of it, as plain values that can be kept and compared."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass, replace
from datetime import UTC, date, datetime
from functools import lru_cache

from adapter import settings as files
from adapter.core import calendar, deadlines, events, gate, interpret, paths, xml
from adapter.core.exchanges import Call, Exchange, Stream
from adapter.core.facts import Sender
from adapter.core.interpret import ScopeRule
from adapter.core.mapping import Mapping as Rules
from adapter.core.mapping import Sampled
from adapter.core.mapping.reader import Outcome
from adapter.core.organisations import Directory
from adapter.core.problems import Problem
from adapter.core.standing import CODES, LACKING, Standing
from adapter.exchange import cursors, moments, pushes, resources, split, templates, verdicts
from adapter.exchange.http import Reply
from adapter.wire import Page, Push, Ref, Trouble
from adapter.workbench import answers

Plain = str | int | None | list["Plain"] | dict[str, "Plain"]
"""What JSON can hold."""

NOW = datetime(2026, 3, 2, 1, 30, tzinfo=UTC)
"""The moment at which every test asks."""

ON = date(2026, 3, 2)
"""The day by which agencies of an event are looked up where no document says it."""


def come_of(read: Rules, of: Sampled, sample: bytes, directory: Directory) -> Plain:
    """Give what comes of a sample: verdict, facts, problems and rules of a message, or what an answer means."""
    if of == "requests":
        return _requests(read.exchange)
    try:
        cut = of in ("document", "event") and answers.is_answer(sample, read.exchange)
        found = answers.cut(sample, read.exchange) if cut else several(sample)
    except Trouble as trouble:
        return _trouble(trouble)
    if found is not None and cut and len(found) == 1:
        return _one(read, of, found[0], directory)
    return _one(read, of, sample, directory) if found is None else [_one(read, of, one, directory) for one in found]


def several(sample: bytes) -> list[bytes] | None:
    """Give the samples that a file holds within an element of ours, `<samples>`; None where it holds but itself."""
    try:
        root = xml.parse(sample)
    except xml.XmlRefused:
        return None
    return [xml.canonical(one) for one in root.iterchildren("*")] if root.tag == "samples" else None


def _one(read: Rules, of: Sampled, sample: bytes, directory: Directory) -> Plain:
    match of:
        case "document":
            return _document(read, sample, directory)
        case "event":
            return _event(read, sample, directory)
    return _answer(read.exchange, of, sample)


def _document(read: Rules, sample: bytes, directory: Directory) -> Plain:
    verdict = gate.screen(sample, read.gate)
    if interpret.is_no_document(verdict, read):
        return {"gate": "passed by"}
    if isinstance(verdict, gate.Withheld):
        return _closed(verdict)
    scope = ScopeRule(issuers=directory.named("H48"), counting=_counting())
    found = interpret.interpret(verdict, read, directory, scope)
    return {
        "gate": "open",
        "facts": [{"fact": type(fact).__name__, **_said(fact)} for fact in found.facts if not isinstance(fact, Sender)],
        "problems": _problems(found.problems),
        "rules": _rules(found.trace),
    }


@lru_cache(maxsize=1)
def _counting() -> deadlines.Counting:
    """Give what deadlines of samples are counted by: the calendar that ships, and what is usual."""
    shipped = calendar.load(files.read_file(files.Settings.model_fields["calendar"].default))
    # Without its identity: what is expected of a sample does not change with a day that has no part in it.
    return deadlines.Counting(calendar=shipped, rules=deadlines.Rules())


def _event(read: Rules, sample: bytes, directory: Directory) -> Plain:
    verdict = gate.screen_event(sample, read.gate, lambda _: None)
    if isinstance(verdict, gate.Withheld) or read.evidence is None:
        return _closed(verdict) if isinstance(verdict, gate.Withheld) else None
    found = events.read(verdict, read.evidence, directory, ON)
    return {
        "gate": "open",
        "document": events.about(verdict.root, read.evidence, directory),
        "echo": "yes" if found.echo else "no",
        "event": None if found.event is None else _said(found.event),
        "problems": _problems(found.problems),
        "rules": _rules(found.trace),
    }


def _said(fact: object) -> dict[str, Plain]:
    """Give what a fact, or a part of it, says: a field that may be absent and is stands in no expectation."""
    told = {}
    for part in fields(fact):  # type: ignore[arg-type]  # every fact is a dataclass
        value = getattr(fact, part.name)
        if part.default is MISSING or value != part.default:
            told[part.name] = _said(value) if is_dataclass(value) and not isinstance(value, type) else _plain(value)
    return told


def _closed(verdict: gate.Withheld) -> Plain:
    """Give the verdict alone: nothing else of a message that stays out is kept, a test's expectation included."""
    return {"gate": verdict.code, "marked": "classified" if verdict.marked else "undecided"}


def _problems(found: tuple[Problem, ...]) -> Plain:
    return [{"code": one.code, **dict(one.values)} for one in found]


def _rules(trace: tuple[Outcome, ...]) -> Plain:
    """Give every rule with what it came to, in the order of reading."""
    told: dict[str, Plain] = {}
    for one in trace:
        so_far = told.setdefault(one.rule, [])
        assert isinstance(so_far, list)  # noqa: S101 - put there in the line above
        so_far.append(f"{one.outcome} {one.line}")
    return told


EXAMPLE = Push(
    key="0123456789abcdef-1",
    document="VB-1",
    task="NV-1",
    lead_code="H48.01",
    lead_name="Sở Nội vụ",
    standing=Standing(
        code="done-late", due_on=date(2026, 3, 1), completed_on=date(2026, 3, 2), lacking=(), quality="tot"
    ),
)
"""What a push tells in a test, where the test is not about every standing."""


def _requests(exchange: Exchange) -> Plain:
    """Give what every operation is asked with; no answer, and nothing that depends on a service description."""
    told: dict[str, Plain] = {"service": exchange.service, "port": exchange.port}
    for name, stream in exchange.streams.items():
        told |= _of_stream(name, stream)
    if exchange.register is not None:
        span = exchange.register.span
        days = {"from": moments.write(date(2026, 3, 1), span) or "", "to": moments.write(ON, span) or ""}
        told["register"] = _call(exchange.register.call, days)
    if exchange.push is not None:
        told |= _of_push(exchange)
    return told


def _of_stream(name: str, stream: Stream) -> dict[str, Plain]:
    listing = stream.listing
    first = cursors.begin(listing, None, NOW)
    told: dict[str, Plain] = {f"{name}.list": _call(listing.call, _asked(stream, first))}
    try:
        later = cursors.begin(listing, "2026-03-01T00:00:00Z", NOW)
        told[f"{name}.list, later"] = _dict(_asked(stream, later))
    except Trouble as trouble:
        told[f"{name}.list, later"] = trouble.code  # a cursor that is no moment
    if listing.paging.by == "token":
        told[f"{name}.list, next page"] = _carried(listing.call, _asked(stream, replace(first, page="TRANG-2")))
    if stream.fetch is not None:
        told[f"{name}.fetch"] = _call(stream.fetch.call, {"id": "VB-1"}) | {"item": stream.fetch.item.text}
    return told


def _asked(stream: Stream, ask: cursors.Ask) -> dict[str, str]:
    return {
        "since": cursors.sent(stream.listing, ask),
        "page": ask.page,
        "size": str(stream.listing.paging.size),
    }


def _of_push(exchange: Exchange) -> dict[str, Plain]:
    assert exchange.push is not None  # noqa: S101 - the caller has looked
    rule = exchange.push
    told: dict[str, Plain] = {"push": _call(rule.call, pushes.values(EXAMPLE, rule)) | {"element": rule.element}}
    for code in CODES:
        standing = Standing(code=code, due_on=None, completed_on=None, lacking=LACKING, quality="")
        push = Push(key="k", document="d", task="t", lead_code="", lead_name="", standing=standing)
        told[f"push, {code}"] = _dict(carried(rule.call, pushes.values(push, rule)))
    told["push, qualities"] = dict(rule.words.quality)
    if rule.read_back is not None:
        told["push.read_back"] = _call(rule.read_back.call, pushes.place(EXAMPLE))
    return told


def _call(call: Call, values: Mapping[str, str]) -> dict[str, Plain]:
    verdict = call.verdict
    codes = [(code, "later") for code in verdict.later] + [(code, "refused") for code in verdict.refused]
    codes += [(code, "administrator") for code in verdict.administrator]
    return {
        **({"operation": call.operation} if call.resource is None else {}),
        **_carried(call, values),
        "codes": dict(sorted(codes)),
        **({"empty": list[Plain](sorted(verdict.empty))} if verdict.empty else {}),
        **({} if call.soap_action is None else {"soap_action": call.soap_action}),
    }


def _carried(call: Call, values: Mapping[str, str]) -> dict[str, Plain]:
    told = _dict(carried(call, values))
    return {"arguments": told} if call.resource is None else told


def carried(call: Call, values: Mapping[str, str]) -> dict[str, object]:
    """Give what a request carries; of plain HTTP also where it goes. Raises `wire.Trouble` where that leads nowhere."""
    if call.resource is None:
        return templates.fill(call.arguments, values)
    asked = resources.filled(call, values)
    sent = {asked.element: asked.content} if asked.element else {}
    return {"method": asked.method, "target": asked.target, **sent}


def _answer(exchange: Exchange, of: Sampled, sample: bytes) -> Plain:
    """Give what an answer of the source means, or which trouble it is."""
    stream, _, part = of.partition(".")
    reply = Reply(status=200, media_type="text/xml", body=sample, framed=True)
    try:
        if part in ("list", "fetch"):
            return _of_listing(exchange.streams[stream], part, reply)
        return _of_register(exchange, reply) if of == "register" else _of_standing(exchange, of, reply)
    except Trouble as trouble:
        return _trouble(trouble)


def _trouble(trouble: Trouble) -> Plain:
    values: dict[str, Plain] = {name: str(value) for name, value in trouble.values.items()}
    return {"verdict": type(trouble).__name__, "code": trouble.code, "values": values}


def _of_listing(stream: Stream, part: str, reply: Reply) -> Plain:
    if part == "fetch":
        assert stream.fetch is not None  # noqa: S101 - a test of what is not there does not load
        body = verdicts.judge(reply, stream.fetch.call.verdict)
        ref = Ref(id="VB-1", version=None, levels=(), entered_on=None)
        message = split.message(body, stream.fetch, ref, source="s", stream="documents")
        return {"verdict": "success", "message": message.body.decode()}
    listing = stream.listing
    body = verdicts.judge(reply, listing.call.verdict)
    ask = cursors.begin(listing, None, NOW)
    page: Page = split.page(body, listing, ask, source="s", stream="documents")
    return {"verdict": "success", "refs": [_ref(one) for one in page.refs], "next": page.next, "cursor": page.cursor}


def _ref(ref: Ref) -> Plain:
    return {
        "id": ref.id,
        "version": ref.version,
        "levels": [list(level) for level in ref.levels],
        "entered_on": None if ref.entered_on is None else ref.entered_on.isoformat(),
        "since": ref.since,
        **({} if ref.message is None else {"message": ref.message.body.decode()}),
    }


def _of_register(exchange: Exchange, reply: Reply) -> Plain:
    assert exchange.register is not None  # noqa: S101 - a test of what is not there does not load
    counted = split.count(verdicts.judge(reply, exchange.register.call.verdict), exchange.register)
    entries: list[Plain] = [[one.number, one.notation, one.issued_on.isoformat()] for one in counted.entries]
    return {"verdict": "success", "numbers": counted.numbers, "apart": counted.apart, "entries": entries}


def _of_standing(exchange: Exchange, of: Sampled, reply: Reply) -> Plain:
    assert exchange.push is not None  # noqa: S101 - a test of what is not there does not load
    if of == "push":
        verdicts.judge(reply, exchange.push.call.verdict)
        return {"verdict": "success"}
    assert exchange.push.read_back is not None  # noqa: S101 - the same
    body = verdicts.judge(reply, exchange.push.read_back.call.verdict)
    shown = pushes.shown(body, EXAMPLE, exchange.push, exchange.push.read_back)
    found = {name: _values(path, body) for name, path in exchange.push.read_back.shows.items()}
    return {"verdict": "success", "shows": shown.shows, "key": shown.key, "found": dict(sorted(found.items()))}


def _values(path: paths.Path, body: xml.Element) -> Plain:
    return [one.value for one in path.values(body)]


def _dict(values: Mapping[str, object]) -> dict[str, Plain]:
    return {name: _plain(value) for name, value in values.items()}


def _plain(value: object) -> Plain:
    if isinstance(value, Mapping):
        return _dict(value)
    if isinstance(value, tuple | list):
        return [_said(one) if is_dataclass(one) and not isinstance(one, type) else _plain(one) for one in value]
    if isinstance(value, datetime | date):
        return value.isoformat()
    return value if value is None or isinstance(value, int) else str(value)
