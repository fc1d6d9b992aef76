"""How the site looks, made at set-up.

Be Vietnam Pro is cut down and packed; reports carry the style sheet inside.
"""

from importlib import resources
from pathlib import Path

WEIGHTS = {400: "Regular", 600: "SemiBold"}
# Latin with Vietnamese, loose marks, dashes, quotes, arrows and signs that pages use.
LETTERS = (
    "U+0020-007E,U+00A0-00FF,U+0102-0103,U+0110-0111,U+0128-0129,U+0168-0169,U+01A0-01A1,U+01AF-01B0,U+0300-0304,"
    "U+0308-0309,U+0323,U+0329,U+1EA0-1EF9,U+2009,U+2013-2014,U+2018-201A,U+201C-201E,U+2022,U+2026,U+2039-203A,"
    "U+2060,U+20AB,U+2190-2193,U+2212,U+2260"
)


def prepare_appearance(folder: Path) -> list[Path]:
    """Write the fonts and ``fonts.css`` into ``folder/giamsat``; fonts already there are kept."""
    out = folder / "giamsat"
    out.mkdir(parents=True, exist_ok=True)
    # Versions before wrote the style sheet here, where it would hide the one that is shipped.
    (out / "style.css").unlink(missing_ok=True)
    made = []
    css = []
    for weight, name in WEIGHTS.items():
        place = out / f"be-vietnam-pro-{weight}.woff2"
        if not place.exists():
            _subset(name, place)
        made.append(place)
        css.append(
            f'@font-face {{ font-family: "Be Vietnam Pro"; font-weight: {weight}; '
            f'font-display: swap; src: url("{place.name}") format("woff2"); }}\n'
        )
    (out / "fonts.css").write_text("".join(css), "utf-8")
    return [*made, out / "fonts.css"]


def style_sheet() -> str:
    """The one sheet of all pages, for a report that carries it inside."""
    sheet = resources.files("giamsat.foundation") / "static" / "giamsat" / "style.css"
    return sheet.read_text("utf-8")


def _subset(name: str, place: Path) -> None:
    from fontTools import subset

    source = resources.files("fontpkg_be_vietnam_pro") / "files" / f"BeVietnamPro-{name}.ttf"
    options = subset.Options(
        flavor="woff2", layout_features=["kern", "mark", "mkmk", "ccmp", "locl", "tnum"]
    )
    with resources.as_file(source) as path:
        font = subset.load_font(str(path), options)
        cutter = subset.Subsetter(options)
        cutter.populate(unicodes=subset.parse_unicodes(LETTERS))
        cutter.subset(font)
        subset.save_font(font, str(place), options)
