"""What waits for somebody in the programmes of the years, and how far these are."""

from collections.abc import Iterator
from datetime import date
from textwrap import shorten

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from giamsat.foundation.capability import UnderWay, Work
from giamsat.foundation.wording import day_text, days_text
from giamsat.organisations.actors import Actor
from giamsat.organisations.models import Organisation
from giamsat.organisations.permissions import Permission, Scope
from giamsat.programmes import access, queries
from giamsat.programmes.models import Edition
from giamsat.programmes.next_step import NextStep, next_step
from giamsat.programmes.queries import ProgrammeGlance, RoundGlance
from giamsat.programmes.states import EditionState
from giamsat.proposals import access as proposal_access
from giamsat.proposals import queries as proposal_queries
from giamsat.proposals.models import Commission, Programme

_MOST_PROGRAMMES = 2  # the years people work on at a time


def waits(actor: Actor, today: date) -> Iterator[Work | UnderWay]:
    """Everything from opening a year to seeing what was issued; eleven queries at most."""
    glances = queries.glances(actor, _MOST_PROGRAMMES)
    if not glances and proposal_access.may_open(actor):
        what, about = _("Mở chương trình của một năm"), _("chưa có chương trình nào")
        yield Work(what, about, reverse("programmes"), _("Mở"), _("Bắt đầu"), sign="now")
    for glance in glances:
        yield from _of_programme(actor, glance, today)
        yield _under_way(glance)
    if not actor.holds(Permission.PROGRAMME_VIEW) and actor.holds(Permission.COMMISSION_VIEW):
        for commission in proposal_queries.open_commissions(actor):
            yield from _commission(actor, commission.programme, commission, today)
    yield from _notices(actor)


def _of_programme(actor: Actor, glance: ProgrammeGlance, today: date) -> Iterator[Work]:
    if not glance.is_issued:
        yield from _material(actor, glance)
        yield from _planning(actor, glance)
    for commission in glance.commissions:
        yield from _commission(actor, glance.programme, commission, today)
    if glance.round:
        yield from _round(actor, glance.programme, glance.round, today)
    elif glance.edition and (
        step := next_step(glance.edition, glance.open_points, glance.promised)
    ):
        yield _edition(actor, glance, glance.edition, step, today)


def _under_way(glance: ProgrammeGlance) -> UnderWay:
    programme, edition = glance.programme, glance.edition
    if edition and edition.number == 1:
        state = capfirst(str(edition.get_state_display()))
    elif edition:
        state = f"{_('Đang điều chỉnh:')} {edition.get_state_display()}"
    else:
        state = _("Đã ban hành") if glance.is_issued else _("Đang lập")
    title = _("Chương trình giám sát, phản biện năm %(y)s") % {"y": programme.year}
    href = reverse("programme", args=[programme.id])
    return UnderWay(_("Chương trình"), str(programme.year), title, href, state)


def _name(programme: Programme) -> str:
    return _("Chương trình năm %(y)s") % {"y": programme.year}


def _material(actor: Actor, glance: ProgrammeGlance) -> Iterator[Work]:
    """Files to bring, rows to correct, rows to send, pairs to decide on."""
    if actor.holds(Permission.PROPOSAL_EDIT):
        yield from _returned(actor, glance)
        yield from _files(glance)
    if actor.holds(Permission.PAIR_DECIDE) and glance.pairs_open:
        what = ngettext(
            "Quyết định %(n)s cặp nội dung có thể trùng nhau",
            "Quyết định %(n)s cặp nội dung có thể trùng nhau",
            glance.pairs_open,
        ) % {"n": glance.pairs_open}
        about = f"{_name(glance.programme)} · {_('chưa quyết định thì xếp lịch để riêng')}"
        href = reverse("pairs", args=[glance.programme.id])
        yield Work(what, about, href, _("Xem từng cặp"), _("Chờ quyết định"))


def _files(glance: ProgrammeGlance) -> Iterator[Work]:
    """What there is to do with the files of an organisation, and with their rows."""
    name = _name(glance.programme)
    workbooks = reverse("workbooks", args=[glance.programme.id])
    ready = glance.drafts - glance.to_correct
    if not glance.has_books and not glance.sent and not glance.drafts:
        what, about = _("Đưa tệp đề xuất vào"), f"{name} · {_('chưa có tệp nào')}"
        yield Work(what, about, workbooks, _("Chọn tệp"), _("Chưa có tệp"))
    yield from _files_to_settle(glance, name, workbooks)
    if rows := glance.to_correct - glance.returned:
        what = ngettext(
            "Sửa %(n)s dòng trong tệp đề xuất", "Sửa %(n)s dòng trong tệp đề xuất", rows
        ) % {"n": rows}
        about = f"{name} · {_('dòng chưa sửa thì chưa gửi được')}"
        yield Work(what, about, workbooks, _("Xem tệp"), _("Cần sửa"))
    if ready:
        what = ngettext("Gửi %(n)s đề xuất đã đọc", "Gửi %(n)s đề xuất đã đọc", ready)
        about = f"{name} · {_('gửi rồi mới được so trùng và xếp lịch')}"
        yield Work(what % {"n": ready}, about, workbooks, _("Gửi đề xuất"), _("Chưa gửi"))


def _returned(actor: Actor, glance: ProgrammeGlance) -> Iterator[Work]:
    """Proposals the Front sent back: work of their organisations, waited for by the Front."""
    if not glance.returned:
        return
    count, href = glance.returned, reverse("proposals", args=[glance.programme.id])
    about, href = _name(glance.programme), f"{href}?trang-thai=returned"
    what = ngettext("Sửa %(n)s đề xuất được trả lại", "Sửa %(n)s đề xuất được trả lại", count) % {
        "n": count
    }
    if count == 1:
        what = _("Sửa đề xuất %(code)s được trả lại") % {"code": glance.returned_code}
        about, href = f"{glance.returned_why}", reverse("proposal", args=[glance.returned_id])
    if actor.scope(Permission.PROPOSAL_EDIT) is Scope.ALL:
        yield _theirs(glance.programme, what, about, href)
    else:
        yield Work(what, about, href, _("Sửa"), _("Được trả lại"))


def _files_to_settle(glance: ProgrammeGlance, name: str, href: str) -> Iterator[Work]:
    """Files of which somebody has to say how they are taken, or what becomes of them."""
    if count := glance.files_waiting:
        what = ngettext(
            "Chọn cách nhận %(n)s tệp gửi thêm", "Chọn cách nhận %(n)s tệp gửi thêm", count
        )
        about = f"{name} · {_('chọn rồi dòng trong tệp mới được nhận')}"
        yield Work(what % {"n": count}, about, href, _("Xem tệp"), _("Chờ chọn"))
    if count := glance.files_unreadable:
        what = ngettext("Xem %(n)s tệp chưa đọc được", "Xem %(n)s tệp chưa đọc được", count)
        about = f"{name} · {_('bỏ tệp, hoặc thay bằng tệp khác')}"
        yield Work(what % {"n": count}, about, href, _("Xem tệp"), _("Chưa đọc được"))


def _planning(actor: Actor, glance: ProgrammeGlance) -> Iterator[Work]:
    """The year to be planned, a variant to be taken as the draft."""
    programme, missed = glance.programme, glance.newest_missed
    href = reverse("plans", args=[programme.id])
    if missed is None:
        if actor.holds(Permission.PLAN_MAKE) and glance.sent:
            what = _("Xếp lịch năm %(y)s") % {"y": programme.year}
            about = f"{_name(programme)} · {_('đã có %(n)s đề xuất') % {'n': glance.sent}}"
            yield Work(what, about, href, _("Xếp lịch"), _("Sẵn sàng"), sign="ok")
    elif not glance.is_accepted:
        if actor.holds(Permission.PLAN_ACCEPT):
            yield _to_accept(programme, missed, href)
        elif actor.holds(Permission.PLAN_MAKE):
            what = _("Nhận một phương án làm dự thảo")
            yield _theirs(programme, what, _("chờ Thường trực"), href)


def _to_accept(programme: Programme, missed: int, href: str) -> Work:
    enough = _("thiếu %(n)s chỉ tiêu") % {"n": missed} if missed else _("đủ mọi chỉ tiêu")
    what = _("Xem và nhận phương án xếp lịch")
    about = f"{_name(programme)} · {enough}"
    return Work(what, about, href, _("Xem phương án"), _("Chờ nhận"))


def _theirs(
    programme: Programme, title: str, about: str, href: str, *, is_late: bool = False
) -> Work:
    about = f"{_name(programme)} · {about}"
    chip = _("Quá hạn") if is_late else _("Chờ bên khác")
    return Work(title, about, href, _("Xem"), chip, is_theirs=True, is_late=is_late)


def _edition(
    actor: Actor, glance: ProgrammeGlance, edition: Edition, step: NextStep, today: date
) -> Work:
    """The step an edition waits for: mine when I may take it, theirs otherwise.

    Past its day it is late, never barred.
    """
    programme, href = glance.programme, reverse("edition", args=[edition.id])
    due = proposal_queries.rules_of(programme).due(programme.year)[1]
    is_late = edition.number == 1 and today > due
    reminder = _("nên ban hành chậm nhất ngày %(d)s") % {"d": day_text(due)}
    # The Front can write down what the committee sent on paper, but the committee is waited for.
    records = edition.state == EditionState.SUBMITTED and actor.holds(Permission.OPINION_ANSWER)
    if records or not step.may(actor, edition):
        about = f"{step.waits_for} · {reminder}" if is_late else step.waits_for
        return _theirs(programme, step.title, about, href, is_late=is_late)
    state = str(edition.get_state_display())
    about = f"{_name(programme)} · {state}" + (f" · {reminder}" if is_late else "")
    return Work(step.title, about, href, _("Làm bước này"), state, is_late=is_late)


def _round(actor: Actor, programme: Programme, glance: RoundGlance, today: date) -> Iterator[Work]:
    """A round that is open: my organisation's words, and those still awaited."""
    own, is_late = actor.own(Permission.POSITION_TAKE), today > glance.round.answer_by
    href = reverse("round", args=[glance.round.id])
    by = {"d": days_text(glance.round.answer_by, glance.round.answer_by)}
    for body, count in glance.silent.items():
        if body.id in own:
            title = ngettext(
                "Cho ý kiến về %(n)s nội dung hiệp thương",
                "Cho ý kiến về %(n)s nội dung hiệp thương",
                count,
            ) % {"n": count}
            about = f"{_name(programme)} · {body.short_name}"
            chip = _("Quá hạn %(d)s") % by if is_late else _("Hạn %(d)s") % by
            yield Work(title, about, href, _("Cho ý kiến"), chip, is_late=is_late)
    if actor.holds(Permission.ROUND_HOLD):
        yield from _to_conclude(programme, glance, href)
        others = ", ".join(body.short_name for body in glance.silent if body.id not in own)
        if others:
            title = _("Ý kiến hiệp thương của %(names)s") % {"names": others}
            yield _theirs(programme, title, _("hạn %(d)s") % by, href, is_late=is_late)


def _to_conclude(programme: Programme, glance: RoundGlance, href: str) -> Iterator[Work]:
    """The chair's part: what not all agree on, then the end of the round."""
    if glance.is_settled:
        title = _("Kết thúc vòng hiệp thương")
    elif glance.dissent:
        title = _("Kết luận %(n)s nội dung có ý kiến khác") % {"n": glance.dissent}
    else:
        return
    state = str(glance.round.get_state_display())
    yield Work(title, _name(programme), href, _("Vào vòng"), state)


def _commission(
    actor: Actor, programme: Programme, commission: Commission, today: date
) -> Iterator[Work]:
    """A commission as the reader has to do with it.

    To accept, to deliver, to take, or asked of others.
    """
    href, is_late = reverse("commission", args=[commission.id]), commission.due_on < today
    about = _about(programme, commission)
    question = {"q": shorten(commission.question, 100, placeholder="…")}
    if proposal_access.may_judge_product(actor, commission):
        yield Work(_("Nghiệm thu: %(q)s") % question, about, href, _("Nghiệm thu"), _("Đã nộp"))
    elif _is_mine(actor, commission):
        what, chip = _("Nộp sản phẩm: %(q)s") % question, _("Đang làm")
        chip, sign = (_("Quá hạn"), "late") if is_late else (chip, "wait")
        yield Work(what, about, href, _("Xem việc"), chip, is_late=is_late, sign=sign)
    elif proposal_access.may_take_commission(actor, commission):
        what, chip = _("Chưa ai nhận: %(q)s") % question, _("Chưa ai nhận")
        yield Work(what, about, href, _("Xem việc"), chip, is_late=is_late, sign="late")
    elif commission.requester_id in actor.own(Permission.COMMISSION_ADD):
        what, state = _("Đã đặt hàng: %(q)s") % question, str(commission.get_state_display())
        yield _theirs(programme, what, state, href, is_late=is_late)


def _about(programme: Programme, commission: Commission) -> str:
    due = _("hạn %(d)s") % {"d": day_text(commission.due_on)}
    return f"{_name(programme)} · {commission.requester.short_name} · {due}"


def _is_mine(actor: Actor, commission: Commission) -> bool:
    """One of the reader's own organisations works on it."""
    may_work = proposal_access.may_work_on_commission(actor, commission)
    return bool(may_work) and _is_own(actor, commission.taken_by)


def _is_own(actor: Actor, body: Organisation | None) -> bool:
    return body is not None and any(place == body.id for _role, place in actor.roles)


def _notices(actor: Actor) -> Iterator[Work]:
    """A supervised body was told of something it has not opened."""
    if actor.holds(Permission.VISIT_VIEW):
        for notice in access.visible_notices(actor).filter(seen_at=None)[:3]:
            what, about = _("Xem các cuộc giám sát tại đơn vị"), _name(notice.edition.programme)
            yield Work(what, about, reverse("visits"), _("Xem"), _("Mới báo"))
