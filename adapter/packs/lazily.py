"""Rows that are made when somebody looks: a table may be long, and several files show it one after another."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar, overload

T = TypeVar("T")
R = TypeVar("R")


class Lazily(Sequence[R], Generic[T, R]):
    """A sequence made of another one, item by item, anew each time; it keeps nothing of its own."""

    def __init__(self, told: Sequence[T], make: Callable[[T], R]) -> None:
        """Make each item of `told` by `make`, which is pure."""
        self._told, self._make = told, make

    def __len__(self) -> int:
        """Count the items."""
        return len(self._told)

    @overload
    def __getitem__(self, at: int) -> R: ...
    @overload
    def __getitem__(self, at: slice) -> Lazily[T, R]: ...
    def __getitem__(self, at: int | slice) -> R | Lazily[T, R]:
        """Make an item, or give a part that is made like the whole."""
        return Lazily(self._told[at], self._make) if isinstance(at, slice) else self._make(self._told[at])
