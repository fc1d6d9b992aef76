"""The acceptance–explanation table of ``giamsat consolidate --out``."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from civickit.legaltext import compare
from civickit.rendering.acceptance import (
    Acceptance,
    Point,
    acceptance_docx,
    acceptance_xlsx,
    senders,
)

if TYPE_CHECKING:
    from civickit.consolidation import Consolidation, Opinion
    from civickit.legaltext import Draft

_TOLD = {
    "modified": "Đã sửa: {new}",
    "renumbered": "Giữ nguyên, nay là {new_path}",
    "deleted": "Đã bỏ",
}


def write_tables(
    folder: Path,
    draft: "Draft",
    opinions: "Sequence[Opinion]",
    told: "Consolidation",
    following: "Draft | None",
) -> None:
    """``tiep-thu-giai-trinh.docx`` and ``.xlsx``; the answers are left open, what the next version changed is told."""
    folder.mkdir(parents=True, exist_ok=True)
    people = sum(group.people for group in told.groups)
    about = Acceptance(
        draft.title,
        "",
        f"{len(opinions)} ý kiến, {len(told.groups)} nội dung, {people} lượt người và tổ chức.",
    )
    points = list(_points(draft, opinions, told, following))
    (folder / "tiep-thu-giai-trinh.xlsx").write_bytes(acceptance_xlsx(about, points))
    (folder / "tiep-thu-giai-trinh.docx").write_bytes(acceptance_docx(about, points))


def _points(
    draft: "Draft", opinions: "Sequence[Opinion]", told: "Consolidation", following: "Draft | None"
) -> Iterator[Point]:
    changed = _changed(draft, following) if following else {}
    for group in told.groups:
        provision = draft.by_path.get(group.path or "")
        names = sorted(
            {
                opinions[place].who
                for place in group.members
                if opinions[place].who_type == "organisation"
            }
        )
        others = dict.fromkeys(opinions[place].text for place in group.members)
        others.pop(group.text, None)
        follows = (
            "" if following is None or not group.path else changed.get(group.path, "Không thay đổi")
        )
        yield Point(
            group.path,
            provision.words if provision else "",
            group.text,
            senders(group.people, group.organisations, names),
            "",
            follows,
            tuple(others)[:20],
        )


def _changed(draft: "Draft", following: "Draft") -> dict[str, str]:
    """What the next version made of each provision that is not as it was."""
    return {
        one.old_path: _TOLD[one.type].format(new=one.new_text, new_path=one.new_path)
        for one in compare(draft, following)
        if one.old_path
    }
