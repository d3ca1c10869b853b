"""From settings to running sources: every configured file is read and checked, and all problems told together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from collections.abc import Mapping as MappingOf
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial
from importlib.metadata import EntryPoint, entry_points
from typing import TypeVar

from adapter import settings as files
from adapter.anchors import making
from adapter.audit.readings import Rereader
from adapter.core import calendar as calendars
from adapter.core import deadlines, decide, mapping, organisations
from adapter.core.calendar import Calendar
from adapter.core.gate import Policy
from adapter.core.interpret import ScopeRule
from adapter.core.mapping import bundle
from adapter.core.organisations import Directory
from adapter.core.outbox import Rules
from adapter.core.problems import Problem, Refusal
from adapter.reports.accounted import Limits
from adapter.settings import Settings
from adapter.sync import activate
from adapter.sync.activate import Configured, Key
from adapter.sync.sources import Retention, Source
from adapter.wire import Connector

Read = TypeVar("Read")

CONNECTORS = "nhiemvu.connectors"
"""The entry point group through which connectors are found, ours and third parties' alike."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Configuration:
    """Everything configured, read and checked; nothing has been opened or asked yet."""

    settings: Settings
    directory: organisations.Directory
    calendar: Calendar
    scope: ScopeRule
    mappings: MappingOf[str, mapping.Mapping]
    connectors: MappingOf[str, EntryPoint]  #: by source
    wanted: tuple[Configured, ...]  #: what has to be in force


def read(settings: Settings) -> Configuration:
    """Read every file the settings name. Raises `problems.Refusal` with all problems of all files."""
    problems: list[Problem] = []
    if not settings.sources:
        problems.append(Problem(code="settings.no-sources"))
    directory_text = _attempt(problems, lambda: files.read_file(settings.directory)) or ""
    calendar_text = _attempt(problems, lambda: files.read_file(settings.calendar))
    directory = _attempt(problems, lambda: organisations.load(directory_text, settings.directory))
    calendar = None
    if calendar_text is not None:
        calendar = _attempt(problems, partial(calendars.load, calendar_text, settings.calendar))
    scope = _scope(settings, directory, problems) if directory else None
    texts, mappings, connectors = _sources(settings, problems)
    _check_clock(settings, problems)
    # Made for no log in particular: what is wrong with an option is told with everything else.
    _attempt(problems, lambda: making.all_of(settings.anchors, ""))
    if problems or directory is None or calendar_text is None or calendar is None or scope is None:
        raise Refusal(*problems)
    days = activate.configured("calendar", settings.calendar, calendar_text.encode())
    rules = _rules(settings)
    counting = deadlines.Counting(calendar=calendar, rules=rules, identity=days.identity)
    scope = replace(scope, counting=counting)
    wanted = [
        activate.configured("directory", settings.directory, directory_text.encode()),
        days,
        activate.configured("settings", "settings", activate.canonical(_deciding(settings))),
        activate.configured("rules", "rules", activate.canonical(decide.RULES)),
    ]
    for name, read_mapping in mappings.items():
        content = bundle.pack(texts[name], read_mapping.tables)
        wanted.append(
            activate.configured(
                "mapping",
                settings.sources[name].mapping,
                content,
                source=name,
                identity=read_mapping.digest,
            )
        )
    return Configuration(
        settings=settings,
        directory=directory,
        calendar=calendar,
        scope=scope,
        mappings=mappings,
        connectors=connectors,
        wanted=tuple(wanted),
    )


def chosen(configuration: Configuration, only: Sequence[str]) -> list[str]:
    """Name the sources to run: all, or those asked for. Raises `problems.Refusal` for an unknown one."""
    return known(configuration.settings, only)


def known(settings: Settings, only: Sequence[str]) -> list[str]:
    """Name the sources of some settings: all, or those asked for. Raises `problems.Refusal` for an unknown one."""
    known = list(settings.sources)
    unknown = [name for name in only if name not in known]
    if unknown:
        values = (("known", ", ".join(known)),)
        raise Refusal(
            *[Problem(code="settings.unknown-source", values=(*values, ("source", name))) for name in unknown]
        )
    return list(only) or known


def connect(configuration: Configuration, source: str) -> Connector:
    """Make the connector of a source. Raises `wire.AdministratorNeeded` or `problems.Refusal`."""
    options = configuration.settings.sources[source].options
    kind = configuration.connectors[source].load()
    connector: Connector = kind(options, exchange=configuration.mappings[source].exchange, source=source)
    return connector


def push_rules(configuration: Configuration) -> dict[str, Rules]:
    """Give how pushes are dealt with, for every source that can be told anything."""
    found: dict[str, Rules] = {}
    for name, read_mapping in configuration.mappings.items():
        push = read_mapping.exchange.push
        if push is not None:
            days = timedelta(days=configuration.settings.sources[name].recheck_days)
            found[name] = Rules(read_back=push.read_back is not None, recheck_after=days)
    return found


def under(configuration: Configuration, source: str, seqs: MappingOf[Key, int]) -> tuple[int, ...]:
    """Name the activations that decide what a source brings."""
    return tuple(sorted(seqs[one.key] for one in configuration.wanted if one.source in ("", source)))


def limits(settings: Settings) -> dict[str, Limits]:
    """Say by what the account judges each source."""
    return {
        name: Limits(
            late_s=source.late_after_days * 86_400,
            objective_s=source.latency_objective_s,
            share=source.latency_share,
        )
        for name, source in settings.sources.items()
    }


def retention(configuration: Configuration, seqs: MappingOf[Key, int]) -> Retention | None:
    """Say when bodies go, and which activation says so; None: never."""
    days = configuration.settings.retention.bodies_after_days
    return Retention(days=days, rule=seqs["settings", ""]) if days else None


def policy(configuration: Configuration, source: str, read_mapping: mapping.Mapping) -> Policy:
    """Give what opens a source's messages: by a mapping, and by what the settings say of a missing level."""
    absent = bool(configuration.settings.sources[source].absent_secrecy_opens)
    return replace(read_mapping.gate, absent_is_open=absent)


def rereader(configuration: Configuration, source: str, read_mapping: mapping.Mapping, bodies: Directory) -> Rereader:
    """Read kept bodies of a source by a mapping."""
    return Rereader(
        source=source,
        mapping=read_mapping,
        policy=policy(configuration, source, read_mapping),
        directory=bodies,
        scope=configuration.scope,
    )


def assemble(configuration: Configuration, source: str, seqs: MappingOf[Key, int]) -> Source:
    """Make a source ready to run; `seqs` are the activations in force."""
    configured = configuration.settings.sources[source]
    read_mapping = configuration.mappings[source]
    return Source(
        name=source,
        connector=connect(configuration, source),
        mapping=read_mapping,
        policy=policy(configuration, source, read_mapping),
        directory=configuration.directory,
        scope=configuration.scope,
        count_withheld=configured.count_withheld,
        under=under(configuration, source, seqs),
        push_rules=push_rules(configuration).get(source, Rules(read_back=False)),
        retention=retention(configuration, seqs),
        reconcile=timedelta(days=configured.reconcile_days),
        limits=limits(configuration.settings)[source],
        repeats=configured.repeats,
        more=tuple(connect(configuration, source) for _ in range(configured.connections - 1)),
    )


def _attempt(problems: list[Problem], step: Callable[[], Read]) -> Read | None:
    """Run one reading step; what it refuses is collected, so that all files are told of at once."""
    try:
        return step()
    except Refusal as refusal:
        problems.extend(refusal.problems)
        return None


def _check_clock(settings: Settings, problems: list[Problem]) -> None:
    """A clock of a source is one of a configured source."""
    name = settings.clock.removeprefix(files.CLOCK_OF)
    if settings.clock.startswith(files.CLOCK_OF) and name not in settings.sources:
        values = (("known", ", ".join(settings.sources)), ("source", name))
        problems.append(Problem(code="settings.unknown-source", values=values))


def _scope(settings: Settings, directory: organisations.Directory, problems: list[Problem]) -> ScopeRule | None:
    for position, issuer in enumerate(settings.scope.issuers, start=1):
        if not directory.named(issuer):
            values = (("position", str(position)),)
            problems.append(Problem(code="settings.scope-issuer-unknown", values=values))
    return ScopeRule.of(settings.scope.issuers, directory)


def _sources(
    settings: Settings, problems: list[Problem]
) -> tuple[dict[str, str], dict[str, mapping.Mapping], dict[str, EntryPoint]]:
    known = {point.name: point for point in entry_points(group=CONNECTORS)}
    texts: dict[str, str] = {}
    mappings: dict[str, mapping.Mapping] = {}
    connectors: dict[str, EntryPoint] = {}
    files_read: dict[str, tuple[str, mapping.Mapping]] = {}  # many sources may share one
    for name, source in settings.sources.items():
        found = files_read.get(source.mapping) or _attempt(problems, partial(_mapping, source.mapping))
        if found is not None:
            texts[name], mappings[name] = files_read[source.mapping] = found
        if source.connector in known:
            connectors[name] = known[source.connector]
        else:
            problems.append(_unknown_connector(name, source.connector, sorted(known)))
    return texts, mappings, connectors


def _mapping(file: str) -> tuple[str, mapping.Mapping]:
    text = files.read_file(file)
    return text, mapping.load(text, file, files.beside(file))


def _unknown_connector(source: str, connector: str, known: Sequence[str]) -> Problem:
    values = (("source", source), ("connector", connector), ("known", ", ".join(known)))
    return Problem(code="settings.unknown-connector", values=values)


def _rules(settings: Settings) -> deadlines.Rules:
    return deadlines.Rules.of(settings.deadlines.model_dump())


def _deciding(settings: Settings) -> dict[str, object]:
    """Name the settings that can change a figure, or erase anything; addresses and secrets are none of them."""
    return {
        "clock": settings.clock,
        "deadlines": _rules(settings).to_data(),
        "report": {
            "due_soon_days": settings.report.due_soon_days,
            # What is as it was before these could be said changes nothing.
            **settings.report.model_dump(include={"coordinating", "rate_deadline"}, exclude_defaults=True),
        },
        "scope": {"issuers": list(settings.scope.issuers)},
        # What is erased is erased for good: by a rule that somebody has put in force.
        **({"retention": settings.retention.model_dump()} if settings.retention.bodies_after_days else {}),
        **({"second_approver": "yes"} if settings.second_approver else {}),
        "sources": {
            name: {
                "absent_secrecy_opens": source.absent_secrecy_opens,
                "count_withheld": source.count_withheld,
            }
            for name, source in sorted(settings.sources.items())
        },
    }
