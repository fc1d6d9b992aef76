"""The acceptance–explanation table of ``giamsat consolidate --out``."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from civickit.legaltext import cited, compare
from civickit.rendering.acceptance import (
    Acceptance,
    AcceptanceRow,
    acceptance_docx,
    acceptance_xlsx,
    senders,
)

if TYPE_CHECKING:
    from civickit.consolidation import Consolidation, Group, Opinion
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
    consolidation: "Consolidation",
    following: "Draft | None",
) -> None:
    """``tiep-thu-giai-trinh.docx`` and ``.xlsx``.

    The answers are left open, what the next version changed is told.
    """
    folder.mkdir(parents=True, exist_ok=True)
    groups = consolidation.groups
    people = sum(group.people for group in groups)
    about = Acceptance(
        draft.title,
        "",
        f"{len(opinions)} ý kiến, {len(groups)} nội dung, {people} lượt người và tổ chức.",
    )
    changed = _changed(draft, following) if following else None
    points = [_point(draft, opinions, group, changed) for group in groups]
    (folder / "tiep-thu-giai-trinh.xlsx").write_bytes(acceptance_xlsx(about, points))
    (folder / "tiep-thu-giai-trinh.docx").write_bytes(acceptance_docx(about, points))


def _point(
    draft: "Draft",
    opinions: "Sequence[Opinion]",
    group: "Group",
    changed: "Mapping[str, str] | None",
) -> AcceptanceRow:
    """One row: ``changed`` is what the next version made of provisions, where there is one."""
    provision = draft.by_path.get(group.path or "")
    members = [opinions[place] for place in group.members]
    names = sorted({member.who for member in members if member.who_type == "organisation"})
    others = dict.fromkeys(member.text for member in members)
    others.pop(group.text, None)
    follows = "" if changed is None else changed.get(group.path or "", "Không thay đổi")
    return AcceptanceRow(
        path=group.path,
        provision=provision.words if provision else "",
        text=group.text,
        who=senders(group.people, group.organisations, names),
        follows=follows if group.path else "",
        wordings=tuple(others)[:20],
    )


def _changed(draft: "Draft", following: "Draft") -> dict[str, str]:
    """What the next version made of each provision that is not as it was."""
    return {
        change.old_path: _TOLD[change.type].format(
            new=change.new_text, new_path=cited(change.new_path or "")
        )
        for change in compare(draft, following)
        if change.old_path
    }
