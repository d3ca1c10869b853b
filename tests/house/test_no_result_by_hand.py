"""Nobody can state a result by hand: no command, no verb, no kind of entry, no route (P18)."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import click
import pytest
import results

from adapter.cli import nhiemvu
from adapter.core.entries import KINDS
from adapter.sync import verbs

MODULES = results.modules()


def commands(command: click.Command, path: tuple[str, ...] = ()) -> Iterator[tuple[str, click.Command]]:
    if not isinstance(command, click.Group):
        yield " ".join(path), command
        return
    if command.invoke_without_command:
        yield " ".join(path), command
    context = click.Context(command)
    for name in command.list_commands(context):
        found = command.get_command(context, name)
        assert found is not None
        yield from commands(found, (*path, name))


def test_every_kind_of_entry_is_in_one_table() -> None:
    tables = (results.STATES, results.GATE, results.TOLD, results.RULED, results.HOUSE)
    assert sorted(kind for table in tables for kind in table) == sorted(KINDS)


def test_what_states_a_fact_has_a_received_message_as_its_cause_always() -> None:
    for kind in results.STATES:
        assert (KINDS[kind].causes, KINDS[kind].caused) == ({"received"}, True), kind
    # And `received` comes of nothing, of a ruling that kept messages be read again, or of what they answer.
    assert KINDS["received"].causes == {"reread", "received", "reassigned"}


def test_nothing_that_a_person_rules_can_carry_a_result() -> None:
    """Rulings have keys of closed lists, places and notes: no day of a deed, no quality; one says who answers."""
    carried = {"due_on", "happened_at", "lead", "new_lead", "quality", "standing", "tasks", "issuer", "issued_on"}
    for kind in results.RULED | results.HOUSE:
        # At a merger tasks pass to another agency (DESIGN §7): that says who answers, and nothing that was done.
        allowed = {"lead", "new_lead"} if kind == "reassigned" else set()
        assert not (carried - allowed) & KINDS[kind].forms.keys(), kind


def test_every_verb_is_in_the_table() -> None:
    assert verbs.VERBS.keys() == results.VERBS.keys()
    for verb, kinds in results.VERBS.items():
        assert kinds <= KINDS.keys()
        gate = results.GATE - ({"erased", "raised", "released"} if verb in results.ERASING else set())
        assert verb in results.OF_MESSAGES or not kinds & (results.STATES | gate), verb


def test_every_command_is_in_the_table() -> None:
    assert {path for path, _ in commands(nhiemvu)} == results.COMMANDS.keys()


def test_commands_that_look_have_no_way_to_write() -> None:
    """Their modules neither ask for a verb nor open the store as its writer, unless a command beside them does."""
    by_module: dict[str, set[str]] = {}
    for path, command in commands(nhiemvu):
        module = getattr(command.callback, "__module__", "").replace(".", "/") + ".py"
        by_module.setdefault(module, set()).add(results.COMMANDS[path])
    looking = [module for module, classes in by_module.items() if classes == {results.LOOKS}]
    assert len(looking) > 10
    for module in looking:
        text = ast.unparse(MODULES[module])
        for word in ("house.ask(", "house.enter(", "house.writing(", "Store.open(", "requests.ask("):
            assert word not in text, (module, word)


def test_nothing_drafts_decides_or_appends_results_but_the_trip_of_a_message() -> None:
    assert [one for file, tree in MODULES.items() for one in results.violations(tree, file)] == []
    # The tables speak of what is there.
    for file in results.DRAFTING | results.APPENDING | results.DECIDING:
        assert file in MODULES


@pytest.mark.parametrize(
    "planted",
    [
        "Draft(kind='entered', body={})",
        "entries.Draft(kind='reported', body={}, cause=3)",
        "Draft(kind=kind, body={})",
        'Draft(kind=f"{one}", body={})',
        "append_noted(writer, 'judged', {}, note, fresh, now)",
        "noted.append_noted(writer, 'received', {}, note, fresh, now)",
        "append_noted(writer, kind, {}, note, fresh, now)",
        "decide.witness(arrival, event, known, fresh)",
        "writer.append(drafts, at=now)",
        "take_in(source, store, fresh, now)",
        "reread.write(writer, ruling, [])",
        "writing.write(writer, decision, source, under, now)",
        "answering.again(writer, reading, [], 3)",
        "entries.build(draft, at=now)",
    ],
)
def test_the_check_finds_what_is_planted(planted: str) -> None:
    assert results.violations(ast.parse(planted), "adapter/cli/planted.py") != []


@pytest.mark.parametrize("file", ["adapter/sync/rulings.py", "adapter/sync/acts.py"])
def test_the_check_finds_a_result_planted_among_the_rulings(file: str) -> None:
    for planted in (
        "append_noted(writer, 'entered', {})",
        "Draft(kind='judged', body={})",
        "Draft(kind=kind, body={})",
    ):
        assert results.violations(ast.parse(planted), file) != []


def test_the_program_serves_no_route() -> None:
    assert {file for file, tree in MODULES.items() if results.servers(tree)} <= results.SERVES
    assert results.servers(ast.parse("from http.server import HTTPServer"))
    assert results.servers(ast.parse("import uvicorn"))
