"""Whether a cycle has seen a classified document that no cycle before it saw, told by counts alone.

Nothing is kept by which a classified document would be known again; what is kept is how many there were on each day.
A document that is declassified on the very day on which another appears is not noticed.
"""

from __future__ import annotations

from collections.abc import Mapping

from adapter.core.entries import decode
from adapter.core.ledger import Cycle
from adapter.reports import withheld
from adapter.reports.account import DOCUMENTS, cycles_of_documents
from adapter.store import Writer
from adapter.store.alerts import Condition
from adapter.sync import alerts
from adapter.sync.sources import Source


def tell(writer: Writer, source: Source, body: Mapping[str, object], seen: int) -> None:
    """Open the alert when more is withheld than before; `body` is the `cycle` entry before it is appended."""
    wanted = Condition(condition=alerts.CLASSIFIED_APPEARED, source=source.name)
    if seen and _is_more(writer, source.name, body, wanted):
        alerts.open_(writer, wanted)


def _is_more(writer: Writer, source: str, body: Mapping[str, object], wanted: Condition) -> bool:
    last = writer.row(Cycle, source, DOCUMENTS)
    if last is None:
        return True
    if "withheld" not in body:
        # Nothing may be counted, so that nothing can be compared: one alert in the life of the source.
        return not writer.was_ever_alerted(wanted)
    if "withheld_by_day" not in body:
        return int(str(body["withheld"])) > (last.withheld or 0)
    before = _before(writer, source, last, str(body.get("from", "")))
    begins = str(body.get("from", ""))
    return any(number > (before.get(day, 0) if day >= begins else 0) for day, number in withheld.days_of(body))


def _before(writer: Writer, source: str, last: Cycle, begins: str) -> withheld.Days:
    """Give what is known of the days of a window: of the last cycle where that covers them, else of all."""
    ((_, data),) = writer.entries(last.seq, last.seq + 1)
    entry = decode(data)
    if begins and str(entry.get("from", "")) <= begins:
        return withheld.by_day([entry]) or {}
    return withheld.by_day(cycles_of_documents(writer, source)) or {}
