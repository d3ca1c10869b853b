"""Lines of a mapping while it is written: YAML, comments that cannot get out of their line, prefixes of paths."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from adapter.core import paths
from adapter.core.text import inert
from adapter.scaffold.described import Node
from adapter.scaffold.documents import short

_PLAIN = re.compile(r"[^\W\d_][\w./:-]*[\w]|[^\W\d_]|\.")
_NAME = re.compile(r"[^\W\d][\w.-]*")
"""Names that a path of a mapping can say (`adapter.core.xml`); a schema may hold any text where a name is due."""

_FIRST_PREFIXES = "qrstuvwk"

LONGEST_COMMENT = 180


def scalar(text: str) -> str:
    """Write a text so that YAML reads the same: plain where that is sure, else quoted."""
    return text if _PLAIN.fullmatch(text) else quoted(text)


def quoted(text: str) -> str:
    """Write a text in double quotes as YAML and TOML both read it; what steers a terminal or ends a line is escaped."""
    return inert(json.dumps(text, ensure_ascii=False), keep="")


@dataclass(slots=True)
class Lines:
    """Lines written so far."""

    written: list[str] = field(default_factory=list)

    def put(self, level: int, key: str, value: str | None = None) -> None:
        """Write a key, with a value that is already YAML."""
        self.written.append(f"{'  ' * level}{key}:" + (f" {value}" if value else ""))

    def at(self, level: int, key: str, text: str) -> None:
        """Write a key with a text; an empty one has to be filled in before the mapping loads."""
        self.put(level, key, scalar(text))

    def comment(self, level: int, text: str) -> None:
        """Write a comment of one line, whatever the text holds."""
        self.written.append(f"{'  ' * level}# {short(text, LONGEST_COMMENT)}")

    def beside(self, text: str) -> None:
        """Write a comment at the end of the line written last."""
        self.written[-1] += f" # {short(text, LONGEST_COMMENT)}"

    def blank(self) -> None:
        """Leave a line empty."""
        self.written.append("")

    def commented(self, other: Lines) -> None:
        """Take over lines as comments, so that taking the sign away gives YAML in its place."""
        for line in other.written:
            self.written.append(f"# {line}".rstrip())

    def extend(self, other: Lines) -> None:
        """Take over lines."""
        self.written += other.written

    def text(self) -> str:
        """Give what was written."""
        return "\n".join(self.written) + "\n"


@dataclass(slots=True)
class Prefixes:
    """Prefixes of one mapping, given as they are needed."""

    known: dict[str, str] = field(default_factory=dict)  #: namespace → prefix

    def of(self, namespace: str) -> str:
        """Give the prefix of a namespace, with its colon; nothing for none."""
        if not namespace:
            return ""
        if namespace not in self.known:
            number = len(self.known)
            self.known[namespace] = _FIRST_PREFIXES[number] if number < len(_FIRST_PREFIXES) else f"n{number}"
        return self.known[namespace] + ":"

    def path(self, trail: Sequence[Node]) -> str:
        """Write the way along some elements; `.` for none, empty for one that no path of a mapping can say."""
        steps = [f"{'@' if node.kind == 'attribute' else ''}{self.of(node.namespace)}{node.name}" for node in trail]
        if not all(_NAME.fullmatch(node.name) for node in trail):
            return ""
        text = "/".join(steps) or "."
        try:
            paths.compile_path(text, {prefix: namespace for namespace, prefix in self.known.items()})
        except (paths.PathRefused, ValueError):
            return ""
        return text


def described(node: Node) -> str:
    """Say in a few words what an element is: type, how often it stands, what it may hold."""
    often = f"{node.least}..{'*' if node.most is None else node.most}"
    parts = [f"{node.type or '–'}, {often}"]
    if node.nillable:
        parts.append("nil")
    if node.formats:
        parts.append(" | ".join(node.formats))
    if node.choices:
        parts.append("= " + " | ".join(node.choices[:12]) + (" | …" if len(node.choices) > 12 else ""))  # noqa: PLR2004
    if node.pattern:
        parts.append(f"/{short(node.pattern, 40)}/")
    if node.mark:
        parts.append({"open": "…?", "recursion": "↺", "cut": "✂", "text": "#text", "empty": "–?"}[node.mark])
    if node.says:
        parts.append(node.says)
    return " — ".join(parts)
