"""The daemon: every source has a thread that goes round after round, one thread appends, the main one listens.

    main thread   signals (stop, reload) and requests of other processes
    appender      the one that writes (`store.appender`)
    poll NAME     one round of one source after the other (`sync.round`), at its own pace

A source that is away, slow or lying delays nobody but itself. Whatever ends the process, at any moment, leaves what a
death leaves (`ARCHITECTURE.md`, durable order); an orderly stop only spares the next start some work.
"""

from adapter.daemon.daemon import Daemon, Ended

__all__ = ["Daemon", "Ended"]
