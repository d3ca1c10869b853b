"""`python -m adapter.cli` is the same program as `nhiemvu`."""

from adapter.cli import main

main()
