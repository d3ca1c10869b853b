"""The two shapes that hostile and odd messages are written in, as templates with places to spoil."""

from __future__ import annotations

import base64
import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, replace
from importlib.resources import files

from adapter.core import mapping, paths
from adapter.core.gate import Policy
from adapter.settings import BUILTIN, beside

DECLARATION = '<?xml version="1.0" encoding="utf-8"?>'


def _shipped() -> mapping.Mapping:
    text = files("mappings").joinpath("simulator.yaml").read_text("utf-8")
    return mapping.load(text, "simulator.yaml", beside(BUILTIN))


@dataclass(frozen=True)
class Shape:
    """One message, written out by `bytes`; every part can be replaced."""

    name: str
    template: str  #: with {root_attributes}, {levels}, {subject}, {notation}, {extra}, {attachments}
    policy: Policy
    level_name: str
    level_is: str  #: the open level
    classified: str
    namespace: str
    attachment: str  #: with {content}
    declaration: str = DECLARATION
    prolog: str = ""
    root_attributes: str = ""
    levels: str | None = None
    subject: str = "Về việc triển khai nhiệm vụ tháng 10"
    notation: str = "UBND-KGVX"
    extra: str = ""
    attachments: str = ""
    tail: str = ""

    def but(self, **changes: str) -> Shape:
        return replace(self, **changes)  # type: ignore[arg-type]

    def level(self, text: str) -> str:
        return f"<{self.level_name}>{text}</{self.level_name}>"

    def attach(self, content: bytes | str) -> Shape:
        told = base64.b64encode(content).decode() if isinstance(content, bytes) else content
        return self.but(attachments=self.attachment.format(content=told))

    def text(self) -> str:
        levels = self.level(self.level_is) if self.levels is None else self.levels
        body = self.template
        for name, value in (
            ("root_attributes", self.root_attributes),
            ("levels", levels),
            ("subject", self.subject),
            ("notation", self.notation),
            ("extra", self.extra),
            ("attachments", self.attachments),
        ):
            body = body.replace(f"{{{name}}}", value)
        return f"{self.declaration}{self.prolog}{body}{self.tail}"

    def bytes(self) -> bytes:
        return self.text().encode()


SIMULATOR = Shape(
    name="simulator",
    template=(
        '<Document xmlns="urn:vn:qlvb:dich-vu:1"{root_attributes}><Id>VB-1</Id><Version>1</Version>'
        "<BusinessType>0</BusinessType><Number>5425</Number><Notation>{notation}</Notation>"
        "<IssuedOn>2026-03-02</IssuedOn><Kind><Code>CV</Code><Name>Công văn</Name></Kind>"
        "<Issuer><Code>H48</Code><Name/></Issuer><Signer><Name>Người Ký</Name></Signer>{levels}"
        "<Subject>{subject}</Subject><Content>Nội dung</Content><Tasks><Task><TaskId>T1</TaskId>"
        "<Content>Việc thứ nhất</Content><DueOn>2026-04-01</DueOn><Leads><Agency><Code/><Name>Sở Nội vụ</Name></Agency>"
        "</Leads><Coordinators/></Task></Tasks><Attachments>{attachments}</Attachments>{extra}</Document>"
    ),
    policy=_shipped().gate,
    level_name="SecrecyLevel",
    level_is="Thuong",
    classified="Mat",
    namespace="urn:vn:qlvb:dich-vu:1",
    attachment="<Attachment><Name>phu-luc</Name><SecrecyLevel>Thuong</SecrecyLevel><Content>{content}</Content></Attachment>",
)

_EDXML = {"e": "http://www.mic.gov.vn/TBT/QCVN_102_2016"}


def _path(text: str) -> paths.Path:
    return paths.compile_path(text, _EDXML)


_HEADER = "e:edXMLEnvelope/e:edXMLHeader/e:MessageHeader"
EDXML = Shape(
    name="edXML",
    template=(
        '<edXML xmlns="http://www.mic.gov.vn/TBT/QCVN_102_2016" xmlns:edXML="http://www.mic.gov.vn/TBT/QCVN_102_2016"'
        ' xmlns:xlink="http://www.w3.org/1999/xlink"{root_attributes}><edXML:edXMLEnvelope><edXML:edXMLHeader>'
        "<edXML:MessageHeader><edXML:From><edXML:OrganId>000.00.00.H48</edXML:OrganId></edXML:From>"
        "<edXML:DocumentId>000.00.00.H48,2026/03/02,5425</edXML:DocumentId>"
        "<edXML:Code><edXML:CodeNumber>5425</edXML:CodeNumber><edXML:CodeNotation>{notation}</edXML:CodeNotation>"
        "</edXML:Code><edXML:PromulgationInfo><edXML:Place>Quảng Ngãi</edXML:Place>"
        "<edXML:PromulgationDate>2026/03/02</edXML:PromulgationDate></edXML:PromulgationInfo>"
        "<edXML:Subject>{subject}</edXML:Subject><edXML:OtherInfo><edXML:Priority>0</edXML:Priority>{levels}"
        "</edXML:OtherInfo></edXML:MessageHeader>{extra}</edXML:edXMLHeader><edXML:edXMLBody/></edXML:edXMLEnvelope>"
        "<AttachmentEncoded>{attachments}</AttachmentEncoded></edXML>"
    ),
    policy=Policy(
        levels=(_path(f"{_HEADER}/e:OtherInfo/e:Secret"),),
        open=frozenset({"Thường"}),
        classified=frozenset({"Mật", "Tối mật", "Tuyệt mật"}),
        stamps=(_path(f"{_HEADER}/e:Subject"), _path(f"{_HEADER}/e:Code/e:CodeNotation")),
    ),
    level_name="edXML:Secret",
    level_is="Thường",
    classified="Mật",
    namespace="http://www.mic.gov.vn/TBT/QCVN_102_2016",
    attachment="<Attachment><AttachmentName>phu-luc.zip</AttachmentName><Content>{content}</Content></Attachment>",
)

SHAPES = (SIMULATOR, EDXML)


def archive(entries: Mapping[str, bytes], *, packed: bool = True) -> bytes:
    """Make a ZIP archive."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED) as made:
        for name, content in entries.items():
            made.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED)
    return written.getvalue()
