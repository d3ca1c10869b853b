"""The shipped mapping, what a mapping can say, and what makes two mappings the same."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from shipped import load_shipped

from adapter.core import mapping
from adapter.core.exchanges import Moment
from adapter.core.mapping import vocabulary, yaml
from adapter.core.mapping.digest import Plain, _plain
from adapter.core.problems import Refusal
from adapter.messages import mapping as texts

ROOT = Path(__file__).parents[2]
SHIPPED = (ROOT / "mappings" / "simulator.yaml").read_text("utf-8")
DIGEST = load_shipped(SHIPPED, "simulator.yaml").digest


def loaded(text: str) -> mapping.Mapping:
    return load_shipped(text, "m.yaml")


def written(node: Plain, depth: int = 0) -> str:
    """Write a tree as YAML once more, in another style: everything quoted, keys the other way round."""
    if isinstance(node, str):
        return "'" + node.replace("'", "''") + "'"
    if isinstance(node, list):
        return "[" + ", ".join(written(one, depth + 1) for one in node) + "]"
    pairs = [f"{written(key)}: {written(value, depth + 1)}" for key, value in reversed(node.items())]
    return "{" + ", ".join(pairs) + "}" if depth else "\n".join(pairs)


def tree(text: str) -> dict[str, Plain]:
    plain = _plain(yaml.read(text, "m.yaml"))
    assert isinstance(plain, dict)
    return plain


def leaves(node: Plain, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Name every rule of a mapping: every key, every item, every value."""
    if isinstance(node, str):
        return
    steps = node.items() if isinstance(node, dict) else enumerate(node)
    for step, value in steps:
        yield (*path, step)
        yield from leaves(value, (*path, step))


def without(node: Plain, path: tuple[str | int, ...]) -> Plain:
    """Give the tree without the rule at `path`."""
    first, rest = path[0], path[1:]
    if isinstance(node, dict):
        return {key: without(one, rest) if key == first else one for key, one in node.items() if rest or key != first}
    assert isinstance(node, list)
    return [without(one, rest) if at == first else one for at, one in enumerate(node) if rest or at != first]


def other(node: Plain, path: tuple[str | int, ...]) -> Plain:
    """Give the tree with the text at `path` changed."""
    if not path:
        return node + "x" if isinstance(node, str) else node
    if isinstance(node, dict):
        return {key: other(one, path[1:]) if key == path[0] else one for key, one in node.items()}
    assert isinstance(node, list)
    return [other(one, path[1:]) if at == path[0] else one for at, one in enumerate(node)]


RULES = [path for path in leaves(tree(SHIPPED)) if path[0] != "tests"]


@pytest.mark.parametrize("path", RULES, ids=lambda path: ".".join(map(str, path)))
def test_deleting_or_changing_any_rule_is_refused_or_makes_another_digest(path: tuple[str | int, ...]) -> None:
    for changed in (without(tree(SHIPPED), path), other(tree(SHIPPED), path)):
        if changed == tree(SHIPPED):
            continue
        try:
            digest = loaded(written(changed)).digest
        except Refusal:
            continue
        assert digest != DIGEST


def test_there_are_rules_to_delete() -> None:
    assert len(RULES) > 150


def test_style_quotes_and_the_order_of_keys_do_not_change_the_digest() -> None:
    assert loaded(written(tree(SHIPPED))).digest == DIGEST


def test_comments_and_empty_lines_do_not_change_the_digest() -> None:
    commented = "".join(f"# ghi chú\n\n{line}\n" for line in SHIPPED.splitlines())
    assert loaded(commented).digest == DIGEST
    assert (
        loaded("\n".join(line for line in SHIPPED.splitlines() if not line.lstrip().startswith("#"))).digest == DIGEST
    )


def test_the_order_of_a_list_changes_the_digest() -> None:
    one = SHIPPED.replace("at: q:Subject}", "at: [q:Subject, q:Content]}")
    two = SHIPPED.replace("at: q:Subject}", "at: [q:Content, q:Subject]}")
    assert len({DIGEST, loaded(one).digest, loaded(two).digest}) == 3


def test_a_mapping_from_before_there_was_suspension_needs_no_word_for_it() -> None:
    rest = (ROOT / "mappings" / "simulator-rest.yaml").read_text("utf-8")
    older = rest.replace("      suspended: TDG\n", "").replace("      TDG: suspended #", "      TDG: retracted #")
    read = load_shipped(older)
    assert read.exchange.push is not None
    assert "suspended" not in read.exchange.push.words.standing
    with pytest.raises(Refusal, match="word-missing"):
        load_shipped(older.replace("TDG: retracted #", "TDG: suspended #"))


def test_every_scalar_is_text() -> None:
    """YAML's own types would turn 01 into 1, 12:30 into 750 and no into a flag."""
    read = loaded(SHIPPED.replace('refused: ["404"]', "refused: [01, 12:30, no, 1e3, null, 0x1F, 2025-11-03, .5]"))
    fetch = read.exchange.streams["documents"].fetch
    assert fetch is not None
    assert fetch.call.verdict.refused == {"01", "12:30", "no", "1e3", "null", "0x1F", "2025-11-03", ".5"}


def test_the_gate_of_the_shipped_mapping() -> None:
    policy = loaded(SHIPPED).gate
    assert policy.open == {"Thuong"}
    assert policy.classified == {"Mat", "ToiMat", "TuyetMat"}
    assert not policy.absent_is_open
    assert [one.each.text for one in policy.attachments] == ["q:Attachments/q:Attachment"]


def test_subject_and_notation_are_looked_at_for_stamps_whatever_the_mapping_says() -> None:
    assert [path.text for path in loaded(SHIPPED).gate.stamps] == ["q:Subject", "q:Notation"]
    more = loaded(SHIPPED.replace("  attachments:\n", "  stamps: [q:Content, q:Subject]\n  attachments:\n")).gate.stamps
    assert [path.text for path in more] == ["q:Subject", "q:Notation", "q:Content"]


def test_levels_are_tidied_as_the_gate_tidies_values() -> None:
    decomposed = "Thu\u031bo\u031b\u0300ng"
    assert loaded(SHIPPED.replace("open: [Thuong]", f"open: ['{decomposed} ']")).gate.open == {"Thường"}


OTHER = """
format: 1
name: he-thong-khac
namespaces: {a: "urn:a", e: "urn:e"}
gate: {secrecy: {at: [a:DoMat, "@mat"], open: ["1"]}}
document:
  number: {at: a:SoKyHieu, pattern: '(\\d+)/.+'}
  notation: {at: a:SoKyHieu, pattern: '\\d+/(.+)'}
  issued_on: {at: a:Ngay, as: datetime, format: "dd/MM/yyyy HH:mm", zone: "+07:00", offset: ignore}
  kind: {value: CV, as: choice}
  issuer: {code: {value: H48}}
  subject: {at: a:TrichYeu}
exchange:
  documents:
    list:
      operation: GetList
      soap_action: "urn:vendor#list"
      arguments: {request: {filter: {from: "{since}"}, skip: "{page}", take: "{size}", literal: "a {b c} d"}}
      answer:
        unfold: a:GetListResponse/a:GetListResult
        expects: a:GetListResponse
        success: [{at: "a:GetListResponse/a:GetListResult/ds/code", in: ["0", "00"]}]
        code: a:GetListResponse/a:GetListResult/ds/code
        later: [busy]
        refused: ["404"]
        administrator: ["-1", "-2"]
      each: a:GetListResponse/a:GetListResult/ds/row
      id: "@id"
      version: {at: "@changed", as: datetime, format: "dd/MM/yyyy HH:mm:ss", zone: "-05:30"}
      levels: ["@mat", mat]
      entered: {at: "@day", as: date, format: dd/MM/yyyy}
      inline: body
      inline_text: yes
      paging: {by: offset, size: 50}
      cursor:
        by: item
        at: "@day"
        as: date
        format: dd/MM/yyyy
        send: {as: datetime, zone: "+00:00"}
        start: "2025-11-01"
        overlap: 12h
"""


def test_a_system_unlike_the_simulator_is_described_by_yaml_alone() -> None:
    read = loaded(OTHER)
    assert (read.tasks, read.document.business, read.document.relates_to) == (None, None, None)
    listing = read.exchange.streams["documents"].listing
    assert read.exchange.streams["documents"].fetch is None
    assert read.exchange.register is None
    assert listing.call.soap_action == "urn:vendor#list"
    request = {"filter": {"from": "{since}"}, "skip": "{page}", "take": "{size}", "literal": "a {b c} d"}
    assert listing.call.arguments == {"request": request}
    verdict = listing.call.verdict
    assert verdict.unfold is not None
    assert verdict.unfold.text == "a:GetListResponse/a:GetListResult"
    assert verdict.success[0][1] == {"0", "00"}
    assert (verdict.later, verdict.refused, verdict.administrator) == ({"busy"}, {"404"}, {"-1", "-2"})
    assert listing.inline is not None
    assert listing.inline_text
    assert listing.version_moment == Moment(kind="datetime", format="dd/MM/yyyy HH:mm:ss", zone_minutes=-330)
    assert listing.entered_moment == Moment(kind="date", format="dd/MM/yyyy")
    assert [path.text for path in listing.levels] == ["@mat", "mat"]
    paging = listing.paging
    assert (paging.by, paging.first, paging.step, paging.size, paging.more) == ("number", 0, 50, 50, None)
    cursor = listing.cursor
    assert cursor.moment == Moment(kind="date", format="dd/MM/yyyy")
    assert cursor.send == Moment(kind="datetime", zone_minutes=0)
    assert (cursor.by, cursor.start, cursor.overlap_s) == ("item", "2025-11-01", 43200)


def test_token_paging_and_cursors_that_are_numbers_or_texts() -> None:
    token = OTHER.replace("{by: offset, size: 50}", "{by: token, token: a:GetListResponse/a:Next, size: 20}")
    paging = loaded(token).exchange.streams["documents"].listing.paging
    assert paging.token is not None
    assert (paging.by, paging.size, paging.token.text) == ("token", 20, "a:GetListResponse/a:Next")
    for kind, start in (("integer", "0"), ("text", "abc")):
        changed = re.sub(
            r"(?s)      cursor:.*", f'      cursor: {{by: item, at: "@n", as: {kind}, start: {start}}}\n', OTHER
        )
        cursor = loaded(changed).exchange.streams["documents"].listing.cursor
        assert cursor.moment == cursor.send == Moment(kind=kind)
        assert (cursor.start, cursor.overlap_s) == (start, 0)


def test_the_shipped_mapping_asks_the_register_by_days() -> None:
    register = loaded(SHIPPED).exchange.register
    assert register is not None
    assert register.call.arguments == {"From": "{from}", "To": "{to}"}
    assert register.span == Moment(kind="date")
    assert register.apart is not None


DOCUMENTED = (ROOT / "docs" / "mapping.md").read_text("utf-8")


@pytest.mark.parametrize("section", vocabulary.SECTIONS)
def test_every_key_is_documented_in_the_words_of_the_vocabulary(section: str) -> None:
    for name, key in vocabulary.SECTIONS[section].items():
        assert f"| `{name}` | {'yes' if key.needed else ''} | {key.about} |".replace("|  |", "| |") in DOCUMENTED


def test_every_example_of_the_manual_is_yaml_of_ours() -> None:
    for example in re.findall(r"```yaml\n(.*?)```", DOCUMENTED, re.DOTALL):
        assert yaml.read(example, "docs/mapping.md").pairs


def test_every_code_has_its_text_and_every_text_its_code() -> None:
    sources = [*(ROOT / "adapter" / "core" / "mapping").glob("*.py"), ROOT / "adapter" / "core" / "interpret.py"]
    used = {code for file in sources for code in re.findall(CODE, file.read_text("utf-8"))}
    used |= {f"mapping.date-format.{one}" for one in ("letter", "repeated", "incomplete")}
    assert used == set(texts.TEXTS)


CODE = r'"((?:mapping|field|task|organisation|contract)\.[a-z][a-z.-]+)"'
