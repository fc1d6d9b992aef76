"""THE table of who may do what.

Pages, commands, tests and docs/reference/permissions.md read it; nothing else says it.
"""

from enum import StrEnum

from giamsat.foundation.words import Words


class Role(StrEnum):
    """What somebody is in an organisation."""

    ADMINISTRATOR = "administrator"
    FRONT_LEADER = "front_leader"
    FRONT_OFFICER = "front_officer"
    ORGANISATION_OFFICER = "organisation_officer"
    PARTY_COMMITTEE = "party_committee"
    SUPERVISED_BODY = "supervised_body"
    CONDUCT_OFFICER = "conduct_officer"


ROLE_NAMES = {
    Role.ADMINISTRATOR: Words("Quản trị", "Administrator"),
    Role.FRONT_LEADER: Words("Thường trực Ủy ban MTTQ", "Standing board of the Front"),
    Role.FRONT_OFFICER: Words("Chuyên viên MTTQ", "Officer of the Front"),
    Role.ORGANISATION_OFFICER: Words(
        "Cán bộ của tổ chức thành viên",
        "Officer of a member organisation",
    ),
    Role.PARTY_COMMITTEE: Words("Cấp ủy, ban tham mưu", "Party committee and its boards"),
    Role.SUPERVISED_BODY: Words("Đơn vị được giám sát", "Supervised body"),
    Role.CONDUCT_OFFICER: Words(
        "Phụ trách giám sát tu dưỡng, rèn luyện",
        "Supervises conduct of office-holders",
    ),
}


SIX = ("front", "union", "farmers", "women", "youth", "veterans")
KINDS_OF_ROLE = {  # the kinds of bodies in which each role makes sense
    Role.ADMINISTRATOR: ("front",),
    Role.FRONT_LEADER: ("front",),
    Role.FRONT_OFFICER: ("front",),
    Role.ORGANISATION_OFFICER: SIX,
    Role.PARTY_COMMITTEE: ("party",),
    Role.SUPERVISED_BODY: ("authority", "party"),
    Role.CONDUCT_OFFICER: ("front",),
}
OF_THE_OFFICE = {  # what these may do reaches all of the province: given in its office alone
    Role.ADMINISTRATOR,
    Role.FRONT_LEADER,
    Role.FRONT_OFFICER,
    Role.CONDUCT_OFFICER,
}


class Permission(StrEnum):
    """Something a person can do."""

    PROGRAMME_VIEW = "programme.view"
    PROGRAMME_OPEN = "programme.open"
    PROPOSAL_VIEW = "proposal.view"
    PROPOSAL_EDIT = "proposal.edit"
    OUTSIDE_PLAN_ADD = "outside_plan.add"
    PAIR_VIEW = "pair.view"
    PAIR_DECIDE = "pair.decide"
    PLAN_VIEW = "plan.view"
    PLAN_MAKE = "plan.make"
    PLAN_ACCEPT = "plan.accept"
    COMMISSION_VIEW = "commission.view"
    COMMISSION_ADD = "commission.add"
    COMMISSION_TAKE = "commission.take"
    EDITION_VIEW = "edition.view"
    ROUND_HOLD = "round.hold"
    POSITION_TAKE = "position.take"
    POSITION_RECORD = "position.record"
    EDITION_SUBMIT = "edition.submit"
    OPINION_GIVE = "opinion.give"
    OPINION_ANSWER = "opinion.answer"
    EDITION_APPROVE = "edition.approve"
    EDITION_ISSUE = "edition.issue"
    EDITION_PUBLISH = "edition.publish"
    VISIT_VIEW = "visit.view"
    CALENDAR_EDIT = "calendar.edit"
    LAW_TRY = "law.try"
    CASE_VIEW = "case.view"
    CASE_EDIT = "case.edit"
    CASE_REPORT = "case.report"
    DRAFT_ANSWER = "draft.answer"
    PAPER_ISSUE = "paper.issue"
    RECOMMENDATION_VIEW = "recommendation.view"
    RECOMMENDATION_EDIT = "recommendation.edit"
    RECOMMENDATION_REPLY = "recommendation.reply"
    RECOMMENDATION_RECORD = "recommendation.record"
    REPORT_VIEW = "report.view"
    REPORT_MAKE = "report.make"
    TARGET_VIEW = "target.view"
    TARGET_EDIT = "target.edit"
    FACT_REPORT = "fact.report"
    FACT_CONFIRM = "fact.confirm"
    CONDUCT = "conduct.work"
    ORGANISATION_VIEW = "organisation.view"
    ORGANISATION_EDIT = "organisation.edit"
    NAME_SETTLE = "name.settle"
    PEOPLE_MANAGE = "people.manage"
    AUDIT_VIEW = "audit.view"


PERMISSION_NAMES = {
    Permission.PROGRAMME_VIEW: Words("xem chương trình năm", "see the yearly programme"),
    Permission.PROGRAMME_OPEN: Words("mở chương trình của một năm", "open a year's programme"),
    Permission.PROPOSAL_VIEW: Words("xem tệp và đề xuất", "see workbooks and proposals"),
    Permission.PROPOSAL_EDIT: Words(
        "nộp tệp, sửa, gửi, rút đề xuất",
        "bring workbooks; correct, send, withdraw proposals",
    ),
    Permission.OUTSIDE_PLAN_ADD: Words(
        "đưa vào kế hoạch của cơ quan khác", "bring other bodies' plans"
    ),
    Permission.PAIR_VIEW: Words("xem các cặp có thể trùng", "see pairs that may overlap"),
    Permission.PAIR_DECIDE: Words("quyết định các cặp có thể trùng", "decide on pairs"),
    Permission.PLAN_VIEW: Words("xem phương án, tải văn bản", "see variants, take the papers"),
    Permission.PLAN_MAKE: Words("xếp phương án", "make variants"),
    Permission.PLAN_ACCEPT: Words(
        "nhận một phương án làm dự thảo chương trình",
        "take a variant as the draft programme",
    ),
    Permission.COMMISSION_VIEW: Words("xem việc đặt hàng", "see commissions"),
    Permission.COMMISSION_ADD: Words(
        "đặt hàng, nghiệm thu sản phẩm",
        "commission topics, accept products",
    ),
    Permission.COMMISSION_TAKE: Words(
        "nhận đặt hàng, nộp sản phẩm",
        "take commissions, deliver products",
    ),
    Permission.EDITION_VIEW: Words(
        "xem hiệp thương, ý kiến, các bản chương trình",
        "see rounds, opinions and editions",
    ),
    Permission.ROUND_HOLD: Words(
        "mở và kết luận vòng hiệp thương",
        "open and conclude rounds of hiệp thương",
    ),
    Permission.POSITION_TAKE: Words("cho ý kiến hiệp thương", "take a position in a round"),
    Permission.POSITION_RECORD: Words(
        "ghi ý kiến tổ chức gửi bằng văn bản",
        "record positions sent on paper",
    ),
    Permission.EDITION_SUBMIT: Words(
        "trình xin ý kiến, mở điều chỉnh",
        "submit for opinion, begin an amendment",
    ),
    Permission.OPINION_GIVE: Words(
        "ghi ý kiến của Ban Thường vụ",
        "give the Standing Committee's opinion",
    ),
    Permission.OPINION_ANSWER: Words(
        "trả lời từng ý kiến của Ban Thường vụ",
        "answer each point of the opinion",
    ),
    Permission.EDITION_APPROVE: Words("phê duyệt chương trình", "approve the programme"),
    Permission.EDITION_ISSUE: Words(
        "cấp số, ban hành chương trình", "number and issue the programme"
    ),
    Permission.EDITION_PUBLISH: Words(
        "báo cho đơn vị được giám sát, công khai",
        "tell supervised bodies, publish",
    ),
    Permission.VISIT_VIEW: Words(
        "xem các cuộc giám sát tại đơn vị mình",
        "see what concerns one's own body",
    ),
    Permission.CALENDAR_EDIT: Words(
        "ghi ngày nghỉ, ngày làm bù mới thông báo",
        "enter announced days off and working days",
    ),
    Permission.LAW_TRY: Words("thử một thay đổi của quy định", "try a change of law"),
    Permission.CASE_VIEW: Words("xem các cuộc giám sát", "see cases of supervision"),
    Permission.CASE_EDIT: Words("mở và tiến hành cuộc giám sát", "open and carry out cases"),
    Permission.CASE_REPORT: Words(
        "gửi báo cáo của đơn vị được giám sát",
        "send the supervised body's report",
    ),
    Permission.DRAFT_ANSWER: Words(
        "trả lời ý kiến phản biện về dự thảo của cơ quan mình",
        "answer the criticism of one's own draft",
    ),
    Permission.PAPER_ISSUE: Words("cấp số, phát hành văn bản", "number and issue papers"),
    Permission.RECOMMENDATION_VIEW: Words("xem kiến nghị", "see recommendations"),
    Permission.RECOMMENDATION_EDIT: Words(
        "gửi, đôn đốc, kiểm tra, khép lại kiến nghị",
        "send, urge, verify and close recommendations",
    ),
    Permission.RECOMMENDATION_REPLY: Words(
        "trả lời kiến nghị, đề nghị xem lại, đối thoại",
        "reply to recommendations, ask for reconsideration or dialogue",
    ),
    Permission.RECOMMENDATION_RECORD: Words(
        "ghi trả lời nhận bằng văn bản",
        "record replies that came on paper",
    ),
    Permission.REPORT_VIEW: Words("xem báo cáo 6 tháng, năm", "see half-yearly and yearly reports"),
    Permission.REPORT_MAKE: Words(
        "lập báo cáo 6 tháng, năm", "make half-yearly and yearly reports"
    ),
    Permission.TARGET_VIEW: Words("xem chỉ tiêu, thử thay đổi", "see targets, try changes"),
    Permission.TARGET_EDIT: Words("lập, sửa bộ chỉ tiêu", "write and change targets"),
    Permission.FACT_REPORT: Words("báo số liệu của đơn vị", "report the unit's figures"),
    Permission.FACT_CONFIRM: Words(
        "xác nhận, trả lại số liệu", "confirm figures or send them back"
    ),
    Permission.CONDUCT: Words(
        "làm hồ sơ bảo mật về tu dưỡng, rèn luyện của người giữ chức vụ",
        "work on confidential records of conduct",
    ),
    Permission.ORGANISATION_VIEW: Words("xem tổ chức và địa danh", "see organisations and places"),
    Permission.ORGANISATION_EDIT: Words("sửa tổ chức", "edit organisations"),
    Permission.NAME_SETTLE: Words(
        "ghi tên chưa rõ là của cơ quan nào", "say which body an unclear name means"
    ),
    Permission.PEOPLE_MANAGE: Words("quản lý tài khoản và vai trò", "manage accounts and roles"),
    Permission.AUDIT_VIEW: Words("xem nhật ký", "see the audit trail"),
}


class Scope(StrEnum):
    """Whose rows."""

    OWN = "own"  # of the organisation in which the person has the role
    ALL = "all"


_READING = {
    Permission.PROGRAMME_VIEW: Scope.ALL,
    Permission.PLAN_VIEW: Scope.ALL,
    Permission.ORGANISATION_VIEW: Scope.ALL,
    Permission.COMMISSION_VIEW: Scope.ALL,
    Permission.EDITION_VIEW: Scope.ALL,
    Permission.TARGET_VIEW: Scope.ALL,
}
_FOLLOWING = {
    Permission.CASE_VIEW: Scope.ALL,
    Permission.RECOMMENDATION_VIEW: Scope.ALL,
    Permission.REPORT_VIEW: Scope.ALL,
}
ROLES: dict[Role, dict[Permission, Scope]] = {
    Role.ADMINISTRATOR: {
        Permission.ORGANISATION_VIEW: Scope.ALL,
        Permission.ORGANISATION_EDIT: Scope.ALL,
        Permission.NAME_SETTLE: Scope.ALL,
        Permission.PEOPLE_MANAGE: Scope.ALL,
        Permission.AUDIT_VIEW: Scope.ALL,
        Permission.CALENDAR_EDIT: Scope.ALL,
        Permission.LAW_TRY: Scope.ALL,
    },
    Role.FRONT_LEADER: _READING
    | _FOLLOWING
    | {
        Permission.LAW_TRY: Scope.ALL,
        Permission.PAPER_ISSUE: Scope.ALL,
        Permission.REPORT_MAKE: Scope.ALL,
        Permission.PROPOSAL_VIEW: Scope.ALL,
        Permission.PAIR_VIEW: Scope.ALL,
        Permission.PLAN_ACCEPT: Scope.ALL,
        Permission.POSITION_TAKE: Scope.OWN,
        Permission.EDITION_SUBMIT: Scope.ALL,
        Permission.EDITION_APPROVE: Scope.ALL,
        Permission.EDITION_ISSUE: Scope.ALL,
        Permission.AUDIT_VIEW: Scope.ALL,
        Permission.FACT_CONFIRM: Scope.ALL,
    },
    Role.FRONT_OFFICER: _READING
    | _FOLLOWING
    | {
        Permission.CALENDAR_EDIT: Scope.ALL,
        Permission.LAW_TRY: Scope.ALL,
        Permission.CASE_EDIT: Scope.ALL,
        Permission.PAPER_ISSUE: Scope.ALL,
        Permission.RECOMMENDATION_EDIT: Scope.ALL,
        Permission.RECOMMENDATION_RECORD: Scope.ALL,
        Permission.REPORT_MAKE: Scope.ALL,
        Permission.PROGRAMME_OPEN: Scope.ALL,
        Permission.PROPOSAL_VIEW: Scope.ALL,
        Permission.PROPOSAL_EDIT: Scope.ALL,
        Permission.OUTSIDE_PLAN_ADD: Scope.ALL,
        Permission.NAME_SETTLE: Scope.ALL,
        Permission.PAIR_VIEW: Scope.ALL,
        Permission.PAIR_DECIDE: Scope.ALL,
        Permission.PLAN_MAKE: Scope.ALL,
        Permission.COMMISSION_ADD: Scope.OWN,
        Permission.COMMISSION_TAKE: Scope.ALL,
        Permission.ROUND_HOLD: Scope.ALL,
        Permission.POSITION_TAKE: Scope.OWN,
        Permission.POSITION_RECORD: Scope.ALL,
        Permission.EDITION_SUBMIT: Scope.ALL,
        Permission.OPINION_GIVE: Scope.ALL,  # where the Party committee writes on paper
        Permission.OPINION_ANSWER: Scope.ALL,
        Permission.EDITION_ISSUE: Scope.ALL,
        Permission.EDITION_PUBLISH: Scope.ALL,
        Permission.TARGET_EDIT: Scope.ALL,
        Permission.FACT_REPORT: Scope.ALL,
        Permission.FACT_CONFIRM: Scope.ALL,
    },
    Role.ORGANISATION_OFFICER: _READING
    | {
        Permission.PROPOSAL_VIEW: Scope.OWN,
        Permission.PROPOSAL_EDIT: Scope.OWN,
        Permission.PAIR_VIEW: Scope.OWN,
        Permission.COMMISSION_ADD: Scope.OWN,
        Permission.COMMISSION_TAKE: Scope.OWN,
        Permission.POSITION_TAKE: Scope.OWN,
        Permission.CASE_VIEW: Scope.ALL,
        Permission.CASE_EDIT: Scope.OWN,
        Permission.PAPER_ISSUE: Scope.OWN,
        Permission.RECOMMENDATION_VIEW: Scope.ALL,
        Permission.RECOMMENDATION_EDIT: Scope.OWN,
        Permission.RECOMMENDATION_RECORD: Scope.OWN,
        Permission.FACT_REPORT: Scope.OWN,
    },
    Role.PARTY_COMMITTEE: _READING
    | _FOLLOWING
    | {
        Permission.PROPOSAL_VIEW: Scope.ALL,
        Permission.PAIR_VIEW: Scope.ALL,
        Permission.COMMISSION_ADD: Scope.OWN,
        Permission.OPINION_GIVE: Scope.ALL,
        Permission.TARGET_EDIT: Scope.ALL,
        Permission.FACT_REPORT: Scope.OWN,
    },
    Role.SUPERVISED_BODY: {
        Permission.VISIT_VIEW: Scope.OWN,
        Permission.CASE_REPORT: Scope.OWN,
        Permission.DRAFT_ANSWER: Scope.OWN,
        Permission.RECOMMENDATION_VIEW: Scope.OWN,
        Permission.RECOMMENDATION_REPLY: Scope.OWN,
        Permission.COMMISSION_VIEW: Scope.OWN,
        Permission.COMMISSION_ADD: Scope.OWN,
        Permission.FACT_REPORT: Scope.OWN,
    },
    Role.CONDUCT_OFFICER: {Permission.CONDUCT: Scope.ALL},
}
# Who approves signs in with a second factor (password alone opens nothing of theirs).
NEEDS_SECOND_FACTOR = frozenset(
    {
        Permission.PLAN_ACCEPT,
        Permission.EDITION_APPROVE,
        Permission.PEOPLE_MANAGE,
        Permission.CONDUCT,
    }
)


def roles_needing_second_factor() -> frozenset[Role]:
    """Roles that hold a permission of approval."""
    return frozenset(role for role, granted in ROLES.items() if NEEDS_SECOND_FACTOR & set(granted))
