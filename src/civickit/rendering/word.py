"""The programme as an official Word document.

Decree 30/2020/NĐ-CP, Appendix I, with the Front's own symbols.
"""

from collections.abc import Sequence

from civickit.rendering.official import grounds
from civickit.rendering.paper import PlannedProgramme
from civickit.rendering.writer import (
    Letterhead,
    Writer,
    blank_document,
    numbered,
    place_and_day,
    saved,
)


def programme_docx(programme: PlannedProgramme) -> bytes:
    """The plan: letterhead, three parts, signature, recipients, and an annex on landscape pages."""
    document = blank_document()
    writer = Writer(document)
    writer.set_page()
    day = place_and_day(programme.place, programme.issued_on, programme.year - 1)
    number = f"Số: {numbered(programme.number, programme.symbol)}"
    writer.letterhead(Letterhead(programme.parent, "BAN THƯỜNG TRỰC", number, day))
    name = (
        f"{'Điều chỉnh Kế hoạch giám' if programme.amends else 'Giám'} sát và phản biện xã hội "
        f"năm {programme.year}"
    )
    writer.title("KẾ HOẠCH", name)
    _body(writer, programme)
    writer.signature(programme.signs, _recipients(), programme.signer)
    writer.annex()
    _annex(writer, programme)
    return saved(document, f"Kế hoạch: {name}", programme.issuer)


_GROUNDS = (
    (
        "Căn cứ Luật Mặt trận Tổ quốc Việt Nam số 75/2015/QH13 ngày 09 tháng 6 năm 2015 (được "
        "sửa đổi, bổ sung năm 2025);"
    ),
    (
        "Căn cứ Nghị quyết liên tịch số 403/2017/NQLT-UBTVQH14-CP-ĐCTUBTWMTTQVN ngày 15 tháng "
        "6 năm 2017 quy định chi tiết các hình thức giám sát, phản biện xã hội của Mặt trận "
        "Tổ quốc Việt Nam;"
    ),
)
_AGREED = (
    "Trên cơ sở kết quả hiệp thương giữa Ban Thường trực Ủy ban Mặt trận Tổ quốc Việt Nam "
    "với các tổ chức chính trị - xã hội"
)
_AIMS = (
    (
        "1. Phát huy vai trò giám sát, phản biện xã hội của Mặt trận Tổ quốc Việt Nam và các "
        "tổ chức chính trị - xã hội; góp phần bảo vệ quyền và lợi ích hợp pháp, chính đáng "
        "của Nhân dân, xây dựng Đảng, chính quyền trong sạch, vững mạnh."
    ),
    (
        "2. Nội dung giám sát, phản biện có trọng tâm, không chồng chéo giữa các tổ chức và "
        "với kế hoạch giám sát, thanh tra, kiểm tra, kiểm toán của cơ quan có thẩm quyền; "
        "không làm cản trở hoạt động bình thường của nơi được giám sát."
    ),
)
_CARRYING_OUT = (
    (
        "1. Tổ chức được phân công chủ trì xây dựng kế hoạch chi tiết, quyết định thành lập "
        "đoàn; gửi kế hoạch và nội dung yêu cầu báo cáo cho nơi được giám sát chậm nhất 15 "
        "ngày trước ngày làm việc; báo cáo kết quả trong 15 ngày kể từ ngày kết thúc đợt giám "
        "sát."
    ),
    "2. Tổ chức phối hợp cử người tham gia đoàn theo đề nghị của tổ chức chủ trì.",
    (
        "3. Nơi được giám sát gửi báo cáo cho đoàn chậm nhất 07 ngày trước ngày làm việc; xem "
        "xét, giải quyết và trả lời kiến nghị sau giám sát theo quy định của pháp luật."
    ),
    (
        "4. Trong năm, khi cần điều chỉnh, bổ sung nội dung, đối tượng, địa bàn, thời gian "
        "hoặc có vấn đề đột xuất, Ban Thường trực thống nhất với các cơ quan, tổ chức liên "
        "quan trước khi thực hiện."
    ),
    (
        "5. Các tổ chức gửi báo cáo kết quả về Ban Thường trực Ủy ban Mặt trận Tổ quốc Việt "
        "Nam cùng cấp để tổng hợp, theo dõi việc giải quyết kiến nghị và công khai theo quy "
        "định./."
    ),
)


def _body(writer: Writer, programme: PlannedProgramme) -> None:
    supervisions, criticisms = programme.of_kind("supervision"), programme.of_kind("criticism")
    for ground in grounds(_grounds(programme)):
        writer.paragraph(ground, italic=True)
    _opening(writer, programme)
    writer.heading("I. MỤC ĐÍCH, YÊU CẦU")
    for text in _AIMS:
        writer.paragraph(text)
    writer.heading("II. NỘI DUNG")
    writer.heading(f"1. Giám sát: {len(supervisions):02d} nội dung", bold=True)
    _table(writer, programme, "supervision", "Nơi được giám sát")
    writer.heading(f"2. Phản biện xã hội: {len(criticisms):02d} nội dung", bold=True)
    _table(writer, programme, "criticism", "Cơ quan soạn thảo")
    _joint(writer, programme)
    writer.heading("III. TỔ CHỨC THỰC HIỆN")
    for text in _CARRYING_OUT:
        writer.paragraph(text)


def _opening(writer: Writer, programme: PlannedProgramme) -> None:
    """A first programme says what is issued; a later one what it changes, and why."""
    if programme.amends:
        writer.paragraph(
            f"{programme.issuer} điều chỉnh {programme.amends}. Lý do: "
            f"{_sentence(programme.reason)}"
        )
        writer.grid(
            ("TT", "Nội dung điều chỉnh", "Trước", "Nay"),
            (1.0, 8.0, 3.5, 4.0),
            [(str(number), *change) for number, change in enumerate(programme.changes, 1)],
        )
        writer.paragraph("Sau khi điều chỉnh, toàn văn Kế hoạch như sau:")
    else:
        writer.paragraph(
            f"{programme.issuer} ban hành Kế hoạch giám sát và phản biện xã hội năm "
            f"{programme.year} như sau:"
        )


def _joint(writer: Writer, programme: PlannedProgramme) -> None:
    joint = [line for line in programme.lines if line.joint]
    if joint:
        saved = (
            f", giảm {programme.saved_visits:02d} lượt làm việc cho nơi được giám sát"
            if programme.saved_visits
            else ""
        )
        writer.paragraph(
            f"Trong đó có {len(joint):02d} nội dung được gộp thành đoàn chung của nhiều tổ "
            f"chức{saved}."
        )


def _grounds(programme: PlannedProgramme) -> tuple[str, ...]:
    """By what the plan is made; the Standing Committee's opinion where it was given."""
    if not programme.opinion:
        return (*_GROUNDS, _AGREED)
    opinion = f"Căn cứ ý kiến của Ban Thường vụ cấp ủy tại {programme.opinion}"
    return (*_GROUNDS, opinion, _AGREED)


def _recipients() -> tuple[str, ...]:
    return (
        "Ban Thường trực Ủy ban Trung ương MTTQ Việt Nam (để b/c);",
        "Thường trực Tỉnh ủy (để b/c);",
        "Đoàn ĐBQH, HĐND, UBND tỉnh;",
        "Các tổ chức chính trị - xã hội tỉnh;",
        "Các cơ quan, đơn vị được giám sát;",
        "Lưu: VT.",
    )


def _annex(writer: Writer, programme: PlannedProgramme) -> None:
    writer.title(
        "PHỤ LỤC",
        f"Phân công, thời gian thực hiện giám sát và phản biện xã hội năm {programme.year}",
    )
    writer.paragraph(
        (
            f"(Kèm theo Kế hoạch số {numbered(programme.number, programme.symbol)} của "
            f"{programme.issuer})"
        ),
        italic=True,
        centre=True,
    )
    _months(writer, programme)
    if programme.left:
        writer.heading("Đề xuất chưa đưa vào kế hoạch")
        writer.grid(
            ("TT", "Nội dung", "Tổ chức đề xuất", "Lý do"),
            (1.0, 9.6, 5.4, 8.7),
            [
                (str(n), proposal.title, proposal.organisation, _sentence(proposal.reason))
                for n, proposal in enumerate(programme.left, 1)
            ],
        )


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:] + ("" if text.endswith(".") else ".")


def _table(writer: Writer, programme: PlannedProgramme, kind: str, place: str) -> None:
    """Contents of one kind in the body of the plan."""
    rows = [
        (
            str(n),
            line.title,
            "; ".join(line.units) or "–",
            line.lead,
            programme.time_of(line),
        )
        for n, line in enumerate(programme.of_kind(kind), 1)
    ]
    writer.grid(("TT", "Nội dung", place, "Chủ trì", "Thời gian"), (1.0, 6.0, 3.7, 3.3, 2.5), rows)


def _months(writer: Writer, programme: PlannedProgramme) -> None:
    """The annex: the year month by month."""
    rows: list[Sequence[str]] = []
    number = 0
    for month, lines in programme.by_month():
        if lines:
            rows.append((f"Tháng {month}",))
        for line in lines:
            number += 1
            kind = "Giám sát" if line.kind == "supervision" else "Phản biện"
            rows.append(
                (
                    str(number),
                    line.title,
                    kind,
                    "; ".join(line.units) or "–",
                    line.lead,
                    "; ".join((*line.joint, *line.partners)) or "–",
                    programme.time_of(line),
                )
            )
    writer.grid(
        (
            "TT",
            "Nội dung",
            "Loại",
            "Nơi được giám sát, cơ quan soạn thảo",
            "Chủ trì",
            "Phối hợp",
            "Thời gian",
        ),
        (1.0, 7.6, 2.0, 4.5, 3.5, 3.5, 2.6),
        rows,
    )
