"""Write and read the trail."""

from datetime import datetime
from typing import Any, Protocol

from django.db.models import Model, QuerySet

from giamsat.audit.models import AuditEntry
from giamsat.foundation import transactions as db

# What each verb says on the page; a verb that is not here cannot be recorded.
VERBS = {
    "person.added": ("thêm người", "added the person"),
    "person.closed": ("khóa tài khoản của", "closed the account of"),
    "person.password_reset": ("đặt lại mật khẩu của", "reset the password of"),
    "person.password_changed": ("đổi mật khẩu", "changed the password"),
    "person.email_changed": ("đổi địa chỉ thư của", "changed the address of"),
    "person.second_factor_set": ("đặt xác thực hai bước", "set up the second factor"),
    "membership.given": ("giao vai trò cho", "gave a role to"),
    "membership.ended": ("thôi vai trò của", "ended a role of"),
    "organisation.added": ("thêm tổ chức", "added the organisation"),
    "organisation.communes_added": ("mở các tổ chức cấp xã của", "added the bodies of communes of"),
    "organisation.feed_renewed": ("tạo địa chỉ lịch của", "made the calendar address of"),
    "organisation.renamed": ("đổi tên", "renamed"),
    "organisation.succeeded": ("ghi nơi kế tục của", "recorded the successor of"),
    "programme.opened": ("mở", "opened"),
    "programme.accepted": ("nhận phương án cho", "accepted a variant for"),
    "workbook.received": ("nhận tệp", "received the file"),
    "workbook.read": ("đọc xong tệp", "read the file"),
    "proposal.corrected": ("sửa đề xuất", "corrected the proposal"),
    "proposal.added": ("thêm đề xuất", "added the proposal"),
    "proposal.sent": ("gửi đề xuất", "sent proposals"),
    "proposal.withdrawn": ("rút đề xuất", "withdrew the proposal"),
    "problem.settled": ("xử lý chỗ cần sửa của", "settled a problem of"),
    "pair.decided": ("quyết định về cặp", "decided on the pair"),
    "variant.started": ("xếp", "planned"),
    "variant.accepted": ("nhận", "accepted"),
    "commission.made": ("đặt hàng", "commissioned"),
    "commission.taken": ("nhận đặt hàng", "took the commission"),
    "commission.returned": ("trả lại đặt hàng", "gave back the commission"),
    "commission.delivered": ("nộp sản phẩm của", "delivered the product of"),
    "commission.accepted": ("nghiệm thu sản phẩm của", "accepted the product of"),
    "commission.sent_back": ("yêu cầu làm lại", "sent back"),
    "commission.withdrawn": ("rút đặt hàng", "withdrew the commission"),
    "edition.opened": ("mở bản", "opened"),
    "edition.variant_taken": ("lấy phương án", "took a variant"),
    "edition.dropped": ("bỏ", "dropped"),
    "edition.submitted": ("trình xin ý kiến", "submitted"),
    "edition.called_back": ("lấy về để sửa", "called back"),
    "edition.opinion_given": ("ghi ý kiến về", "gave the opinion on"),
    "edition.approved": ("phê duyệt", "approved"),
    "edition.approval_withdrawn": ("rút phê duyệt", "withdrew the approval of"),
    "edition.issued": ("ban hành", "issued"),
    "edition.told": ("báo cho đơn vị được giám sát về", "told supervised bodies of"),
    "edition.seen": ("đã xem", "saw"),
    "edition.published": ("công khai", "published"),
    "round.opened": ("mở", "opened"),
    "round.concluded": ("kết luận một nội dung của", "concluded on an item of"),
    "round.closed": ("kết thúc", "closed"),
    "position.taken": ("cho ý kiến về", "took a position on"),
    "point.answered": ("trả lời", "answered"),
    "variant.corrected": ("dời bằng tay trong", "moved by hand in"),
    "papers.asked": ("viết lại văn bản", "had papers written again"),
    "day.announced": ("ghi", "entered"),
    "day.withdrawn": ("bỏ", "took back"),
    "targets.taken_over": ("dùng bộ chỉ tiêu", "took over the targets"),
    "targets.saved": ("lưu bộ chỉ tiêu", "saved the targets"),
    "targets.planner_asked": ("hỏi máy xếp lịch về", "asked the planner about"),
    "fact.reported": ("báo số liệu", "reported"),
    "fact.corrected": ("sửa số liệu", "corrected"),
    "fact.confirmed": ("xác nhận số liệu", "confirmed"),
    "fact.returned": ("trả lại số liệu", "sent back"),
    "fact.withdrawn": ("rút số liệu", "withdrew"),
    "draft.received": ("nhận dự thảo của", "received a draft of"),
    "draft.corrected": ("sửa cách đọc dự thảo của", "corrected the reading of"),
    "draft.published": ("công khai dự thảo của", "opened to the public the draft of"),
    "draft.closed": ("thôi lấy ý kiến về dự thảo của", "closed to the public the draft of"),
    "opinions.brought": ("đưa ý kiến vào", "brought opinions for"),
    "opinions.transcribed": ("ghi ý kiến từ biên bản vào", "typed in minutes of"),
    "opinions.placed": ("xếp điều khoản cho ý kiến của", "placed opinions of"),
    "opinions.judged": ("xét ý kiến chờ xem của", "judged held opinions of"),
    "opinions.grouped": ("gom ý kiến của", "grouped opinions of"),
    "sender.opened": ("mở tên người gửi ý kiến của", "opened a sender's identity in"),
    "invite.made": ("mời góp ý về", "invited an opinion on"),
    "invite.revoked": ("thu lại lời mời góp ý về", "revoked an invitation of"),
    "group.split": ("tách một nội dung góp ý của", "split a point of"),
    "group.merged": ("gộp nội dung góp ý của", "merged points of"),
    "points.answered": ("trả lời nội dung góp ý của", "answered points of"),
    "answers.published": ("công khai tiếp thu, giải trình của", "published the answers of"),
    "table.asked": ("lập bảng tiếp thu, giải trình của", "had the table written of"),
    "case.opened": ("mở", "opened"),
    "case.changed": ("sửa", "changed"),
    "case.closed": ("kết thúc", "closed"),
    "case.cancelled": ("hủy", "cancelled"),
    "case.reopened": ("mở lại", "reopened"),
    "step.finished": ("xong một bước của", "finished a step of"),
    "step.skipped": ("bỏ một bước của", "skipped a step of"),
    "step.reopened": ("làm lại một bước của", "reopened a step of"),
    "member.added": ("thêm thành viên vào đoàn của", "added a member to the delegation of"),
    "member.declared": (
        "ghi kê khai xung đột lợi ích của thành viên trong",
        "recorded a member's declaration in",
    ),
    "member.left": ("cho thành viên thôi tham gia", "released a member from"),
    "session.set": ("hẹn buổi làm việc của", "set a session of"),
    "session.held": ("ghi kết quả buổi làm việc của", "recorded a session of"),
    "body.reported": ("nhận báo cáo trong", "took in a report in"),
    "note.taken": ("ghi tại thực địa trong", "took a field note in"),
    "evidence.added": ("thêm tài liệu vào", "added evidence to"),
    "finding.added": ("thêm nhận định vào", "added a finding to"),
    "paper.drafted": ("soạn", "drafted"),
    "paper.issued": ("phát hành", "issued"),
    "board.made": ("lập", "set up"),
    "board.ended": ("giải thể", "dissolved"),
    "recommendation.drafted": ("soạn", "drafted"),
    "recommendation.sent": ("gửi", "sent"),
    "recommendation.interim": ("nhận trả lời bước đầu", "took in an interim reply to"),
    "recommendation.answered": ("nhận trả lời", "took in the reply to"),
    "recommendation.refused": ("nhận ý kiến không tiếp thu", "took in the refusal of"),
    "recommendation.accepted": ("chấp nhận trả lời", "accepted the reply to"),
    "recommendation.sent_back": ("đề nghị trả lời lại", "asked for another reply to"),
    "recommendation.promised": ("ghi hẹn thực hiện", "recorded the promise on"),
    "recommendation.resolved": ("xác nhận đã giải quyết", "confirmed as resolved"),
    "recommendation.reopened": ("mở lại", "reopened"),
    "recommendation.closed": ("khép lại", "closed"),
    "recommendation.withdrawn": ("rút", "withdrew"),
    "recommendation.urged": ("đôn đốc", "urged"),
    "recommendation.escalated": ("kiến nghị lên cấp trên về", "escalated"),
    "recommendation.reconsideration_asked": (
        "nhận đề nghị xem lại",
        "took in a request to reconsider",
    ),
    "recommendation.reconsidered": (
        "trả lời đề nghị xem lại",
        "answered the request to reconsider",
    ),
    "recommendation.dialogue_set": ("hẹn đối thoại về", "set a dialogue on"),
    "recommendation.dialogue_held": ("ghi kết quả đối thoại về", "recorded the dialogue on"),
    "contact.changed": ("sửa đầu mối của", "changed the contacts of"),
    "link.made": ("tạo đường dẫn trả lời cho", "made a reply link for"),
    "link.revoked": ("hủy đường dẫn trả lời của", "revoked a reply link of"),
    "conduct.opened": ("mở", "opened"),
    "conduct.heard": ("ghi ý kiến người liên quan trong", "recorded the hearing in"),
    "conduct.established": ("xác lập nội dung trong", "established facts in"),
    "conduct.recommended": ("ghi kiến nghị của", "recorded the recommendation of"),
    "conduct.closed": ("khép", "closed"),
    "conduct.purged": ("xóa nội dung đã hết hạn giữ của", "deleted what was kept in"),
    "conduct.held": ("giữ thêm", "held"),
    "conduct.released": ("thôi giữ thêm", "released"),
    "report.asked": ("lập", "had a report made:"),
    "job.stopped": ("dừng", "stopped"),
}


class Who(Protocol):
    """Somebody who acts; ``organisations.actors.Actor`` is one."""

    @property
    def person_id(self) -> int | None:
        """The person's id; None for the application itself."""

    @property
    def name(self) -> str:
        """How the trail calls them."""


@db.transaction_required
def record(
    actor: Who,
    verb: str,
    subject: Model,
    *,
    at: datetime,
    organisation_id: int | None = None,
    **details: Any,
) -> None:
    """Add one line, in the transaction of the action it tells of."""
    assert verb in VERBS, verb
    AuditEntry.objects.create(
        at=at,
        person_id=actor.person_id,
        person_name=actor.name,
        organisation_id=organisation_id,
        verb=verb,
        subject_type=subject._meta.label_lower,
        subject_id=str(subject.pk),
        subject_name=str(subject)[:300],
        details=details,
    )


def entries_of(subject: Model) -> QuerySet[AuditEntry]:
    """The lines about one thing, newest first."""
    return AuditEntry.objects.filter(
        subject_type=subject._meta.label_lower, subject_id=str(subject.pk)
    ).order_by("-at", "-id")
