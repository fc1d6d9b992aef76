"""Pages of public programmes: who opens them, what they ask of the database, which are looked at in a browser."""

from tests.giamsat.pages import Measured, Page

PAGES = {
    "public_programmes": Page(open_to_all=True),
    "public_programme": Page(open_to_all=True, ok=404, more=(2025,)),  # nothing is published yet
    "public_correction": Page(open_to_all=True, ok=404, more=(2025, 1)),
    "public_paper": Page(open_to_all=True, ok=404, more=(2025, 1, "docx")),
}
MEASURED = [
    Measured("van", "public_programmes"),
]
SEEN = [
    ("van", "/cong-khai/"),
    ("van", "/cong-khai/2025/"),
]
