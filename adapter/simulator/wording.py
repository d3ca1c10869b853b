"""Vietnamese wording put together from parts by our own hand: subjects, bodies, tasks, people, files."""

from __future__ import annotations

from datetime import date
from random import Random

from adapter.simulator.matters import Matter

DIRECTING = (
    "tăng cường", "đẩy mạnh việc", "tập trung chỉ đạo", "khẩn trương", "chấn chỉnh việc", "tiếp tục",
    "đôn đốc", "kiểm tra việc", "nâng cao hiệu quả", "tháo gỡ khó khăn trong",
)  # fmt: skip
ANSWERING = (
    "có ý kiến về", "thống nhất chủ trương", "trả lời kiến nghị liên quan đến", "cung cấp thông tin về",
    "cho phép điều chỉnh thời gian", "góp ý dự thảo văn bản về", "tiếp nhận hồ sơ về", "ủy quyền ký văn bản về",
)  # fmt: skip
DECIDING = (
    "Phê duyệt kế hoạch", "Ban hành quy chế", "Thành lập Tổ công tác", "Kiện toàn Ban Chỉ đạo",
    "Phê duyệt dự toán kinh phí", "Ban hành danh mục nhiệm vụ", "Công bố quy trình nội bộ về", "Phân bổ kinh phí",
    "Phê duyệt kết quả lựa chọn nhà thầu phục vụ", "Tặng Bằng khen có thành tích trong việc",
)  # fmt: skip
OPENINGS = {
    "CT": ("Về việc", "Về việc tăng cường", "Về việc đẩy mạnh"),
    "TB": (
        "Kết luận của lãnh đạo UBND tỉnh tại cuộc họp về",
        "Ý kiến chỉ đạo sau kiểm tra thực tế việc",
        "Lịch làm việc về",
    ),
    "KH": ("Kế hoạch", "Kế hoạch kiểm tra việc", "Kế hoạch truyền thông về"),
    "BC": ("Báo cáo tình hình", "Báo cáo sơ kết", "Báo cáo kết quả rà soát"),
    "TTr": ("Về đề nghị hỗ trợ kinh phí", "Về đề nghị ban hành nghị quyết liên quan đến"),
    "GM": ("Dự họp bàn về", "Dự hội nghị trực tuyến về", "Tham gia đoàn kiểm tra"),
    "CĐ": ("Về việc tập trung lực lượng", "Về việc khẩn cấp"),
    "CTr": ("Chương trình hành động về", "Chương trình phối hợp trong"),
    "HD": ("Hướng dẫn", "Hướng dẫn hồ sơ, trình tự"),
}
WHERE = (
    "trên địa bàn {place}", "tại {place}", "đối với {place}", "trên địa bàn tỉnh", "tại các xã phía tây của tỉnh",
    "ở {place} và vùng lân cận", "khu vực giáp ranh {place}", "theo phản ánh của người dân {place}",
)  # fmt: skip
WHEN = (
    "năm {year}", "quý {quarter}/{year}", "tháng {month}/{year}", "6 tháng {half} năm {year}",
    "giai đoạn {year}–{later}", "trong mùa mưa bão năm {year}", "mùa khô năm {later}", "dịp cuối năm {year}",
    "đợt {wave} năm {year}", "sau ngày 01/7/2025", "theo Thông báo kết luận tháng {month}/{year}",
)  # fmt: skip
GROUNDS = (
    "Xét đề nghị của {department}",
    "Qua theo dõi, kiểm tra thực tế",
    "Để kịp thời khắc phục những tồn tại, hạn chế",
    "Tiếp theo các văn bản chỉ đạo trước đây",
    "Sau khi làm việc với các đơn vị liên quan",
    "Trên cơ sở kết quả kiểm tra tháng {month}/{year}",
)
CLOSINGS = (
    "Yêu cầu các cơ quan, đơn vị, địa phương nghiêm túc thực hiện.",
    "Trong quá trình thực hiện nếu có khó khăn, vướng mắc, kịp thời báo cáo để xem xét, chỉ đạo.",
    "Giao Văn phòng theo dõi, đôn đốc.",
    "Văn bản có hiệu lực kể từ ngày ký.",
    "Kính gửi để biết, phối hợp thực hiện.",
)
DUTIES = (
    "Tham mưu UBND tỉnh phương án {matter}",
    "Kiểm tra thực tế, đề xuất hướng xử lý các tồn tại trong {matter}",
    "Xây dựng kế hoạch chi tiết {matter} và tổ chức thực hiện",
    "Rà soát, tổng hợp số liệu về {matter}, báo cáo UBND tỉnh",
    "Thành lập đoàn kiểm tra liên ngành về {matter}",
    "Công khai kết quả {matter} trên trang thông tin điện tử",
    "Bố trí kinh phí, nhân lực phục vụ {matter}",
    "Chủ trì họp bàn, thống nhất giải pháp {matter}",
    "Dự thảo văn bản trả lời cử tri về {matter}",
    "Lập danh sách các trường hợp vướng mắc trong {matter} và kiến nghị giải quyết",
)
SURNAMES = ("Nguyễn", "Trần", "Lê", "Phạm", "Võ", "Bùi", "Đỗ", "Huỳnh", "Đinh", "Y", "A", "Hồ", "Phan", "Trương")
MIDDLES = ("Văn", "Thị", "Đức", "Minh", "Thanh", "Ngọc", "Quốc", "Hữu", "Xuân", "Kim")
GIVEN = ("An", "Bình", "Châu", "Dũng", "Giang", "Hà", "Khánh", "Lâm", "Nam", "Phúc", "Quân", "Sơn", "Thủy", "Vinh")
FILES = ("Phu luc", "Bieu mau", "Danh sach", "De cuong bao cao", "Du thao ke hoach", "Tong hop so lieu")
ROMAN = ("I", "II", "III", "IV")
QUARTER, HALF_YEAR = 3, 6


def person(rng: Random) -> str:
    """Make up a person."""
    return f"{rng.choice(SURNAMES)} {rng.choice(MIDDLES)} {rng.choice(GIVEN)}"


def subject(rng: Random, kind: str, matter: Matter, place: str, day: date, *, directing: bool) -> str:
    """Put a subject together."""
    when = _dated(rng, rng.choice(WHEN), day)
    where = rng.choice(WHERE).format(place=place)
    return f"{_opening(rng, kind, directing=directing)} {matter.text} {where} {when}"


def _opening(rng: Random, kind: str, *, directing: bool) -> str:
    if kind == "CV":
        return f"Về việc {rng.choice(DIRECTING if directing else ANSWERING)}"
    return rng.choice(DECIDING) if kind == "QĐ" else rng.choice(OPENINGS[kind])


def _dated(rng: Random, pattern: str, day: date) -> str:
    return pattern.format(
        year=day.year,
        later=day.year + rng.randint(1, 5),
        half="đầu" if day.month <= HALF_YEAR else "cuối",
        month=f"{day.month:02d}",
        quarter=ROMAN[(day.month - 1) // QUARTER],
        wave=rng.randint(1, 9),
    )


def body(rng: Random, matter: Matter, place: str, day: date, about: str) -> str:
    """Put the text of a document together."""
    ground = _dated(rng, rng.choice(GROUNDS).replace("{department}", matter.department), day)
    return f"{ground} về {matter.text} ({place}), UBND tỉnh ban hành văn bản: {about}. {rng.choice(CLOSINGS)}"


def duty(rng: Random, matter: Matter, place: str) -> str:
    """Put a task together, without its deadline."""
    return f"{rng.choice(DUTIES).format(matter=f'{matter.text} tại {place}')}"


def with_deadline(task: str, due_on: date | None) -> str:
    """Write a task with its deadline as people do."""
    return f"{task}." if due_on is None else f"{task}, hoàn thành trước ngày {due_on:%d/%m/%Y}."


def filename(rng: Random, number: int) -> str:
    """Name an attached file."""
    return f"{rng.choice(FILES)} {number}.txt"
