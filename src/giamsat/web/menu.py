"""What every page shows around its own content."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from giamsat.organisations.actors import Actor
from giamsat.organisations.permissions import Permission


@dataclass(frozen=True)
class Item:
    """One link of the menu."""

    name: str
    href: str
    here: bool


def furniture(request: HttpRequest) -> dict[str, Any]:
    """The person, their menu, their office, the time and the background; no query of its own."""
    actor: Actor = getattr(request, "actor", None) or Actor(None, "")
    return {
        "actor": actor,
        "menu": menu(actor, request.path),
        "office": actor.organisations[0][1] if actor.organisations else "",
        "now": timezone.now(),
        "theme": "light" if request.COOKIES.get("nen") == "light" else "",
    }


def menu(actor: Actor, path: str) -> list[Item]:
    """Only what the person may open."""
    places: list[tuple[str, str, Permission | tuple[Permission, ...] | None]] = [
        (_("Việc của tôi"), "home", None),
        (_("Chương trình"), "programmes", Permission.PROGRAMME_VIEW),
        (_("Giám sát"), "cases", Permission.CASE_VIEW),
        (_("Phản biện"), "criticisms", Permission.CASE_VIEW),
        (_("Kiến nghị"), "recommendations", Permission.RECOMMENDATION_VIEW),
        (_("Báo cáo"), "reports", Permission.REPORT_VIEW),
        (_("Chỉ tiêu"), "target_books", Permission.TARGET_VIEW),
        (_("Số liệu"), "facts", (Permission.FACT_REPORT, Permission.FACT_CONFIRM)),
        (_("Tu dưỡng, rèn luyện"), "conduct_cases", Permission.CONDUCT),
        (_("Tại đơn vị"), "visits", Permission.VISIT_VIEW),
        (_("Tìm"), "search", None),
        (_("Báo cáo đoàn"), "case_reports", Permission.CASE_REPORT),
        (_("Góp ý dự thảo"), "drafter_cases", Permission.DRAFT_ANSWER),
        (_("Tổ chức"), "organisations", Permission.ORGANISATION_VIEW),
        (_("Người dùng"), "people", Permission.PEOPLE_MANAGE),
        (_("Nhật ký"), "trail", Permission.AUDIT_VIEW),
    ]
    below = {
        "programmes": (
            "/chuong-trinh",
            "/tep",
            "/de-xuat",
            "/trung-lap",
            "/phuong-an",
            "/cong-viec",
            "/dat-hang",
            "/ban",
            "/hiep-thuong",
        ),
        "organisations": ("/to-chuc", "/dia-danh"),
        "recommendations": ("/kien-nghi",),
        "case_reports": ("/tai-don-vi/bao-cao", "/giam-sat/bao-cao"),
        "visits": ("/tai-don-vi/",),
        "drafter_cases": ("/tai-don-vi/du-thao",),
    }
    shown = [
        (
            name,
            reverse(view),
            _depth(path, below.get(view, (reverse(view),))) if view != "home" else int(path == "/"),
        )
        for name, view, permission in places
        if permission is None
        or any(map(actor.holds, permission if isinstance(permission, tuple) else (permission,)))
    ]
    deepest = max((depth for _name, _href, depth in shown), default=0)
    return [Item(name, href, depth == deepest > 0) for name, href, depth in shown]


def _depth(path: str, beginnings: tuple[str, ...]) -> int:
    """How much of an address the longest of some beginnings covers: of two places one lies in, the nearer is meant."""
    return max((len(one) for one in beginnings if path.startswith(one)), default=0)
