"""Settings: one TOML file, overridden by `NHIEMVU_…` variables; wrong ones are all named, with file and line.

`config.example.toml` explains every setting; a test loads it. Values of secrets never appear in a message.
"""

from adapter.settings.loading import beside, load, read_file, with_clock
from adapter.settings.model import BUILTIN, Settings
from adapter.settings.origins import Shown, shown

CLOCK_OF = "source:"
"""A clock that is not the system's is that of a source: `source:NAME`."""

__all__ = ["BUILTIN", "CLOCK_OF", "Settings", "Shown", "beside", "load", "read_file", "shown", "with_clock"]
