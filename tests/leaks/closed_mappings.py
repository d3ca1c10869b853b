"""Mappings of sources that hold classified documents: a variant's own codes are its allow-list."""

from __future__ import annotations

import json

from closed_documents import EDXML, NAMESPACE
from second_service_wsdl import RPC, TYPES
from variants import Variant

HEAD = f"""format: 1
name: NAME
namespaces: {{r: "{RPC}", k: "{TYPES}", v: "{NAMESPACE}", e: "{EDXML}"}}
"""

GATE = """gate:
  secrecy:
    at: LEVEL
    open: OPEN
    classified: CLASSIFIED
  attachments:
    - each: ATTACHMENTS
      level: NAMED
"""

OWN = """document:
  number: {at: v:soVanBan}
  notation: {at: v:kyHieu}
  issued_on: {at: v:ngayBanHanh, as: date, format: dd/MM/yyyy}
  kind: {at: v:loaiVanBan, as: choice, choices: {Công văn: CV}}
  issuer: {name: {at: v:coQuanBanHanh/v:ten}}
  subject: {at: v:trichYeu}
  signer: {at: v:nguoiKy, required: no}
tasks:
  each: v:danhSachNhiemVu/v:nhiemVu
  key: {at: v:maNhiemVu}
  content: {at: v:noiDung}
  due_on: {at: v:hanXuLy, as: date, format: dd/MM/yyyy, required: no}
  lead: {each: v:chuTri/v:donVi, name: {at: .}}
"""

EVIDENCE = """evidence:
  kind: {at: v:loai, as: choice, choices: {BC: reported, KQ: entered}}
  document: {at: v:maVanBan}
  task: {at: v:maNhiemVu}
  lead: {name: {at: v:donVi}}
  happened_at: {at: v:thoiDiem, as: datetime, format: dd/MM/yyyy HH:mm:ss}
"""

ELDER = """document:
  number: {at: HEADER/e:Code/e:CodeNumber}
  notation: {at: HEADER/e:Code/e:CodeNotation}
  issued_on: {at: HEADER/e:PromulgationInfo/e:PromulgationDate, as: date, format: yyyy/MM/dd}
  kind: {at: HEADER/e:DocumentType/e:TypeName, as: choice, choices: {Công văn: CV}}
  issuer: {name: {at: HEADER/e:From/e:OrganName}}
  subject: {at: HEADER/e:Subject}
  signer: {at: HEADER/e:SignerInfo/e:FullName, required: no}
""".replace("HEADER", "e:edXMLEnvelope/e:edXMLHeader/e:MessageHeader")

SERVICE = """exchange:
  documents:
    list:
      operation: LayDanhSachVanBan
      arguments: {tuNgay: "{since}"}
      answer:
        expects: r:LayDanhSachVanBanResponse
        success:
          - {at: r:LayDanhSachVanBanResponse/ketQua/k:maLoi, in: ["0"]}
        code: r:LayDanhSachVanBanResponse/ketQua/k:maLoi
      each: r:LayDanhSachVanBanResponse/ketQua/v:muc
      id: v:ma
LEVELS
      cursor: {by: clock, send: {as: date, format: dd/MM/yyyy}, start: "2025-11-01", overlap: 2d}
    fetch:
      operation: LayChiTietVanBan
      arguments: {maVanBan: "{id}"}
      answer:
        expects: r:LayChiTietVanBanResponse
        success:
          - {at: r:LayChiTietVanBanResponse/ketQua/k:maLoi, in: ["0"]}
        code: r:LayChiTietVanBanResponse/ketQua/k:maLoi
        refused: ["404"]
      item: r:LayChiTietVanBanResponse/ketQua/ITEM
"""

EVENTS = """  events:
    list:
      operation: LayDienBien
      arguments: {tuNgay: "{since}"}
      answer:
        expects: r:LayDienBienResponse
        success:
          - {at: r:LayDienBienResponse/ketQua/k:maLoi, in: ["0"]}
        code: r:LayDienBienResponse/ketQua/k:maLoi
      each: r:LayDienBienResponse/ketQua/v:dienBien
      id: v:ma
      inline: .
      cursor: {by: clock, send: {as: date, format: dd/MM/yyyy}, start: "2025-11-01", overlap: 2d}
"""

FOLDER = """folder:
  documents: {in: documents, item: ITEM}
"""


def written(variant: Variant, name: str, *, levels_listed: bool = False, folder: bool = False) -> str:
    """Write the mapping of a source."""
    header = "e:edXMLEnvelope/e:edXMLHeader/e:MessageHeader"
    filled = {
        "NAME": name,
        "OPEN": json.dumps(variant.open, ensure_ascii=False),
        "CLASSIFIED": json.dumps(variant.classified, ensure_ascii=False),
        "LEVELS": "      levels: [v:doMat]" if levels_listed else "",
        "LEVEL": f"{header}/e:OtherInfo/e:Secret" if variant.edxml else "v:doMat",
        "ATTACHMENTS": "e:AttachmentEncoded/e:tepDinhKem" if variant.edxml else "v:tepDinhKem",
        "NAMED": "e:Secret" if variant.edxml else "v:doMat",
        "ITEM": "e:edXML" if variant.edxml else "v:vanBan",
    }
    has_events = not variant.edxml and not folder
    parts = [HEAD, GATE, ELDER if variant.edxml else OWN, EVIDENCE if has_events else ""]
    parts += [FOLDER] if folder else [SERVICE, EVENTS if has_events else ""]
    text = "".join(parts)
    for key in sorted(filled, key=len, reverse=True):
        text = text.replace(key, filled[key])
    return text
