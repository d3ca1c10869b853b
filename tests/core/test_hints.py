"""Texts that name a deadline, and texts that only speak of a time."""

from __future__ import annotations

import unicodedata

import naive_account as naive
import pytest

from adapter.core import hints

DEADLINES = [
    "Về việc báo cáo kết quả rà soát, hoàn thành trước ngày 31/5/2026",
    "V/v cung cấp số liệu, chậm nhất 17 giờ 00 ngày 05/12/2023",
    "V/v trả lời kiến nghị trong thời hạn 05 ngày làm việc kể từ ngày nhận được văn bản",
    "Báo cáo định kỳ trước ngày 15 hàng tháng",
    "HẠN BÁO CÁO: NGÀY 20/11/2026",
    "Đôn đốc gửi trước 16h30 hôm nay",
    "Thời hạn hoàn thành đến hết 30/6",
]
TIMES = [
    "",
    "Về tình hình kinh tế - xã hội trong tháng 12/2025",
    "Kế hoạch phòng, chống hạn hán và xâm nhập mặn năm 2026",
    "Công bố danh mục thủ tục hành chính, thời hạn giải quyết và lệ phí",
    "Gia hạn thuê đất thời hạn 05 năm",
    "Chương trình công tác quý IV/2023",
    "Truoc ngay 31/5/2026",  # accents count: nothing is folded
    "Tổng kết 10 năm thực hiện Nghị quyết",
]


@pytest.mark.parametrize("text", DEADLINES)
def test_a_deadline_is_seen_in_every_form_of_unicode(text: str) -> None:
    assert hints.names_deadline(text)
    assert hints.names_deadline(unicodedata.normalize("NFD", text).replace(" ", "\u00a0 "))


@pytest.mark.parametrize("text", TIMES)
def test_a_time_is_no_deadline(text: str) -> None:
    assert not hints.names_deadline(text)


@pytest.mark.parametrize("text", [*DEADLINES, *TIMES])
def test_the_page_on_the_format_says_the_same(text: str) -> None:
    assert bool(naive.DEADLINE.search(naive.tidy(text))) == hints.names_deadline(text)
