"""A system in memory: the smallest whole connector, for tests and for trying things out. Not offered in settings."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from adapter.core import xml
from adapter.wire import AdministratorNeeded, Later, Message, Page, Push, Ref, Refused, RegisterCount, Shown

AT_ONCE = 100


@dataclass(slots=True)
class Cabinet:
    """What the system holds; tests change it at will."""

    documents: dict[str, tuple[int, bytes]] = field(default_factory=dict)  #: reference → version, XML
    told: dict[str, Push] = field(default_factory=dict)  #: key → what was applied under it, in order
    open: bool = True  #: it answers
    locked: bool = False  #: it refuses our log-in

    def put(self, reference: str, body: bytes) -> None:
        """Keep a document, or a newer version of it; versions count through all documents."""
        newest = max((version for version, _ in self.documents.values()), default=0)
        self.documents[reference] = (newest + 1, body)


class Memory:
    """A connector (`wire.Connector`) to a cabinet; the cursor is the newest version seen."""

    def __init__(self, cabinet: Cabinet, source: str) -> None:
        self._cabinet = cabinet
        self._source = source

    def abilities(self) -> frozenset[str]:
        """Name what it can do."""
        return frozenset({"versions", "push", "read_back"})

    def list(self, stream: str, cursor: str | None, page: str | None, now: datetime) -> Page:  # noqa: ARG002 - versions order, no clock
        """List what is newer than the cursor."""
        self._answers()
        if stream != "documents":
            raise AdministratorNeeded("connector.stream-unknown", stream=stream, known="documents")
        rows = sorted((version, name) for name, (version, _) in self._cabinet.documents.items())
        wanted = [row for row in rows if row[0] > int(cursor or 0)]
        first = int(page or 0)
        refs = [Ref(id=name, version=version, levels=(), entered_on=None) for version, name in wanted]
        more = first + AT_ONCE < len(refs)
        newest = max((version for version, _ in rows), default=int(cursor or 0))
        return Page(
            refs=tuple(refs[first : first + AT_ONCE]), next=str(first + AT_ONCE) if more else None, cursor=str(newest)
        )

    def fetch(self, stream: str, ref: Ref) -> Message:
        """Give one document."""
        self._answers()
        if ref.id not in self._cabinet.documents:
            raise Refused("peer.item-refused", result="404")
        version, body = self._cabinet.documents[ref.id]
        return Message(
            source=self._source,
            stream=stream,
            reference=ref.id,
            version=version,
            media_type="text/xml",
            body=xml.canonical(xml.parse(body)),
        )

    def register(self, first: date, last: date) -> RegisterCount | None:  # noqa: ARG002 - none to ask
        """Give None: it keeps no register."""
        return None

    def push(self, push: Push) -> None:
        """Apply a standing once per key."""
        self._answers()
        self._cabinet.told.setdefault(push.key, push)

    def read_back(self, push: Push) -> Shown | None:
        """Say what is shown of an assignment: what was applied to it last."""
        self._answers()
        shown = [one for one in self._cabinet.told.values() if (one.task, one.lead_name) == (push.task, push.lead_name)]
        if not shown:
            return Shown(shows="nothing")
        return Shown(shows="wanted" if shown[-1].standing == push.standing else "other", key=shown[-1].key)

    def clock(self) -> datetime | None:
        """Give None: it has no clock."""
        return None

    def close(self) -> None:
        """Hold nothing."""

    def _answers(self) -> None:
        if not self._cabinet.open:
            raise Later("peer.unreachable")
        if self._cabinet.locked:
            raise AdministratorNeeded("peer.log-in")
