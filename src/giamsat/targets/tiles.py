"""Maps of squares: one square a place, unique short letters, four looks told without colour."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np

from civickit.measures import Reading, Status
from giamsat.organisations.models import Organisation, Place

PlaceNumbers = np.ndarray[tuple[int], np.dtype[np.int64]]

SIDE, STEP = 30, 34
_KIND_OF_PLACE = re.compile(r"^(?:xã|phường|đặc khu|thị trấn|tỉnh|thành phố) ", re.IGNORECASE)
_NARROWEST = 340  # a few squares stay squares of this size
MOST = 400  # squares a reader can still look over
# Where the provinces of today lie, west to east and north to south, as near as squares allow:
# column, row.
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
    """Squares with the size of the picture; ``is_country``: they lie where the provinces do."""

    tiles: list[Tile]
    width: int
    height: int
    is_country: bool

    def count(self, look: str) -> int:
        """How many squares have a look."""
        return sum(tile.look == look for tile in self.tiles)


def tile_map(reading: Reading) -> TileMap | None:
    """By commune within a province, by province in the country; None where neither says a thing."""
    units = reading.frame.units
    commune = units.levels.index("commune") if "commune" in units.levels else -1
    lower = reading.lead[units.level[reading.lead] == commune]
    provinces = {int(one) for one in units.above[lower]}
    if len(provinces) > 1:
        return _laid_out(reading, np.where(units.above >= 0, units.above, units.place), "province")
    places = {int(one) for one in units.place[lower]}
    return _laid_out(reading, units.place, "commune") if 1 < len(places) <= MOST else None


class _Bodies(NamedTuple):
    """The bodies of one place: how many pass, are known to pass or not, and are counted at all."""

    passing: int
    known: int
    applies: int

    @property
    def look(self) -> str:
        if not self.applies or not self.known:
            return "tx"
        return "t2" if self.passing == self.applies else "t1" if self.passing else "t0"


def _laid_out(reading: Reading, place: PlaceNumbers, level: str) -> TileMap:
    bodies, is_country = _bodies_by_place(reading, place), level == "province"
    tiles = list(_squares(bodies, _names(bodies, level), _PROVINCES if is_country else {}))
    if is_country:
        tiles += _islands(tiles)
    wide = max((tile.x for tile in tiles), default=0) + SIDE + 2
    high = max((tile.y for tile in tiles), default=0) + SIDE + 2
    return TileMap(tiles, max(wide, _NARROWEST), high, is_country)


def _squares(
    bodies: Mapping[str, _Bodies], names: Mapping[str, str], lie: Mapping[str, tuple[int, int]]
) -> Iterator[Tile]:
    """One square a place in the order of the names, or where the places ``lie``."""
    rows = sorted((name, code) for code, name in names.items())
    letters = short_letters([name for name, _ in rows])
    columns = max(1, round(len(rows) ** 0.5 * 1.2))
    for no, (name, code) in enumerate(rows):
        counted = bodies[code]
        x, y = _corner(lie.get(code, (no % columns, no // columns)))
        yield Tile(
            code=code,
            letters=letters[no],
            name=name,
            look=counted.look,
            passing=counted.passing,
            applies=counted.applies,
            x=x,
            y=y,
        )


def _bodies_by_place(reading: Reading, place: PlaceNumbers) -> dict[str, _Bodies]:
    """The bodies of every place with one that a target looks at, by the code of the place."""
    names, statuses = reading.frame.units.places, reading.groups.statuses
    at = place[reading.lead]
    met = statuses == Status.MET
    passing, known, applies = (
        np.bincount(at[kept], minlength=len(names))
        for kept in (met, met | (statuses == Status.NOT_MET), statuses != Status.NOT_APPLICABLE)
    )
    return {
        names[no]: _Bodies(int(passing[no]), int(known[no]), int(applies[no]))
        for no in np.unique(at)
    }


def _names(codes: Collection[str], level: str) -> dict[str, str]:
    """By code what a place is called; one that no list knows is called what its Front is called."""
    listed = Place.objects.filter(level=level, valid_to=None, code__in=codes)
    names = dict(listed.values_list("code", "name"))
    unknown = [code for code in codes if code not in names and code]
    fronts = Organisation.objects.filter(kind="front", level=level, place_code__in=unknown)
    return names | {
        code: _KIND_OF_PLACE.sub("", name.removeprefix("MTTQ "))
        for code, name in fronts.values_list("place_code", "short_name")
    }


def _islands(provinces: Iterable[Tile]) -> list[Tile]:
    own = {tile.code: tile for tile in provinces}
    islands = []
    for code, letters, name, spot in _ISLANDS:
        if code in own:
            x, y = _corner(spot)
            islands.append(replace(own[code], letters=letters, name=name, x=x, y=y))
    return islands


def _corner(spot: tuple[int, int]) -> tuple[int, int]:
    """The upper left corner of the square in a column and a row."""
    column, row = spot
    return 2 + column * STEP, 2 + row * STEP


def short_letters(names: Sequence[str]) -> list[str]:
    """The first letters of each name, at most four letters.

    Where two would be alike, the second gets more of its last word.
    """
    taken: list[str] = []
    for name in names:
        taken.append(next(letters for letters in _letters_of(name) if letters not in taken))
    return taken


def _letters_of(name: str) -> Iterator[str]:
    """Ways to shorten a name, the shortest first."""
    *words, last = name.split()
    first = "".join(word[0].upper() for word in words)[:2]
    last = last[0].upper() + last[1:]
    for length in range(1, len(last) + 1):
        yield first + last[:length]
    for number in range(2, 99):
        yield f"{first}{last[0]}{number}"
