"""What the directive leaves open is answered where no settings are in force as the settings answer it unless told."""

from __future__ import annotations

from making import opened

from adapter.core.deadlines import Rules
from adapter.reports import configured, figures, questions
from adapter.reports.members import AS_EVER
from adapter.settings import Settings


def test_every_question_is_answered_alike_by_the_settings_and_before_there_are_any() -> None:
    told = Settings().model_dump(mode="json")
    assert [(section, name, told[section][name]) for section, name, _ in questions.QUESTIONS] == [*questions.QUESTIONS]
    assert Rules.of(Settings().deadlines.model_dump()) == Rules()


def test_before_there_are_any_settings_everything_is_counted_as_usual() -> None:
    with opened() as store, store.read() as reader:
        assert configured.settings(reader) == configured.section(reader, "report") == {}
        assert (figures.ways(reader), figures.due_soon_days(reader)) == (AS_EVER, Settings().report.due_soon_days)
        answers = {one.question: one.answers for one in questions.answered(reader)}
    assert answers["report.due_soon_days"] == ("3",)
    assert answers["deadlines.day_off_for"] == ("days",)
