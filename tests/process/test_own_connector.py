"""The connector of `docs/connector.md`, built and installed as it stands there, keeps the contract and runs."""

from __future__ import annotations

import json
import os
import re
import sqlite3
import subprocess
import sys
import zipfile
from contextlib import closing
from pathlib import Path

import pytest
from houses import ENVIRONMENT, PROGRAM

pytestmark = pytest.mark.process

GUIDE = (Path(__file__).parents[2] / "docs" / "connector.md").read_text("utf-8")
DOCUMENT = """<VanBan><so>{number}</so><kyHieu>UBND-KGVX</kyHieu><ngayBanHanh>02/03/2026</ngayBanHanh>
<coQuan>Ủy ban nhân dân tỉnh Quảng Ngãi</coQuan><trichYeu>V/v rà soát</trichYeu><doMat>{level}</doMat>
<nhiemVu><ma>NV-1</ma><noiDung>Báo cáo</noiDung><han>01/04/2026</han><chuTri>Sở Nội vụ</chuTri></nhiemVu></VanBan>"""


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """Follow the guide: write its files, build the package, install it into a folder of its own."""
    files = re.findall(r"^`([\w.]+)`:\n\n```\w+\n(.*?)^```", GUIDE, re.DOTALL | re.MULTILINE)
    assert {name for name, _ in files} == {"pyproject.toml", "nhiemvu_view.py", "test_view.py", "view.yaml"}
    for name, text in files:
        (tmp_path / name).write_text(text, "utf-8")
    line = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", "dist"]
    subprocess.run(line, cwd=tmp_path, check=True, capture_output=True)
    (wheel,) = (tmp_path / "dist").glob("*.whl")
    with zipfile.ZipFile(wheel) as packed:
        packed.extractall(tmp_path / "installed")
    return tmp_path


def beside(package: Path) -> dict[str, str]:
    """Give the environment of a machine on which it is installed."""
    return {**ENVIRONMENT, "PYTHONPATH": str(package / "installed")}


def test_it_keeps_the_contract(package: Path) -> None:
    (package / "nhiemvu_view.py").unlink()  # what is tested is what was installed
    line = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "test_view.py"]
    done = subprocess.run(line, cwd=package, env=beside(package), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    assert re.search(r"\b1[0-9] passed", done.stdout), done.stdout


def test_it_runs_under_the_shipped_program(package: Path) -> None:
    with closing(sqlite3.connect(package / "he-thong.db")) as database, database:
        tables = re.search(r'TABLES = """(.*?)"""', GUIDE, re.DOTALL)
        assert tables is not None
        database.executescript(tables[1])
        for name, level in (("VB-1", "Thường"), ("VB-2", "Mật")):
            body = DOCUMENT.format(level=level, number=name[-1])
            row = (name, "2026-03-02T02:00:00+00:00", body)
            database.execute("INSERT INTO van_ban VALUES (?, ?, ?)", row)
    settings = re.findall(r"```toml\n(\[sources.*?)```", GUIDE, re.DOTALL)[0]
    text = 'language = "en"\n' + settings.replace("/srv/he-thong.db", str(package / "he-thong.db"))
    (package / "config.toml").write_text(text, "utf-8")

    def run(*command: str) -> str:
        line = [*PROGRAM, *command, "-c", "config.toml"]
        done = subprocess.run(line, cwd=package, env=beside(package), capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout

    run("check", "config")
    run("activate", "all", "--reason", "thử")
    run("push", "enable", "csdl", "--reason", "thử")
    counts = json.loads(run("run", "--once", "--json"))["sources"]["csdl"]
    assert (counts["taken"], counts["withheld"], counts["push"]) == (1, 1, {"pushed": 1, "shown": 1, "waiting": 0})
    with closing(sqlite3.connect(package / "he-thong.db")) as database:
        told = database.execute("SELECT nhiem_vu, don_vi, tinh_trang, han FROM tinh_trang").fetchall()
    assert [row[:2] for row in told] == [("NV-1", "Sở Nội vụ")]
    assert told[0][3] == "2026-04-01"


def test_without_the_package_the_known_connectors_are_named(package: Path) -> None:
    (package / "he-thong.db").touch()
    (package / "config.toml").write_text('language = "en"\n[sources.csdl]\nconnector = "view"\nmapping = "view.yaml"\n')
    line = [*PROGRAM, "check", "config", "-c", "config.toml"]
    environment = {key: value for key, value in os.environ.items() if not key.startswith("NHIEMVU_")}
    done = subprocess.run(line, cwd=package, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 78
    assert "settings.unknown-connector" in done.stderr
    assert "folder, rest, soap" in done.stderr
