"""The table of target shares: how much of everything a simulated year holds. `tests/simulator` holds it true."""

from __future__ import annotations

DOCUMENTS_A_MONTH = 250
"""At scale 1.0, on average: 3,000 documents a year."""

SEASONS = (1.02, 0.72, 1.03, 1.00, 1.00, 1.01, 0.99, 0.98, 0.97, 1.03, 1.07, 1.18)
"""January to December: little before and during Tết, much at the end of the year."""

PLANS: dict[str, float] = {
    # Open documents of the province.
    "tasks": 0.137,
    "false-friend": 0.020,  #: the word «mật» in a harmless sense
    "late": 0.010,  #: entered weeks after it was issued
    "changed": 0.014,  #: a later version with another deadline, other leads, or a task less
    "there-and-back": 0.004,  #: A → B → A
    "corrected": 0.0015,  #: malformed at first, mended in a second version
    "duplicate": 0.006,  #: the same document once more under another id
    "recall": 0.006,
    # Documents of departments: out of scope.
    "department": 0.080,
    # Classified, and seen to be.
    "secret": 0.026,
    "top-secret": 0.009,
    "most-secret": 0.003,
    "secret-inside": 0.004,  #: the listing says open, the document says classified
    "secret-listed": 0.002,  #: the other way round
    "secret-double": 0.002,  #: two level elements, one of them classified
    "secret-attachment": 0.006,
    "stamp": 0.005,  #: a stamp word in subject or notation
    "raised": 0.001,  #: open at first, classified in its second version
    # Undecidable: nobody can say that they are open.
    "level-unknown": 0.006,
    "level-missing": 0.004,
    "level-double": 0.002,
    "attachment-undecidable": 0.003,
    # Malformed.
    "broken": 0.002,
    "number-missing": 0.0015,
    "date-impossible": 0.0015,
    "agency-unknown": 0.005,
    "lead-missing": 0.002,
    # Notices whose effect has to be held.
    "recall-unknown": 0.002,
    "update": 0.004,
    "replace": 0.004,
}
"""Plan → share of all documents; what is left over is «plain»: documents of the province without tasks."""

REST = "plain"

CHAIRMAN = 0.2
"""Share of the province's documents issued in the Chairman's own name."""

LEADS = {1: 0.87, 2: 0.08, 3: 0.03, 5: 0.02}
"""Number of lead agencies of a task → share of tasks."""

TASKS = {1: 0.62, 2: 0.24, 3: 0.10, 4: 0.04}
"""Number of tasks of a document that has any → share of these documents."""

NO_DEADLINE = 0.22
"""Share of tasks without a deadline."""

COORDINATED = 0.45
"""Share of tasks with coordinating agencies."""

COMMUNE_LEADS = 0.30
"""Share of tasks led by communes, wards and the special zone."""

FATES = {
    "on-time": 0.52,
    "late": 0.16,
    "open": 0.18,
    "report-only": 0.05,
    "result-only": 0.03,
    "retracted": 0.03,
    "retracted-and-entered": 0.03,
}
"""What becomes of an assignment → share of assignments."""

EXTENDED = 0.10  #: share of assignments with a deadline whose deadline is extended
SUSPENDED = 0.06  #: share of assignments that are suspended at some time; of documents that never change
RESUMED = 0.60  #: share of suspended ones that are resumed
JUDGED = 0.50  #: share of completed assignments whose quality is judged
TOLD_LATE = 0.06  #: share of events listed days or weeks after they happened
UNNAMED = 0.05  #: share of events that do not say whose they are; of documents that never change
TOLD_TWICE = 0.03  #: share of events listed a second time
ABOUT_WITHHELD = 0.10  #: share of documents without an open reading about whose tasks events are told
ABOUT_UNKNOWN = 0.004  #: events about documents that never existed, per document
