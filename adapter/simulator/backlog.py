"""5425/UBND-KGVX of 30 October 2023, the letter this whole work serves, as a document entered years later.

The tasks are in our own short wording; their lead agencies are those of its day.
"""

from __future__ import annotations

from datetime import date

from adapter.simulator import plain
from adapter.simulator.agencies import OFFICE, PROVINCE, PROVINCE_CODES, named
from adapter.simulator.kinds import KINDS
from adapter.simulator.moments import moment
from adapter.simulator.scene import Scene
from adapter.simulator.shapes import Content, Document, Named, Signer, Task

ISSUED_ON = date(2023, 10, 30)
IN_FORCE_ON = date(2023, 11, 1)
ENTERED_S = 8 * 3600


def letter(scene: Scene) -> Document:
    """Make the letter; `scene.day` is the day on which the clerk enters it."""
    then = Scene(rng=scene.rng, day=ISSUED_ON, agencies=scene.agencies, carry=scene.carry)
    content = Content(
        number="5425",
        notation="UBND-KGVX",
        issued_on=ISSUED_ON.isoformat(),
        kind=KINDS["CV"],
        issuer=Named(name=PROVINCE, code=PROVINCE_CODES[0]),
        signer=Signer(name="Đặng Văn Minh", position="CHỦ TỊCH", authority=""),
        subject="Về việc tăng cường trách nhiệm trong quản lý, sử dụng Phần mềm quản lý nhiệm vụ "
        "do UBND tỉnh, Chủ tịch UBND tỉnh giao",
        content="Quản lý hoàn toàn qua Phần mềm các nhiệm vụ có thời hạn, trừ nhiệm vụ giao tại văn bản mật; "
        "thống kê bằng chức năng của Phần mềm, không cập nhật thủ công.",
        places=("Các sở, ban, ngành, đơn vị trực thuộc tỉnh", "UBND các huyện, thị xã, thành phố"),
        priority="0",
        tasks=_tasks(then),
    )
    return plain.document(then, "backlog", plain.version(content, moment(scene.day, ENTERED_S)))


def _tasks(then: Scene) -> tuple[Task, ...]:
    office = Named(name=OFFICE)
    departments = tuple(named(one) for one in then.valid.departments if one.kind == "province-department")
    districts = tuple(named(one) for one in then.valid.districts)
    given: tuple[tuple[str, date | None, tuple[Named, ...], tuple[Named, ...]], ...] = (
        ("Quản lý mọi nhiệm vụ có thời hạn hoàn toàn qua Phần mềm", IN_FORCE_ON, departments, ()),
        ("Cập nhật nhiệm vụ vào Phần mềm ngay sau khi phát hành văn bản giao", None, (office,), ()),
        ("Trích xuất số liệu, báo cáo trước phiên họp thường kỳ hàng tháng 01 ngày", None, (office,), ()),
        ("Nhập tiến độ, kết quả thực hiện và chịu trách nhiệm về số liệu", None, districts, (office,)),
        (
            "Chịu trách nhiệm về chức năng, an toàn và toàn vẹn dữ liệu của Phần mềm",
            None,
            (Named(name="Sở Thông tin và Truyền thông"),),
            (office,),
        ),
        ("Dùng số liệu trích xuất để đánh giá, bình xét thi đua hàng năm", None, (Named(name="Sở Nội vụ"),), (office,)),
    )
    return tuple(
        Task(id=f"NV-5425-{n}", content=f"{text}.", due_on=due_on, leads=leads, coordinating=helping)
        for n, (text, due_on, leads, helping) in enumerate(given, start=1)
    )
