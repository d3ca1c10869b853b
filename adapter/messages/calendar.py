"""Texts about calendars of working days."""

from __future__ import annotations

TEXTS: dict[str, tuple[str, str]] = {
    "calendar.columns": (
        "Lịch làm việc thiếu cột: {columns}. Sửa: bổ sung cột vào dòng đầu của tệp.",
        "The calendar lacks columns: {columns}. Fix: add them to the first line of the file.",
    ),
    "calendar.row": (
        "Dòng này có cột sai: {columns}. Sửa: ngày viết dạng YYYY-MM-DD; loại ngày là một trong {kinds}.",
        "This row has columns that are wrong: {columns}. Fix: write days as YYYY-MM-DD; kinds are {kinds}.",
    ),
    "calendar.not-csv": (
        "Dòng này không phải CSV hợp lệ. Sửa: kiểm tra dấu ngoặc kép và dấu phẩy.",
        "This line is not valid CSV. Fix: check its quotes and commas.",
    ),
    "calendar.twice": (
        "Ngày {day} đã có ở dòng {other}. Sửa: mỗi ngày một dòng.",
        "{day} stands in line {other} already. Fix: one row for each day.",
    ),
    "calendar.extra-cells": (
        "Dòng này có nhiều ô hơn số cột: các ô sau dấu phẩy thừa nằm sai cột. Sửa: đặt ô đó trong ngoặc kép.",
        "This row has more cells than there are columns: what follows stands in the wrong one. Fix: quote it.",
    ),
    "calendar.undecided": (
        "Ngày {day} chưa quyết định; hiện tính theo thứ trong tuần. Bước tiếp theo: xem thông báo chính thức.",
        "{day} is undecided; it counts as its weekday says. Next step: look for the official announcement.",
    ),
    "calendar.work-on-weekday": (
        "Ngày {day} ghi làm bù nhưng vốn là ngày làm việc. Sửa: kiểm tra ngày.",
        "{day} is said to make up for another day, and is a weekday. Fix: check the day.",
    ),
    "calendar.off-on-weekend": (
        "Ngày {day} ghi nghỉ nhưng vốn là cuối tuần: không đổi gì. Sửa: kiểm tra ngày.",
        "{day} is said to be off, and is a weekend: that changes nothing. Fix: check the day.",
    ),
    "calendar.no-source": (
        "Ngày {day} không ghi nguồn. Sửa: ghi văn bản làm căn cứ.",
        "{day} names no source. Fix: name the document it rests on.",
    ),
    "calendar.not-verified": (
        "Ngày {day} CHƯA XÁC MINH ({status}). Bước tiếp theo: đối chiếu với thông báo chính thức.",
        "{day} is NOT VERIFIED ({status}). Next step: compare with the official announcement.",
    ),
    "calendar.swap-alone": (
        "Năm {year}: {swapped} ngày nghỉ hoán đổi, {work} ngày làm bù. Sửa: bổ sung ngày còn thiếu.",
        "{year}: {swapped} swapped days off, {work} days that make up. Fix: add the one that is missing.",
    ),
    "calendar.not-covered": (
        "Lịch chưa có đủ năm {year}: số ngày làm việc của năm này không tin được. "
        "Sửa: bổ sung các ngày nghỉ, rồi một dòng loại covers, rồi nhiemvu activate calendar.",
        "The calendar does not cover {year}: working days of that year cannot be relied on. "
        "Fix: add its days off, then a row of kind covers, then nhiemvu activate calendar.",
    ),
    "calendar.few-days-off": (
        "Năm {year} chỉ có {off} ngày nghỉ, theo luật ít nhất {least}. Sửa: bổ sung ngày còn thiếu.",
        "{year} has {off} days off only, at least {least} by law. Fix: add those that are missing.",
    ),
    "calendar.not-read": (
        "Sự kiện này có {name}, là thứ chương trình không đọc. Sửa: ghi từng ngày của sự kiện bằng DTSTART và DTEND.",
        "This event has {name}, which is not read. Fix: write each of its days with DTSTART and DTEND.",
    ),
    "calendar.import-no-date": (
        "Dòng tiêu đề không có cột ngày. Sửa: đặt tiêu đề cột là date, “ngày” hoặc “ngày nghỉ”, và bỏ các dòng đứng "
        "trước tiêu đề.",
        "No column of the header holds days. Fix: call it date, “ngày” or “ngày nghỉ”, and leave out what stands above "
        "the header.",
    ),
    "calendar.import-nothing": (
        "Không đọc được ngày nào. Sửa: tệp phải là CSV có cột ngày, hoặc iCalendar.",
        "No day was found. Fix: it has to be CSV with a column of days, or iCalendar.",
    ),
    "calendar.imported": (
        "{count} dòng đã ghi vào {file}, đều chưa xác minh trừ khi tệp gốc nói khác. "
        "Bước tiếp theo: đối chiếu, thêm dòng loại covers, nhiemvu calendar lint {file}",
        "{count} rows are written to {file}, not verified unless the list says so. "
        "Next step: compare, add a row of kind covers, nhiemvu calendar lint {file}",
    ),
    "calendar.year": ("Năm {year}: {count} ngày làm việc", "{year}: {count} working days"),
    "calendar.month": ("Tháng {month}/{year}", "Month {month}/{year}"),
    "calendar.weekdays": ("  T2   T3   T4   T5   T6   T7   CN", "  Mo   Tu   We   Th   Fr   Sa   Su"),
    "calendar.legend": (
        "* nghỉ   ~ nghỉ hoán đổi   + làm bù   ? chưa quyết định   . cuối tuần",
        "* off   ~ off, swapped   + worked, swapped   ? undecided   . weekend",
    ),
    "calendar.day": ("{day} {kind}: {what} — {source} {mark}", "{day} {kind}: {what} — {source} {mark}"),
    "calendar.added": (
        "{count} ngày làm việc kể từ {first} là ngày {last}.",
        "{count} working days after {first} is {last}.",
    ),
    "calendar.no-such-day": (
        "Từ ngày {day} mà đếm ngần ấy ngày làm việc thì vượt quá các ngày mà lịch có thể biểu diễn. Sửa: xem lại ngày.",
        "So many working days from {day} lead beyond the days that can be written. Fix: see the day.",
    ),
    "calendar-kind.off": ("nghỉ", "off"),
    "calendar-kind.swapped": ("nghỉ hoán đổi", "off, swapped"),
    "calendar-kind.work": ("làm bù", "worked, swapped"),
    "calendar-kind.undecided": ("chưa quyết định", "undecided"),
    "column.counted": ("Cách tính hạn", "How the deadline was come by"),
    "column.occurrences": ("Các kỳ (kỳ đầu là hạn)", "Occurrences (the first is the deadline)"),
    "reckoned.count": ("{count} {unit} kể từ {from}", "{count} {unit} after {from}"),
    "reckoned.ends": ("hết {unit}, ngày {on}", "end of the {unit}, {on}"),
    "reckoned.every": (
        "định kỳ theo {unit} (ngày {day}, tháng {month} trong kỳ), sau {from}",
        "every {unit} (day {day}, month {month} of the period), after {from}",
    ),
    "reckoned.on": ("ghi ngày {on}", "written as {on}"),
    "reckoned.last": ("cuối", "last"),
    "reckoned.word.days": ("ngày", "days"),
    "reckoned.word.working-days": ("ngày làm việc", "working days"),
    "reckoned.word.month": ("tháng", "month"),
    "reckoned.word.quarter": ("quý", "quarter"),
    "reckoned.word.half-year": ("nửa năm", "half-year"),
    "reckoned.word.year": ("năm", "year"),
    "reckoned.word.range": ("khoảng thời gian", "range"),
    "reckoned.before": ('"trước ngày"', '"before that day"'),
    "reckoned.day_off": ("ngày nghỉ thì lấy", "a day off becomes"),
    "reckoned.hour": ("giờ", "hour"),
    "reckoned.calendar": ("lịch", "calendar"),
    "heading.questions": (
        "Điều chỉ đạo để ngỏ, theo cài đặt đang có hiệu lực",
        "What the directive leaves open, by the settings in force",
    ),
    "column.setting": ("Cài đặt", "Setting"),
    "column.question": ("Câu hỏi", "Question"),
    "column.answer": ("Cách tính", "How it is counted"),
    "question.deadlines.before": ('"Trước ngày X": ngày X còn đúng hạn không', '"Trước ngày X": is X itself in time'),
    "answer.deadlines.before.inclusive": ("ngày X còn đúng hạn", "X itself is in time"),
    "answer.deadlines.before.exclusive": ("hạn là ngày liền trước X", "the day before X is the last"),
    "question.deadlines.day_off": ("Hạn rơi vào ngày nghỉ", "A deadline on a day off"),
    "answer.deadlines.day_off.keep": ("giữ nguyên ngày", "kept as it is"),
    "answer.deadlines.day_off.next": ("ngày làm việc kế tiếp", "the next working day"),
    "answer.deadlines.day_off.previous": ("ngày làm việc liền trước", "the working day before"),
    "question.deadlines.day_off_for": ("… áp dụng cho loại hạn", "… for these deadlines"),
    "answer.deadlines.day_off_for.days": ("tính theo số ngày", "counted in days"),
    "answer.deadlines.day_off_for.period-end": ("cuối tháng, quý, năm, cuối khoảng", "end of a period or range"),
    "answer.deadlines.day_off_for.recurring": ("định kỳ", "recurring"),
    "answer.deadlines.day_off_for.written": ("ghi rõ ngày", "written as a day"),
    "question.deadlines.hour": (
        "Hạn có giờ, xong sau giờ đó trong ngày",
        "Done after the hour of the deadline, that day",
    ),
    "answer.deadlines.hour.day": ("còn đúng hạn: tính cả ngày", "in time: the whole day counts"),
    "answer.deadlines.hour.exact": ("quá hạn: tính đến giờ", "late: the hour counts"),
    "question.report.coordinating": ("Cơ quan phối hợp", "Coordinating agencies"),
    "answer.report.coordinating.none": ("không tính", "not counted"),
    "answer.report.coordinating.apart": ("một cột riêng, không cộng vào tổng", "a column apart that adds to no total"),
    "question.report.rate_deadline": ("Tỷ lệ đúng hạn tính theo", "The rate on time goes by"),
    "answer.report.rate_deadline.in-force": (
        "thời hạn đang có hiệu lực, đã tính gia hạn",
        "the deadline in force, extensions applied",
    ),
    "answer.report.rate_deadline.first": (
        "thời hạn đặt lần đầu, không tính gia hạn",
        "the deadline that was set first, whatever was granted",
    ),
    "question.report.due_soon_days": ("Sắp đến hạn: còn không quá số ngày", "Due soon: at most so many days left"),
    "calendar.differ": ("Ngày hai lịch nói khác nhau", "Days of which the calendars say something else"),
    "calendar.moves": ("Nhiệm vụ đang mở sẽ có hạn khác", "Open assignments whose deadline moves"),
    "calendar.same": ("Hai lịch như nhau.", "The calendars say the same."),
    "calendar.moves-none": (
        "Không hạn nào đang mở thay đổi.",
        "No open deadline moves.",
    ),
    "calendar.moves-unknown": (
        "Chưa có sổ nhiệm vụ đang có hiệu lực, nên chỉ so các ngày. Bước tiếp theo: nhiemvu run --once.",
        "There is no ledger with a calendar in force, so days alone are compared. Next step: nhiemvu run --once.",
    ),
    "calendar-kind.covers": ("có đủ năm", "covers the year"),
    "column.calendar-old": ("Lịch cũ", "Old"),
    "column.calendar-new": ("Lịch mới", "New"),
}
