"""Service descriptions as different stacks write them, with their quirks; all of our own writing.

Each is a set of documents by name (`main.wsdl` is the WSDL) with what has to be found in them.
"""

# ruff: noqa: E501 - a description is read one line per thing

from __future__ import annotations

from dataclasses import dataclass, field

HEAD = (
    'xmlns:wsdl="http://schemas.xmlsoap.org/wsdl/" xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap/" '
    'xmlns:soap12="http://schemas.xmlsoap.org/wsdl/soap12/" xmlns:http="http://schemas.xmlsoap.org/wsdl/http/" '
    'xmlns:s="http://www.w3.org/2001/XMLSchema"'
)
TRANSPORT = 'transport="http://schemas.xmlsoap.org/soap/http"'


@dataclass(frozen=True)
class Wild:
    """One description, and what is in it."""

    documents: dict[str, str]
    operations: set[str]
    codes: set[str] = field(default_factory=set)  #: findings that have to be made
    roles: dict[str, str | None] = field(default_factory=dict)
    library: bool = True  #: the SOAP library understands all of it


def message(name: str, part: str, kind: str = "element") -> str:
    return f'<wsdl:message name="{name}"><wsdl:part name="parameters" {kind}="{part}"/></wsdl:message>'


def abstract(name: str, asks: str, answers: str) -> str:
    return f'<wsdl:operation name="{name}"><wsdl:input message="tns:{asks}"/><wsdl:output message="tns:{answers}"/></wsdl:operation>'


def bound(name: str, prefix: str = "soap", body: str = 'use="literal"') -> str:
    inside = f"<{prefix}:body {body}/>"
    return (
        f'<wsdl:operation name="{name}"><{prefix}:operation soapAction="urn:{name}"/>'
        f"<wsdl:input>{inside}</wsdl:input><wsdl:output>{inside}</wsdl:output></wsdl:operation>"
    )


def definitions(inside: str, namespace: str = "http://tempuri.org/", more: str = "") -> str:
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        f'<wsdl:definitions {HEAD} xmlns:tns="{namespace}" targetNamespace="{namespace}" {more}>{inside}</wsdl:definitions>'
    )


def document_service(schema: str, operations: tuple[str, ...], more: str = "", extra: str = "") -> str:
    """A document/literal wrapped service whose elements bear the names of its operations."""
    messages = "".join(
        message(f"{one}In", f"tns:{one}") + message(f"{one}Out", f"tns:{one}Response") for one in operations
    )
    port_type = "".join(abstract(one, f"{one}In", f"{one}Out") for one in operations)
    binding = "".join(bound(one) for one in operations)
    return definitions(
        f"<wsdl:types>{schema}</wsdl:types>{messages}<wsdl:portType name='P'>{port_type}</wsdl:portType>"
        f"<wsdl:binding name='B' type='tns:P'><soap:binding {TRANSPORT}/>{binding}</wsdl:binding>{extra}"
        "<wsdl:service name='S'><wsdl:port name='SPort' binding='tns:B'>"
        "<soap:address location='http://10.0.0.5/noi-bo'/></wsdl:port></wsdl:service>",
        more=more,
    )


def schema(inside: str, more: str = 'elementFormDefault="qualified" targetNamespace="http://tempuri.org/"') -> str:
    return f"<s:schema {more}>{inside}</s:schema>"


def element(name: str, inside: str) -> str:
    return f'<s:element name="{name}"><s:complexType><s:sequence>{inside}</s:sequence></s:complexType></s:element>'


def value(name: str, kind: str = "string", more: str = 'minOccurs="0"') -> str:
    return f'<s:element name="{name}" type="s:{kind}" {more}/>'


ROW = value("Id") + value("SoKyHieu") + value("NgayCapNhat", "dateTime")
DOCUMENT = (
    value("Id") + value("SoKyHieu") + value("NgayBanHanh", "dateTime") + value("TrichYeu") + value("DoMat")
    + value("LoaiVanBan") + value("NguoiKy") + value("CoQuanBanHanh")
)  # fmt: skip

# .NET ASMX: wrapped document/literal, a DataSet, HTTP GET and POST beside SOAP 1.1 and 1.2
ASMX_SCHEMA = schema(
    '<s:import namespace="http://www.w3.org/2001/XMLSchema"/>'
    + element("LayDanhSachVanBanDen", value("tuNgay", "dateTime", "") + value("trang", "int", ""))
    + element(
        "LayDanhSachVanBanDenResponse",
        '<s:element minOccurs="0" name="LayDanhSachVanBanDenResult" type="tns:ArrayOfVanBanRow"/>',
    )
    + '<s:complexType name="ArrayOfVanBanRow"><s:sequence><s:element name="VanBanRow" type="tns:VanBanRow" nillable="true" minOccurs="0" maxOccurs="unbounded"/></s:sequence></s:complexType>'
    + f'<s:complexType name="VanBanRow"><s:sequence>{ROW}</s:sequence></s:complexType>'
    + element("LayChiTietVanBan", value("id"))
    + element("LayChiTietVanBanResponse", '<s:element minOccurs="0" name="LayChiTietVanBanResult" type="tns:VanBan"/>')
    + f'<s:complexType name="VanBan"><s:sequence>{DOCUMENT}</s:sequence></s:complexType>'
    + element("GetDataSet", value("sql"))
    + element(
        "GetDataSetResponse",
        '<s:element minOccurs="0" name="GetDataSetResult"><s:complexType><s:sequence><s:element ref="s:schema"/><s:any/></s:sequence></s:complexType></s:element>',
    )
)
ASMX = document_service(
    ASMX_SCHEMA,
    ("LayDanhSachVanBanDen", "LayChiTietVanBan", "GetDataSet"),
    extra=(
        "<wsdl:message name='LayChiTietHttpGetIn'><wsdl:part name='id' type='s:string'/></wsdl:message>"
        "<wsdl:message name='LayChiTietHttpGetOut'><wsdl:part name='Body' element='tns:VanBan'/></wsdl:message>"
        "<wsdl:portType name='HttpGet'><wsdl:operation name='LayChiTietVanBan'><wsdl:input message='tns:LayChiTietHttpGetIn'/>"
        "<wsdl:output message='tns:LayChiTietVanBanOut'/></wsdl:operation></wsdl:portType>"
        "<wsdl:binding name='HttpGet' type='tns:HttpGet'><http:binding verb='GET'/><wsdl:operation name='LayChiTietVanBan'>"
        "<http:operation location='/LayChiTietVanBan'/><wsdl:input><http:urlEncoded/></wsdl:input><wsdl:output/></wsdl:operation></wsdl:binding>"
    ),
).replace(
    "</wsdl:port></wsdl:service>",
    "</wsdl:port><wsdl:port name='SHttpGet' binding='tns:HttpGet'><http:address location='http://10.0.0.5/noi-bo'/></wsdl:port></wsdl:service>",
)

# WCF: schemas at ?xsd=, data contracts with the serialization namespace, policy
WCF_NS = "http://schemas.datacontract.org/2004/07/Vb"
WCF = document_service(
    '<s:schema targetNamespace="http://tempuri.org/Imports">'
    '<s:import schemaLocation="van-ban.svc?xsd=xsd0" namespace="http://tempuri.org/"/>'
    '<s:import schemaLocation="van-ban.svc?xsd=xsd1" namespace="http://schemas.microsoft.com/2003/10/Serialization/"/>'
    f'<s:import schemaLocation="van-ban.svc?xsd=xsd2" namespace="{WCF_NS}"/></s:schema>',
    ("GetList", "GetDocument"),
    more='xmlns:wsp="http://schemas.xmlsoap.org/ws/2004/09/policy" xmlns:wsu="http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd"',
).replace(
    "<wsdl:types>",
    '<wsp:Policy wsu:Id="B_policy"><wsp:ExactlyOne><wsp:All/></wsp:ExactlyOne></wsp:Policy><wsdl:types>',
    1,
)
WCF_DOCUMENTS = {
    "main.wsdl": WCF,
    "van-ban.svc?xsd=xsd0": (
        f'<s:schema {HEAD} elementFormDefault="qualified" targetNamespace="http://tempuri.org/" xmlns:q1="{WCF_NS}" xmlns:ser="http://schemas.microsoft.com/2003/10/Serialization/">'
        f'<s:import namespace="{WCF_NS}"/><s:import namespace="http://schemas.microsoft.com/2003/10/Serialization/"/>'
        + element("GetList", value("fromDate", "dateTime"))
        + element("GetListResponse", '<s:element minOccurs="0" name="GetListResult" nillable="true" type="q1:ArrayOfRow"/>')
        + element("GetDocument", '<s:element minOccurs="0" name="id" type="ser:guid"/>')
        + element("GetDocumentResponse", '<s:element minOccurs="0" name="GetDocumentResult" nillable="true" type="q1:Document"/>')
        + "</s:schema>"
    ),
    "van-ban.svc?xsd=xsd2": (
        f'<s:schema {HEAD} elementFormDefault="qualified" targetNamespace="{WCF_NS}" xmlns:tns="{WCF_NS}" xmlns:ser="http://schemas.microsoft.com/2003/10/Serialization/">'
        '<s:import namespace="http://schemas.microsoft.com/2003/10/Serialization/"/>'
        '<s:complexType name="ArrayOfRow"><s:sequence><s:element minOccurs="0" maxOccurs="unbounded" name="Row" nillable="true" type="tns:Row"/></s:sequence></s:complexType>'
        f'<s:complexType name="Row"><s:sequence><s:element name="Id" type="ser:guid"/>{value("Modified", "dateTime")}</s:sequence></s:complexType>'
        '<s:simpleType name="Level"><s:restriction base="s:string"><s:enumeration value="Thuong"/><s:enumeration value="Mat"/></s:restriction></s:simpleType>'
        f'<s:complexType name="Document"><s:sequence>{value("Number")}{value("Notation")}{value("IssuedDate", "dateTime")}{value("Subject")}{value("DocumentType")}'
        '<s:element minOccurs="0" name="SecurityLevel" type="tns:Level"/></s:sequence></s:complexType></s:schema>'
    ),
}  # fmt: skip

# Axis 1: rpc/encoded, arrays by wsdl:arrayType, no schema of the encoding beside it
ENCODED = 'use="encoded" namespace="urn:axis" encodingStyle="http://schemas.xmlsoap.org/soap/encoding/"'
AXIS1 = definitions(
    '<wsdl:types><s:schema targetNamespace="urn:axis"><s:import namespace="http://schemas.xmlsoap.org/soap/encoding/"/>'
    f'<s:complexType name="Row"><s:sequence>{value("id")}{value("ngayCapNhat")}</s:sequence></s:complexType>'
    '<s:complexType name="ArrayOfRow"><s:complexContent><s:restriction base="soapenc:Array">'
    '<s:attribute ref="soapenc:arrayType" wsdl:arrayType="tns:Row[]"/></s:restriction></s:complexContent></s:complexType>'
    f'<s:complexType name="VanBan"><s:sequence>{value("soVanBan")}{value("kyHieu")}{value("trichYeu")}{value("doMat")}{value("ngayBanHanh")}</s:sequence></s:complexType>'
    "</s:schema></wsdl:types>"
    "<wsdl:message name='a'><wsdl:part name='tuNgay' type='soapenc:string'/></wsdl:message>"
    "<wsdl:message name='b'><wsdl:part name='getDanhSachReturn' type='tns:ArrayOfRow'/></wsdl:message>"
    "<wsdl:message name='c'><wsdl:part name='id' type='soapenc:string'/></wsdl:message>"
    "<wsdl:message name='d'><wsdl:part name='getVanBanReturn' type='tns:VanBan'/></wsdl:message>"
    f"<wsdl:portType name='P'>{abstract('getDanhSach', 'a', 'b')}{abstract('getVanBan', 'c', 'd')}</wsdl:portType>"
    f"<wsdl:binding name='B' type='tns:P'><soap:binding style='rpc' {TRANSPORT}/>{bound('getDanhSach', body=ENCODED)}{bound('getVanBan', body=ENCODED)}</wsdl:binding>"
    "<wsdl:service name='S'><wsdl:port name='p' binding='tns:B'><soap:address location='http://localhost:8080/axis'/></wsdl:port></wsdl:service>",
    namespace="urn:axis",
    more='xmlns:soapenc="http://schemas.xmlsoap.org/soap/encoding/"',
)

# Axis 2: one port type behind SOAP 1.1, SOAP 1.2 and HTTP
AXIS2_SCHEMA = schema(
    element("timVanBan", value("sinceDate", "date"))
    + element("timVanBanResponse", f'<s:element name="return" minOccurs="0" maxOccurs="unbounded" nillable="true"><s:complexType><s:sequence>{ROW}</s:sequence></s:complexType></s:element>')
)  # fmt: skip
AXIS2 = (
    document_service(AXIS2_SCHEMA, ("timVanBan",))
    .replace(
        "<wsdl:service",
        f"<wsdl:binding name='B12' type='tns:P'><soap12:binding {TRANSPORT}/>{bound('timVanBan', 'soap12')}</wsdl:binding>"
        "<wsdl:binding name='BH' type='tns:P'><http:binding verb='POST'/><wsdl:operation name='timVanBan'><http:operation location='timVanBan'/></wsdl:operation></wsdl:binding><wsdl:service",
    )
    .replace(
        "</wsdl:port></wsdl:service>",
        "</wsdl:port><wsdl:port name='P12' binding='tns:B12'><soap12:address location='http://10.0.0.5/12'/></wsdl:port>"
        "<wsdl:port name='PH' binding='tns:BH'><http:address location='http://10.0.0.5/h'/></wsdl:port></wsdl:service>",
    )
)

# CXF: binding and service in one WSDL, port type and types imported from another namespace
CXF = {
    "main.wsdl": definitions(
        '<wsdl:import location="abstract.wsdl" namespace="urn:cxf:abstract"/>'
        f"<wsdl:binding name='B' type='ns1:VanBanPort'><soap:binding style='document' {TRANSPORT}/>{bound('layVanBan')}</wsdl:binding>"
        "<wsdl:service name='S'><wsdl:port name='p' binding='tns:B'><soap:address location='http://localhost:9000/'/></wsdl:port></wsdl:service>",
        namespace="urn:cxf:concrete",
        more='xmlns:ns1="urn:cxf:abstract"',
    ),
    "abstract.wsdl": definitions(
        '<wsdl:types><s:schema targetNamespace="urn:cxf:abstract" elementFormDefault="unqualified">'
        + element("layVanBan", value("maVanBan"))
        + element("layVanBanResponse", f'<s:element name="return" minOccurs="0"><s:complexType><s:sequence>{DOCUMENT}</s:sequence></s:complexType></s:element>')
        + "</s:schema></wsdl:types>"
        + message("in", "tns:layVanBan")
        + message("out", "tns:layVanBanResponse")
        + f"<wsdl:portType name='VanBanPort'>{abstract('layVanBan', 'in', 'out')}</wsdl:portType>",
        namespace="urn:cxf:abstract",
    ),
}  # fmt: skip

# gSOAP: rpc/literal, parts by type
GSOAP = definitions(
    '<wsdl:types><s:schema targetNamespace="urn:gs" elementFormDefault="unqualified" attributeFormDefault="unqualified">'
    f'<s:complexType name="Rows"><s:sequence><s:element name="row" minOccurs="0" maxOccurs="unbounded"><s:complexType><s:sequence>{ROW}</s:sequence></s:complexType></s:element></s:sequence></s:complexType>'
    "</s:schema></wsdl:types>"
    "<wsdl:message name='i'><wsdl:part name='since' type='s:dateTime'/></wsdl:message><wsdl:message name='o'><wsdl:part name='rows' type='tns:Rows'/></wsdl:message>"
    f"<wsdl:portType name='P'>{abstract('listDocuments', 'i', 'o')}</wsdl:portType>"
    f"<wsdl:binding name='B' type='tns:P'><soap:binding style='rpc' {TRANSPORT}/>" + bound("listDocuments", body='use="literal" namespace="urn:gs"')
    + "</wsdl:binding><wsdl:service name='S'><wsdl:port name='p' binding='tns:B'><soap:address location='http://localhost:80'/></wsdl:port></wsdl:service>",
    namespace="urn:gs",
)  # fmt: skip

# PHP: rpc/encoded, types in a schema without a target namespace though they are called in one
PHP = definitions(
    f'<wsdl:types><s:schema><s:complexType name="VanBan"><s:all>{value("id")}{value("trichyeu")}{value("so")}{value("domat")}{value("loai")}</s:all></s:complexType></s:schema></wsdl:types>'
    "<wsdl:message name='i'><wsdl:part name='id' type='s:string'/></wsdl:message><wsdl:message name='o'><wsdl:part name='return' type='tns:VanBan'/></wsdl:message>"
    f"<wsdl:portType name='P'>{abstract('chitiet_vanban', 'i', 'o')}</wsdl:portType>"
    f"<wsdl:binding name='B' type='tns:P'><soap:binding style='rpc' {TRANSPORT}/>{bound('chitiet_vanban', body=ENCODED)}</wsdl:binding>"
    "<wsdl:service name='S'><wsdl:port name='p' binding='tns:B'><soap:address location='http://localhost/s.php'/></wsdl:port></wsdl:service>",
    namespace="urn:php",
)

# node-soap: a string answer, element names that do not follow the operations
NODE = document_service(
    schema(element("ListPending", value("since")) + element("ListPendingResponse", value("result"))), ("ListPending",)
)

WILD: dict[str, Wild] = {
    "asmx": Wild(
        {"main.wsdl": ASMX},
        {"LayDanhSachVanBanDen", "LayChiTietVanBan", "GetDataSet"},
        {"scaffold.http-only", "scaffold.any"},
        {"list": "LayDanhSachVanBanDen", "fetch": "LayChiTietVanBan", "push": None},
    ),
    "wcf": Wild(WCF_DOCUMENTS, {"GetList", "GetDocument"}, set(), {"list": "GetList", "fetch": "GetDocument"}),
    "axis1": Wild(
        {"main.wsdl": AXIS1},
        {"getDanhSach", "getVanBan"},
        {"scaffold.encoded", "scaffold.encoded-array"},
        {"list": "getDanhSach", "fetch": "getVanBan"},
    ),
    "axis2": Wild({"main.wsdl": AXIS2}, {"timVanBan"}, {"scaffold.http-only"}, {"list": "timVanBan"}),
    "cxf": Wild(CXF, {"layVanBan"}, set(), {"fetch": "layVanBan", "list": None}),
    "gsoap": Wild({"main.wsdl": GSOAP}, {"listDocuments"}, set(), {"list": "listDocuments"}),
    "php": Wild(
        {"main.wsdl": PHP},
        {"chitiet_vanban"},
        {"scaffold.other-namespace", "scaffold.encoded"},
        {"fetch": "chitiet_vanban"},
        library=False,
    ),
    "node": Wild(
        {"main.wsdl": NODE}, {"ListPending"}, {"scaffold.destructive", "scaffold.text-answer"}, {"list": "ListPending"}
    ),
}
