"""When a person is told: each condition opens one alert when it begins and closes it when it ends.

What has happened rather than lasts (a classified document appeared, a document was raised) stays open until a person
closes it (`nhiemvu alert close`). Alerts name codes, sources and random handles; never content of a document.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import structlog

from adapter.core.ledger import Held
from adapter.reports.account import DOCUMENTS
from adapter.reports.accounted import Brief
from adapter.reports.anchored import Late
from adapter.store import Reader, Store, Writer
from adapter.store.alerts import Condition
from adapter.sync import clock
from adapter.sync.sources import Source
from adapter.wire import AdministratorNeeded, Later, Trouble

SOURCE_AWAY = "alert.source-away"
ADMINISTRATOR_NEEDED = "alert.administrator-needed"
CLASSIFIED_APPEARED = "alert.classified-appeared"
DOCUMENT_RAISED = "alert.document-raised"
DOCUMENTS_HELD = "alert.documents-held"
TWO_READINGS = "alert.two-readings"
NUMBER_TWICE = "alert.number-twice"
CONTRACT_DRIFTED = "alert.contract-drifted"
SETTINGS_REFUSED = "alert.settings-refused"
RULE_SILENT = "alert.rule-silent"
LOG_NOT_SIGNED = "alert.log-not-signed"
LOG_NOT_ANCHORED = "alert.log-not-anchored"
ANCHORS_LATE = "alert.anchors-late"
DEADLINES_MOVED = "alert.deadlines-moved"
YEAR_NOT_COVERED = "alert.year-not-covered"
ACCOUNT_DIFFERS = "alert.account-differs"
REGISTER_TWICE = "alert.register-twice"
DOCUMENTS_SLOW = "alert.documents-slow"
REPORT_NOT_BUILT = "alert.report-not-built"
REPORT_LATE = "alert.report-late"

CONDITIONS: Mapping[str, bool] = {
    SOURCE_AWAY: True,
    ADMINISTRATOR_NEEDED: True,
    CLASSIFIED_APPEARED: False,
    DOCUMENT_RAISED: False,
    DOCUMENTS_HELD: True,
    TWO_READINGS: True,
    NUMBER_TWICE: False,
    CONTRACT_DRIFTED: True,
    SETTINGS_REFUSED: True,
    RULE_SILENT: True,
    LOG_NOT_SIGNED: True,
    LOG_NOT_ANCHORED: True,
    ANCHORS_LATE: True,
    DEADLINES_MOVED: True,
    YEAR_NOT_COVERED: True,
    ACCOUNT_DIFFERS: True,
    REGISTER_TWICE: True,
    DOCUMENTS_SLOW: True,
    REPORT_NOT_BUILT: True,
    REPORT_LATE: False,
}
"""Every condition, and whether its alert closes by itself."""


def note(store: Store, wanted: Condition, trouble: Trouble | None) -> None:
    """Open the alert of a condition for a trouble, or close it when there is none; writes only what changes."""
    with store.read() as reader:
        if trouble is None and not is_open(reader, wanted):
            return
    if trouble is None:
        store.commit(lambda writer: close(writer, wanted))
    else:
        store.commit(lambda writer: open_(writer, wanted, trouble.code, trouble.values))


def round_done(store: Store, source: Source, trouble: Trouble | None, *, in_a_row: int, enough: int) -> None:
    """Note how a round of a source ended; one that is away is told of once it was so `enough` times in a row."""
    needed = trouble if isinstance(trouble, AdministratorNeeded) else None
    note(store, Condition(condition=ADMINISTRATOR_NEEDED, source=source.name), needed)
    drifted = _drift(source)
    if not isinstance(drifted, Later):
        # Not to be able to look says nothing: what is open stays open.
        note(store, Condition(condition=CONTRACT_DRIFTED, source=source.name), drifted)
    away = Condition(condition=SOURCE_AWAY, source=source.name)
    if trouble is None or trouble is needed:
        note(store, away, None)
    elif in_a_row >= enough:
        note(store, away, trouble)


def _drift(source: Source) -> Trouble | None:
    told: Callable[[], Trouble | None] = getattr(source.connector, "drift", lambda: None)
    return told()


def open_(writer: Writer, wanted: Condition, code: str = "", values: Mapping[str, str | int] | None = None) -> None:
    """Open an alert in the caller's transaction, unless it is open."""
    if writer.alert(wanted, clock.system(), code, values):
        _say("alert_opened", wanted)


def close(writer: Writer, wanted: Condition) -> None:
    """Close an alert in the caller's transaction, if it is open."""
    if writer.alert_ended(wanted, clock.system()):
        _say("alert_closed", wanted)


def is_open(reader: Reader, wanted: Condition) -> bool:
    """Tell whether the alert of a condition is open."""
    return any(alert.condition == wanted for alert in reader.alerts())


def held(writer: Writer, source: str) -> None:
    """Bring the alert about held documents of a source up to date."""
    wanted = Condition(condition=DOCUMENTS_HELD, source=source)
    found = [row for row in writer.rows(Held, source=source, stream=DOCUMENTS) if row.rejected is None]
    _count(writer, wanted, len(found))
    # Decree 30/2020: one number stands for one document.
    doubled = Condition(condition=TWO_READINGS, source=source)
    _count(writer, doubled, sum(row.reason in ("document.two-readings", "document.key-taken") for row in found))


def _count(writer: Writer, wanted: Condition, found: int) -> None:
    if found:
        open_(writer, wanted, "", {"count": found})
    else:
        close(writer, wanted)


def number_twice(writer: Writer, source: str, document: str, other: str) -> None:
    """Tell that two documents in force bear one number of one office and year."""
    wanted = Condition(condition=NUMBER_TWICE, source=source, about=document)
    if not writer.was_ever_alerted(wanted):
        open_(writer, wanted, "", {"document": document[:8], "other": other[:8]})


def account_differs(writer: Writer, found: Brief) -> None:
    """Bring the alert about a source's register up to date: so many more than accounted for, so many used twice."""
    wanted = Condition(condition=ACCOUNT_DIFFERS, source=found.source)
    if found.difference:
        open_(writer, wanted, "", {"difference": found.difference, "twice": found.twice})
    else:
        close(writer, wanted)


def register_twice(writer: Writer, found: Brief, *, news: bool) -> None:
    """Bring the alert about numbers that a register has twice up to date; closed by a person it waits for `news`.

    A number used twice in the books stays so for ever, whatever anybody does about it.
    """
    wanted = Condition(condition=REGISTER_TWICE, source=found.source)
    if not found.twice:
        close(writer, wanted)
    elif news or is_open(writer, wanted) or not writer.was_ever_alerted(wanted):
        open_(writer, wanted, "", {"twice": found.twice})


def documents_slow(writer: Writer, found: Brief) -> None:
    """Bring the alert about documents of this month that come too late up to date."""
    wanted = Condition(condition=DOCUMENTS_SLOW, source=found.source)
    slow = None if found.met is not False else found.month
    if slow is None or slow.month is None or slow.share is None:
        close(writer, wanted)
        return
    told: dict[str, str | int] = {"month": f"{slow.month:%m/%Y}", "share": slow.share, "documents": slow.documents}
    judged_by = {"objective": found.limits.objective_s, "wanted": found.limits.share}
    open_(writer, wanted, "", {**told, **judged_by})


def raised(writer: Writer, source: str, document: str) -> None:
    """Tell that a document taken in before is classified now."""
    open_(writer, Condition(condition=DOCUMENT_RAISED, source=source, about=document), "", {"document": document[:8]})


def not_anchored(writer: Writer, anchor: str, trouble: Trouble | None) -> None:
    """Bring the alert about an anchor up to date: what keeps it from holding the log, or None when it does."""
    wanted = Condition(condition=LOG_NOT_ANCHORED, about=anchor)
    if trouble is None:
        close(writer, wanted)
    else:
        open_(writer, wanted, trouble.code, {**trouble.values, "anchor": anchor})


def not_anchored_now(reader: Reader) -> frozenset[str]:
    """Name the anchors about which an alert is open."""
    found = (alert.condition for alert in reader.alerts())
    return frozenset(one.about for one in found if one.condition == LOG_NOT_ANCHORED)


def anchors_late(writer: Writer, late: Late | None) -> None:
    """Bring the alert about entries that nobody else holds up to date."""
    wanted = Condition(condition=ANCHORS_LATE)
    if late is None:
        close(writer, wanted)
    else:
        open_(writer, wanted, "", late.values())


def report_not_built(writer: Writer, name: str, trouble: Trouble, values: Mapping[str, str | int]) -> None:
    """Tell what keeps the report of a session from being built; `name` is that of its folder."""
    open_(writer, Condition(condition=REPORT_NOT_BUILT, about=name), trouble.code, {**trouble.values, **values})


def report_late(writer: Writer, name: str, values: Mapping[str, str | int]) -> None:
    """Tell that a report was not there in time."""
    open_(writer, Condition(condition=REPORT_LATE, about=name), "", values)


def ever_late(reader: Reader) -> frozenset[str]:
    """Name the reports of which that was ever told, whether or not a person has closed the alert since."""
    found = (alert.condition for alert in reader.alerts(closed=True))
    return frozenset(one.about for one in found if one.condition == REPORT_LATE)


def report_built(writer: Writer, name: str) -> None:
    """End the alert about a report that is there, or is not asked for any more."""
    close(writer, Condition(condition=REPORT_NOT_BUILT, about=name))


def not_built_now(reader: Reader) -> frozenset[str]:
    """Name the reports that an open alert says could not be built."""
    found = (alert.condition for alert in reader.alerts())
    return frozenset(one.about for one in found if one.condition == REPORT_NOT_BUILT)


def _say(event: str, wanted: Condition) -> None:
    log = structlog.get_logger("alerts")
    (log.warning if event == "alert_opened" else log.info)(event, code=wanted.condition, source=wanted.source or "-")
