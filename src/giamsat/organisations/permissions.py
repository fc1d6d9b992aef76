"""THE table of who may do what. Pages, commands, tests and docs/reference/permissions.md read it; nothing else says it."""

from enum import StrEnum


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
    Role.ADMINISTRATOR: ("Quản trị", "Administrator"),
    Role.FRONT_LEADER: ("Thường trực Ủy ban MTTQ", "Standing board of the Front"),
    Role.FRONT_OFFICER: ("Chuyên viên MTTQ", "Officer of the Front"),
    Role.ORGANISATION_OFFICER: (
        "Cán bộ của tổ chức thành viên",
        "Officer of a member organisation",
    ),
    Role.PARTY_COMMITTEE: ("Cấp ủy, ban tham mưu", "Party committee and its boards"),
    Role.SUPERVISED_BODY: ("Đơn vị được giám sát", "Supervised body"),
    Role.CONDUCT_OFFICER: (
        "Phụ trách giám sát tu dưỡng, rèn luyện",
        "Supervises conduct of office-holders",
    ),
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
    PEOPLE_MANAGE = "people.manage"
    AUDIT_VIEW = "audit.view"


PERMISSION_NAMES = {
    Permission.PROGRAMME_VIEW: ("xem chương trình năm", "see the yearly programme"),
    Permission.PROGRAMME_OPEN: ("mở chương trình của một năm", "open a year's programme"),
    Permission.PROPOSAL_VIEW: ("xem tệp và đề xuất", "see workbooks and proposals"),
    Permission.PROPOSAL_EDIT: (
        "nộp tệp, sửa, gửi, rút đề xuất",
        "bring workbooks; correct, send, withdraw proposals",
    ),
    Permission.OUTSIDE_PLAN_ADD: ("đưa vào kế hoạch của cơ quan khác", "bring other bodies' plans"),
    Permission.PAIR_VIEW: ("xem các cặp có thể trùng", "see pairs that may overlap"),
    Permission.PAIR_DECIDE: ("quyết định các cặp có thể trùng", "decide on pairs"),
    Permission.PLAN_VIEW: ("xem phương án, tải văn bản", "see variants, take the papers"),
    Permission.PLAN_MAKE: ("xếp phương án", "make variants"),
    Permission.PLAN_ACCEPT: (
        "nhận một phương án làm dự thảo chương trình",
        "take a variant as the draft programme",
    ),
    Permission.COMMISSION_VIEW: ("xem việc đặt hàng", "see commissions"),
    Permission.COMMISSION_ADD: (
        "đặt hàng, nghiệm thu sản phẩm",
        "commission topics, accept products",
    ),
    Permission.COMMISSION_TAKE: (
        "nhận đặt hàng, nộp sản phẩm",
        "take commissions, deliver products",
    ),
    Permission.EDITION_VIEW: (
        "xem hiệp thương, ý kiến, các bản chương trình",
        "see rounds, opinions and editions",
    ),
    Permission.ROUND_HOLD: (
        "mở và kết luận vòng hiệp thương",
        "open and conclude rounds of hiệp thương",
    ),
    Permission.POSITION_TAKE: ("cho ý kiến hiệp thương", "take a position in a round"),
    Permission.POSITION_RECORD: (
        "ghi ý kiến tổ chức gửi bằng văn bản",
        "record positions sent on paper",
    ),
    Permission.EDITION_SUBMIT: (
        "trình xin ý kiến, mở điều chỉnh",
        "submit for opinion, begin an amendment",
    ),
    Permission.OPINION_GIVE: (
        "ghi ý kiến của Ban Thường vụ",
        "give the Standing Committee's opinion",
    ),
    Permission.OPINION_ANSWER: (
        "trả lời từng ý kiến của Ban Thường vụ",
        "answer each point of the opinion",
    ),
    Permission.EDITION_APPROVE: ("phê duyệt chương trình", "approve the programme"),
    Permission.EDITION_ISSUE: ("cấp số, ban hành chương trình", "number and issue the programme"),
    Permission.EDITION_PUBLISH: (
        "báo cho đơn vị được giám sát, công khai",
        "tell supervised bodies, publish",
    ),
    Permission.VISIT_VIEW: (
        "xem các cuộc giám sát tại đơn vị mình",
        "see what concerns one's own body",
    ),
    Permission.CALENDAR_EDIT: (
        "ghi ngày nghỉ, ngày làm bù mới thông báo",
        "enter announced days off and working days",
    ),
    Permission.LAW_TRY: ("thử một thay đổi của quy định", "try a change of law"),
    Permission.CASE_VIEW: ("xem các cuộc giám sát", "see cases of supervision"),
    Permission.CASE_EDIT: ("mở và tiến hành cuộc giám sát", "open and carry out cases"),
    Permission.CASE_REPORT: (
        "gửi báo cáo của đơn vị được giám sát",
        "send the supervised body's report",
    ),
    Permission.DRAFT_ANSWER: (
        "trả lời ý kiến phản biện về dự thảo của cơ quan mình",
        "answer the criticism of one's own draft",
    ),
    Permission.PAPER_ISSUE: ("cấp số, phát hành văn bản", "number and issue papers"),
    Permission.RECOMMENDATION_VIEW: ("xem kiến nghị", "see recommendations"),
    Permission.RECOMMENDATION_EDIT: (
        "gửi, đôn đốc, kiểm tra, khép lại kiến nghị",
        "send, urge, verify and close recommendations",
    ),
    Permission.RECOMMENDATION_REPLY: (
        "trả lời kiến nghị, đề nghị xem lại, đối thoại",
        "reply to recommendations, ask for reconsideration or dialogue",
    ),
    Permission.RECOMMENDATION_RECORD: (
        "ghi trả lời nhận bằng văn bản",
        "record replies that came on paper",
    ),
    Permission.REPORT_VIEW: ("xem báo cáo 6 tháng, năm", "see half-yearly and yearly reports"),
    Permission.REPORT_MAKE: ("lập báo cáo 6 tháng, năm", "make half-yearly and yearly reports"),
    Permission.TARGET_VIEW: ("xem chỉ tiêu, thử thay đổi", "see targets, try changes"),
    Permission.TARGET_EDIT: ("lập, sửa bộ chỉ tiêu", "write and change targets"),
    Permission.FACT_REPORT: ("báo số liệu của đơn vị", "report the unit's figures"),
    Permission.FACT_CONFIRM: ("xác nhận, trả lại số liệu", "confirm figures or send them back"),
    Permission.CONDUCT: (
        "làm hồ sơ bảo mật về tu dưỡng, rèn luyện của người giữ chức vụ",
        "work on confidential records of conduct",
    ),
    Permission.ORGANISATION_VIEW: ("xem tổ chức và địa danh", "see organisations and places"),
    Permission.ORGANISATION_EDIT: ("sửa tổ chức", "edit organisations"),
    Permission.PEOPLE_MANAGE: ("quản lý tài khoản và vai trò", "manage accounts and roles"),
    Permission.AUDIT_VIEW: ("xem nhật ký", "see the audit trail"),
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
