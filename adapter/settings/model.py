"""The settings as a model: every table and key, with its default."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, SecretStr
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from adapter.core.standing import DUE_SOON_DAYS

PREFIX = "NHIEMVU_"
"""Environment variables with this beginning override the file."""

BUILTIN = "builtin:"
"""A file that ships with the program is named `builtin:FILE`."""


Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]{0,31}$")]
"""What a source or an anchor is called."""


class Section(BaseModel):
    """A table of the file: unknown keys are refused."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)


class Log(Section):
    """How the program speaks to its operator."""

    level: Literal["debug", "info", "warning", "error"] = "info"
    format: Literal["auto", "json", "console"] = "auto"


class Metrics(Section):
    """Figures of the running program for a monitoring system."""

    #: A file that a collector reads (Prometheus text format); empty for none.
    textfile: str = ""
    #: Seconds between two writings of it.
    every_s: float = Field(default=15, ge=1, le=3600)


class Checkpoints(Section):
    """When the running program signs what the log is."""

    #: After so many entries …
    every_entries: int = Field(default=1000, ge=1)
    #: … and after so many seconds, when anything is new.
    every_s: float = Field(default=3600, ge=1, le=604_800)
    #: Reports are refused when an entry that no anchor holds is older than so many seconds; 0 for no limit.
    anchor_limit_s: float = Field(default=172_800, ge=0, le=31_536_000)


class AnchorSettings(Section):
    """One place that holds checkpoints out of the administrator's reach."""

    kind: Literal["file", "mail", "timestamp", "witness"]
    #: It is given the newest checkpoint when it holds none that is younger.
    every_s: float = Field(default=3600, ge=1, le=604_800)
    #: What this kind of place needs; `…_file` names a file that holds a secret.
    options: dict[str, Any] = Field(default_factory=dict, repr=False)


class Scope(Section):
    """Which tasks the directive counts (5425/UBND-KGVX §1)."""

    issuers: tuple[str, ...] = ("Ủy ban nhân dân tỉnh Quảng Ngãi",)


class Report(Section):
    """How reports are counted."""

    #: An assignment in time is "due soon" when its deadline is at most so many days away (FACTS §6).
    due_soon_days: int = Field(default=DUE_SOON_DAYS, ge=0, le=60)
    #: The rate on time goes by the deadline in force, or by the one that was set first (the directive leaves it open).
    rate_deadline: Literal["in-force", "first"] = "in-force"
    #: Coordinating agencies have no figures, or a column apart (the directive leaves it open).
    coordinating: Literal["none", "apart"] = "none"
    #: `report build` refuses when a source was last listed so many seconds before the cut-off; 0 for no limit.
    stale_after_s: float = Field(default=172_800, ge=0, le=31_536_000)
    #: Days of sessions for which `run` makes the report of the month by itself …
    sessions: tuple[Annotated[date, Field(ge=date(2000, 1, 1), le=date(2200, 12, 31))], ...] = Field(
        default=(), max_length=400
    )
    #: … so many days before: at least one (5425/UBND-KGVX §2) …
    lead_days: int = Field(default=1, ge=1, le=15)
    #: … in these languages …
    languages: tuple[Literal["vi", "en"], ...] = Field(default=("vi",), min_length=1, max_length=2)
    #: … each into a folder of its own in this one.
    directory: str = "reports"


class Retention(Section):
    """How long the log keeps what documents said word by word."""

    #: Bodies are erased so many days after the work a document assigned has ended; 0 keeps them.
    bodies_after_days: int = Field(default=0, ge=0, le=36_500)


class Deadlines(Section):
    """What the directive leaves open about deadlines (FACTS §6); reports print what holds."""

    #: A deadline that falls on a day off: kept, or the next or previous working day …
    day_off: Literal["keep", "next", "previous"] = "keep"
    #: … for these kinds: counted in days, end of a period, recurring, written as a day.
    day_off_for: tuple[Literal["days", "period-end", "recurring", "written"], ...] = ("days",)
    #: Whether "trước ngày X" lets X itself pass.
    before: Literal["inclusive", "exclusive"] = "inclusive"
    #: Where an hour is said: the whole day counts, or only up to that hour.
    hour: Literal["day", "exact"] = "day"


class SourceSettings(Section):
    """One document system."""

    connector: str
    mapping: str
    count_withheld: bool = True
    #: After so many days the source is asked again whether it still shows what it was told.
    recheck_days: int = Field(default=30, ge=1, le=366)
    #: Seconds from the end of one round to the begin of the next, while `run` goes on.
    every_s: float = Field(default=60, ge=0.05, le=86_400)
    #: So many times a call that only reads is repeated at once when the source puts it off.
    repeats: int = Field(default=2, ge=0, le=10)
    #: Connections over which the source may be told standings at once.
    connections: int = Field(default=1, ge=1, le=32)
    #: Once in so many days documents are listed from the beginning, so that rows that came late are found; 0: never.
    reconcile_days: int = Field(default=7, ge=0, le=366)
    #: A document that took more days from issue to ledger is a late entry in the account.
    late_after_days: int = Field(default=10, ge=1, le=366)
    #: So many seconds a document may take from issue to ledger; 0 for no objective.
    latency_objective_s: int = Field(default=0, ge=0, le=31_536_000)
    #: Percent of the documents issued in a month that have to be within it.
    latency_share: int = Field(default=95, ge=1, le=100)
    #: Names the channel for which a message without any secrecy element counts as unclassified (FACTS §3).
    absent_secrecy_opens: str = ""
    #: What the connector needs; `…_file` names a file that holds a secret.
    options: dict[str, Any] = Field(default_factory=dict, repr=False)


class Settings(BaseSettings):
    """Everything the program can be told."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        env_nested_delimiter="__",
        extra="forbid",
        frozen=True,
        hide_input_in_errors=True,
    )

    language: Literal["vi", "en", ""] = ""
    data_directory: Path = Path("data")
    #: Address of a PostgreSQL database; empty for SQLite in the data directory.
    database: SecretStr = SecretStr("")
    #: A file that holds it.
    database_file: str = ""
    #: `system`, or `source:NAME` for simulated time.
    clock: str = Field(default="system", pattern=r"^(system|source:[a-z][a-z0-9-]{0,31})$")
    #: What is activated waits until a second person approves it.
    second_approver: bool = False
    #: A file for the key that signs the log; empty for one in the data directory.
    log_key_file: str = ""
    log: Log = Log()
    checkpoints: Checkpoints = Checkpoints()
    metrics: Metrics = Metrics()
    scope: Scope = Scope()
    report: Report = Report()
    retention: Retention = Retention()
    deadlines: Deadlines = Deadlines()
    directory: str = BUILTIN + "codes/organisations_quangngai.csv"
    calendar: str = BUILTIN + "codes/calendar_vn_civil_servants.csv"
    anchors: dict[Name, AnchorSettings] = Field(default_factory=dict)
    sources: dict[Name, SourceSettings] = Field(default_factory=dict)

    @property
    def place(self) -> tuple[Path, str]:
        """Say where the store lies: its directory, and the address of its database."""
        return self.data_directory, self.database.get_secret_value()

    @property
    def signing_key(self) -> Path:
        """Say where the key lies that signs the log, whether or not it is there."""
        return Path(self.log_key_file) if self.log_key_file else self.data_directory / "keys" / "log.key"

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Let the environment override the file."""
        return (env_settings, init_settings)


SECTIONS: dict[str, type[BaseModel]] = {
    "anchors": AnchorSettings,
    "checkpoints": Checkpoints,
    "deadlines": Deadlines,
    "log": Log,
    "metrics": Metrics,
    "report": Report,
    "retention": Retention,
    "scope": Scope,
    "sources": SourceSettings,
}
"""Tables of the file by name; that of the sources has one of these for each."""
