"""Stamp words of secrecy are found however they are written; everyday words are left alone."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapter.core import stamps

STAMPS = ("MẬT", "TỐI MẬT", "TUYỆT MẬT", "MAT", "TOI MAT", "TUYET MAT", "Mật", "Tối mật", "Tuyệt mật", "tối mật")
FRIENDS = (
    "bảo mật thông tin", "BẢO MẬT THÔNG TIN", "Bảo mật", "mật độ dân số", "MẬT ĐỘ XÂY DỰNG", "Mật độ giao thông",
    "bí mật kinh doanh", "BÍ MẬT KINH DOANH", "bảo vệ bí mật nhà nước", "quan hệ mật thiết", "trái mật", "mật khẩu",
    "mật mã dân sự", "nuôi ong lấy mật ong", "nuôi ong lấy mật", "quản lý văn bản mật",
    "giai phong mat bang", "GIAI PHONG MAT BANG", "mặt trận", "mất điện",
    "Lưu hành nội bộ", "XEM XONG TRẢ LẠI", "Matsushita", "UBND-KGVX", "MẶT TRẬN TỔ QUỐC",
)  # fmt: skip


def withholds(text: str) -> bool:
    return stamps.judge(text) != ""


WORDS = st.sampled_from(["về", "việc", "Kế", "hoạch", "năm", "2026", "tỉnh", "(số", "12)", "QĐ-UBND", "triển", "khai"])


@pytest.mark.parametrize("stamp", STAMPS)
@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize(
    "around", ["{}", "{} Kế hoạch năm 2026", "Kế hoạch [{}] năm 2026", "12/QĐ-UBND-{}", "Kế hoạch: {}"]
)
def test_a_stamp_is_found(stamp: str, form: str, around: str) -> None:
    text = unicodedata.normalize(form, around.format(stamp))  # type: ignore[arg-type]
    assert withholds(text)


@pytest.mark.parametrize(
    "text",
    [
        "M Ậ T",
        "M.Ậ.T",
        "T Ố I  M Ậ T",
        "МẬТ",
        "ΜẬΤ",
        "M\u200bẬT",
        "TUYỆT\u00a0MẬT",
        "TỐI\nMẬT",
        "TUYETMAT-12",
        "MẬT Độ",
        "_MẬT_",
    ],
)
def test_a_disguised_stamp_is_found(text: str) -> None:
    assert withholds(text)


@pytest.mark.parametrize("friend", FRIENDS)
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_a_false_friend_passes(friend: str, form: str) -> None:
    assert not withholds(unicodedata.normalize(form, f"Về việc {friend} trên địa bàn"))  # type: ignore[arg-type]
    assert not withholds(unicodedata.normalize(form, friend))  # type: ignore[arg-type]


@given(st.lists(WORDS, max_size=6), st.sampled_from(STAMPS), st.lists(WORDS, max_size=6))
def test_a_stamp_anywhere_in_a_subject_is_found(before: list[str], stamp: str, after: list[str]) -> None:
    assert withholds(" ".join([*before, stamp, *after]))


@given(st.lists(st.one_of(WORDS, st.sampled_from(FRIENDS)), max_size=8))
def test_subjects_without_a_stamp_pass(words: list[str]) -> None:
    assert not withholds(", ".join(words))


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        ("M Ậ T V/v kế hoạch", "stamp"),
        ("Số 5 M Ậ T", "stamp"),
        ("M . Ậ . T", "stamp"),
        ("M/Ậ/T", "stamp"),
        ("ＭẬＴ", "stamp"),
        ("𝐌Ậ𝐓", "stamp"),
        ("MẬT ĐỘ KHẨN: HỎA TỐC", "stamp"),
        ("KẾ HOẠCH MẬT DANH A2", "stamp"),
        ("MẬT THIẾT KẾ CÔNG TRÌNH", "stamp"),
        ("MẬT HOA KỲ", "stamp"),
        ("MẬT DANH SÁCH", "stamp"),
        ("MẬT MÃ SỐ 12", "stamp"),
        ("MẬT THIẾT VỚI NHÂN DÂN", ""),
        ("THONG BAO MAT", "doubt"),
        ("KE HOACH MAT NAM 2026", "doubt"),
        ("đồng chí Nguyễn Văn Mật", "doubt"),
        ("tu bổ chùa Mật Sơn", "doubt"),
        ("GẶP MẶT THÂN MẬT", ""),
        ("CHẤM DỨT NUÔI NHỐT GẤU LẤY MẬT", ""),
        ("RỈ MẬT ĐƯỜNG", ""),
        ("KHOA NGOẠI GAN - MẬT", ""),
        ("GIẢI MẬT TÀI LIỆU", ""),
        ("ĐỘ MẬT, ĐỘ KHẨN", ""),
        ("BẢO-MẬT", ""),
        ("Mật tông", ""),
        ("bệnh gan, mật, tụy", ""),
        ("cây mía, mật", ""),
        ("CHI TIEN MAT", ""),
        ("GAP MAT DAU XUAN", ""),
        ("MAT DIEN DIEN RONG", ""),
        ("MAT AN NINH TRAT TU", ""),
        ("THAY MAT UBND TINH", ""),
        ("LE RA MAT", ""),
        ("KHAM MAT", ""),
    ],
)
def test_what_is_sure_marks_and_what_is_doubtful_is_held(text: str, finding: str) -> None:
    assert stamps.judge(text) == finding
