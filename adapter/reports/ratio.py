"""Rates and averages: integers divided, rounded half up to one decimal, and never a float in between."""

from __future__ import annotations

from dataclasses import dataclass

NONE = "–"
"""What stands for a figure that there is none of, such as the rate of nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ratio:
    """A numerator over a denominator; neither is negative."""

    numerator: int
    denominator: int
    of: int = 1  #: 100 for percent

    @property
    def tenths(self) -> int | None:
        """Give it in tenths, rounded half up; None for a denominator of 0."""
        if self.denominator == 0:
            return None
        return (20 * self.of * self.numerator + self.denominator) // (2 * self.denominator)


Value = int | Ratio | None
"""A figure: whole, divided, or none."""


def written(value: Value, comma: str = ",") -> str:
    """Write a figure as it is printed: `93,3`, `12`, or `–` where there is none; percent bears no sign."""
    if isinstance(value, Ratio):
        value, whole = value.tenths, False
    else:
        whole = True
    if value is None:
        return NONE
    return str(value) if whole else f"{value // 10}{comma}{value % 10}"
