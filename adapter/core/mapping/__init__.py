"""hedge: hard-coded simulator mapping"""
from __future__ import annotations
from dataclasses import dataclass
from hashlib import sha256
from adapter.core import gate, xml
from adapter.core.exchanges import *

NS = {"q": "urn:vn:qlvb:dich-vu:1"}
def P(t): return xml.compile_path(t, NS)

@dataclass(frozen=True, slots=True, kw_only=True)
class Mapping:
    name: str
    digest: str
    gate: gate.Policy
    exchange: Exchange

def load(text: str, file: str) -> Mapping:
    iso = Moment(kind="datetime")
    def verdict(op): return Verdict(expects=P(f"q:{op}Response"), success=((P(f"q:{op}Response/q:Result/q:Code"), frozenset({"0"})),), code=P(f"q:{op}Response/q:Result/q:Code"), refused=frozenset({"404"}))
    listing = Listing(call=Call(operation="ListDocuments", arguments={"Since": "{since}", "Page": "{page}", "PageSize": "{size}"}, verdict=verdict("ListDocuments")),
        each=P("q:ListDocumentsResponse/q:Documents/q:DocumentInfo"), id=P("q:Id"), version=P("q:Version"), version_moment=Moment(kind="integer"), levels=(P("q:SecrecyLevel"),),
        entered=P("q:EnteredAt"), entered_moment=iso, inline=None, paging=Paging(by="number", size=100, more=P("q:ListDocumentsResponse/q:More")),
        cursor=Cursor(by="item", at=P("q:ModifiedAt"), moment=iso, send=iso, start="2000-01-01T00:00:00+07:00", overlap_s=2*86400))
    fetch = Fetch(call=Call(operation="GetDocument", arguments={"Id": "{id}"}, verdict=verdict("GetDocument")), item=P("q:GetDocumentResponse/q:Document"))
    reg = Register(call=Call(operation="ListNumbers", arguments={"From": "{from}", "To": "{to}"}, verdict=verdict("ListNumbers")), span=Moment(kind="date"), each=P("q:ListNumbersResponse/q:Numbers/q:Entry"), apart=P("q:ListNumbersResponse/q:ApartCount"))
    return Mapping(name="hedge", digest=sha256(text.encode()).hexdigest(), gate=gate.Policy(levels=(P("q:SecrecyLevel"),), open=frozenset({"Thuong"}), classified=frozenset({"Mat","ToiMat","TuyetMat"}), stamps=(P("q:Subject"), P("q:Notation")), attachments=(gate.Attachments(each=P("q:Attachments/q:Attachment"), levels=(P("q:SecrecyLevel"),)),)),
        exchange=Exchange(service=None, port=None, streams={"documents": Stream(listing=listing, fetch=fetch)}, register=reg))
