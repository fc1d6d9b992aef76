"""Papers of hiệp thương: invitation and minutes, in the measures of Decree 30/2020, Appendix I."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from civickit.rendering.paper import official_day
from civickit.rendering.writer import (
    Letterhead,
    Writer,
    blank_document,
    numbered,
    place_and_day,
    saved,
)


@dataclass(frozen=True)
class RoundWord:
    """One organisation's word on an item.

    ``text`` says why where it asks for a change or declines.
    """

    who: str
    stance: str
    text: str = ""


@dataclass(frozen=True)
class RoundTopic:
    """One topic of the round with everything said about it.

    ``state`` is agreed, concluded, dissent or waiting.
    """

    no: int
    title: str
    lead: str
    days: str
    state: str
    said: Sequence[RoundWord]
    silent: Sequence[str] = ()
    conclusion: str = ""
    reason: str = ""
    ground: str = ""  # the law by which an organisation leads without the Front's word


@dataclass(frozen=True)
class RoundMeeting:
    """A round of hiệp thương. ``place`` of the meeting, ``town`` of the letterhead.

    ``attended`` are those of ``invited`` that came; ``by_letter`` is the paper by which all agreed
    without a meeting. Neither is known of rounds closed before they were asked.
    """

    parent: str
    issuer: str
    town: str
    year: int
    number: int
    amends: str
    place: str
    meets_at: datetime
    answer_by: date
    invitation: str
    invited: Sequence[str]
    guests: Sequence[str]  # those invited without the Front itself
    chair: str
    secretary: str
    items: Sequence[RoundTopic]
    closed_at: datetime | None = None
    attended: Sequence[str] = ()
    by_letter: str = ""


def minutes_docx(meeting: RoundMeeting) -> bytes:
    """Minutes of a round.

    Who was invited, what all agreed on, every other item with each word said and the conclusion.
    """
    document = blank_document()
    writer = Writer(document)
    writer.set_page()
    writer.letterhead(_letterhead(meeting, "BB"))
    writer.title("BIÊN BẢN", f"Hiệp thương {_about(meeting)} (vòng {meeting.number})")
    _held(writer, meeting)
    writer.paragraph(
        f"Chủ trì: {meeting.chair or '………………………'}. Thư ký: {meeting.secretary or '………………………'}."
    )
    _present(writer, meeting)
    _agreed(writer, meeting)
    _others(writer, meeting)
    writer.heading("III. KẾT LUẬN")
    writer.paragraph(_counted(meeting))
    kept = "Ý kiến khác của các tổ chức được bảo lưu trong biên bản này"
    read = ". Biên bản được đọc lại, các thành viên dự họp thống nhất" if meeting.attended else ""
    writer.paragraph(f"{kept}{read}./.")
    writer.signatures([(("THƯ KÝ",), meeting.secretary), (("CHỦ TRÌ",), meeting.chair)])
    return saved(document, f"Biên bản hiệp thương vòng {meeting.number}", meeting.issuer)


def _held(writer: Writer, meeting: RoundMeeting) -> None:
    """When and where they met, or that they did not meet."""
    if not meeting.by_letter:
        writer.paragraph(f"Thời gian: {_begins(meeting)}.")
        writer.paragraph(f"Địa điểm: {meeting.place}.")
        return
    letter = meeting.by_letter.rstrip(".")
    writer.paragraph(f"Hình thức: thống nhất bằng văn bản, không tổ chức hội nghị ({letter}).")
    if meeting.closed_at:
        writer.paragraph(f"Thời gian kết thúc: {official_day(meeting.closed_at.date())}.")


def _present(writer: Writer, meeting: RoundMeeting) -> None:
    """Who came and who did not; who was asked where there was no meeting."""
    if not meeting.attended:
        asked = "Cơ quan, tổ chức được lấy ý kiến" if meeting.by_letter else "Thành phần được mời"
        writer.paragraph(f"{asked}: {'; '.join(meeting.invited)}.")
        return
    writer.paragraph(f"Thành phần dự họp: {'; '.join(meeting.attended)}.")
    absent = [name for name in meeting.invited if name not in meeting.attended]
    if absent:
        writer.paragraph(f"Vắng mặt: {'; '.join(absent)}.")


def _letterhead(meeting: RoundMeeting, kind: str) -> Letterhead:
    day = place_and_day(meeting.town, None, meeting.meets_at.year)
    return Letterhead(
        meeting.parent, "BAN THƯỜNG TRỰC", f"Số: {numbered(None, f'{kind}-MTTQ-BTT')}", day
    )


def _about(meeting: RoundMeeting) -> str:
    what = "điều chỉnh chương trình" if meeting.amends else "chương trình"
    return f"{what} giám sát và phản biện xã hội năm {meeting.year}"


def _agreed(writer: Writer, meeting: RoundMeeting) -> None:
    agreed = [one for one in meeting.items if one.state == "agreed"]
    writer.heading(f"I. NỘI DUNG TẤT CẢ TỔ CHỨC ĐỒNG Ý: {len(agreed):02d}")
    if agreed:
        rows = [(str(one.no), one.title, one.lead, one.days, _joining(one)) for one in agreed]
        writer.grid(
            ("Số", "Nội dung", "Chủ trì", "Thời gian", "Xin tham gia"),
            (1.1, 7.4, 3.3, 2.2, 2.5),
            rows,
        )
    else:
        writer.paragraph("Không có.")


def _joining(item: RoundTopic) -> str:
    return "; ".join(one.who for one in item.said if one.stance == "join") or "–"


_STANCES = {
    "join": "đồng ý và xin tham gia",
    "amend": "đề nghị sửa",
    "decline": "không đồng ý",
}


def _others(writer: Writer, meeting: RoundMeeting) -> None:
    others = [item for item in meeting.items if item.state != "agreed"]
    writer.heading(f"II. NỘI DUNG CÓ Ý KIẾN KHÁC HOẶC CHƯA ĐỦ Ý KIẾN: {len(others):02d}")
    if not others:
        writer.paragraph("Không có.")
    for item in others:
        writer.paragraph(
            f"Số {item.no}. {item.title} (chủ trì: {item.lead}; thời gian: {_within(item.days)}).",
            bold=True,
        )
        _words_on(writer, item)
        if item.silent:
            writer.paragraph(f"- Chưa có ý kiến: {'; '.join(item.silent)}.")
        if item.conclusion:
            ground = f" Căn cứ chủ trì: {item.ground}." if item.ground else ""
            reason = item.reason.rstrip(".")
            writer.paragraph(f"Kết luận của chủ trì: {item.conclusion}. Lý do: {reason}.{ground}")


def _within(time: str) -> str:
    """A time inside a sentence: tháng 5, quý II, 5/4–28/5."""
    return time[:1].lower() + time[1:]


def _words_on(writer: Writer, item: RoundTopic) -> None:
    """Who agreed, in one line; then each other word in a line of its own."""
    agreed = [word.who for word in item.said if word.stance == "agree"]
    if agreed:
        writer.paragraph(f"- Đồng ý: {'; '.join(agreed)}.")
    for word in item.said:
        if word.stance != "agree":
            why = f": {word.text}" if word.text else ""
            writer.paragraph(f"- {word.who}: {_STANCES[word.stance]}{why}".rstrip(".") + ".")


def _counted(meeting: RoundMeeting) -> str:
    states = [one.state for one in meeting.items]
    parts = [
        (
            f"Hiệp thương {len(states):02d} nội dung: {states.count('agreed'):02d} nội dung tất "
            "cả đồng ý"
        )
    ]
    for name in dict.fromkeys(one.conclusion for one in meeting.items if one.conclusion):
        count = sum(one.conclusion == name for one in meeting.items)
        parts.append(f"{count:02d} nội dung kết luận “{name}”")
    open_ = states.count("waiting") + states.count("dissent")
    if open_:
        parts.append(f"{open_:02d} nội dung chưa kết luận")
    return "; ".join(parts) + "."


def _begins(meeting: RoundMeeting) -> str:
    begins = meeting.meets_at
    return f"{begins.hour} giờ {begins.minute:02d}, {official_day(begins.date())}"


def _annex(writer: Writer, meeting: RoundMeeting) -> None:
    writer.annex()
    writer.title("PHỤ LỤC", "Danh sách nội dung hiệp thương")
    rows = [(str(item.no), item.title, item.lead, item.days) for item in meeting.items]
    writer.grid(("Số", "Nội dung", "Chủ trì", "Thời gian"), (1.2, 14.0, 5.5, 4.0), rows)


def invitation_docx(meeting: RoundMeeting) -> bytes:
    """The invitation to one round, with the topics in an annexed list."""
    document = blank_document()
    writer = Writer(document)
    writer.set_page()
    writer.letterhead(_letterhead(meeting, "GM"))
    writer.title("GIẤY MỜI", f"Dự hội nghị hiệp thương {_about(meeting)}")
    writer.paragraph(f"Kính gửi: {'; '.join(meeting.guests)}.")
    writer.paragraph(
        "Thực hiện khoản 1 Điều 3 Nghị quyết liên tịch số 403/2017/NQLT-UBTVQH14-CP-ĐCTUBTWMTTQVN, "
        f"{meeting.issuer} trân trọng kính mời quý cơ quan, tổ chức dự hội nghị hiệp thương "
        f"{_about(meeting)}."
    )
    writer.paragraph(f"1. Thời gian: {_begins(meeting)}.")
    writer.paragraph(f"2. Địa điểm: {meeting.place}.")
    writer.paragraph(
        f"3. Nội dung: cho ý kiến về {len(meeting.items):02d} nội dung trong danh sách kèm "
        f"theo. {meeting.invitation}"
    )
    writer.paragraph(
        "4. Đề nghị ghi ý kiến về từng nội dung trên hệ thống chậm nhất "
        f"{official_day(meeting.answer_by)}. "
        "Không có ý kiến không được coi là đồng ý./."
    )
    writer.signature(("TM. BAN THƯỜNG TRỰC", "CHỦ TỊCH"), ("Như trên;", "Lưu: VT."), "")
    _annex(writer, meeting)
    return saved(document, f"Giấy mời hiệp thương vòng {meeting.number}", meeting.issuer)
