"""THE table of who may do what. Pages, commands, tests and docs/reference/permissions.md read it; nothing else says it."""

from enum import StrEnum


class Role(StrEnum):
    """What somebody is in an organisation."""

    ADMINISTRATOR = "administrator"
    FRONT_LEADER = "front_leader"
    FRONT_OFFICER = "front_officer"
    ORGANISATION_OFFICER = "organisation_officer"
    PARTY_READER = "party_reader"


ROLE_NAMES = {
    Role.ADMINISTRATOR: ("Quản trị", "Administrator"),
    Role.FRONT_LEADER: ("Thường trực Ủy ban MTTQ", "Standing board of the Front"),
    Role.FRONT_OFFICER: ("Chuyên viên MTTQ", "Officer of the Front"),
    Role.ORGANISATION_OFFICER: ("Cán bộ của tổ chức thành viên", "Officer of a member organisation"),
    Role.PARTY_READER: ("Cấp ủy, ban tham mưu (xem)", "Party committee (reads)"),
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
    ORGANISATION_VIEW = "organisation.view"
    ORGANISATION_EDIT = "organisation.edit"
    PEOPLE_MANAGE = "people.manage"
    AUDIT_VIEW = "audit.view"


PERMISSION_NAMES = {
    Permission.PROGRAMME_VIEW: ("xem chương trình năm", "see the yearly programme"),
    Permission.PROGRAMME_OPEN: ("mở chương trình của một năm", "open a year's programme"),
    Permission.PROPOSAL_VIEW: ("xem tệp và đề xuất", "see workbooks and proposals"),
    Permission.PROPOSAL_EDIT: ("nộp tệp, sửa, gửi, rút đề xuất", "bring workbooks; correct, send, withdraw proposals"),
    Permission.OUTSIDE_PLAN_ADD: ("đưa vào kế hoạch của cơ quan khác", "bring other bodies' plans"),
    Permission.PAIR_VIEW: ("xem các cặp có thể trùng", "see pairs that may overlap"),
    Permission.PAIR_DECIDE: ("quyết định các cặp có thể trùng", "decide on pairs"),
    Permission.PLAN_VIEW: ("xem phương án, tải văn bản", "see variants, take the papers"),
    Permission.PLAN_MAKE: ("xếp phương án", "make variants"),
    Permission.PLAN_ACCEPT: ("nhận một phương án làm chương trình", "accept a variant as the programme"),
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
}
ROLES: dict[Role, dict[Permission, Scope]] = {
    Role.ADMINISTRATOR: {
        Permission.ORGANISATION_VIEW: Scope.ALL,
        Permission.ORGANISATION_EDIT: Scope.ALL,
        Permission.PEOPLE_MANAGE: Scope.ALL,
        Permission.AUDIT_VIEW: Scope.ALL,
    },
    Role.FRONT_LEADER: _READING
    | {
        Permission.PROPOSAL_VIEW: Scope.ALL,
        Permission.PAIR_VIEW: Scope.ALL,
        Permission.PLAN_ACCEPT: Scope.ALL,
        Permission.AUDIT_VIEW: Scope.ALL,
    },
    Role.FRONT_OFFICER: _READING
    | {
        Permission.PROGRAMME_OPEN: Scope.ALL,
        Permission.PROPOSAL_VIEW: Scope.ALL,
        Permission.PROPOSAL_EDIT: Scope.ALL,
        Permission.OUTSIDE_PLAN_ADD: Scope.ALL,
        Permission.PAIR_VIEW: Scope.ALL,
        Permission.PAIR_DECIDE: Scope.ALL,
        Permission.PLAN_MAKE: Scope.ALL,
    },
    Role.ORGANISATION_OFFICER: _READING
    | {
        Permission.PROPOSAL_VIEW: Scope.OWN,
        Permission.PROPOSAL_EDIT: Scope.OWN,
        Permission.PAIR_VIEW: Scope.OWN,
    },
    Role.PARTY_READER: _READING | {Permission.PROPOSAL_VIEW: Scope.ALL, Permission.PAIR_VIEW: Scope.ALL},
}
# Who approves signs in with a second factor (password alone opens nothing of theirs).
NEEDS_SECOND_FACTOR = frozenset({Permission.PLAN_ACCEPT, Permission.PEOPLE_MANAGE})


def roles_needing_second_factor() -> frozenset[Role]:
    """Roles that hold a permission of approval."""
    return frozenset(role for role, granted in ROLES.items() if NEEDS_SECOND_FACTOR & set(granted))
