"""Paths that cannot lead where they should: found by looking at the steps, and at where the path starts."""

from __future__ import annotations

from collections.abc import Iterator

from adapter.core.mapping.yaml import Scalar, Table
from adapter.workbench import spots
from adapter.workbench.findings import Finding, warning
from adapter.workbench.spots import Spot, Written
from adapter.workbench.steps import Step, plain_steps, steps_of

MANY_DEEP = 2


def of_section(spot: Spot, tree: Table) -> Iterator[Finding]:
    """Look at every path of a section."""
    for one in spots.paths(spot):
        steps = steps_of(one.text.text)
        yield from _elements(one, steps)
        yield from _deep(one, steps)
        yield from _takes(one, steps)
        starts = spots.starts(one)
        if starts is not None:
            root = spots.root_of(tree, spot.message)
            yield from _above(one, steps, starts)
            yield from _own_name(one, steps, starts, root)
            yield from _whole_message(one, steps, starts, root)


def _elements(one: Written, steps: tuple[Step, ...]) -> Iterator[Finding]:
    """An attribute is no element: such a path never matches."""
    if spots.leads_to_elements(one) and steps and steps[-1].name.startswith("@"):
        yield _found("lint.path-no-element", one, steps[-1].column)


def _deep(one: Written, steps: tuple[Step, ...]) -> Iterator[Finding]:
    deep = [step for step in steps if step.deep]
    if len(deep) >= MANY_DEEP:
        yield _found("lint.path-deep", one, deep[1].column)


def _takes(one: Written, steps: tuple[Step, ...]) -> Iterator[Finding]:
    """One element cannot give several values."""
    take = one.spot.table.get("take")
    single = all(step.numbered or step.name in (".", "..") or step.name.startswith("@") for step in steps)
    if isinstance(take, Scalar) and take.text in ("all", "first") and single and not any(step.deep for step in steps):
        yield warning("lint.take-one", take.place, path=one.text.text, take=take.text)


def _above(one: Written, steps: tuple[Step, ...], starts: tuple[str, ...]) -> Iterator[Finding]:
    """Above the root of a message there is nothing."""
    depth: int | None = 0
    for start in starts:
        depth, _ = _depth(steps_of(start), depth)
    _, fell = _depth(steps, depth)
    if fell is not None:
        yield _found("lint.path-above", one, fell.column)


def _depth(steps: tuple[Step, ...], depth: int | None) -> tuple[int | None, Step | None]:
    """Give how deep a path leads, None when that is open; and the step that leads above the root."""
    for step in steps:
        if step.absolute:
            depth = -1  # the document, of which the root is a child
        if step.deep or depth is None:
            depth = None
        elif step.name == "..":
            depth -= 1
            if depth < 0:
                return None, step
        elif step.is_name:
            depth += 1
    return depth, None


def _own_name(one: Written, steps: tuple[Step, ...], starts: tuple[str, ...], root: str) -> Iterator[Finding]:
    """A path that begins with the name of the element it starts at: it is there already."""
    last = steps_of(starts[-1])[-1:] if starts else ()
    here = last[0].name if last and last[0].is_name else root if not starts else ""
    first = next((step for step in steps if step.name != "."), None)
    names, each = plain_steps(one.text.text), plain_steps(starts[-1]) if starts else None
    repeats = names is not None and bool(each) and names[: len(each or ())] == each
    if first is None or first.absolute or first.deep or not here:
        return
    if first.name == here or repeats:
        yield _found("lint.path-own-name", one, first.column, name=first.name)


def _whole_message(one: Written, steps: tuple[Step, ...], starts: tuple[str, ...], root: str) -> Iterator[Finding]:
    """Find a path that begins anew at the top: `//` inside a task, or a root of another name."""
    first = steps[0] if steps else None
    if first is None or not first.absolute:
        return
    if starts and first.deep:
        yield _found("lint.path-whole-message", one, 0, start=starts[-1])
    elif not first.deep and root and first.is_name and _local(first.name) != _local(root):
        yield _found("lint.path-never", one, first.column, name=first.name, root=root)


def _local(name: str) -> str:
    """Give a name without its prefix: two prefixes may mean one namespace."""
    return name.rpartition(":")[2]


def _found(code: str, one: Written, column: int, **values: str) -> Finding:
    return warning(code, one.text.at(column), path=one.text.text, key=f"{one.spot.name}.{one.key}", **values)
