"""Maps of squares: one square a place, unique short letters, four looks that differ without colour."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from civickit.measures import Reading, Status
from giamsat.organisations.models import Organisation, Place

SIDE, STEP = 30, 34
_KIND_OF_PLACE = re.compile(r"^(?:xã|phường|đặc khu|thị trấn|tỉnh|thành phố) ", re.IGNORECASE)
_NARROWEST = 340  # a few squares stay squares of this size
MOST = 400  # squares a reader can still look over
# Where the provinces of today lie, west to east and north to south, as near as squares allow: column, row.
_PROVINCES = {
    "12": (0, 0),
    "15": (1, 0),
    "08": (2, 0),
    "04": (3, 0),
    "11": (0, 1),
    "14": (1, 1),
    "25": (2, 1),
    "19": (3, 1),
    "20": (4, 1),
    "01": (2, 2),
    "24": (3, 2),
    "22": (5, 2),
    "31": (4, 2),
    "33": (3, 3),
    "37": (2, 3),
    "38": (1, 3),
    "40": (1, 4),
    "42": (2, 5),
    "44": (3, 6),
    "46": (4, 7),
    "48": (5, 8),
    "51": (5, 9),
    "52": (4, 10),
    "66": (5, 11),
    "68": (4, 12),
    "56": (5, 12),
    "75": (3, 13),
    "80": (2, 13),
    "79": (3, 14),
    "82": (2, 14),
    "91": (1, 14),
    "86": (2, 15),
    "92": (1, 15),
    "96": (1, 16),
}
# The archipelagos belong to Đà Nẵng and Khánh Hòa; their squares show what those show.
_ISLANDS = (("48", "HS", "Quần đảo Hoàng Sa", (7, 8)), ("56", "TS", "Quần đảo Trường Sa", (8, 13)))


@dataclass(frozen=True)
class Tile:
    """One square."""

    code: str
    letters: str
    name: str
    look: str  # t2 all bodies pass, t1 some, t0 none, tx not known or not counted
    passing: int
    applies: int
    x: int
    y: int


@dataclass(frozen=True)
class TileMap:
    """Squares with the size of the whole picture; ``is_country`` when they lie where the provinces do."""

    tiles: list[Tile]
    width: int
    height: int
    is_country: bool

    def count(self, look: str) -> int:
        """How many squares have a look."""
        return sum(one.look == look for one in self.tiles)


def tile_map(reading: Reading) -> TileMap | None:
    """By commune within one province, by province in the country; None where neither says anything."""
    units = reading.frame.units
    commune = units.levels.index("commune") if "commune" in units.levels else -1
    lower = reading.lead[units.level[reading.lead] == commune]
    provinces = {int(one) for one in units.above[lower]}
    if len(provinces) > 1:
        return _laid_out(reading, np.where(units.above >= 0, units.above, units.place), "province")
    places = {int(one) for one in units.place[lower]}
    return _laid_out(reading, units.place, "commune") if 1 < len(places) <= MOST else None


def _laid_out(
    reading: Reading, place: "np.ndarray[tuple[int], np.dtype[np.int64]]", level: str
) -> TileMap:
    units, groups = reading.frame.units, reading.groups
    at, size = place[reading.lead], len(units.places)
    met = np.bincount(at[groups.statuses == Status.MET], minlength=size)
    known = np.bincount(
        at[(groups.statuses == Status.MET) | (groups.statuses == Status.NOT_MET)], minlength=size
    )
    applies = np.bincount(at[groups.statuses != Status.NOT_APPLICABLE], minlength=size)
    codes = [units.places[one] for one in np.unique(at)]
    names = dict(
        Place.objects.filter(level=level, valid_to=None, code__in=codes).values_list("code", "name")
    )
    unknown = [code for code in codes if code not in names and code]
    # A place that no list knows is called what its Front is called.
    fronts = Organisation.objects.filter(
        kind="front", level=level, place_code__in=unknown
    ).values_list("place_code", "short_name")
    names |= {code: _KIND_OF_PLACE.sub("", name.removeprefix("MTTQ ")) for code, name in fronts}
    rows = sorted((name, code) for code, name in names.items())
    letters = short_letters([name for name, _ in rows])
    columns = max(1, round(len(rows) ** 0.5 * 1.2))
    tiles = []
    for no, (name, code) in enumerate(rows):
        number = units.places.index(code)
        look = _look(int(met[number]), int(known[number]), int(applies[number]))
        x, y = (
            _PROVINCES.get(code, (no % columns, no // columns))
            if level == "province"
            else (no % columns, no // columns)
        )
        tiles.append(
            Tile(
                code,
                letters[no],
                name,
                look,
                int(met[number]),
                int(applies[number]),
                2 + x * STEP,
                2 + y * STEP,
            )
        )
    if level == "province":
        own = {one.code: one for one in tiles}
        tiles += [
            Tile(
                code,
                short,
                name,
                own[code].look,
                own[code].passing,
                own[code].applies,
                2 + x * STEP,
                2 + y * STEP,
            )
            for code, short, name, (x, y) in _ISLANDS
            if code in own
        ]
    wide, high = (
        max((getattr(one, axis) for one in tiles), default=0) + SIDE + 2 for axis in ("x", "y")
    )
    return TileMap(tiles, max(wide, _NARROWEST), high, level == "province")


def _look(met: int, known: int, applies: int) -> str:
    if not applies or (not known and not met):
        return "tx"
    return "t2" if met == applies else "t1" if met else "t0"


def short_letters(names: Sequence[str]) -> list[str]:
    """The first letters of each name, with more of the last word where two would be alike; at most four letters."""
    out: list[str] = []
    for name in names:
        words = name.split()
        first = "".join(one[0].upper() for one in words[:-1])[:2]
        last = words[-1][0].upper() + words[-1][1:]
        choices = [first + last[:length] for length in range(1, len(last) + 1)]
        choices += [f"{first}{last[0]}{number}" for number in range(2, 99)]
        out.append(next(one for one in choices if one not in out))
    return out
