"""What a conduct case holds, opened for a page or a paper."""

from civickit.rendering.official import Official, PaperSignature, letterhead_of, official_docx
from giamsat.conduct.models import ConductCase
from giamsat.foundation.unsealing import unseal
from giamsat.organisations.queries import province_front


def opened(case: ConductCase) -> dict[str, str]:
    """The sealed words, unsealed."""
    person, _line, post = _open(case.sealed_person).partition("\n")
    return {
        "person": person,
        "post": post,
        "ground": _open(case.sealed_ground),
        "heard": _open(case.sealed_heard),
        "facts": _open(case.sealed_facts),
        "closed_why": _open(case.closed_why),
    }


def _open(sealed: str) -> str:
    return unseal(sealed) if sealed else ""


def facts_docx(case: ConductCase) -> bytes:
    """A draft letter to the body that manages the office.

    Who, what was established, that they were heard.
    """
    front = province_front()
    day = case.established_on or case.opened_at.date()
    paper = Official(
        letterhead=letterhead_of(
            style="state",
            parent=front.name.upper(),
            issuer="BAN THƯỜNG TRỰC",
            number="       /MTTQ-BTT",
            place="……………",
            day=None,
            year=day.year,
            subject="V/v kết quả giám sát việc tu dưỡng, rèn luyện",
        ),
        kind="",
        about="",
        body=_body(case, front.name),
        signatures=(PaperSignature(("TM. BAN THƯỜNG TRỰC", "CHỦ TỊCH")),),
        recipients=("Như trên;", "Lưu: hồ sơ."),
        to=(case.body.name,),
        author=front.name,
    )
    return official_docx(paper)


def _body(case: ConductCase, front: str) -> str:
    sealed = opened(case)
    person, heard = sealed["person"], case.heard_on
    rule = "Thực hiện Quy định số 124-QĐ/TW ngày 02 tháng 02 năm 2018"
    matter = "việc tu dưỡng, rèn luyện, giữ gìn đạo đức, lối sống"
    was_heard = "đã được nghe và trình bày ý kiến ngày"
    whom = f"ông (bà) {person}, {sealed['post']}"
    lines = (
        f"{rule}, Ban Thường trực {front} đã giám sát {matter} của {whom}.",
        f"Ông (bà) {person} {was_heard} {heard.day}/{heard.month}/{heard.year}." if heard else "",
        "Nội dung đã được xác lập:",
        "\n".join(line for line in sealed["facts"].splitlines() if line.strip()),
        "Đề nghị cơ quan quản lý cán bộ xem xét theo thẩm quyền và thông báo kết quả./.",
    )
    return "\n".join(lines)
