"""The invitation and the minutes, opened again and read; an issued programme with its number; the template workbook."""

import io
import json
from dataclasses import replace
from datetime import UTC, date, datetime

import openpyxl
import pytest
from docx import Document
from tests.civickit.rendering.test_rendering import NASTY, NOW, programme, text_of  # noqa: F401 - a fixture

from civickit.rendering import (
    programme_data,
    programme_docx,
    programme_from,
    programme_html,
    programme_ics,
    programme_xlsx,
    proposals_template_xlsx,
)
from civickit.rendering.agreement import (
    RoundMeeting,
    RoundTopic,
    RoundWord,
    invitation_docx,
    minutes_docx,
)


@pytest.fixture
def meeting():
    items = [
        RoundTopic(
            1,
            "Giám sát thu gom rác",
            "Hội Nông dân tỉnh",
            "1/3–5/3",
            "agreed",
            [RoundWord("MTTQ", "agree"), RoundWord("LĐLĐ", "join")],
        ),
        RoundTopic(
            2,
            NASTY,
            "Liên đoàn Lao động tỉnh",
            "6/9",
            "concluded",
            [RoundWord("MTTQ", "agree"), RoundWord("Hội LHPN", "decline", "Trùng đợt kiểm tra.")],
            ("Hội CCB",),
            "Giữ như dự thảo, bảo lưu ý kiến khác",
            "Khác nơi được giám sát.",
            "Luật Công đoàn",
        ),
    ]
    return RoundMeeting(
        "ỦY BAN MTTQ VIỆT NAM\nTỈNH H",
        "Ban Thường trực Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh H",
        "Bình Hải",
        2027,
        1,
        "",
        "Phòng họp số 2",
        datetime(2026, 11, 20, 8, 5, tzinfo=UTC),
        date(2026, 11, 18),
        "Xem kỹ nội dung gộp.",
        ("Ủy ban MTTQ", "Hội LHPN", "Hội CCB"),
        ("Hội LHPN", "Hội CCB"),
        "Trần Quốc Bảo",
        "Nguyễn Thị Vân",
        items,
    )


def test_minutes_keep_dissent_silence_and_conclusion(meeting):
    words = text_of(Document(io.BytesIO(minutes_docx(meeting))))
    for part in (
        "BIÊN BẢN",
        "Hiệp thương chương trình giám sát và phản biện xã hội năm 2027 (vòng 1)",
        "8 giờ 05, ngày 20 tháng 11 năm 2026",
        "NỘI DUNG TẤT CẢ TỔ CHỨC ĐỒNG Ý: 01",
        "- Đồng ý: MTTQ.",
        "- Hội LHPN: không đồng ý: Trùng đợt kiểm tra.",
        "- Chưa có ý kiến: Hội CCB.",
        "Kết luận của chủ trì: Giữ như dự thảo, bảo lưu ý kiến khác. Lý do: Khác nơi được giám sát. Căn cứ chủ trì: Luật Công đoàn.",
        "01 nội dung kết luận “Giữ như dự thảo",
        "CHỦ TRÌ",
        "Trần Quốc Bảo",
        NASTY,
    ):
        assert part in words, part


def test_minutes_speak_of_a_meeting_only_when_there_was_one(meeting):
    def words(**held):
        return text_of(Document(io.BytesIO(minutes_docx(replace(meeting, **held)))))

    met = words(attended=("Ủy ban MTTQ", "Hội CCB"))
    assert "Thành phần dự họp: Ủy ban MTTQ; Hội CCB." in met
    assert "Vắng mặt: Hội LHPN." in met
    assert "các thành viên dự họp thống nhất" in met
    assert "Vắng mặt" not in words(attended=meeting.invited)
    written = words(by_letter="Công văn 45", closed_at=datetime(2026, 11, 19, 9, 0, tzinfo=UTC))
    assert "không tổ chức hội nghị (Công văn 45)." in written
    assert "Thời gian kết thúc: ngày 19 tháng 11 năm 2026." in written
    assert "Phòng họp số 2" not in written
    assert "dự họp" not in written + words(by_letter="Công văn 45")
    assert "dự họp" not in words()


def test_an_invitation_names_guests_day_and_that_silence_is_no_agreement(meeting):
    words = text_of(Document(io.BytesIO(invitation_docx(meeting))))
    for part in (
        "GIẤY MỜI",
        "Kính gửi: Hội LHPN; Hội CCB.",
        "Phòng họp số 2",
        "18 tháng 11 năm 2026",
        "Không có ý kiến không được coi là đồng ý",
    ):
        assert part in words, part


def test_a_programme_goes_into_json_and_comes_back_whole(programme):  # noqa: F811
    back = programme_from(json.loads(json.dumps(programme_data(programme))))
    assert json.dumps(programme_data(back)) == json.dumps(programme_data(programme))
    assert programme_html(back, style="") == programme_html(programme, style="")


def test_the_same_programme_gives_the_same_bytes(programme):  # noqa: F811
    for write in (programme_docx, programme_xlsx, lambda one: programme_ics(one, now=NOW)):
        assert write(programme) == write(programme)


def test_an_issued_programme_bears_number_day_and_name(programme):  # noqa: F811
    issued = replace(programme, number=5, issued_on=date(2026, 12, 1), signer="Trần Quốc Bảo")
    words = text_of(Document(io.BytesIO(programme_docx(issued))))
    assert "Số: 05/KH-MTTQ-BTT" in words
    assert "Bình Hải, ngày 01 tháng 12 năm 2026" in words
    assert "Kèm theo Kế hoạch số 05/KH-MTTQ-BTT" in words
    assert "Trần Quốc Bảo" in words


def test_an_amendment_says_what_it_amends_why_and_what_changed(programme):  # noqa: F811
    amended = replace(
        programme,
        amends="Kế hoạch số 05/KH-MTTQ-BTT ngày 1/12/2026",
        reason="sáp nhập sở",
        changes=[("Giám sát chợ", "3/5", "9/7")],
    )
    words = text_of(Document(io.BytesIO(programme_docx(amended))))
    for part in (
        "Điều chỉnh Kế hoạch giám sát và phản biện xã hội năm 2027",
        "điều chỉnh Kế hoạch số 05/KH-MTTQ-BTT ngày 1/12/2026",
        "Sáp nhập sở.",
        "Giám sát chợ",
        "9/7",
    ):
        assert part in words, part


def test_the_template_offers_its_choices_and_holds_no_row():
    book = openpyxl.load_workbook(io.BytesIO(proposals_template_xlsx("Hội Nông dân tỉnh H", 2027)))
    sheet = book["Đề xuất"]
    assert sheet["A1"].value == "HỘI NÔNG DÂN TỈNH H"
    assert [cell.value for cell in sheet[4]][:3] == ["TT", "Nội dung", "Loại"]
    assert all(cell.value is None for row in sheet.iter_rows(min_row=5) for cell in row)
    assert any(
        "Giám sát,Phản biện" in one.formula1 for one in sheet.data_validations.dataValidation
    )
    assert "2027" in " ".join(str(row[0].value) for row in book["Hướng dẫn"].iter_rows())


def test_grounds_end_as_the_decree_asks_and_the_opinion_is_among_them(programme):  # noqa: F811
    opined = replace(
        programme, opinion="Thông báo số 312-TB/TU", signs=("TM. BAN THƯỜNG TRỰC", "PHÓ CHỦ TỊCH")
    )
    words = text_of(Document(io.BytesIO(programme_docx(opined))))
    assert "cấp ủy tại Thông báo số 312-TB/TU;" in words
    assert "với các tổ chức chính trị - xã hội.\n" in words
    assert "PHÓ CHỦ TỊCH" in words
