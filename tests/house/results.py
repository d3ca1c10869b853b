"""What may state a result and what may not, as closed tables, and the check of the code that holds them.

Whatever is new — a command, a verb, a kind of entry, a module that serves HTTP — has to be put into a table here by
somebody who has thought about it; until then a test fails.
"""

from __future__ import annotations

import ast
from pathlib import Path

ROOT = Path(__file__).parents[2]

STATES = frozenset(
    {
        "issued", "assigned", "withdrawn", "recalled", "replaced",
        "reported", "entered", "retracted", "extended", "judged", "transferred", "suspended", "resumed",
        "unsaid", "objected", "edited",
    }
)  # fmt: skip
"""Kinds of entries that state a fact: a result, or what a result is judged by. A received message is their cause."""

GATE = frozenset({"received", "raised", "erased", "held", "released"})
"""What came in, or may not stay: decided by `core.decide` alone, too."""

TOLD = frozenset({"push_planned", "push_settled", "push_seen", "push_confirmed", "push_waived"})
"""What the source was told: computed from where an assignment stands, never the other way about."""

RULED = frozenset(
    {
        "activated", "purged", "push_switched", "push_ruled", "reassigned", "rewound", "reread",
        "item_ruled", "objection_recorded",
    }
)  # fmt: skip
"""What a person decided about rules, pushes, cursors, who answers at a cut-over, what may not stay and what is not
taken; and whose objection stands beside an assignment, which judges nothing."""

HOUSE = frozenset({"opened", "cycle", "started", "stopped", "acted", "forced", "rekeyed", "succeeded"})
"""The log's own life."""

VERBS: dict[str, frozenset[str]] = {
    "activate": frozenset({"activated", "acted"}),
    "alert": frozenset({"acted"}),
    "anchor": frozenset(),
    "approve": frozenset({"activated", "acted"}),
    "checkpoint": frozenset({"acted"}),
    "cursor": frozenset({"rewound", "acted"}),
    "export": frozenset({"acted"}),
    "force": frozenset({"forced"}),
    "outbox": frozenset({"push_ruled", "acted"}),
    "pin": frozenset({"acted"}),
    "purge": frozenset({"purged", "erased", "raised", "released"}),
    "purge-apply": frozenset({"purged", "erased", "raised", "released"}),
    "purge-retention": frozenset({"erased", "activated"}),
    "push": frozenset({"push_switched", "push_waived", "activated", "acted"}),
    # What kept messages say by the rules in force now, each with a `received` that names the ruling.
    "reread": frozenset({"reread", "acted"}) | STATES | GATE,
    "rotate": frozenset({"rekeyed"}),
    # Who answers from a day on; what was done stays as it was said. What he said before follows from kept messages.
    "transfer": frozenset({"reassigned", "activated", "received"}) | STATES,
    "withdraw": frozenset({"acted"}),
    # What the source says of held items, asked for once more, and that somebody asked.
    "release": frozenset({"acted", "item_ruled"}) | STATES | GATE,
    "reject": frozenset({"item_ruled", "acted"}),
    "object": frozenset({"objection_recorded", "acted"}),
}
"""Verbs, and the kinds of entries that each may leave."""

OF_MESSAGES = frozenset({"reread", "release", "transfer"})
"""Verbs by which a message is decided: one that is kept, or asked for; what it says, whoever asks."""

ERASING = frozenset({"purge", "purge-apply", "purge-retention"})
"""Verbs that let something go: they may erase, and say so, and nothing else of what the gate decides."""

LOOKS, ASKS, TAKES_IN, APART, OWNER = "looks", "asks", "takes in", "apart", "owner"
COMMANDS: dict[str, str] = {
    "account": LOOKS, "activate": ASKS, "activation approve": ASKS, "activation list": LOOKS,
    "activation withdraw": ASKS, "alert close": ASKS, "alert list": LOOKS, "backfill": TAKES_IN, "backup": OWNER,
    "calendar add": APART, "calendar diff": LOOKS, "calendar import": APART, "calendar lint": LOOKS,
    "calendar show": LOOKS,
    "check config": LOOKS, "check connections": LOOKS, "check ready": LOOKS, "config show": LOOKS,
    "cursor rewind": ASKS, "cursor show": LOOKS, "database prepare": OWNER, "demo": APART, "explain": LOOKS,
    "log anchor": ASKS, "log checkpoint": ASKS, "log export": ASKS, "log init": OWNER, "log print": LOOKS,
    "log prove": ASKS, "log rotate-key": ASKS, "log succeed": OWNER, "log verify": LOOKS, "log who": LOOKS,
    "log witness add": APART, "log witness init": APART, "log witness serve": APART, "log witness show": APART,
    "mapping diff": LOOKS, "mapping fmt": LOOKS, "mapping hash": LOOKS, "mapping lint": LOOKS, "mapping list": LOOKS,
    "mapping outcomes": LOOKS, "mapping preview": LOOKS, "mapping test": LOOKS, "org copy": APART,
    "org import": APART, "org lint": LOOKS, "org resolve": APART, "org show": LOOKS, "org transfer": ASKS,
    "org unresolved": LOOKS, "outbox attempts": LOOKS, "outbox hold": ASKS, "outbox list": LOOKS,
    "outbox resume": ASKS, "outbox retry": ASKS, "purge apply": ASKS, "purge check": LOOKS, "purge document": ASKS,
    "purge export": LOOKS, "purge list": LOOKS, "purge retention": ASKS, "push disable": ASKS, "push enable": ASKS,
    "push list": LOOKS, "quarantine list": LOOKS, "quarantine show": LOOKS,
    "quarantine release": ASKS, "quarantine reject": ASKS, "task object": ASKS,
    "replay": LOOKS, "report": ASKS, "report agency": ASKS, "report build": ASKS,
    "report diff": LOOKS, "report explain": LOOKS, "report list": LOOKS, "report verify": LOOKS,
    "report yearly": ASKS, "reread": ASKS,
    "restore": OWNER, "run": TAKES_IN, "simulate": APART, "source list": LOOKS, "source pin": ASKS,
    "source scaffold": LOOKS, "status": LOOKS, "task list": LOOKS, "task show": LOOKS, "task trace": LOOKS,
}  # fmt: skip
"""Commands: they look; ask for a verb of the table above; take in what a source says; stand apart (a simulated source,
its own data, files that a person keeps, another department's witness); or are for the owner of tables and keys, and
write no entry but `opened` and `succeeded`."""

SERVES = {
    "adapter/logs.py",  # names the library's logger, to keep it quiet
    "adapter/simulator/responses.py",
    "adapter/simulator/rest.py",
    "adapter/simulator/server.py",
    "adapter/simulator/service.py",
    "adapter/witness/server.py",
    "adapter/witness/service.py",
}
"""Modules that know of an HTTP server: the simulator's and the witness's, programs of their own beside other data. The
daemon serves no route at all."""

SERVERS = ("http.server", "socketserver", "starlette", "uvicorn", "wsgiref", "asyncio", "aiohttp", "flask", "fastapi")

DRAFTING = {"adapter/core/decide/writing.py", "adapter/sync/noted.py"}
"""Modules that draft entries of a kind handed to them; the latter is handed it as a plain word."""

APPENDING = {
    "adapter/store/store.py", "adapter/sync/activate.py", "adapter/sync/acts.py", "adapter/sync/cycle.py",
    "adapter/sync/erasing.py", "adapter/sync/noted.py", "adapter/sync/purging.py", "adapter/sync/retention.py",
    "adapter/sync/rotation.py", "adapter/sync/send_out.py", "adapter/sync/succession.py", "adapter/sync/transfers.py",
    "adapter/sync/way.py", "adapter/sync/writing.py",
}  # fmt: skip
"""Modules that append entries."""

DECIDING = {
    "adapter/replay/reinterpret.py", "adapter/sync/documents.py", "adapter/sync/events.py", "adapter/sync/kept.py",
    "adapter/sync/reread.py",
}  # fmt: skip
"""Modules that have a decision made: the trip of documents and of events, kept messages read again, and replay, which
writes none of it (`Replay looks and tells nobody`)."""

LETTING_GO = {"adapter/sync/erasing.py", "adapter/sync/retention.py"}
"""Modules that erase by order, by a rule in force, or once more after a restore; they may say that, and no fact."""

DECISIONS = frozenset(
    {"take", "take_again", "hold", "withhold", "pass_by", "witness", "witness_again", "withhold_event_again"}
)

CARRIED_OUT = {
    "take_in": {"adapter/sync/round.py"},
    "reread.write": {"adapter/sync/verbs.py"},
    "releasing.write": {"adapter/sync/verbs.py"},
    "take_in.write": {"adapter/sync/releasing.py"},
    "answering.follow": {"adapter/sync/reread.py", "adapter/sync/take_in.py"},
    "answering.again": {"adapter/sync/verbs.py"},
    "writing.write": {
        "adapter/sync/answering.py", "adapter/sync/purging.py", "adapter/sync/reread.py", "adapter/sync/take_in.py",
    },
}  # fmt: skip
"""The functions that write decisions, and who may call them."""


def violations(tree: ast.AST, file: str) -> list[str]:
    """Name what in a module could state a result past the trip of a message."""
    found = []
    inside = file.startswith("adapter/core/decide/")
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = ast.unparse(node.func)
        if name.split(".")[-1] in ("Draft", "append_noted") and not inside:
            found += _kinds(node, file)
        if name.split(".")[0] == "decide" and name.split(".")[-1] in DECISIONS and file not in DECIDING:
            found.append(f"{file}: decides by {name}")
        if name.endswith(".append") and any(word.arg == "at" for word in node.keywords) and file not in APPENDING:
            found.append(f"{file}: appends entries")
        if name in CARRIED_OUT and file not in CARRIED_OUT[name]:
            found.append(f"{file}: carries out {name}")
        if name in ("entries.build", "entries.encode") and file != "adapter/store/writer.py":
            found.append(f"{file}: makes entries past the writer")
    return found


def _kinds(call: ast.Call, file: str) -> list[str]:
    """Name the kinds that a call drafts, where it may not."""
    handed = ast.unparse(call.func).split(".")[-1] != "Draft"
    words = call.args[1:2] if handed else [word.value for word in call.keywords if word.arg == "kind"]
    found = []
    for word in words:
        if isinstance(word, ast.Constant):
            if word.value in STATES | (GATE - {"erased", "released"} if file in LETTING_GO else GATE):
                found.append(f"{file}: drafts {word.value}")
        elif handed or file not in DRAFTING:  # handed over as a plain word, and drafted nowhere else from a variable
            found.append(f"{file}: drafts a kind of its choosing")
    return found


def servers(tree: ast.AST) -> bool:
    """Tell whether a module imports anything that serves."""
    for node in ast.walk(tree):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        if isinstance(node, ast.ImportFrom) and node.module:
            names = [node.module]
        if any(name == one or name.startswith(f"{one}.") for name in names for one in SERVERS):
            return True
    return False


def modules() -> dict[str, ast.AST]:
    """Read every module of the program and its connectors."""
    files = [*(ROOT / "adapter").rglob("*.py"), *(ROOT / "connectors").rglob("*.py")]
    return {str(file.relative_to(ROOT)): ast.parse(file.read_text("utf-8")) for file in files}
