"""Read the catalogue: adding a paper is adding a folder."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

import yaml


@dataclass(frozen=True)
class Blank:
    """One thing a person writes: its name in the text, its label on the form, what stands there at first."""

    name: str
    label: str
    default: str
    rows: int
    required: bool


@dataclass(frozen=True)
class PaperKind:
    """A kind of paper as its folder says. ``type`` is the code in the symbol; empty: an annex without a number."""

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


OUTSIDERS = ("supervised_body", "drafter")


def kinds_opened_by(outsider: str) -> list[str]:
    """Slugs of the papers that one of OUTSIDERS opens, when it is about their own matter."""
    assert outsider in OUTSIDERS, outsider
    return [slug for slug, kind in catalogue().items() if outsider in kind.opened_by]


@lru_cache(maxsize=1)
def catalogue() -> Mapping[str, PaperKind]:
    """Every kind by its slug, in the order in which a case needs them."""
    folders = [
        one
        for one in (resources.files("giamsat.documents") / "catalogue").iterdir()
        if one.is_dir() and (one / "about.yaml").is_file()
    ]
    kinds = [
        _kind(
            one.name,
            yaml.safe_load((one / "about.yaml").read_text("utf-8")),
            (one / "body.txt").read_text("utf-8"),
        )
        for one in folders
    ]
    return {one.slug: one for one in sorted(kinds, key=lambda one: one.order)}


def _kind(slug: str, told: Mapping[str, Any], body: str) -> PaperKind:
    blanks = tuple(Blank(**one) for one in told["fields"])
    return PaperKind(
        slug,
        told["title"],
        told["type"],
        told["kind"],
        told["about"],
        told["signer"],
        told["shape"],
        told["of"],
        tuple(told.get("opened_by", ())),
        {code: tuple(steps) for code, steps in told.get("written_in", {}).items()},
        told["order"],
        tuple(told["to"]),
        tuple(told["recipients"]),
        blanks,
        body,
        told.get("facing", "NƠI ĐƯỢC GIÁM SÁT" if told["of"] == "case" else "NƠI NHẬN KIẾN NGHỊ"),
    )
