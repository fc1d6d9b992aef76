"""Read the catalogue: adding a paper is adding a folder."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

from giamsat.rulebooks.files import shipped_yaml


@dataclass(frozen=True)
class Blank:
    """One thing a person writes.

    Its name in the text, its label on the form, what stands there at first.
    """

    name: str
    label: str
    default: str
    rows: int
    required: bool


@dataclass(frozen=True)
class PaperKind:
    """A kind of paper as its folder says.

    ``type`` is the code in the symbol; empty: an annex without a number.
    """

    slug: str
    title: str
    type: str
    kind: str
    about: str
    signer: str  # lead, delegation or body
    shape: str  # paper, letter, minutes or annex
    of: str  # case, recommendation or report
    opened_by: tuple[str, ...]  # who, outside the office, opens it once it is issued: OUTSIDERS
    written_in: Mapping[
        str, tuple[str, ...]
    ]  # steps by procedure, beside those the law names it in
    order: int
    to: tuple[str, ...]
    recipients: tuple[str, ...]
    blanks: tuple[Blank, ...]
    body: str
    facing: str  # who signs minutes on the other side

    @property
    def is_numbered(self) -> bool:
        """Whether the office's register gives it a number."""
        return bool(self.type)


_AS_WRITTEN = ("title", "type", "kind", "about", "signer", "shape", "of", "order")
OUTSIDERS = ("supervised_body", "drafter")


def kinds_opened_by(outsider: str) -> list[str]:
    """Slugs of the papers that one of OUTSIDERS opens, when it is about their own matter."""
    assert outsider in OUTSIDERS, outsider
    return [slug for slug, kind in catalogue().items() if outsider in kind.opened_by]


@lru_cache(maxsize=1)
def catalogue() -> Mapping[str, PaperKind]:
    """Every kind by its slug, in the order in which a case needs them."""
    folders = [
        folder
        for folder in (resources.files("giamsat.documents") / "catalogue").iterdir()
        if folder.is_dir() and (folder / "about.yaml").is_file()
    ]
    kinds = [
        _kind(
            folder.name,
            shipped_yaml((folder / "about.yaml").read_text("utf-8")),
            (folder / "body.txt").read_text("utf-8"),
        )
        for folder in folders
    ]
    return {kind.slug: kind for kind in sorted(kinds, key=lambda kind: kind.order)}


def _kind(slug: str, data: Mapping[str, Any], body: str) -> PaperKind:
    facing = "NƠI ĐƯỢC GIÁM SÁT" if data["of"] == "case" else "NƠI NHẬN KIẾN NGHỊ"
    written_in = data.get("written_in", {})
    return PaperKind(
        slug=slug,
        **{name: data[name] for name in _AS_WRITTEN},
        opened_by=tuple(data.get("opened_by", ())),
        written_in={code: tuple(steps) for code, steps in written_in.items()},
        to=tuple(data["to"]),
        recipients=tuple(data["recipients"]),
        blanks=tuple(Blank(**blank) for blank in data["fields"]),
        body=body,
        facing=data.get("facing", facing),
    )
