"""What each metric says."""

from __future__ import annotations

TEXTS: dict[str, tuple[str, str]] = {
    "metric.nhiemvu_rounds_total": (
        "Số lượt hỏi nguồn, theo kết quả (ok, later, administrator, store, mistake).",
        "Rounds of a source, by outcome (ok, later, administrator, store, mistake).",
    ),
    "metric.nhiemvu_last_cycle_timestamp_seconds": (
        "Lúc một luồng được liệt kê đến hết lần gần nhất (giây từ 1970, UTC).",
        "When a stream was last listed to its end (seconds since 1970, UTC).",
    ),
    "metric.nhiemvu_items_total": (
        "Số văn bản hoặc sự kiện, theo kết luận; văn bản mật chỉ đếm khi count_withheld bật.",
        "Documents or events by verdict; withheld ones only while count_withheld is on.",
    ),
    "metric.nhiemvu_rule_outcomes_total": (
        "Số lần mỗi quy tắc của ánh xạ cho kết quả: ok, default, empty, missing, invalid, ambiguous.",
        "What each rule of a mapping came to: ok, default, empty, missing, invalid, ambiguous.",
    ),
    "metric.nhiemvu_calls_total": (
        "Số lần gọi nguồn, theo thao tác và kết quả (ok, later, refused, administrator, mistake).",
        "Calls to a source, by operation and outcome (ok, later, refused, administrator, mistake).",
    ),
    "metric.nhiemvu_call_seconds": ("Thời gian mỗi lần gọi nguồn, giây.", "Duration of calls to a source, in seconds."),
    "metric.nhiemvu_repeats_total": (
        "Số lần gọi lại ngay sau khi nguồn tạm không trả lời.",
        "Calls repeated at once because the source had put them off.",
    ),
    "metric.nhiemvu_pushes_total": (
        "Số lần đẩy tình trạng, theo kết quả (pushed, shown, refused, unknown).",
        "Pushes of standings, by outcome (pushed, shown, refused, unknown).",
    ),
    "metric.nhiemvu_pushes_waiting": (
        "Số nhiệm vụ mà nguồn chưa hiện đúng tình trạng.",
        "Assignments whose source does not show where they stand.",
    ),
    "metric.nhiemvu_account_difference": (
        "Sổ đăng ký của nguồn hơn số văn bản đã đối soát bao nhiêu, theo lượt gần nhất có gì mới.",
        "What the register of a source has more than is accounted for, as of the last cycle that brought anything.",
    ),
    "metric.nhiemvu_latency_seconds": (
        "Thời gian từ ban hành đến sổ nhiệm vụ của văn bản ban hành trong tháng này, giây; percentile 50, 90, 99, "
        "100 (lâu nhất).",
        "From issue to ledger, of the documents issued this month, in seconds; percentile 50, 90, 99, 100 (longest).",
    ),
    "metric.nhiemvu_latency_within_percent": (
        "Phần trăm văn bản ban hành trong tháng này vào sổ trong mục tiêu latency_objective_s.",
        "Percent of the documents issued this month that came within latency_objective_s.",
    ),
    "metric.nhiemvu_alerts_open": ("Số cảnh báo đang mở, theo loại.", "Open alerts, by condition."),
    "metric.nhiemvu_log_entries": ("Số bản ghi của nhật ký.", "Entries of the log."),
    "metric.nhiemvu_anchored_entries": (
        "Số bản ghi mà ít nhất một nơi giữ mốc đang giữ.",
        "Entries of the log that at least one anchor holds.",
    ),
    "metric.nhiemvu_unanchored_seconds": (
        "Bản ghi cũ nhất chưa ai giữ ở nơi khác đã chờ bao nhiêu giây; 0 khi không còn bản ghi nào chờ.",
        "How long the oldest entry that no anchor holds has waited, in seconds; 0 when none does.",
    ),
    "metric.nhiemvu_last_anchor_timestamp_seconds": (
        "Lúc mỗi nơi giữ mốc nhận mốc gần nhất (giây từ 1970, UTC).",
        "When each anchor last took a checkpoint (seconds since 1970, UTC).",
    ),
}
