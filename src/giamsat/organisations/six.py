"""The Front and the five organisations under it since 2025 (Conclusions 126 and 127-KL/TW).

Their names, once: plain data beside ``naming``: commands that compare and plan without a database
read it too.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Names:
    """What one of them is called at a level. The place's name follows ``name``."""

    code: str  # of a province's; of a commune's, what follows the code of the place
    name: str
    short_name: str


@dataclass(frozen=True)
class FrontOrganisation:
    """One of the six, at both levels."""

    kind: str  # of ``Organisation.Kind``
    province: Names
    commune: Names
    read_as: str  # by the reader of workbooks (civickit.worksheets)
    planned_as: str  # in a plan made of files alone, which name no province


SIX = (
    FrontOrganisation(
        "front",
        province=Names("MTTQ", "Ủy ban MTTQ Việt Nam", "MTTQ"),
        commune=Names("MT", "Ủy ban MTTQ Việt Nam", "MTTQ"),
        read_as="MTTQ",
        planned_as="Ủy ban MTTQ Việt Nam tỉnh",
    ),
    FrontOrganisation(
        "union",
        province=Names("LDLD", "Liên đoàn Lao động", "LĐLĐ"),
        commune=Names("CD", "Công đoàn", "Công đoàn"),
        read_as="Liên đoàn Lao động",
        planned_as="Liên đoàn Lao động tỉnh",
    ),
    FrontOrganisation(
        "farmers",
        province=Names("HND", "Hội Nông dân", "Hội Nông dân"),
        commune=Names("HND", "Hội Nông dân", "Hội Nông dân"),
        read_as="Hội Nông dân",
        planned_as="Hội Nông dân tỉnh",
    ),
    FrontOrganisation(
        "women",
        province=Names("LHPN", "Hội Liên hiệp Phụ nữ", "Hội LHPN"),
        commune=Names("PN", "Hội Liên hiệp Phụ nữ", "Hội LHPN"),
        read_as="Hội LHPN",
        planned_as="Hội Liên hiệp Phụ nữ tỉnh",
    ),
    FrontOrganisation(
        "youth",
        province=Names("DTN", "Đoàn Thanh niên Cộng sản Hồ Chí Minh", "Đoàn Thanh niên"),
        commune=Names("DTN", "Đoàn TNCS Hồ Chí Minh", "Đoàn Thanh niên"),
        read_as="Đoàn TNCS HCM",
        planned_as="Tỉnh Đoàn",
    ),
    FrontOrganisation(
        "veterans",
        province=Names("CCB", "Hội Cựu chiến binh", "Hội CCB"),
        commune=Names("CCB", "Hội Cựu chiến binh", "Hội CCB"),
        read_as="Hội Cựu chiến binh",
        planned_as="Hội Cựu chiến binh tỉnh",
    ),
)


def bare_place(place_name: str) -> str:
    """The name alone: Nghệ An of tỉnh Nghệ An, as a paper names the place it is signed at."""
    return place_name.removeprefix("tỉnh ").removeprefix("thành phố ")


def signing_name(name: str) -> str:
    """The body in whose name an organisation writes: the standing board of the Front."""
    return f"Ban Thường trực {name}" if name.startswith("Ủy ban MTTQ") else name
