"""Write `docs/reference/`: what the code itself knows, as pages for people. Run by `./dev docs`; a test finds drift."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path

from adapter import logs
from adapter.messages import (
    alerts,
    anchors,
    decide,
    gate,
    lines,
    mapping,
    organisations,
    outbox,
    packs,
    peer,
    purge,
    scaffold,
    settings,
    store,
    trials,
    witness,
    workbench,
)
from adapter.messages import metrics as metric_texts
from adapter.metrics import METRICS
from adapter.sync.alerts import CONDITIONS
from adapter.workbench.schema import schema

FOLDER = Path(__file__).parent / "reference"

AREAS = {
    "Cài đặt và kích hoạt · Settings and activation": settings,
    "Ánh xạ · Mappings": mapping,
    "Ánh xạ thử trên mẫu · Mappings tried": trials,
    "Ánh xạ xem xét · Mappings looked at": workbench,
    "Danh mục cơ quan · Directory": organisations,
    "Cổng kiểm mật và XML · The gate and XML": gate,
    "Nguồn và bộ kết nối · Sources and connectors": peer,
    "Bản nháp ánh xạ · Scaffolds": scaffold,
    "Văn bản và sự kiện · Documents and events": decide,
    "Đẩy và hộp thư đi · Pushes and the outbox": outbox,
    "Cơ sở dữ liệu và nhật ký · Store and log": store,
    "Tiêu hủy · Purges": purge,
    "Nơi giữ mốc · Anchors": anchors,
    "Báo cáo cho người đọc · Packs": packs,
    "Bên chứng kiến và dấu thời gian · Witnesses and time stamps": witness,
}

NO_CODES = frozenset({
    "column", "heading", "short", "ruled", "pushed", "pushing", "standing", "report", "unfinished", "next-try", "run",
    "status", "entry", "scaffolded", "skeleton", "why", "role", "drafted", "preview", "changed",
    "log", "check", "probe", "mail", "printed", "ready", "pack", "define", "progress",
})  # fmt: skip
"""Beginnings of texts that label something rather than say what is wrong."""


def pages() -> dict[str, str]:
    """Give every page by its file name."""
    return {
        "codes.md": _codes(),
        "alerts.md": _alerts(),
        "metrics.md": _metrics(),
        "log-lines.md": _lines(),
        "mapping.schema.json": json.dumps(schema(), ensure_ascii=False, indent=1) + "\n",
    }


def _codes() -> str:
    parts = [
        _head("Mã lỗi và lý do · Codes"),
        "`nhiemvu explain CODE` nói cùng những lời này. `nhiemvu explain CODE` says the same words.",
    ]
    for heading, area in AREAS.items():
        texts = {code: told for code, told in area.TEXTS.items() if code.partition(".")[0] not in NO_CODES}
        parts += [f"## {heading}", _table(("mã · code", "tiếng Việt", "English"), _bilingual(texts))]
    return "\n\n".join(parts) + "\n"


def _alerts() -> str:
    rows = []
    for code, ends in CONDITIONS.items():
        vietnamese, english = alerts.TEXTS[code]
        how = "tự đóng · by itself" if ends else "người đóng · by a person"
        rows.append((f"`{code}`", how, vietnamese, english))
    table = _table(("mã · code", "kết thúc · ends", "tiếng Việt", "English"), rows)
    return f"{_head('Cảnh báo · Alerts')}\n\n{table}\n"


def _metrics() -> str:
    rows = []
    for name, metric in METRICS.items():
        vietnamese, english = metric_texts.TEXTS[f"metric.{name}"]
        labels = ", ".join(f"`{label}`" for label in metric.labels) or "–"
        rows.append((f'<a id="{name}"></a>`{name}`', metric.kind, labels, vietnamese, english))
    table = _table(("tên · name", "loại · kind", "nhãn · labels", "tiếng Việt", "English"), rows)
    return f"{_head('Số đo · Metrics')}\n\n{table}\n"


def _lines() -> str:
    texts = {code.removeprefix("line."): told for code, told in lines.TEXTS.items()}
    keys = ", ".join(f"`{key}`" for key in sorted(logs.KEYS))
    parts = [
        _head("Dòng nhật ký vận hành · Lines of the operator's log"),
        "Mỗi dòng có `event` trong bảng này. Every line has an `event` of this table.",
        _table(("event", "tiếng Việt", "English"), _bilingual(texts)),
        f"Khóa được phép · Keys a line may have: {keys}.",
    ]
    return "\n\n".join(parts) + "\n"


def _head(title: str) -> str:
    return f"# {title}\n\n<!-- Trang này do mã nguồn sinh ra; đừng sửa tay. Made from the code by ./dev docs. -->"


def _bilingual(texts: Mapping[str, tuple[str, str]]) -> Iterable[tuple[str, ...]]:
    return [(f"`{code}`", *told) for code, told in sorted(texts.items())]


def _table(heading: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    written = [heading, tuple("---" for _ in heading), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |" for row in written)


def main() -> None:
    """Write every page."""
    FOLDER.mkdir(exist_ok=True)
    for name, text in pages().items():
        (FOLDER / name).write_text(text, "utf-8")


if __name__ == "__main__":
    main()
