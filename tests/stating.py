"""Documents that say of work and of other documents, and a mapping made for them."""

# ruff: noqa: E501 - a mapping is read one rule per line

from __future__ import annotations

from datetime import date
from pathlib import Path

from adapter.core import mapping, organisations

CODES = Path(__file__).parents[1] / "mappings" / "codes"
DIRECTORY = organisations.load((CODES / "organisations_quangngai.csv").read_text("utf-8"))

MAPPING = """
format: 1
name: lot
gate:
  secrecy: {at: "@mat", open: [khong], classified: [co]}
document:
  when: {at: so, present: yes}
  business: {at: "@viec", as: choice, choices: {moi: new, thu-hoi: recall, cap-nhat: update, thay: replace}, default: new}
  number: {at: so}
  notation: {at: ky-hieu}
  issued_on: {at: ngay, as: date, format: dd/MM/yyyy}
  kind: {value: CV, as: choice}
  issuer: {name: {at: noi}}
  subject: {at: trich-yeu}
  alias: {at: "@ma", required: no}
  told_at: {at: luc, as: datetime, required: no}
  relates_to:
    each: ve
    alias: {at: "@ma"}
    agencies: {each: cho, name: {at: .}}
tasks:
  each: viec
  key: {at: "@ma"}
  content: {at: noi-dung}
  due_on: {at: han, as: date, format: dd/MM/yyyy, required: no}
  lead: {each: chu-tri, name: {at: .}}
  evidence:
    - says: reported
      happened_at: {at: bao-cao/@ngay, as: date, format: dd/MM/yyyy, required: no}
      report: {number: {at: bao-cao/@so, required: no}}
    - {says: entered, happened_at: {at: ket-qua, as: datetime, required: no}}
    - says: extended
      each: gia-han
      when: {at: "@duyet", equals: "1"}
      lead: {name: {at: "@cho"}}
      happened_at: {at: "@ngay", as: date, format: dd/MM/yyyy}
      due_on: {at: "@den", as: date, format: dd/MM/yyyy}
    - says: judged
      happened_at: {at: danh-gia/@ngay, as: date, format: dd/MM/yyyy, required: no}
      quality: {at: danh-gia, as: choice, choices: {T: tot}, required: no}
    - says: transferred
      happened_at: {at: chuyen/@ngay, as: date, format: dd/MM/yyyy, required: no}
      new_lead: {name: {at: chuyen}}
answers:
  - {says: reported, each: tra-loi-viec, task: {at: .}}
  - {says: reported, each: tra-loi, document: {alias: {at: "@ma"}}, unknown: pass}
  - {says: entered, each: xong, happened_at: {at: "@luc", as: datetime}, task: {at: "@viec"}, lead: {name: {at: .}}}
folder:
  documents: {in: vao, item: vb}
"""

HEAD = (
    "<so>{number}</so><ky-hieu>UBND-TH</ky-hieu><ngay>02/03/2026</ngay>"
    "<noi>{issuer}</noi><trich-yeu>Về việc báo cáo</trich-yeu>"
)
PROVINCE = "Ủy ban nhân dân tỉnh Quảng Ngãi"


def organisation(name: str) -> str:
    found = DIRECTORY.resolve(code="", name=name, on=date(2026, 3, 2))
    assert found is not None
    return found


READ = mapping.load(MAPPING, "lot.yaml")


def written(inner: str = "", attributes: str = "", issuer: str = PROVINCE) -> str:
    return f'<vb mat="khong" {attributes}>{HEAD.format(number="12", issuer=issuer)}{inner}</vb>'


def task(inner: str, leads: str = "<chu-tri>Sở Y tế</chu-tri>") -> str:
    return written(f'<viec ma="V1"><noi-dung>Báo cáo</noi-dung>{leads}{inner}</viec>')
