"""Each thing that can be wrong says what, where and what to do; mended and started again, nothing is lost."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import compare
import pytest
from houses import House, Peer
from shipped import tables_into

pytestmark = pytest.mark.process

LATER, CONFIGURATION = 75, 78


def broken(house: House, code: int, *told: str) -> str:
    done = house.run("run", "--once")
    assert done.returncode == code, (done.returncode, done.stderr[-2000:])
    assert "Traceback" not in done.stderr
    for part in told:
        assert part in done.stderr, (part, done.stderr[-2000:])
    return done.stderr


def complete(house: House, peer: Peer) -> None:
    """Run mended settings and compare with the truth."""
    house.configure(peer)
    done = house.run("run", "--once")
    assert done.returncode == 0, done.stderr[-2000:]
    assert compare.way_in(peer.truth, house.config) == []


def test_a_wrong_password(house: House, year: Peer, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong"
    wrong.write_text("sai")
    house.configure(year, password=str(wrong))
    said = broken(house, CONFIGURATION, "qlvb", "peer.")
    assert "sai" not in said
    complete(house, year)


def test_a_stopped_simulator(house: House, start_simulator: Callable[..., Peer], year: Peer) -> None:
    house.configure(
        year, endpoint="http://127.0.0.1:9/dich-vu", wsdl=year.wsdl.replace(year.url, "http://127.0.0.1:9/x")
    )
    broken(house, LATER, "qlvb", "peer.")
    complete(house, year)


def test_a_broken_wsdl(house: House, year: Peer) -> None:
    (house.folder / "broken.wsdl").write_text("<definitions>")
    house.configure(year, wsdl=str(house.folder / "broken.wsdl"))
    broken(house, CONFIGURATION, "wsdl")
    complete(house, year)


def test_an_unknown_setting(house: House, year: Peer) -> None:
    house.configure(year, more='data_directry = "x"')
    broken(house, CONFIGURATION, f"{house.config}:3", "data_directry", "data_directory", "settings.unknown-key")
    complete(house, year)


def test_a_bad_path_in_a_mapping(house: House, year: Peer) -> None:
    shipped = Path(__file__).parents[2] / "mappings" / "simulator.yaml"
    lines = shipped.read_text("utf-8").splitlines()
    (at,) = [number for number, line in enumerate(lines) if line.strip().startswith("subject:")]
    lines[at] = lines[at].replace("q:Subject", "q:Subject[")
    tables_into(house.folder)
    (house.folder / "bad.yaml").write_text("\n".join(lines), "utf-8")
    house.configure(year, mapping="bad.yaml")
    said = broken(house, CONFIGURATION, f"{house.folder / 'bad.yaml'}:{at + 1}:", "mapping.")
    assert "Fix" in said
    complete(house, year)


def test_a_data_directory_whose_parent_is_a_file(house: House, year: Peer) -> None:
    (house.folder / "file").write_text("")
    house.configure(year, data="file/data")
    broken(house, CONFIGURATION, "store.", str(house.folder / "file"))
    complete(house, year)


def test_a_changed_mapping_waits_for_a_person(house: House, year: Peer) -> None:
    complete(house, year)
    shipped = (Path(__file__).parents[2] / "mappings" / "simulator.yaml").read_text("utf-8")
    changed = house.folder / "changed.yaml"
    tables_into(house.folder)
    changed.write_text(shipped.replace("q:Signer/q:Name", "q:Signer/q:Position"), "utf-8")
    house.configure(year, mapping="changed.yaml")
    broken(house, CONFIGURATION, "activation.changed", "nhiemvu activate mapping")
    done = house.run("activate", "mapping", "--reason", "thử nghiệm")
    assert done.returncode == 0, done.stderr
    assert house.run("run", "--once").returncode == 0
    assert house.run("log", "verify").returncode == 0


def test_a_second_program_waits_for_the_first(house: House, year: Peer) -> None:
    house.configure(year)
    with house.start("run", "--once") as first:
        assert first.stderr is not None
        for line in first.stderr:
            if b"page_listed" in line:
                break
        broken(house, LATER, "store.busy")
        first.communicate()
    assert first.returncode == 0


def test_check_config_tells_every_problem_at_once(house: House, year: Peer) -> None:
    house.configure(year, mapping="none.yaml", more='directory = "none.csv"')
    done = house.run("check", "config")
    assert done.returncode == CONFIGURATION
    assert "none.yaml" in done.stderr
    assert "none.csv" in done.stderr
    house.configure(year)
    assert house.run("check", "config").returncode == 0


def test_source_list_knows_whether_the_mapping_is_in_force(house: House, year: Peer) -> None:
    house.configure(year)
    assert json.loads(house.run("source", "list", "--json").stdout)[0]["mapping_state"] == "not-started"
    complete(house, year)
    assert json.loads(house.run("source", "list", "--json").stdout)[0]["mapping_state"] == "in-force"
