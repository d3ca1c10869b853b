"""The description of the second service: rpc/literal, its types in a schema of their own beside it."""

RPC = "http://vbdh.tinh.example/dichvu/rpc"
TYPES = "http://vbdh.tinh.example/dichvu/kieu"

# operation -> parts of its request, type of its answer
OPERATIONS = {
    "LayDanhSachVanBan": (("tuNgay",), "DanhSach"),
    "LayChiTietVanBan": (("maVanBan",), "ChiTiet"),
    "LayDienBien": (("tuNgay",), "DienBien"),
    "CapNhatTinhTrang": (("ma", "maNhiemVu", "donVi", "tinhTrang", "hanXuLy"), "KetQua"),
    "LayTinhTrang": (("maNhiemVu", "donVi"), "TinhTrang"),
}


def _messages(operation: str) -> str:
    parts, answer = OPERATIONS[operation]
    asked = "".join(f'<part name="{part}" type="xsd:string"/>' for part in parts)
    return (
        f'<message name="{operation}Vao">{asked}</message>'
        f'<message name="{operation}Ra"><part name="ketQua" type="k:{answer}"/></message>'
    )


def _port(operation: str) -> str:
    return (
        f'<operation name="{operation}"><input message="tns:{operation}Vao"/>'
        f'<output message="tns:{operation}Ra"/></operation>'
    )


def _binding(operation: str) -> str:
    body = f'<soap:body use="literal" namespace="{RPC}"/>'
    return (
        f'<operation name="{operation}"><soap:operation soapAction="vbdh#{operation}"/>'
        f"<input>{body}</input><output>{body}</output></operation>"
    )


WSDL = f"""<?xml version="1.0" encoding="utf-8"?>
<definitions name="VBDH" targetNamespace="{RPC}" xmlns="http://schemas.xmlsoap.org/wsdl/" xmlns:tns="{RPC}"
    xmlns:k="{TYPES}" xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap/" xmlns:xsd="http://www.w3.org/2001/XMLSchema">
  <types><xsd:schema><xsd:import namespace="{TYPES}" schemaLocation="?xsd=kieu"/></xsd:schema></types>
  {"".join(map(_messages, OPERATIONS))}
  <portType name="VanBanPortType">{"".join(map(_port, OPERATIONS))}</portType>
  <binding name="VanBanBinding" type="tns:VanBanPortType">
    <soap:binding style="rpc" transport="http://schemas.xmlsoap.org/soap/http"/>{"".join(map(_binding, OPERATIONS))}
  </binding>
  <service name="VanBanService"><port name="VanBanPort" binding="tns:VanBanBinding">
    <soap:address location="http://192.0.2.7/noi-bo/dichvu.php"/></port></service>
</definitions>
"""

SCHEMA = f"""<?xml version="1.0" encoding="utf-8"?>
<xsd:schema xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns="{TYPES}" targetNamespace="{TYPES}"
    elementFormDefault="qualified">
  <xsd:complexType name="KetQua"><xsd:sequence>
    <xsd:element name="maLoi" type="xsd:string"/><xsd:element name="moTa" type="xsd:string" minOccurs="0"/>
  </xsd:sequence></xsd:complexType>
  <xsd:complexType name="DanhSach"><xsd:complexContent><xsd:extension base="KetQua"><xsd:sequence>
    <xsd:element name="maVanBan" type="xsd:string" minOccurs="0" maxOccurs="unbounded"/>
  </xsd:sequence></xsd:extension></xsd:complexContent></xsd:complexType>
  <xsd:complexType name="ChiTiet"><xsd:complexContent><xsd:extension base="KetQua"><xsd:sequence>
    <xsd:element name="vanBan" type="xsd:anyType" minOccurs="0"/>
  </xsd:sequence></xsd:extension></xsd:complexContent></xsd:complexType>
  <xsd:complexType name="DienBien"><xsd:complexContent><xsd:extension base="KetQua"><xsd:sequence>
    <xsd:element name="dienBien" type="xsd:anyType" minOccurs="0" maxOccurs="unbounded"/>
  </xsd:sequence></xsd:extension></xsd:complexContent></xsd:complexType>
  <xsd:complexType name="TinhTrang"><xsd:complexContent><xsd:extension base="KetQua"><xsd:sequence>
    <xsd:element name="tinhTrang" type="xsd:string" minOccurs="0"/>
    <xsd:element name="hanXuLy" type="xsd:string" minOccurs="0"/>
  </xsd:sequence></xsd:extension></xsd:complexContent></xsd:complexType>
</xsd:schema>
"""
