"""The description of the task service, as ASP.NET writes one: document/literal, a port for SOAP 1.1 and one for 1.2."""

from __future__ import annotations

SPACE = "http://tempuri.org/"

# type -> its elements: name, type, and what differs from "at most one, may be missing"
TYPES: dict[str, tuple[tuple[str, str, str], ...]] = {
    "KetQuaThayDoi": (
        ("MaLoi", "s:int", "one"), ("MoTaLoi", "s:string", ""), ("TongSo", "s:int", "one"),
        ("DanhSach", "tns:ArrayOfVanBanChiDao", ""),
    ),
    "VanBanChiDao": (
        ("Id", "s:int", "one"), ("SoKyHieu", "s:string", ""), ("NgayBanHanh", "s:string", ""),
        ("IdLoaiVanBan", "s:int", "one"), ("TrichYeu", "s:string", ""), ("NguoiKy", "s:string", ""),
        ("CoQuanBanHanh", "tns:DonVi", ""), ("DoMat", "s:int", "nil"), ("DaThuHoi", "s:boolean", "one"),
        ("NgayTao", "s:dateTime", "one"), ("NgayCapNhat", "s:dateTime", "one"),
        ("DanhSachNhiemVu", "tns:ArrayOfNhiemVu", ""),
    ),
    "NhiemVu": (
        ("Id", "s:int", "one"), ("LoaiNhiemVu", "s:int", "one"), ("NoiDung", "s:string", ""),
        ("HanXuLy", "s:string", ""), ("DonViChuTri", "tns:ArrayOfDonVi", ""),
        ("DonViPhoiHop", "tns:ArrayOfDonVi", ""), ("TrangThaiXuLy", "s:int", "one"),
        ("DanhSachBaoCao", "tns:ArrayOfBaoCao", ""), ("DanhSachKetQua", "tns:ArrayOfKetQua", ""),
        ("DanhSachGiaHan", "tns:ArrayOfGiaHan", ""), ("DanhSachChuyen", "tns:ArrayOfChuyenDonVi", ""),
    ),
    "DonVi": (("MaDonVi", "s:int", "one"), ("TenDonVi", "s:string", "")),
    "BaoCao": (
        ("SoKyHieu", "s:string", ""), ("NgayBanHanh", "s:string", ""), ("DaBanHanh", "s:boolean", "one"),
        ("DonVi", "tns:DonVi", ""),
    ),
    "KetQua": (
        ("DonVi", "tns:DonVi", ""), ("ThoiDiemNhap", "s:dateTime", "nil"), ("ThoiDiemRut", "s:dateTime", "nil"),
        ("NgayDanhGia", "s:dateTime", "nil"), ("ChatLuong", "s:int", "nil"),
    ),
    "GiaHan": (
        ("DonVi", "tns:DonVi", ""), ("HanCu", "s:string", ""), ("HanMoi", "s:string", ""),
        ("TrangThaiDuyet", "s:int", "one"), ("NgayDuyet", "s:dateTime", "nil"),
    ),
    "ChuyenDonVi": (("TuDonVi", "tns:DonVi", ""), ("DenDonVi", "tns:DonVi", ""), ("NgayChuyen", "s:dateTime", "one")),
    "TinhTrangCapNhat": (
        ("MaYeuCau", "s:string", ""), ("IdNhiemVu", "s:int", "one"), ("MaDonVi", "s:int", "one"),
        ("TinhTrang", "s:string", ""), ("HanXuLy", "s:string", ""), ("NgayHoanThanh", "s:string", ""),
        ("ConThieu", "s:string", ""), ("ChatLuong", "s:string", ""),
    ),
    "KetQuaCapNhat": (("MaLoi", "s:int", "one"), ("MoTaLoi", "s:string", "")),
}  # fmt: skip
LISTED = ("VanBanChiDao", "NhiemVu", "DonVi", "BaoCao", "KetQua", "GiaHan", "ChuyenDonVi")

LOG_IN = (("tenDangNhap", "s:string", ""), ("matKhau", "s:string", ""))
# operation -> elements of its request, type of its result
OPERATIONS: dict[str, tuple[tuple[tuple[str, str, str], ...], str]] = {
    "LayNhiemVuThayDoi": (
        (*LOG_IN, ("tuNgay", "s:string", ""), ("trang", "s:int", "one"), ("soDong", "s:int", "one")),
        "tns:KetQuaThayDoi",
    ),
    "CapNhatTinhTrang": ((*LOG_IN, ("tinhTrang", "tns:TinhTrangCapNhat", "")), "tns:KetQuaCapNhat"),
    "LayTinhTrang": ((*LOG_IN, ("idNhiemVu", "s:int", "one"), ("maDonVi", "s:int", "one")), "s:string"),
}  # fmt: skip


def _element(name: str, kind: str, how: str) -> str:
    nil = ' nillable="true"' if how == "nil" else ""
    return f'<s:element minOccurs="{int(bool(how))}" maxOccurs="1" name="{name}"{nil} type="{kind}"/>'


def _type(name: str, inner: str) -> str:
    return f'<s:complexType name="{name}"><s:sequence>{inner}</s:sequence></s:complexType>'


def _list(name: str) -> str:
    item = f'<s:element minOccurs="0" maxOccurs="unbounded" name="{name}" nillable="true" type="tns:{name}"/>'
    return _type(f"ArrayOf{name}", item)


def _wrappers(operation: str) -> str:
    asked, result = OPERATIONS[operation]
    answer = _element(f"{operation}Result", result, "")
    return "".join(
        f'<s:element name="{name}"><s:complexType><s:sequence>{inner}</s:sequence></s:complexType></s:element>'
        for name, inner in (
            (operation, "".join(_element(*one) for one in asked)),
            (f"{operation}Response", answer),
        )
    )


def _messages(operation: str) -> str:
    return "".join(
        f'<wsdl:message name="{operation}Soap{way}"><wsdl:part name="parameters" element="tns:{operation}{end}"/>'
        "</wsdl:message>"
        for way, end in (("In", ""), ("Out", "Response"))
    )


def _port(operation: str) -> str:
    return (
        f'<wsdl:operation name="{operation}"><wsdl:input message="tns:{operation}SoapIn"/>'
        f'<wsdl:output message="tns:{operation}SoapOut"/></wsdl:operation>'
    )


def _binding(version: str) -> str:
    """Write the binding of SOAP 1.1 (`soap`) or 1.2 (`soap12`)."""
    operations = "".join(
        f'<wsdl:operation name="{one}"><{version}:operation soapAction="{SPACE}{one}" style="document"/>'
        f'<wsdl:input><{version}:body use="literal"/></wsdl:input>'
        f'<wsdl:output><{version}:body use="literal"/></wsdl:output></wsdl:operation>'
        for one in OPERATIONS
    )
    return (
        f'<wsdl:binding name="QuanLyNhiemVuS{version[1:]}" type="tns:QuanLyNhiemVuSoap">'
        f'<{version}:binding transport="http://schemas.xmlsoap.org/soap/http"/>{operations}</wsdl:binding>'
    )


def _served(version: str) -> str:
    name = f"QuanLyNhiemVuS{version[1:]}"
    address = f'<{version}:address location="http://10.0.0.8/QuanLyNhiemVu.asmx"/>'
    return f'<wsdl:port name="{name}" binding="tns:{name}">{address}</wsdl:port>'


WSDL = f"""<?xml version="1.0" encoding="utf-8"?>
<wsdl:definitions xmlns:s="http://www.w3.org/2001/XMLSchema" xmlns:tns="{SPACE}" targetNamespace="{SPACE}"
    xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap/" xmlns:soap12="http://schemas.xmlsoap.org/wsdl/soap12/"
    xmlns:wsdl="http://schemas.xmlsoap.org/wsdl/">
  <wsdl:types><s:schema elementFormDefault="qualified" targetNamespace="{SPACE}">
    {"".join(map(_wrappers, OPERATIONS))}
    {"".join(_type(name, "".join(_element(*one) for one in inner)) for name, inner in TYPES.items())}
    {"".join(map(_list, LISTED))}
  </s:schema></wsdl:types>
  {"".join(map(_messages, OPERATIONS))}
  <wsdl:portType name="QuanLyNhiemVuSoap">{"".join(map(_port, OPERATIONS))}</wsdl:portType>
  {_binding("soap")}{_binding("soap12")}
  <wsdl:service name="QuanLyNhiemVu">{_served("soap")}{_served("soap12")}</wsdl:service>
</wsdl:definitions>
"""
