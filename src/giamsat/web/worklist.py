"""What waits for somebody, what they wait for from others, and what is late: for the first page and the daily letter."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from textwrap import shorten

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from giamsat.foundation.verdicts import Verdict
from giamsat.organisations.actors import Actor
from giamsat.organisations.models import Organisation
from giamsat.organisations.permissions import Permission
from giamsat.programmes import access, queries
from giamsat.programmes.models import Commission, Edition, Programme
from giamsat.programmes.queries import Glance, RoundGlance
from giamsat.programmes.states import CommissionState, EditionState
from giamsat.web.following import following_lines

_MOST_PROGRAMMES = 2  # the years people work on at a time


@dataclass(frozen=True)
class Work:
    """One line: what, about what, where it leads. ``whose`` is ``mine`` or ``theirs``; late lines come first."""

    title: str
    about: str
    href: str
    button: str
    chip: str
    whose: str = "mine"
    is_late: bool = False
    kind: str = "warn"
    icon: str = "due"


def worklist(actor: Actor, *, today: date) -> tuple[list[Work], list[Glance]]:
    """Every line for a person, late ones first, and the programmes they work on; nine queries at most."""
    told = queries.glances(actor, _MOST_PROGRAMMES)
    lines: list[Work] = []
    if not told and access.may_open(actor):
        about = _("chưa có chương trình nào")
        lines.append(
            Work(
                _("Mở chương trình của một năm"),
                about,
                reverse("programmes"),
                _("Mở"),
                _("Bắt đầu"),
                kind="ok",
                icon="now",
            )
        )
    for one in told:
        lines += _of_programme(actor, one, today)
    if not actor.holds(Permission.PROGRAMME_VIEW) and actor.holds(Permission.COMMISSION_VIEW):
        orders = queries.open_commissions(actor)
        lines += [
            line
            for one in orders
            if (line := _commission(actor, one.programme, one, is_late=one.due_on < today))
        ]
    lines += _notices(actor)
    lines += [Work(*one) for one in following_lines(actor, today)]
    return sorted(lines, key=lambda one: (one.whose, not one.is_late)), told


def _of_programme(actor: Actor, told: Glance, today: date) -> list[Work]:
    lines = [] if told.is_issued else _material(actor, told)
    for one in told.commissions:
        line = _commission(actor, told.programme, one, is_late=one.due_on < today)
        lines += [line] if line else []
    if told.round:
        lines += _round(actor, told.programme, told.round, today)
    elif told.edition:
        lines += _edition(actor, told, told.edition, today)
    return lines


def _name(programme: Programme) -> str:
    return _("Chương trình năm %(y)s") % {"y": programme.year}


def _material(actor: Actor, told: Glance) -> list[Work]:
    """Files, rows, pairs, variants: everything before there is a draft."""
    programme = told.programme
    lines: list[Work] = []

    def line(
        title: str,
        about: str,
        view: str,
        button: str,
        chip: str,
        kind: str = "warn",
        icon: str = "due",
    ) -> None:
        href = reverse(view, args=[programme.id])
        lines.append(
            Work(title, f"{_name(programme)} · {about}", href, button, chip, kind=kind, icon=icon)
        )

    if actor.holds(Permission.PROPOSAL_EDIT):
        _rows(told, line)
    if actor.holds(Permission.PAIR_DECIDE) and told.pairs_open:
        text = ngettext(
            "Quyết định %(n)s cặp nội dung có thể trùng nhau",
            "Quyết định %(n)s cặp nội dung có thể trùng nhau",
            told.pairs_open,
        )
        line(
            text % {"n": told.pairs_open},
            _("chưa quyết định thì xếp lịch để riêng"),
            "pairs",
            _("Xem từng cặp"),
            _("Chờ quyết định"),
        )
    if actor.holds(Permission.PLAN_MAKE) and told.sent and told.newest_missed is None:
        about = _("đã có %(n)s đề xuất") % {"n": told.sent}
        line(
            _("Xếp lịch năm %(y)s") % {"y": programme.year},
            about,
            "plans",
            _("Xếp lịch"),
            _("Sẵn sàng"),
            "ok",
            "ok",
        )
    if told.newest_missed is not None and not programme.accepted_variant_id:
        if actor.holds(Permission.PLAN_ACCEPT):
            line(
                _("Xem và nhận phương án xếp lịch"),
                _missed(told.newest_missed),
                "plans",
                _("Xem phương án"),
                _("Chờ nhận"),
            )
        elif actor.holds(Permission.PLAN_MAKE):
            href = reverse("plans", args=[programme.id])
            lines.append(
                _theirs(programme, _("Nhận một phương án làm dự thảo"), _("chờ Thường trực"), href)
            )
    return lines


def _rows(told: Glance, line: Callable[[str, str, str, str, str], None]) -> None:
    """Files to bring, rows to correct, rows to send."""
    ready = told.drafts - told.to_correct
    if not told.has_books and not told.sent and not told.drafts:
        line(
            _("Đưa tệp đề xuất vào"),
            _("chưa có tệp nào"),
            "workbooks",
            _("Chọn tệp"),
            _("Chưa có tệp"),
        )
    if told.to_correct:
        text = ngettext(
            "Sửa %(n)s dòng trong tệp đề xuất", "Sửa %(n)s dòng trong tệp đề xuất", told.to_correct
        )
        line(
            text % {"n": told.to_correct},
            _("dòng chưa sửa thì chưa gửi được"),
            "workbooks",
            _("Xem tệp"),
            _("Cần sửa"),
        )
    if ready:
        text = ngettext("Gửi %(n)s đề xuất đã đọc", "Gửi %(n)s đề xuất đã đọc", ready) % {
            "n": ready
        }
        line(
            text,
            _("gửi rồi mới được so trùng và xếp lịch"),
            "workbooks",
            _("Gửi đề xuất"),
            _("Chưa gửi"),
        )


def _missed(count: int) -> str:
    return _("thiếu %(n)s chỉ tiêu") % {"n": count} if count else _("đủ mọi chỉ tiêu")


def _theirs(
    programme: Programme, title: str, about: str, href: str, *, is_late: bool = False
) -> Work:
    about = f"{_name(programme)} · {about}"
    return Work(
        title,
        about,
        href,
        _("Xem"),
        _("Quá hạn") if is_late else _("Chờ bên khác"),
        "theirs",
        is_late,
        "late" if is_late else "",
        "late" if is_late else "wait",
    )


def _edition(actor: Actor, told: Glance, edition: Edition, today: date) -> list[Work]:
    """The step an edition waits for: mine when I may take it, theirs otherwise."""
    programme = told.programme
    steps: dict[str, tuple[Callable[[Actor, Edition], Verdict], str, str]] = {
        EditionState.DRAFT: (
            access.may_hold_round,
            _("Mở vòng hiệp thương"),
            _("chờ chuyên viên Mặt trận"),
        ),
        EditionState.CONSULTED: (
            access.may_submit,
            _("Trình xin ý kiến Ban Thường vụ"),
            _("chờ chuyên viên Mặt trận"),
        ),
        EditionState.SUBMITTED: (
            access.may_give_opinion,
            _("Cho ý kiến về chương trình"),
            _("chờ Ban Thường vụ"),
        ),
        EditionState.OPINED: _opined(told.open_points),
        EditionState.APPROVED: (
            access.may_issue,
            _("Cấp số, ban hành chương trình"),
            _("chờ cấp số"),
        ),
    }
    may, title, waits = steps[edition.state]
    if edition.state == EditionState.SUBMITTED and actor.holds(Permission.OPINION_ANSWER):
        # The Front can write down what the committee sent on paper, but it is the committee that is waited for.
        return [_theirs(programme, title, waits, reverse("edition", args=[edition.id]))]
    href = reverse("edition", args=[edition.id])
    if may(actor, edition):
        due = queries.rules_of(programme).due(programme.year)[1]
        is_late = edition.number == 1 and today > due
        about = f"{_name(programme)} · {edition.get_state_display()}"
        if is_late:
            about += " · " + _("nên ban hành trước hết %(d)s") % {
                "d": f"{due.day}/{due.month}/{due.year}"
            }
        return [
            Work(title, about, href, _("Làm bước này"), edition.get_state_display(), is_late=False)
        ]
    return [_theirs(programme, title, waits, href)]


def _opined(open_: int) -> tuple[Callable[[Actor, Edition], Verdict], str, str]:
    if open_:
        return (
            access.may_answer,
            _("Trả lời %(n)s ý kiến của Ban Thường vụ") % {"n": open_},
            _("chờ Mặt trận trả lời"),
        )
    return access.may_approve, _("Phê duyệt chương trình"), _("chờ Thường trực phê duyệt")


def _round(actor: Actor, programme: Programme, told: RoundGlance, today: date) -> list[Work]:
    """A round that is open: my organisation's words, and those still awaited."""
    here = told.round
    href, is_late = reverse("round", args=[here.id]), today > here.answer_by
    silent = told.silent
    own = actor.own(Permission.POSITION_TAKE)
    lines = []
    by = f"{here.answer_by.day}/{here.answer_by.month}"
    for body, count in silent.items():
        if body.id in own:
            title = ngettext(
                "Cho ý kiến về %(n)s nội dung hiệp thương",
                "Cho ý kiến về %(n)s nội dung hiệp thương",
                count,
            ) % {"n": count}
            lines.append(
                Work(
                    title,
                    f"{_name(programme)} · {body.short_name}",
                    href,
                    _("Cho ý kiến"),
                    _("Quá hạn %(d)s") % {"d": by} if is_late else _("Hạn %(d)s") % {"d": by},
                    is_late=is_late,
                    kind="late" if is_late else "warn",
                    icon="late" if is_late else "due",
                )
            )
    if actor.holds(Permission.ROUND_HOLD):
        if told.dissent or told.is_settled:
            title = (
                _("Kết thúc vòng hiệp thương")
                if told.is_settled
                else _("Kết luận %(n)s nội dung có ý kiến khác") % {"n": told.dissent}
            )
            lines.append(
                Work(title, _name(programme), href, _("Vào vòng"), here.get_state_display())
            )
        others = [body for body in silent if body.id not in own]
        if others:
            names = ", ".join(body.short_name for body in others)
            lines.append(
                _theirs(
                    programme,
                    _("Ý kiến hiệp thương của %(names)s") % {"names": names},
                    _("hạn %(d)s") % {"d": by},
                    href,
                    is_late=is_late,
                )
            )
    return lines


def _commission(
    actor: Actor, programme: Programme, one: Commission, *, is_late: bool
) -> Work | None:
    href = reverse("commission", args=[one.id])
    due = f"{one.due_on.day}/{one.due_on.month}/{one.due_on.year}"
    about = f"{_name(programme)} · {one.requester.short_name} · " + _("hạn %(d)s") % {"d": due}
    question = shorten(one.question, 100, placeholder="…")
    if access.may_judge_product(actor, one):
        return Work(
            _("Nghiệm thu: %(q)s") % {"q": question}, about, href, _("Nghiệm thu"), _("Đã nộp")
        )
    if access.may_work_on_commission(actor, one) and _is_own(actor, one.taken_by):
        chip = _("Quá hạn") if is_late else _("Đang làm")
        return Work(
            _("Nộp sản phẩm: %(q)s") % {"q": question},
            about,
            href,
            _("Xem việc"),
            chip,
            is_late=is_late,
            kind="late" if is_late else "",
            icon="late" if is_late else "wait",
        )
    if one.state == CommissionState.OPEN and access.may_take_commission(actor, one):
        return Work(
            _("Chưa ai nhận: %(q)s") % {"q": question},
            about,
            href,
            _("Xem việc"),
            _("Chưa ai nhận"),
            is_late=is_late,
            kind="late",
            icon="late",
        )
    if one.requester_id in actor.own(Permission.COMMISSION_ADD):
        return _theirs(
            programme,
            _("Đã đặt hàng: %(q)s") % {"q": question},
            str(one.get_state_display()),
            href,
            is_late=is_late,
        )
    return None


def _is_own(actor: Actor, body: Organisation | None) -> bool:
    return body is not None and (any(place == body.id for _role, place in actor.roles))


def _notices(actor: Actor) -> list[Work]:
    """A supervised body was told of something it has not opened."""
    if not actor.holds(Permission.VISIT_VIEW):
        return []
    unseen = access.visible_notices(actor).filter(seen_at=None)
    return [
        Work(
            _("Xem các cuộc giám sát tại đơn vị"),
            _name(one.edition.programme),
            reverse("visits"),
            _("Xem"),
            _("Mới báo"),
        )
        for one in unseen[:3]
    ]
