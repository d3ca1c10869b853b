"""A gate with one check taken out: the modules of core are read again without the statements that give its code.

So that a rule is known to be stopped by the check it names, and a test of it to be able to fail.
"""

from __future__ import annotations

import ast
import os
import resource
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

from lxml import etree

from adapter.core import attachments, gate, led_astray, xml

Screen = Callable[[bytes, gate.Policy], gate.Open | gate.Withheld]
MOST_S = 2
MOST_BYTES = 4 << 30

READ_AGAIN = (xml, attachments, led_astray, gate)
"""In the order in which they import each other."""


class _Without(ast.NodeTransformer):
    """Takes out every `raise` and `return` that gives a code."""

    def __init__(self, code: str) -> None:
        self.taken = 0
        self._told = (f"'{code}'", "{name}" + code.split(".", 1)[1].rsplit("-", maxsplit=1)[-1] + "'")
        if code.split(".", 1)[1] in ("not-text", "stamp-doubtful"):
            self._told = (f"'{code}'", "{name}" + code.split(".", 1)[1] + "'")

    def _gives(self, node: ast.stmt) -> bool:
        said = ast.unparse(node).replace('"', "'")
        return any(told in said for told in self._told)

    def visit_Raise(self, node: ast.Raise) -> ast.stmt:
        if not self._gives(node):
            return node
        self.taken += 1
        return ast.copy_location(ast.Pass(), node)

    def visit_Return(self, node: ast.Return) -> ast.stmt:
        if not self._gives(node):
            return node
        self.taken += 1
        said = ast.unparse(node).replace('"', "'")
        # A rule is told as a text where it is a text, and as nothing where it is a verdict.
        node.value = ast.Constant("") if said in (f"return {told}" for told in self._told) else ast.Constant(None)
        if "'message.wrapped' if" in said:
            node.value = ast.Constant("")
        if said.startswith("return ["):
            node.value = ast.List([], ast.Load())
        return node

    def visit_If(self, node: ast.If) -> ast.stmt:
        self.generic_visit(node)
        # `found.append(Withheld(code=…))` under a condition of its own.
        if len(node.body) == 1 and isinstance(node.body[0], ast.Expr) and self._gives(node.body[0]):
            self.taken += 1
            node.body = [ast.copy_location(ast.Pass(), node.body[0])]
        return node


def code_without(screen: Screen, body: bytes, policy: gate.Policy) -> str:
    """Give the code of a gate that lacks a check; `exhausted` where it comes to no end, `crashed` where it breaks.

    It runs in a process of its own: what a check keeps out may cost all the time and memory there is.
    """
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        told = "crashed"
        try:
            resource.setrlimit(resource.RLIMIT_CPU, (MOST_S, MOST_S))
            resource.setrlimit(resource.RLIMIT_AS, (MOST_BYTES, MOST_BYTES))
            told = getattr(screen(body, policy), "code", "")
        finally:
            os.write(writing, told.encode())
            os._exit(0)
    os.close(writing)
    with os.fdopen(reading, encoding="ascii") as file:
        told = file.read()
    _, status = os.waitpid(child, 0)
    return "exhausted" if os.WIFSIGNALED(status) else told


def gate_without(code: str) -> Screen:
    """Give the gate without the check that gives a code."""
    made: dict[str, ModuleType] = {}
    taken = 0
    for module in READ_AGAIN:
        assert module.__file__ is not None
        tree = ast.parse(Path(module.__file__).read_text("utf-8"))
        change = _Without(code)
        tree = ast.fix_missing_locations(change.visit(tree))
        taken += change.taken
        name = f"without.{code}.{module.__name__}"
        copy = ModuleType(name)
        sys.modules[name] = copy
        exec(compile(tree, module.__file__, "exec"), copy.__dict__)  # noqa: S102 - our own source, changed by us
        copy.__dict__.update({short: other for short, other in made.items() if short in copy.__dict__})
        made[module.__name__.rsplit(".", 1)[1]] = copy
    if code == "xml.malformed":
        made["xml"].__dict__["_PARSER"] = etree.XMLParser(
            encoding="utf-8", recover=True, huge_tree=True, no_network=True
        )
        taken += 1
    assert taken, f"nothing gives {code}"
    return made["gate"].screen  # type: ignore[no-any-return]
