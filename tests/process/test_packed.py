"""The shipped program builds the same pack everywhere, and finds whatever was changed in it."""

from __future__ import annotations

import csv
import filecmp
import io
import json
import re
import shutil
import subprocess
import sys
import zipfile
from contextlib import closing
from datetime import date
from pathlib import Path

import naive_pack
import pytest
import read_packs
from houses import ENVIRONMENT, PROGRAM

from adapter.core.dates import month_end
from adapter.packs import as_csv, making, sheets
from adapter.reports import account
from adapter.reports.figures import Period
from adapter.store import Store

pytestmark = pytest.mark.process

MONTH = ("--period", "2026-10")
HERE = {"TZ": "Asia/Ho_Chi_Minh", "LC_ALL": "C"}
ELSEWHERE = {"TZ": "America/St_Johns", "LC_ALL": "tr_TR.UTF-8", "LANG": "en_US.UTF-8", "PYTHONHASHSEED": "77"}


def run(folder: Path, *command: str, program: list[str] | None = None, **more: str) -> subprocess.CompletedProcess[str]:
    line = [*(program or PROGRAM), *command, "-c", str(folder / "config.toml")]
    return subprocess.run(
        line, capture_output=True, text=True, check=False, env={**ENVIRONMENT, **more}, cwd=folder, timeout=300
    )


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Live through a small demo, sign its log and build one pack in each language."""
    folder = tmp_path_factory.mktemp("demo")
    line = [*PROGRAM, "demo", "--directory", str(folder), "--scale", "0.05", "--seed", "5"]
    subprocess.run(line, capture_output=True, check=True, env=ENVIRONMENT, timeout=300)
    # The simulated clock has stopped with its source; nobody waits for it.
    config = folder / "config.toml"
    config.write_text(
        config.read_text("utf-8").replace('connector = "soap"', 'connector = "soap"\nrepeats = 0'), "utf-8"
    )
    assert run(folder, "log", "init").returncode == 0
    assert run(folder, "log", "checkpoint").returncode == 0
    done = run(folder, "report", "build", *MONTH, "--lang", "vi", "--to", "vi", "--json", **HERE)
    assert done.returncode == 0, done.stderr
    position = re.search(r"position=(\d+)", json.loads(done.stdout)["statement"])
    assert position is not None
    (folder / "position").write_text(position[1])
    at = ("--at", position[1])
    done = run(folder, "report", "build", *MONTH, *at, "--lang", "en", "--to", "en", **HERE)
    assert done.returncode == 0, done.stderr
    return folder


@pytest.mark.parametrize("language", ["vi", "en"])
def test_another_time_zone_and_locale_give_the_same_bytes(built: Path, language: str, tmp_path: Path) -> None:
    again = tmp_path / "again"
    at = ("--at", (built / "position").read_text())
    done = run(built, "report", "build", *MONTH, *at, "--lang", language, "--to", str(again), **ELSEWHERE)
    assert done.returncode == 0, done.stderr
    names = sorted(file.name for file in (built / language).iterdir())
    assert names == sorted(file.name for file in again.iterdir())
    assert len(names) == 16
    assert filecmp.cmpfiles(built / language, again, names, shallow=False) == (names, [], [])


def test_what_was_built_is_verified_and_listed(built: Path) -> None:
    for name in ("vi", "vi/bao-cao-2026-10.xlsx", "en/report-2026-10.pdf"):
        done = run(built, "report", "verify", name)
        assert done.returncode == 0, done.stdout + done.stderr
    done = subprocess.run(
        [*PROGRAM, "report", "list", str(built), "--json"], capture_output=True, text=True, check=True, env=ENVIRONMENT
    )
    assert [(Path(one["directory"]).name, one["sound"]) for one in json.loads(done.stdout)] == [
        ("en", True),
        ("vi", True),
    ]


def test_a_pack_with_a_broken_manifest_is_listed_and_a_finding(built: Path, tmp_path: Path) -> None:
    shutil.copytree(built / "vi", tmp_path / "vi")
    (tmp_path / "vi" / "manifest.json").write_bytes(b"{")
    line = [*PROGRAM, "report", "list", str(tmp_path)]
    done = subprocess.run([*line, "--json"], capture_output=True, text=True, check=False, env=ENVIRONMENT)
    (one,) = json.loads(done.stdout)
    assert (done.returncode, one["broken"], one["sound"]) == (1, True, False)
    assert "[pack.manifest-broken]" in done.stderr
    told = subprocess.run(line, capture_output=True, text=True, check=False, env=ENVIRONMENT)
    assert "MANIFEST.JSON" in told.stdout
    assert "10/2026" in told.stdout, "the files still say of which period"


def test_one_changed_byte_in_any_file_is_named(built: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(built / "vi", copy)
    for file in copy.iterdir():
        content = bytearray(file.read_bytes())
        # Past the beginning, where in some formats a single byte makes the whole unreadable.
        place = len(content) * 2 // 3
        content[place] ^= 1
        if file.name != "manifest.json":
            file.write_bytes(bytes(content))
    done = run(built, "report", "verify", str(copy), "--json")
    assert done.returncode == 4, done.stderr
    # The manifest's digests are those of the files as they were.
    assert {one["file"] for one in json.loads(done.stdout)["differences"]} == {
        file.name for file in copy.iterdir() if file.name != "manifest.json"
    }


def test_missing_foreign_and_other_manifests_are_named(built: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(built / "vi", copy)
    (copy / "bao-cao-2026-10.pdf").unlink()
    (copy / "thêm.txt").write_text("x")
    manifest = copy / "manifest.json"
    manifest.write_text(manifest.read_text("utf-8").replace('"language": "vi"', '"language": "en"'), "utf-8")
    done = run(built, "report", "verify", str(copy), "--json")
    found = {(one["file"], one["what"]) for one in json.loads(done.stdout)["differences"]}
    assert found == {("bao-cao-2026-10.pdf", "missing"), ("thêm.txt", "foreign"), ("manifest.json", "bytes")}
    # Of what the pack was made the other files say, too: a manifest that says something else is itself named.
    manifest.write_text(of_another_log(manifest.read_text("utf-8")), "utf-8")
    assert ("manifest.json", "bytes") in named(run(built, "report", "verify", str(copy), "--json"))
    manifest.unlink()
    assert ("manifest.json", "missing") in named(run(built, "report", "verify", str(copy), "--json"))
    table = copy / "bao-cao-2026-10.groups.csv"
    table.write_text(of_another_log(table.read_text("utf-8")), "utf-8", newline="")
    assert (table.name, "cell") in named(run(built, "report", "verify", str(copy), "--json"))
    alone = run(built, "report", "verify", str(table)).stderr
    assert f"{table.name}: " in alone
    assert "[built.other-log]" in alone


def named(done: subprocess.CompletedProcess[str]) -> set[tuple[str, str]]:
    assert done.returncode == 4, done.stderr
    return {(one["file"], one["what"]) for one in json.loads(done.stdout)["differences"]}


def of_another_log(text: str) -> str:
    return re.sub(r"( root=)([0-9a-f])", lambda found: found[1] + ("0" if found[2] != "0" else "1"), text)


def test_a_folder_without_files_of_a_pack_is_none_and_no_device_is_read(built: Path, tmp_path: Path) -> None:
    assert "[built.no-statement]" in run(built, "report", "verify", str(tmp_path)).stderr
    assert "[built.unreadable]" in run(built, "report", "verify", "/dev/zero").stderr


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (("build", "--period", "2026-13", "--to", "none"), "period.unreadable"),
        (("build", "--period", "2026-H1", "--to", "none"), "period.unreadable"),
        (("build", "--period", "2030-01", "--until", "2030-01-31", "--to", "none"), "period.not-begun"),
        (("build", "--period", "2026", "--until", "2026-12-31", "--to", "none"), "period.cut-ahead"),
        (("build", *MONTH, "--until", "2026-09-30", "--to", "none"), "period.cut-outside"),
        (("build", *MONTH, "--until", "hôm nay", "--to", "none"), "period.bad-day"),
        (("yearly", "--year", "2026", "--until", "2026-12-31", "--to", "none"), "period.cut-ahead"),
        (("yearly", "--year", "2030", "--to", "none"), "period.not-begun"),
        (("agency", "Sở Nội vụ", "--period", "2030"), "period.not-begun"),
        (("explain", "total:total", "--from", "2026-10-31", "--to", "2026-10-01"), "period.unreadable"),
        (("diff", "vi", "không-có"), "pack.diff-neither"),
        (("diff", "vi", "2026-13"), "pack.diff-neither"),
    ],
)
def test_days_that_are_unclear_or_ahead_are_refused_each_with_its_reason(
    built: Path, command: tuple[str, ...], code: str
) -> None:
    done = run(built, "report", *command)
    assert (done.returncode, done.stdout) == (2, "")
    assert f"[{code}]" in done.stderr
    assert not (built / "none").exists()


def test_a_renamed_table_whose_first_byte_changed_is_told_from_the_others(built: Path, tmp_path: Path) -> None:
    content = bytearray((built / "vi" / "bao-cao-2026-10.groups.csv").read_bytes())
    content[0] ^= 1
    table = tmp_path / "bảng.csv"
    table.write_bytes(bytes(content))
    (found,) = json.loads(run(built, "report", "verify", str(table), "--json").stdout)["differences"]
    assert (found["what"], found["cell"]) in {("cell", "A1"), ("bytes", "")}


def test_an_earlier_position_makes_no_report_of_days_that_it_had_not_seen(built: Path) -> None:
    then = str(int((built / "position").read_text()) * 4 // 5)
    done = run(built, "report", "build", *MONTH, "--at", then, "--to", "none")
    assert "[forced.stale]" in done.stderr
    assert not (built / "none").exists()


def test_a_sheet_of_an_agency_is_compared_by_its_own_figures(built: Path, tmp_path: Path) -> None:
    at = ("--at", (built / "position").read_text())
    for agency in ("Sở Nội vụ", "Sở Tài chính"):
        done = run(built, "report", "agency", agency, *MONTH, *at, "--to", str(tmp_path / agency))
        assert done.returncode == 0, done.stderr
    own = str(tmp_path / "Sở Nội vụ")
    assert run(built, "report", "diff", own, "vi", "--json").stdout.strip() == "[]"
    assert run(built, "report", "diff", "vi/bao-cao-2026-10.pdf", own, "--json").stdout.strip() == "[]"
    told = json.loads(run(built, "report", "diff", own, "2026-09", "--json").stdout)
    assert {one["name"] for one in told} == {"Sở Nội vụ"}
    done = run(built, "report", "diff", own, str(tmp_path / "Sở Tài chính"))
    assert done.returncode == 2
    assert "[pack.diff-agencies]" in done.stderr


def rewritten(content: bytes, name: str, old: str, new: str) -> bytes:
    """Give a workbook in which one part says something else."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as book, zipfile.ZipFile(made, "w") as other:
        for part in book.namelist():
            text = book.read(part)
            if part == name:
                assert text.count(old.encode()) == 1
                text = text.replace(old.encode(), new.encode())
            other.writestr(part, text)
    return made.getvalue()


def test_a_wrong_cell_is_named_by_its_address(built: Path, tmp_path: Path) -> None:
    content = (built / "vi" / "bao-cao-2026-10.xlsx").read_bytes()
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        sheet = book.read("xl/worksheets/sheet2.xml").decode()
    cell = re.search(r'<c r="B2" s="\d+"><v>(\d+)</v>', sheet)
    assert cell is not None
    figure = str(int(cell[1]) + 7)
    wrong = tmp_path / "gửi-đi.xlsx"
    wrong.write_bytes(
        rewritten(content, "xl/worksheets/sheet2.xml", cell[0], cell[0].replace(f"<v>{cell[1]}", f"<v>{figure}"))
    )
    done = run(built, "report", "verify", str(wrong), "--json")
    assert done.returncode == 4, done.stderr
    (found,) = json.loads(done.stdout)["differences"]
    assert (found["sheet"], found["cell"], found["said"], found["made"]) == ("Theo cơ quan", "B2", figure, cell[1])


def test_wrong_cells_of_text_files_are_named(built: Path, tmp_path: Path) -> None:
    for name, old, new in (
        ("bao-cao-2026-10.agencies.csv", "\r\nTỔNG CỘNG,", "\r\nTỔNG CỘNG,9"),
        (
            "bao-cao-2026-10.html",
            '<th scope="row" class="long">TỔNG CỘNG</th><td class="n">',
            '<th scope="row" class="long">TỔNG CỘNG</th><td class="n">9',
        ),
    ):
        text = (built / "vi" / name).read_bytes().decode()
        assert old in text
        wrong = tmp_path / name
        wrong.write_bytes(text.replace(old, new, 1).encode())
        done = run(built, "report", "verify", str(wrong), "--json")
        (found,) = json.loads(done.stdout)["differences"]
        assert found["what"] == "cell"
        assert found["cell"][0] == "B"
        assert found["said"] == f"9{found['made']}"


def test_a_cell_of_a_file_is_explained_as_the_figure_that_it_is(built: Path, tmp_path: Path) -> None:
    with (built / "vi" / "bao-cao-2026-10.agencies.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = [row for row in csv.reader(file) if row]
    last = next(number for number, row in enumerate(rows, start=1) if row[0] == "TỔNG CỘNG")
    for name in (f"vi/bao-cao-2026-10.xlsx!Theo cơ quan!E{last}", f"vi/bao-cao-2026-10.agencies.csv!E{last}"):
        done = run(built, "report", "explain", name, "--json")
        assert done.returncode == 0, done.stderr
        told = json.loads(done.stdout)
        (figure,) = told["figures"]
        assert str(figure["count"]) == rows[last - 1][4] == told["of"]["said"] == told["of"]["made"]
        assert len(figure["assignments"]) == figure["count"] > 0
        at = ("--at", (built / "position").read_text())
        plain = run(built, "report", "explain", f"E{last}", *MONTH, *at, "--json")
        assert {name: one for name, one in told.items() if name != "of"} == json.loads(plain.stdout)
    done = run(built, "report", "explain", "vi/bao-cao-2026-10.html!assignments!C3", "--json")
    handle = re.search(r"nhiemvu task trace ([0-9a-f]{32}) (\S.*?)`", json.loads(done.stdout)["told"])
    assert handle is not None
    assert run(built, "task", "trace", handle[1], *handle[2].split()).returncode == 0


def test_cells_that_nobody_can_explain_are_refused_with_the_next_step(built: Path, tmp_path: Path) -> None:
    wrong = tmp_path / "gửi.agencies.csv"
    content = (built / "vi" / "bao-cao-2026-10.agencies.csv").read_bytes().decode()
    wrong.write_bytes(content.replace("\r\nTỔNG CỘNG,", "\r\nTỔNG CỘNG,9", 1).encode())
    last = (
        content.replace("\r\n", "\n")
        .split("\n")
        .index(next(one for one in content.split("\r\n") if one.startswith("TỔNG CỘNG")))
    )
    assert "TỆP ĐÃ BỊ SỬA" in run(built, "report", "explain", f"{wrong}!B{last + 1}", LANG="vi_VN.UTF-8").stdout
    for name, code, words in (
        ("config.toml!agencies!B2", 78, "built.no-statement"),
        ("không-có.xlsx!agencies!B2", 2, "không-có.xlsx"),
        ("vi/bao-cao-2026-10.xlsx!B2", 2, "agencies"),
        ("vi/bao-cao-2026-10.xlsx!không có!B2", 2, "agencies"),
        ("vi/bao-cao-2026-10.xlsx!agencies!ZZ1", 2, "AA"),
    ):
        done = run(built, "report", "explain", name)
        assert (done.returncode, words in done.stderr, "Traceback" in done.stderr) == (code, True, False), done.stderr
    assert run(built, "report", "explain", "vi!agencies!B2", *MONTH).returncode == 2


def test_a_program_that_counts_kindly_is_found_by_the_one_that_does_not(built: Path, tmp_path: Path) -> None:
    kind = [sys.executable, str(Path(__file__).with_name("planted_figure.py"))]
    at = ("--at", (built / "position").read_text())
    done = run(built, "report", "build", *MONTH, *at, "--lang", "vi", "--to", str(tmp_path / "kind"), program=kind)
    assert done.returncode == 0, done.stderr
    done = run(built, "report", "verify", str(tmp_path / "kind"), "--json")
    assert done.returncode == 4
    sheets = {one["sheet"] for one in json.loads(done.stdout)["differences"]}
    assert {"Theo cơ quan", "Tổng hợp", "Theo tháng"} <= sheets


def test_who_has_only_the_export_makes_every_cell_of_every_month_and_the_year(
    built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    position = int((built / "position").read_text())
    assert run(built, "log", "export", str(tmp_path / "export")).returncode == 0
    at = ("--at", str(position), "--lang", "en", "--to")
    assert run(built, "report", "build", "--period", "2026", *at, str(tmp_path / "year")).returncode == 0
    year = naive_pack.Pack(tmp_path / "export", "2026-01-01", "2026-12-31", until_of(tmp_path / "year"), position)
    assert read_packs.differences(year.sheets(), read_packs.sheets(tables(tmp_path / "year"))) == []
    with closing(Store.open_reading(built / "data")) as store:
        for month in range(1, 12):
            assert unlike(store, tmp_path / "export", month, position) == [], month
        for part in (2, 3, 5, 6):
            assert unlike(store, tmp_path / "export", 9, position * part // 7) == [], part
        monkeypatch.setattr(account, "changes_known", lambda reader, item: True)
        assert any("unexplained" in one for one in unlike(store, tmp_path / "export", 9, position))
    # What the program wrote is what was just made.
    october = naive_pack.Pack(tmp_path / "export", "2026-10-01", "2026-10-31", "2026-10-31", position).sheets()
    assert read_packs.differences(october, read_packs.sheets(tables(built / "en"))) == []
    assert all(october.values())
    kind = [sys.executable, str(Path(__file__).with_name("planted_figure.py"))]
    assert run(built, "report", "build", *MONTH, *at, str(tmp_path / "kind"), program=kind).returncode == 0
    found = read_packs.differences(october, read_packs.sheets(tables(tmp_path / "kind")))
    assert {one.split(":")[0] for one in found} >= {"summary", "agencies", "months", "compared"}


def unlike(store: Store, export: Path, month: int, position: int) -> list[str]:
    """Name every cell of a month's pack that who has only the export makes otherwise."""
    first = date(2026, month, 1)
    last = month_end(first)
    with store.read(position) as reader:
        pack = making.make(reader, making.stated(reader, Period(first=first, last=last, until=last), "en"))
    told = {sheet.key: as_csv.write(pack, sheet) for sheet in sheets.of(pack)}
    anew = naive_pack.Pack(export, f"{first}", f"{last}", f"{last}", position)
    return read_packs.differences(anew.sheets(), read_packs.sheets(told))


def tables(pack: Path) -> dict[str, bytes]:
    """Give the CSV files of a pack by the keys of their sheets."""
    return {file.name.split(".")[-2]: file.read_bytes() for file in pack.glob("*.csv")}


def until_of(pack: Path) -> str:
    return str(json.loads((pack / "manifest.json").read_text("utf-8"))["period"]["until"])


def test_the_manual_follows_an_agency_to_the_figures_of_the_demo(built: Path, tmp_path: Path) -> None:
    at = ("--at", (built / "position").read_text())
    done = run(built, "report", "build", "--period", "2026-09", *at, "--lang", "en", "--to", str(tmp_path / "pack"))
    assert done.returncode == 0, done.stderr
    manual = (Path(__file__).parents[2] / "docs" / "reports.md").read_text("utf-8")
    heading, figures = re.findall(r"^\| (Carried over.*) \|\n\|[-|]+\|\n\| (.*) \|$", manual, re.MULTILINE)[0]
    told = dict(zip(heading.split(" | "), figures.split(" | "), strict=True))
    with (tmp_path / "pack" / "report-2026-09.agencies.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = {row["Lead agency"]: row for row in csv.DictReader(file)}
    assert {name: rows["Sở Ngoại vụ"][name] for name in told} == told
    tasks = re.findall(r"^\| \d \| (\S+/\S+) \| (\S+) \| (\S+) \| \S+ \| \S+ \| (.*) \|$", manual, re.MULTILINE)
    with (tmp_path / "pack" / "report-2026-09.assignments.csv").open(encoding="utf-8-sig", newline="") as file:
        found = [row for row in csv.DictReader(file) if row["Lead agency"] == "Sở Ngoại vụ"]
    columns = ("Document", "Issued on", "Deadline", "Standing")
    assert sorted(tuple(row[name] or "–" for name in columns) for row in found) == sorted(tasks)


def test_two_months_differ_in_their_figures(built: Path) -> None:
    done = run(built, "report", "diff", "vi", "2026-09", "--json")
    assert done.returncode == 0, done.stderr
    rows = json.loads(done.stdout)
    assert rows[-1]["agency"] == ""
    assert all(one["former"] != one["later"] for one in rows)
    assert json.loads(run(built, "report", "diff", "vi", "en", "--json").stdout) == []


def test_a_purge_changes_what_went_and_nothing_else(built: Path, tmp_path: Path) -> None:
    folder = tmp_path / "house"
    shutil.copytree(built, folder)
    with (folder / "vi" / "bao-cao-2026-10.assignments.csv").open(encoding="utf-8-sig", newline="") as file:
        gone = list(csv.reader(file))[3][-1]
    assert run(folder, "purge", "document", gone, "--because", "order", "--reason", "thử", "--yes").returncode == 0
    at = ("--at", (built / "position").read_text())
    assert run(folder, "report", "build", *MONTH, *at, "--lang", "vi", "--to", "again").returncode == 0
    same = [
        f"bao-cao-2026-10.{name}.csv"
        for name in ("agencies", "months", "lateness", "compared", "latency", "exceptions", "definitions")
    ]
    assert filecmp.cmpfiles(folder / "vi", folder / "again", same, shallow=False) == (same, [], [])
    assert "(nội dung đã tiêu hủy)" in (folder / "again" / "bao-cao-2026-10.assignments.csv").read_text("utf-8")
    done = run(folder, "report", "verify", "vi/bao-cao-2026-10.assignments.csv", "--json")
    told = json.loads(done.stdout)
    assert (done.returncode, told["erased"] > 0, len(told["erased_since"])) == (4, True, 1)
    (named,) = told["erased_since"]
    assert f" {named})" in run(folder, "report", "verify", "vi/bao-cao-2026-10.assignments.csv", LANG="C.UTF-8").stdout
    assert {one["made"] for one in told["differences"]} == {"(nội dung đã tiêu hủy)"}
    assert {one["cell"][0] for one in told["differences"]} == {"B", "D", "E"}


def test_nothing_is_written_over(built: Path) -> None:
    at = ("--at", (built / "position").read_text())
    done = run(built, "report", "build", *MONTH, *at, "--to", "vi")
    assert (done.returncode, "export.exists" in done.stderr) == (78, True)


def test_a_stale_source_refuses_and_force_stands_across_the_files(built: Path, tmp_path: Path) -> None:
    folder = tmp_path / "house"
    shutil.copytree(built, folder)
    config = folder / "config.toml"
    text = config.read_text("utf-8")
    # A second source that was never listed.
    config.write_text(text + text[text.index("[sources.qlvb]") :].replace("sources.qlvb", "sources.khac"), "utf-8")
    done = run(folder, "report", "build", *MONTH, "--to", "new")
    assert (done.returncode, "forced.never-listed" in done.stderr) == (75, True), done.stderr
    assert not (folder / "new").exists()
    done = run(folder, "report", "build", *MONTH, "--to", "new", "--lang", "vi", "--force", "--reason", "phiên họp")
    assert done.returncode == 0, done.stderr
    told = json.loads((folder / "new" / "manifest.json").read_text("utf-8"))
    assert [one["code"] for one in told["forced"]] == ["forced.never-listed"]
    across = "NGUỒN khac CHƯA LẦN NÀO"
    for name in told["files"]:
        if name.endswith((".csv", ".html")):
            assert across in (folder / "new" / name).read_text("utf-8"), name
    done = run(folder, "report", "verify", "new")
    assert done.returncode == 0, done.stdout
    who = run(folder, "log", "who", "--json").stdout
    assert "forced.never-listed" in who
    assert "phiên họp" in who
