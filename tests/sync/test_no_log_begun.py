"""What is asked about a log begins none where there is none."""

from __future__ import annotations

from pathlib import Path

import pytest
from making import Counting, folder_source

from adapter import settings
from adapter.store import StoreError
from adapter.sync import assemble, elsewhere, requests, verbs

CONFIG = 'data_directory = "data"\n' + folder_source("q")


@pytest.fixture
def desk(tmp_path: Path) -> verbs.Desk:
    file = tmp_path / "config.toml"
    file.write_text(CONFIG, "utf-8")
    configuration = assemble.read(settings.load(file))
    return verbs.Desk(configuration=configuration, read=lambda: configuration, fresh=Counting())


@pytest.mark.parametrize("verb", sorted(verbs.VERBS.keys() - verbs.BEGIN))
def test_a_verb_about_what_is_there_begins_no_log(desk: verbs.Desk, tmp_path: Path, verb: str) -> None:
    with pytest.raises(StoreError) as refused:
        requests.ask(desk, verb, {"reason": "vì"})
    assert refused.value.code == "store.none"
    assert not (tmp_path / "data").exists()


def test_what_is_restored_was_there(desk: verbs.Desk, tmp_path: Path) -> None:
    with pytest.raises(StoreError) as refused:
        elsewhere.restored(desk.configuration.settings)
    assert refused.value.code == "store.none"
    assert not (tmp_path / "data").exists()
