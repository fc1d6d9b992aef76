"""One body, one identity: spellings of a real workbook resolve to the register while it is read."""

import pytest
from tests.giamsat.conftest import NOON
from tests.giamsat.proposals.test_workbooks import book

from giamsat.organisations.models import FormerName, Organisation, Spelling
from giamsat.proposals import actions, engine
from giamsat.proposals.models import Proposal
from giamsat.proposals.states import Way

DEPARTMENTS = (
    "Sở Nông nghiệp và Môi trường",
    "Sở Văn hóa, Thể thao và Du lịch",
    "Sở Giáo dục và Đào tạo",
    "Sở Tài chính",
    "Công an tỉnh",
)
COMMUNES = (
    "phường Cửa Lò",
    "phường Thành Vinh",
    "phường Trường Vinh",
    "xã Yên Thành",
    "xã Quỳnh Lưu",
    "xã Quỳ Hợp",
)
SPELLED = [
    ("Sở NN và MT", {"Sở Nông nghiệp và Môi trường": ""}),
    ("Sở Nông nghiệp & MT; Sở NN&MT", {"Sở Nông nghiệp và Môi trường": ""}),
    ("Sở NN&MT tỉnh Bình Hải", {"Sở Nông nghiệp và Môi trường": ""}),
    ("Sở Tài nguyên và Môi trường", {"Sở Nông nghiệp và Môi trường": ""}),  # its former name
    ("Sở VH, TT&DL, Sở GD-ĐT", dict.fromkeys(DEPARTMENTS[1:3], "")),
    ("UBND P. Cửa Lò", {"UBND phường Cửa Lò": ""}),
    ("phường Cửa Lò", {"UBND phường Cửa Lò": ""}),
    (
        "UBND các phường Thành Vinh, Trường Vinh",
        {"UBND phường Thành Vinh": "", "UBND phường Trường Vinh": ""},
    ),
    (
        "Chủ tịch UBND xã Yên Thành, xã Quỳnh Lưu",
        {"UBND xã Yên Thành": "Chủ tịch", "UBND xã Quỳnh Lưu": "Chủ tịch"},
    ),
    (
        "Bí thư Đảng ủy, Chủ tịch UBND xã Yên Thành, xã Quỳ Hợp",
        {
            "Đảng ủy xã Yên Thành": "Bí thư",
            "UBND xã Yên Thành": "Chủ tịch",
            "Đảng ủy xã Quỳ Hợp": "Bí thư",
            "UBND xã Quỳ Hợp": "Chủ tịch",
        },
    ),
    (
        "Công an tỉnh Bình Hải và Giám đốc Sở Tài chính",
        {"Công an tỉnh": "", "Sở Tài chính": "Giám đốc"},
    ),
    ("Công ty TNHH May Sông Lam", {"Công ty TNHH May Sông Lam": ""}),  # in no register
    ("Trường THPT Lê Lợi", {"Trường THPT Lê Lợi": ""}),
    ("UBND các xã miền núi", {"UBND các xã miền núi": ""}),  # a group, settled later
]


def body(code, name, short_name="", level="province", kind="authority"):
    return Organisation.objects.create(
        code=code, kind=kind, level=level, name=name, short_name=short_name or name
    )


@pytest.fixture
def register():
    Spelling.objects.all().delete()
    Organisation.objects.filter(name__in=DEPARTMENTS).update(valid_to="2024-12-31")
    for n, name in enumerate(DEPARTMENTS):
        body(f"SO{n}", name)
    for n, place in enumerate(COMMUNES):
        body(f"X{n}-UB", f"Ủy ban nhân dân {place}", f"UBND {place}", "commune")
        body(f"X{n}-DU", f"Đảng ủy {place}", level="commune", kind="party")
    FormerName.objects.create(
        organisation=Organisation.objects.get(code="SO0"),
        name="Sở Tài nguyên và Môi trường",
        short_name="Sở TN&MT",
        valid_to="2025-02-28",
    )


@pytest.fixture
def read(van, programme, run_waiting):
    def do(cells, name="HND_2025.xlsx"):
        rows = [(f"Giám sát nội dung số {n}", cell, "Quý I") for n, cell in enumerate(cells, 1)]
        made = actions.bring_workbook(
            actor=van,
            programme=programme,
            name=name,
            content=book(rows),
            organisation=None,
            now=NOON,
        )
        run_waiting()
        made.refresh_from_db()
        stands = made.comparison["stands"]  # the sample's Farmers sent a file before
        actions.choose_way(actor=van, workbook=made, way=Way.CORRECT, stands=stands, now=NOON)
        run_waiting()
        return list(Proposal.objects.filter(workbook=made).order_by("excel_row"))

    return do


def test_every_spelling_of_a_workbook_is_read_as_the_body_it_names(register, read):
    rows = read([cell for cell, _bodies in SPELLED])
    named = [{one["name"]: one["post"] for one in row.named_bodies} for row in rows]
    assert named == [bodies for _cell, bodies in SPELLED]
    assert [row.supervised_units for row in rows] == [list(bodies) for _cell, bodies in SPELLED]
    assert (
        list(Spelling.objects.values_list("written", "key")) == []
    )  # none of these has to be asked about


def test_a_department_read_under_two_spellings_is_one_in_the_pairs(register, read):
    rows = read(["Sở NN và MT", "Sở Nông nghiệp & Môi trường"])
    assert rows[0].supervised_units == rows[1].supervised_units
    gathered = engine.gathered(rows[0].programme, rows)
    assert len({gathered.unit_ids[row.code] for row in rows}) == 1


def test_a_name_that_is_unsure_is_asked_once_and_remembered(register, read, signed_in):
    (row,) = read(["UBND phường Của Lò Đông"])
    (asked,) = Spelling.objects.all()
    assert row.supervised_units == [asked.written] == ["UBND phường Của Lò Đông"]
    browser = signed_in("van")
    meant = Organisation.objects.get(code="X0-UB")
    page = browser.get("/ten-chua-ro/").content.decode()
    assert asked.written in page
    assert meant.name in page  # proposed, being alike
    browser.post("/ten-chua-ro/", {"do": f"name-{asked.id}", f"name-{asked.id}-body": meant.id})
    row.refresh_from_db()
    assert row.supervised_units == ["UBND phường Cửa Lò"]
    (again,) = read(["Chủ tịch UBND P. Của Lò Đông"], "lan-2.xlsx")
    assert [(one["name"], one["post"]) for one in again.named_bodies] == [
        ("UBND phường Cửa Lò", "Chủ tịch")
    ]
    assert Spelling.objects.count() == 1


def test_a_body_is_searched_and_then_chosen_without_scripts(register, read, signed_in):
    read(["Sở Biển và Hải đảo"])
    asked = Spelling.objects.get()
    browser, name = signed_in("van"), f"name-{asked.id}"
    page = browser.post("/ten-chua-ro/", {"do": name, f"{name}-other": "ubnd thành vinh"})
    assert page.status_code == 302  # one body alone is so named
    asked.refresh_from_db()
    assert asked.organisation.code == "X1-UB"
    several = browser.post("/ten-chua-ro/?xem=da-ghi", {"do": name, f"{name}-other": "ubnd phường"})
    assert "Ủy ban nhân dân phường Trường Vinh" in several.content.decode()
    none = browser.post("/ten-chua-ro/?xem=da-ghi", {"do": name, f"{name}-other": "không đâu có"})
    assert "Không có cơ quan nào như vậy" in none.content.decode()
    browser.post("/ten-chua-ro/?xem=da-ghi", {"do": name, f"{name}-body": "0"})
    asked.refresh_from_db()
    assert asked.organisation is None
    assert asked.settled_at


def test_names_that_came_into_the_register_are_taken_together(register, read, signed_in):
    (row,) = read(["Sở Ngoại vụ"])
    body("SNGV", "Sở Ngoại vụ tỉnh Bình Hải", "Sở NgV")
    signed_in("van").post("/ten-chua-ro/", {"do": "known"})
    row.refresh_from_db()
    assert row.named_bodies[0]["body"] == Organisation.objects.get(code="SNGV").id
    assert not Spelling.objects.filter(settled_at=None).exists()


def test_whoever_brings_only_their_own_files_settles_no_names_for_the_office(register, signed_in):
    assert signed_in("thanh").get("/ten-chua-ro/").status_code == 403
