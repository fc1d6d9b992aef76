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
    """A draft letter to the body that manages the office: who, what was established, that they were heard."""
    told = opened(case)
    front = province_front()
    day = case.established_on or case.opened_at.date()
    head = letterhead_of(
        "state",
        front.name.upper(),
        "BAN THƯỜNG TRỰC",
        "       /MTTQ-BTT",
        "……………",
        None,
        day.year,
        "V/v kết quả giám sát việc tu dưỡng, rèn luyện",
    )
    facts = "\n".join(line for line in told["facts"].splitlines() if line.strip())
    heard = case.heard_on
    body = "\n".join(
        (
            f"Thực hiện Quy định số 124-QĐ/TW ngày 02 tháng 02 năm 2018, Ban Thường trực {front.name} đã giám sát việc tu dưỡng, rèn luyện, giữ gìn đạo đức, lối sống của ông (bà) {told['person']}, {told['post']}.",
            f"Ông (bà) {told['person']} đã được nghe và trình bày ý kiến ngày {heard.day}/{heard.month}/{heard.year}."
            if heard
            else "",
            "Nội dung đã được xác lập:",
            facts,
            "Đề nghị cơ quan quản lý cán bộ xem xét theo thẩm quyền và thông báo kết quả./.",
        )
    )
    paper = Official(
        head,
        "",
        "",
        body,
        (PaperSignature(("TM. BAN THƯỜNG TRỰC", "CHỦ TỊCH")),),
        ("Như trên;", "Lưu: hồ sơ."),
        (case.body.name,),
        front.name,
    )
    return official_docx(paper)
