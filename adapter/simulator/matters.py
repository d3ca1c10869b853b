"""What the documents are about: matters with the unit that drafts and the department that answers for them."""

from __future__ import annotations

from typing import NamedTuple


class Matter(NamedTuple):
    """One matter of government."""

    unit: str  #: drafting unit of the provincial office; part of the notation of official letters
    department: str  #: who usually leads
    text: str


def _of(unit: str, department: str, *texts: str) -> tuple[Matter, ...]:
    return tuple(Matter(unit, department, text) for text in texts)


MATTERS: tuple[Matter, ...] = (
    *_of(
        "KGVX",
        "Sở Y tế",
        "thực hiện tiêm chủng mở rộng",
        "phòng, chống dịch sốt xuất huyết",
        "bảo đảm thuốc và vật tư cho trạm y tế tuyến xã",
        "kiểm tra an toàn thực phẩm tại bếp ăn tập thể",
        "lập hồ sơ sức khỏe điện tử cho người dân",
        "chăm sóc trẻ em có hoàn cảnh đặc biệt",
    ),
    *_of(
        "KGVX",
        "Sở Giáo dục và Đào tạo",
        "sắp xếp mạng lưới trường, lớp học",
        "tuyển dụng giáo viên còn thiếu",
        "xóa phòng học tạm, phòng học mượn",
        "tổ chức kỳ thi tốt nghiệp trung học phổ thông",
        "bảo đảm bữa ăn bán trú của học sinh vùng cao",
        "phòng, chống đuối nước trong trường học",
    ),
    *_of(
        "KGVX",
        "Sở Văn hóa, Thể thao và Du lịch",
        "tu bổ di tích lịch sử bị xuống cấp",
        "quản lý lễ hội và hoạt động biểu diễn",
        "phát triển du lịch cộng đồng",
        "bảo tồn cồng chiêng và nghề dệt truyền thống",
        "kiểm kê di sản văn hóa phi vật thể",
    ),
    *_of(
        "KGVX",
        "Sở Khoa học và Công nghệ",
        "phủ sóng di động tại các thôn còn lõm sóng",
        "kết nối dữ liệu chuyên ngành với kho dữ liệu dùng chung",
        "đổi mới sáng tạo trong doanh nghiệp nhỏ và vừa",
        "nâng cao kỹ năng số cho cán bộ cấp xã",
        "vận hành nền tảng họp trực tuyến ba cấp",
    ),
    *_of(
        "KGVX",
        "Sở Dân tộc và Tôn giáo",
        "hỗ trợ đất ở, nhà ở cho hộ đồng bào dân tộc thiểu số nghèo",
        "bố trí ổn định dân cư vùng có nguy cơ sạt lở",
        "thực hiện chính sách đối với người có uy tín",
        "hướng dẫn sinh hoạt tôn giáo tập trung",
    ),
    *_of(
        "KTTH",
        "Sở Tài chính",
        "giải ngân vốn đầu tư công",
        "quyết toán các dự án hoàn thành còn tồn đọng",
        "xử lý nhà, đất dôi dư sau sắp xếp đơn vị hành chính",
        "chống thất thu ngân sách nhà nước trên lĩnh vực đất đai",
        "thực hành tiết kiệm chi thường xuyên",
        "tháo gỡ vướng mắc cho doanh nghiệp đầu tư ngoài ngân sách",
        "phân bổ vốn sự nghiệp các chương trình mục tiêu quốc gia",
    ),
    *_of(
        "KTTH",
        "Sở Công Thương",
        "bình ổn thị trường hàng hóa thiết yếu",
        "đầu tư hạ tầng cụm công nghiệp",
        "phát triển lưới điện nông thôn",
        "phòng, chống hàng giả và gian lận thương mại",
        "bảo đảm an toàn hồ chứa thủy điện",
        "đưa sản phẩm địa phương lên sàn thương mại điện tử",
    ),
    *_of(
        "KTTH",
        "Ban Quản lý Khu kinh tế Dung Quất và các Khu công nghiệp Quảng Ngãi",
        "quản lý cảng biển trong Khu kinh tế Dung Quất",
        "xây dựng nhà ở cho công nhân khu công nghiệp",
        "giám sát xả thải của nhà máy trong khu công nghiệp",
    ),
    *_of(
        "NNMT",
        "Sở Nông nghiệp và Môi trường",
        "phòng cháy, chữa cháy rừng",
        "chống khai thác hải sản bất hợp pháp",
        "giải phóng mặt bằng tuyến đường ven biển",
        "cấp giấy chứng nhận quyền sử dụng đất lần đầu",
        "quản lý khai thác cát, sỏi lòng sông",
        "phòng, chống bệnh dịch tả lợn châu Phi",
        "thu gom, xử lý rác thải sinh hoạt",
        "sửa chữa đập và hồ chứa nước xuống cấp",
        "trồng và bảo vệ sâm Ngọc Linh",
        "cấp nước sạch nông thôn mùa khô hạn",
        "khắc phục sạt lở bờ sông, bờ biển",
    ),
    *_of(
        "ĐTXD",
        "Sở Xây dựng",
        "bảo đảm an toàn giao thông",
        "sửa chữa cầu yếu trên các tuyến đường tỉnh",
        "lập quy hoạch chung xây dựng xã sau sáp nhập",
        "phát triển nhà ở xã hội",
        "quản lý trật tự xây dựng",
        "bảo trì quốc lộ qua đèo Vi Ô Lắc",
        "đẩy nhanh dự án cao tốc Quảng Ngãi – Kon Tum",
        "cải tạo hệ thống thoát nước đô thị",
    ),
    *_of(
        "NC",
        "Sở Nội vụ",
        "bố trí cán bộ, công chức cấp xã",
        "tinh giản biên chế và giải quyết chế độ nghỉ việc",
        "quản lý tài liệu lưu trữ khi kết thúc hoạt động cấp huyện",
        "chi trả trợ cấp cho người có công",
        "giải quyết việc làm cho lao động nông thôn",
        "đánh giá, xếp loại chất lượng cơ quan, đơn vị",
    ),
    *_of(
        "NC",
        "Sở Tư pháp",
        "rà soát văn bản quy phạm pháp luật sau sắp xếp",
        "phổ biến, giáo dục pháp luật cho vùng sâu, vùng xa",
        "trợ giúp pháp lý cho hộ nghèo",
        "số hóa sổ hộ tịch",
    ),
    *_of(
        "NC",
        "Thanh tra tỉnh",
        "giải quyết khiếu nại, tố cáo tồn đọng",
        "thực hiện kết luận thanh tra về đất đai",
        "kê khai tài sản, thu nhập",
        "tiếp công dân định kỳ",
    ),
    *_of("NC", "Sở Ngoại vụ", "quản lý đoàn ra, đoàn vào", "thúc đẩy hợp tác với các tỉnh Nam Lào"),
    *_of(
        "TH",
        "Văn phòng UBND tỉnh",
        "theo dõi nhiệm vụ được giao",
        "thực hiện chương trình công tác của UBND tỉnh",
        "xử lý kiến nghị của cử tri",
        "thực hiện chế độ thông tin, báo cáo",
    ),
    *_of(
        "TH",
        "Trung tâm Phục vụ hành chính công tỉnh",
        "giải quyết thủ tục hành chính không phụ thuộc địa giới",
        "nâng tỷ lệ hồ sơ trực tuyến toàn trình",
    ),
)

FRIENDS: tuple[Matter, ...] = (
    Matter("KGVX", "Sở Khoa học và Công nghệ", "bảo mật hệ thống thông tin"),
    Matter("KGVX", "Sở Khoa học và Công nghệ", "bảo đảm an toàn, bảo mật dữ liệu cá nhân"),
    Matter("ĐTXD", "Sở Xây dựng", "quản lý mật độ xây dựng tại khu dân cư"),
    Matter("ĐTXD", "Sở Xây dựng", "giảm mật độ giao thông giờ cao điểm"),
    Matter("KTTH", "Sở Công Thương", "bảo vệ bí mật kinh doanh của doanh nghiệp"),
    Matter("NNMT", "Sở Nông nghiệp và Môi trường", "phát triển nghề nuôi ong lấy mật"),
    Matter("NNMT", "Sở Nông nghiệp và Môi trường", "khảo sát MẬT ĐỘ DÂN SỐ vùng tái định cư"),
    Matter("TH", "Văn phòng UBND tỉnh", "phối hợp mật thiết giữa các cơ quan"),
    Matter("KGVX", "Sở Khoa học và Công nghệ", "thực hiện AN TOÀN, BẢO MẬT mạng nội bộ"),
    Matter("KGVX", "Sở Y tế", "bảo vệ bí mật đời tư của người bệnh"),
)
"""False friends: «mật» in a harmless sense, in small and capital letters."""
