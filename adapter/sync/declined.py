"""How a verb says that it is not to be done, though nothing is wrong with the settings."""

from __future__ import annotations

from adapter.core.problems import Refusal


class Declined(Refusal):
    """What is asked for does not fit the ledger as it is; nothing is wrong with the settings."""

    declined = True
