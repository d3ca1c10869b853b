"""A document system in memory that answers: documents, events, standings applied and shown, and ways to misbehave."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from importlib.resources import files

from shipped import load_shipped

from adapter import logs
from adapter.core import organisations
from adapter.core.interpret import ScopeRule
from adapter.core.outbox import Rules
from adapter.core.standing import Standing
from adapter.store import Store
from adapter.sync import rulings
from adapter.sync.round import Counts, go_round
from adapter.sync.sources import Source
from adapter.wire import Later, Message, Page, Push, Ref, Refused, RegisterCount, RegisterEntry, Shown

# A line for each step of thousands of made-up histories would cost more than the steps.
logs.configure("error", "json")

SHIPPED = files("mappings")
MAPPING = load_shipped((SHIPPED / "simulator.yaml").read_text("utf-8"), "simulator.yaml")
DIRECTORY = organisations.load((SHIPPED / "codes" / "organisations_quangngai.csv").read_text("utf-8"))
NAMESPACE = "urn:vn:qlvb:dich-vu:1"
LEADS = ("Sở Nội vụ", "Sở Tài chính", "Sở Y tế")

DOCUMENT = """<Document xmlns="{ns}"><Id>{id}</Id><BusinessType>{business}</BusinessType>{relates}
<Number>{number}</Number><Notation>UBND-KGVX</Notation>
<IssuedOn>{issued_on}</IssuedOn><Kind><Code>CV</Code><Name>Công văn</Name></Kind>
<Issuer><Code>H48</Code><Name>Ủy ban nhân dân tỉnh Quảng Ngãi</Name></Issuer><Signer><Name>Người Ký</Name></Signer>
<SecrecyLevel>{level}</SecrecyLevel><Subject>V/v số {number}{more}</Subject>
<Tasks>{tasks}</Tasks></Document>"""

TASK = """<Task><TaskId>{task}</TaskId><Content>Việc {task}</Content>{due_on}
<Leads>{leads}</Leads><Coordinators/></Task>"""

EVENT = """<Event xmlns="{ns}"><EventId>{id}</EventId><Kind>{kind}</Kind><OccurredAt>{at}</OccurredAt>
<DocumentId>{document}</DocumentId><TaskId>{task}</TaskId>{lead}{more}</Event>"""


@dataclass(frozen=True)
class Doc:
    """One document with one task of one or several leads."""

    number: int
    leads: tuple[str, ...] = ("Sở Nội vụ",)
    due_on: str = "2026-04-01"
    level: str = "Thuong"
    issued_on: str = "2026-03-02"
    version: int = 1
    recalls: int = 0
    more: str = ""  #: what its trích yếu says besides

    @property
    def body(self) -> bytes:
        leads = "".join(f"<Agency><Code/><Name>{name}</Name></Agency>" for name in self.leads)
        due_on = f"<DueOn>{self.due_on}</DueOn>" if self.due_on else ""
        task = TASK.format(task=f"T{self.number}", due_on=due_on, leads=leads) if self.leads else ""
        relates = (
            f"<RelatesTo><Number>{self.recalls}</Number><Notation>UBND-KGVX</Notation><IssuedOn>2026-03-02</IssuedOn>"
            "<Issuer><Code>H48</Code><Name>Ủy ban nhân dân tỉnh Quảng Ngãi</Name></Issuer></RelatesTo>"
        )
        return DOCUMENT.format(
            ns=NAMESPACE, id=self.number, number=self.number, level=self.level, tasks=task, issued_on=self.issued_on,
            more=self.more,
            business=1 if self.recalls else 0, relates=relates if self.recalls else "",
        ).encode()  # fmt: skip


@dataclass(frozen=True)
class Happening:
    """One event."""

    id: str
    kind: str
    at: str = "2026-03-05T09:00:00+07:00"
    document: int = 1
    lead: str = "Sở Nội vụ"
    more: str = ""
    version: int = 1
    task: str = ""
    told_at: str = ""  #: when it was listed; when it happened, unless said

    @property
    def body(self) -> bytes:
        lead = f"<Lead><Code/><Name>{self.lead}</Name></Lead>" if self.lead else ""
        return EVENT.format(
            ns=NAMESPACE, id=self.id, kind=self.kind, at=self.at, document=self.document,
            task=self.task or f"T{self.document}", lead=lead, more=self.more,
        ).encode()  # fmt: skip


@dataclass
class Living:
    """The system; `behave` is asked before each push and may raise, or say that nothing is applied."""

    documents: dict[int, Doc] = field(default_factory=dict)  #: by reference, which is their number unless said
    events: list[Happening] = field(default_factory=list)
    hidden: set[int] = field(default_factory=set)
    applied: dict[str, list[Standing]] = field(default_factory=dict)  #: document/task/lead → what was applied, in order
    keys: dict[str, Standing] = field(default_factory=dict)
    calls: list[Push] = field(default_factory=list)
    asked: Counter[str] = field(default_factory=Counter)
    behave: Callable[[Push], str] = lambda _: "obeys"
    back: Callable[[Push], None] = lambda _: None
    since: list[str | None] = field(default_factory=list)  #: where the lists of events began

    def put(self, *found: Doc | Happening) -> None:
        for one in found:
            if isinstance(one, Doc):
                self.documents[one.number] = one
            else:
                self.events.append(one)

    def list(self, stream: str, cursor: str | None, page: str | None, now: datetime) -> Page:
        if stream == "documents":
            rows = [(place, one) for place, one in self.documents.items() if one.number not in self.hidden]
            refs = [
                Ref(
                    id=str(place),
                    version=one.version,
                    levels=((one.level,),),
                    entered_on=date.fromisoformat(one.issued_on),
                )
                for place, one in rows
            ]
            return Page(refs=tuple(refs), next=None, cursor="2026-03-01T00:00:00Z")
        self.since.append(cursor)
        refs = [self._event(one) for one in self.events if cursor is None or _utc(one.told_at or one.at) >= cursor]
        return Page(
            refs=tuple(refs),
            next=None,
            cursor=max((ref.since for ref in refs), default=cursor or "2026-03-01T00:00:00Z"),
        )

    def _event(self, one: Happening) -> Ref:
        message = Message(
            source="qlvb", stream="events", reference=one.id, version=one.version, media_type="text/xml", body=one.body
        )
        return Ref(
            id=one.id,
            version=one.version,
            levels=(),
            entered_on=None,
            message=message,
            since=_utc(one.told_at or one.at),
        )

    def fetch(self, stream: str, ref: Ref) -> Message:
        body = self.documents[int(ref.id)].body
        return Message(source="qlvb", stream=stream, reference=ref.id, version=ref.version, media_type="x", body=body)

    def register(self, first: date, last: date) -> RegisterCount | None:
        entries = tuple(
            RegisterEntry(number=str(one.number), notation="UBND-KGVX", issued_on=date.fromisoformat(one.issued_on))
            for one in self.documents.values()
        )
        return RegisterCount(numbers=len(entries), apart=0, entries=entries)

    def push(self, push: Push) -> None:
        self.calls.append(push)
        how = self.behave(push)
        if how == "refuses":
            raise Refused("peer.item-refused", result="422")
        if how == "fault":
            raise Later("peer.fault", result="Server")
        if how != "forgets" and push.key not in self.keys:
            self.keys[push.key] = push.standing
            self.applied.setdefault(place(push), []).append(push.standing)
        if how == "loses":
            raise Later("peer.broken-off")

    def read_back(self, push: Push) -> Shown | None:
        self.asked[place(push)] += 1
        self.back(push)
        shown = self.applied.get(place(push))
        if not shown:
            return Shown(shows="nothing")
        return Shown(shows="wanted" if shown[-1] == push.standing else "other")

    def clock(self) -> datetime | None:
        return None

    def close(self) -> None:
        return


def place(push: Push) -> str:
    """Name an assignment as the system knows it."""
    return f"{push.document}/{push.task}/{push.lead_name}"


def _utc(at: str) -> str:
    return datetime.fromisoformat(at).astimezone(UTC).isoformat().replace("+00:00", "Z")


def source(peer: Living, **changes: object) -> Source:
    """Make the source over a system in memory."""
    values: dict[str, object] = {
        "name": "qlvb", "connector": peer, "mapping": MAPPING, "policy": MAPPING.gate, "directory": DIRECTORY,
        "scope": ScopeRule(issuers=DIRECTORY.named("H48")), "count_withheld": True, "under": (), "push_rules": Rules(),
    }  # fmt: skip
    return Source(**(values | changes))  # type: ignore[arg-type]


def enable(store: Store, fresh: object, now: datetime) -> None:
    """Let the source be told."""
    with store.write() as writer:
        rulings.switch(writer, "qlvb", "on", {"actor": "an", "reason": "thử"}, fresh, now)  # type: ignore[arg-type]


def once(peer: Living, store: Store, fresh: object, now: datetime, **changes: object) -> Counts:
    """Do one round."""
    return go_round(source(peer, **changes), store, fresh, now)  # type: ignore[arg-type]
