"""Readings as people and programs get them: one figure everywhere, its rows behind it, the same number of queries."""

import html
import io
import json
import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from python_calamine import CalamineWorkbook
from tests.giamsat.conftest import NOON
from tests.giamsat.targets.trials import trial_of

from giamsat.cli.main import main
from giamsat.organisations import actions as organising
from giamsat.organisations.models import (
    Organisation,
    OrganisationSuccession,
    Place,
    PlaceSuccession,
)
from giamsat.targets import keeping
from giamsat.targets.books import find_book
from giamsat.targets.engine import read_book
from giamsat.targets.facts_behind import fact_rows
from giamsat.targets.models import KeptReading, ReportedFact, TargetBook, TargetBookVersion
from giamsat.targets.queries import figures, target_page

BOOK = "/chi-tieu/nghe-an-2021/"
DAY = date(2026, 11, 22)


@pytest.fixture(autouse=True)
def _clock(at_noon):
    """The sample's day."""


def cells(response):
    book = CalamineWorkbook.from_filelike(
        io.BytesIO(b"".join(response.streaming_content) if response.streaming else response.content)
    )
    return book.get_sheet_by_index(0).to_python()


def test_one_figure_from_the_page_the_workbook_the_data_the_api_and_the_command(signed_in, capsys):
    van = signed_in("van")
    assert (
        main(
            ["targets", "--rulebook", "nghe-an-2021", "--as-of", "2026-11-22", "--json", "--units"]
        )
        == 0
    )
    told = json.loads(capsys.readouterr().out)
    assert told == van.get("/api/v1/targets/nghe-an-2021?as_of=2026-11-22&units=true").json()
    page = van.get(f"{BOOK}?ngay=2026-11-22").content.decode()
    rows = cells(van.get(f"{BOOK}chi-tieu.xlsx?ngay=2026-11-22"))[3:]
    short = van.get(f"{BOOK}chi-tieu.json?ngay=2026-11-22").json()
    for one, row, bare in zip(told["targets"], rows, short["targets"], strict=True):
        units = one.pop("units")
        assert one == {key: bare[key] for key in one}
        assert sum(unit["status"] == "met" for unit in units) == one["passing"]
        said = f"{one['passing']} trên {one['applicable']}"
        assert row[0] == one["code"]
        assert row[3] == said
        assert said in page


def test_a_figure_opens_to_rows_that_add_up(signed_in):
    van = signed_in("van")
    for code in ("NA1", "NA3", "NA4", "NA6"):
        reading = target_page(
            find_book("nghe-an-2021"),
            DAY,
            next(t for t in find_book("nghe-an-2021").on(DAY) if t.code == code),
        ).reading
        for group in range(0, len(reading.lead), 7):
            unit = reading.frame.units.codes[reading.lead[group]]
            page = van.get(f"{BOOK}{code}/su-viec/?don-vi={unit}&ngay=2026-11-22").content.decode()
            top, _ = reading.behind(group)
            assert page.count('role="row"') == len(top) + (1 if len(top) else 0)
            shown = re.findall(r'data-l="Số lượng" class="num"><div>([\d,.]+)<', page)
            assert sum(float(one.replace(".", "").replace(",", ".")) for one in shown) == float(
                reading.frame.facts.quantity[top].sum()
            )


def links(page, ending="su-viec/"):
    """Addresses of links to rows with the words of each."""
    found = re.findall(r'<a href="([^"]+)">(.*?)</a>', page, re.DOTALL)
    return [
        (html.unescape(href), re.sub(r"<span.*|<[^>]+>", "", words))
        for href, words in found
        if ending in href
    ]


def number_of(words):
    return float(words.split("/")[0].replace(".", "").replace(",", "."))


def test_every_part_opens_to_its_rows_and_its_units(signed_in):
    van = signed_in("van")
    page = van.get(f"{BOOK}NA4/?ngay=2026-11-22").content.decode()
    sums = [one for one in links(page) if "cap=" in one[0] or "to-chuc=" in one[0]]
    assert len(sums) == 8  # two levels, six kinds
    for href, words in sums:
        assert van.get(href).context["sides"][0].total == number_of(words), href
    lists = links(page, "#bang")
    assert len([href for href, _ in lists if "cap=" in href or "to-chuc=" in href]) == 16
    for href, words in lists:
        if "Xem" not in words and "<svg" not in words and words.strip().isdigit():
            assert van.get(f"{BOOK}NA4/{href}").context["units"].paginator.count == int(words), href
    one = van.get(f"{BOOK}NA4/?cap=commune&to-chuc=front&ngay=2026-11-22").content.decode()
    assert 'Đang xem: <b lang="vi">Ủy ban MTTQ Việt Nam cấp xã</b>' in one


def test_every_point_of_a_trend_opens_to_its_own_rows(signed_in):
    van = signed_in("van")
    page = van.get(f"{BOOK}NA4/?ngay=2026-11-22")
    points = [href for href, _ in links(page.content.decode()) if "theo=" in href]
    told = [van.get(href).context for href in points]
    assert len(told) == 5
    assert len({one["reading"].window.label for one in told}) == 5
    assert [f"{one['reading'].share()[0]} trên {one['reading'].share()[1]}" for one in told] == [
        one.total for one in page.context["trend"].points
    ]
    assert all(one["sides"][0].total == one["reading"].groups.tops.sum() for one in told)
    assert van.get(f"{BOOK}NA4/su-viec/?ngay=2025-06-01&theo=2026-11-22").status_code == 404


def test_what_a_trial_counts_opens_to_its_rows(signed_in):
    van = signed_in("van")
    change = "value=2&share=100&kinds=front&levels=commune&period=term&on=31/12/2025"
    page = van.get(f"{BOOK}NA4/thu/?{change}")
    before, after, *units = links(page.content.decode())
    trial = trial_of(page)
    assert van.get(before[0]).context["sides"][0].total == trial.before.groups.tops.sum()
    assert van.get(after[0]).context["sides"][0].total == trial.after.groups.tops.sum()
    assert units
    for href, words in units[:12]:
        assert van.get(href).context["sides"][0].total == number_of(words), href


def test_every_row_behind_says_what_it_is_and_leads_there(signed_in):
    book = find_book("nghe-an-2021")
    reading = target_page(book, DAY, book.on(DAY)[3]).reading
    told = fact_rows(reading, reading.behind()[0], book)
    assert told
    van = signed_in("van")
    for one in {row.address.split("/")[1]: row for row in told}.values():
        assert one.text
        assert van.get(one.address).status_code == 200


def test_a_case_that_runs_is_named_and_not_counted(signed_in):
    page = signed_in("van").get(f"{BOOK}NA4/su-viec/?don-vi=MTTQ&ngay=2026-11-22")
    rows = page.context["sides"][0].page.object_list
    assert [one.quantity for one in rows if one.is_running] == [0.0] * sum(
        one.is_running for one in rows
    )
    assert (
        page.content.decode().count("đang tiến hành, chưa tính")
        == sum(one.is_running for one in rows)
        > 0
    )


def test_the_number_of_queries_does_not_depend_on_the_number_of_units(signed_in):
    van = signed_in("van")
    addresses = [
        BOOK,
        f"{BOOK}NA4/",
        f"{BOOK}NA4/su-viec/",
        f"{BOOK}NA4/thu/",
        "/chi-tieu/",
        "/so-lieu/",
    ]
    counts = []
    for turn in "YZ":
        van.get(BOOK)
        told = {}
        for address in addresses:
            with CaptureQueriesContext(connection) as asked:
                assert van.get(address).status_code == 200
            told[address] = len(asked)
        counts.append(told)
        more = Organisation.objects.bulk_create(
            Organisation(
                code=f"{turn}{n}",
                kind="front",
                level="commune",
                place_code=f"{turn}{n}",
                name=f"Ủy ban {n}",
                short_name=f"UB {n}",
            )
            for n in range(300)
        )
        ReportedFact.objects.bulk_create(
            ReportedFact(
                unit=one,
                event="supervision",
                day=date(2026, 5, 5),
                quantity=2,
                state="confirmed",
                entered_at=NOON,
                decided_at=NOON,
            )
            for one in more
        )
    assert counts[0] == counts[1]
    assert max(counts[0].values()) <= 40


def test_a_day_to_come_and_no_day(signed_in):
    van = signed_in("van")
    later = van.get(f"{BOOK}?ngay=2027-01-01")
    assert later.status_code == 404
    assert "chưa tới" in later.content.decode()
    assert van.get(f"{BOOK}?ngay=hom-nay").status_code == 404
    assert van.get("/chi-tieu/khong-co/").status_code == 404
    assert van.get(f"{BOOK}KHONG/").status_code == 404
    assert van.get(f"{BOOK}NA4/su-viec/?don-vi=KHONG").status_code == 404
    assert van.get("/api/v1/targets/nghe-an-2021?as_of=2027-01-01").status_code == 404


def test_the_command_refuses_in_vietnamese(capsys, tmp_path):
    wrong = tmp_path / "sai.yaml"
    wrong.write_text(
        "code: sai\ntitle: Sai lệch\nsource: Văn bản\ntargets:\n  - {code: A, measure: {ratio: supervision}}\n",
        "utf-8",
    )
    for told, said in (
        (["--rulebook", "khong"], "Không có bộ quy tắc khong"),
        (["--rulebook", "nghe-an-2021", "--as-of", "2030-01-01"], "chưa tới"),
        (["--rulebook", "nghe-an-2021", "--as-of", "hôm nay"], "không phải ngày"),
        (["--rulebook", str(wrong)], "measure > over: tỷ lệ phải có mẫu số"),
    ):
        assert main(["targets", *told, "--json"]) == 2
        assert said in capsys.readouterr().err
    assert main(["targets", "--rulebook", "goi-y"]) == 0
    assert "GY1. Cấp xã có ít nhất 2 nội dung giám sát" in capsys.readouterr().out


def test_a_rulebook_that_broke_is_told_and_the_last_figures_stay(signed_in):
    keeping.keep_readings(NOON)
    keeping.keep_readings(NOON)
    kept = KeptReading.objects.get()
    assert kept.figures == figures(read_book(find_book("nghe-an-2021"), DAY), with_units=False)
    book = TargetBook.objects.get()
    data = TargetBookVersion.objects.get().data
    data["targets"][0]["measure"] = {"count": "khong_con"}
    TargetBookVersion.objects.create(book=book, no=9, data=data, saved_at=NOON, saved_by_name="x")
    page = signed_in("van").get(BOOK)
    assert page.status_code == 422
    said = page.content.decode()
    assert "NA1, mục measure &gt; count &gt; event: không có loại việc “khong_con”" in said
    assert "NA4. Ít nhất 2 nội dung giám sát" in said
    assert "cần sửa" in signed_in("van").get("/chi-tieu/").content.decode()
    keeping.keep_readings(NOON)
    assert KeptReading.objects.count() == 1


def test_figures_of_a_merged_unit_go_to_its_heir_and_of_a_divided_one_are_told(signed_in):
    van = signed_in("van")
    page = van.get(f"{BOOK}NA4/su-viec/?don-vi=BH04-MT&ngay=2025-12-31").content.decode()
    old, other = (Organisation.objects.get(code=code) for code in ("BH04A-MT", "BH04B-MT"))
    told = {
        one.id: ReportedFact.objects.filter(unit=one, event="supervision", day__year=2025).count()
        for one in (old, other)
    }
    assert page.count("đã sáp nhập") == sum(told.values()) > told[other.id] > 0
    OrganisationSuccession.objects.create(
        old=old, new=Organisation.objects.get(code="BH01-MT"), happened_on=date(2025, 7, 1)
    )
    said = van.get(f"{BOOK}NA4/?ngay=2025-12-31").content.decode()
    assert "chia thành nhiều nơi kế tục" in said
    assert old.name in said
    page = van.get(f"{BOOK}NA4/su-viec/?don-vi=BH04-MT&ngay=2025-12-31").content.decode()
    assert page.count("đã sáp nhập") == told[other.id]


def test_pages_are_drawn_with_map_trend_and_tables(signed_in):
    said = signed_in("van").get(f"{BOOK}NA4/").content.decode()
    assert said.count("<rect") >= 18
    assert "Xã An Sinh" not in said  # squares say the short name
    assert 'aria-label="AS: An Sinh' in said
    assert said.count('<circle class="t2"') == 5
    assert "Kỳ trước sáp nhập tính theo đơn vị cũ" in said
    one = signed_in("van").get(f"{BOOK}NA4/?noi=BH04").content.decode()
    assert (
        one.count("Ủy ban MTTQ Việt Nam xã Bình Khê") == 2
    )  # the row and what its link says to who cannot see
    assert "Ủy ban MTTQ Việt Nam xã An Sinh" not in one
    assert (
        "Không có đơn vị nào như vậy"
        in signed_in("van").get(f"{BOOK}NA4/?noi=KHONG").content.decode()
    )


def test_the_country_is_drawn_by_province(signed_in):
    Place.objects.bulk_create(
        Place(level=level, code=code, parent_code=above, type="province", name=name, search=name)
        for level, code, above, name in (
            ("province", "40", "", "Nghệ An"),
            ("province", "48", "", "Đà Nẵng"),
            ("province", "56", "", "Khánh Hòa"),
            ("commune", "10001", "40", "Một"),
            ("commune", "10002", "48", "Hai"),
            ("commune", "10003", "56", "Ba"),
        )
    )
    for code in ("10001", "10002", "10003"):
        Organisation.objects.create(
            code=f"X{code}",
            kind="front",
            level="commune",
            place_code=code,
            name=f"Mặt trận {code}",
            short_name=code,
        )
    said = signed_in("van").get("/chi-tieu/goi-y/GY1/").content.decode()
    assert "Quần đảo Hoàng Sa" in said
    assert "Quần đảo Trường Sa" in said
    assert 'aria-label="NA: Nghệ An, 0 trên 1 đạt"' in said


def test_bodies_of_communes_are_added_together_and_take_over_what_merged(signed_in):
    for level, code, above, kind, name, last in (
        ("province", "40", "", "province", "Nghệ An", None),
        ("commune", "20001", "40", "commune", "Mới", None),
        ("commune", "30001", "400", "commune", "Cũ Một", date(2025, 6, 30)),
        ("commune", "30002", "400", "commune", "Cũ Hai", date(2025, 6, 30)),
        ("commune", "30003", "400", "commune", "Cũ Chia", date(2025, 6, 30)),
        ("commune", "20002", "40", "ward", "Khác", None),
    ):
        Place.objects.create(
            level=level,
            code=code,
            parent_code=above,
            type=kind,
            name=name,
            valid_to=last,
            search=name,
            valid_from=None if last or level == "province" else date(2025, 7, 1),
        )
    for old, new, whole in (
        ("30001", "20001", True),
        ("30002", "20001", True),
        ("30003", "20001", False),
        ("30003", "20002", False),
    ):
        PlaceSuccession.objects.create(
            level="commune",
            old_code=old,
            new_code=new,
            happened_on=date(2025, 7, 1),
            is_whole=whole,
        )
    quantri = signed_in("quantri")
    refused = quantri.post("/to-chuc/", {"do": "communes"})
    assert "chưa gắn với tỉnh" in refused.content.decode()
    Organisation.objects.filter(code="MTTQ").update(place_code="40")
    by_hand = Organisation.objects.create(
        code="MOIUB",
        kind="authority",
        level="commune",
        name="UBND xã Mới",
        short_name="UBND xã Mới",
    )
    assert quantri.post("/to-chuc/", {"do": "communes"}).status_code == 302
    assert Organisation.objects.filter(place_code__startswith="200").count() == 16
    by_hand.refresh_from_db()
    assert by_hand.place_code == "20001", "typed in before, it is the commune's, no second"
    assert not Organisation.objects.filter(code="20001-UB").exists()
    assert quantri.post("/to-chuc/", {"do": "communes", "former": "on"}).status_code == 302
    assert Organisation.objects.filter(place_code__startswith="300").count() == 24
    assert quantri.post("/to-chuc/", {"do": "communes", "former": "on"}).status_code == 302
    assert Organisation.objects.filter(place_code__startswith="300").count() == 24
    assert Organisation.objects.get(code="20002-UB").name == "Ủy ban nhân dân phường Khác"
    assert signed_in("van").post("/to-chuc/", {"do": "communes"}).status_code == 403
    for code, count in (("30001-MT", 1), ("30002-MT", 2), ("30003-MT", 4)):
        ReportedFact.objects.create(
            unit=Organisation.objects.get(code=code),
            event="supervision",
            day=date(2025, 3, 3),
            quantity=count,
            state="confirmed",
            entered_at=NOON,
            decided_at=NOON,
        )
    book = find_book("goi-y")
    reading = read_book(book, date(2025, 12, 31)).readings["GY1"]
    values = {
        reading.frame.units.codes[lead]: value
        for lead, value in zip(reading.lead, reading.groups.values, strict=True)
    }
    assert (values["20001-MT"], values["20002-MT"]) == (3, 0)
    assert reading.left_out == 1
    found = quantri.get("/to-chuc/?tim=cũ+chia").content.decode()
    assert "Ủy ban MTTQ Việt Nam xã Cũ Chia" in found
    assert "Ủy ban MTTQ Việt Nam xã Mới" not in found


def test_a_period_nobody_reported_is_a_gap_in_the_trend_and_no_zero(signed_in):
    """Terms before the first figure stood as 0, and what came after as a rise."""
    page = signed_in("van").get(f"{BOOK}NA3/?ngay=2026-11-22")
    points = page.context["trend"].points
    assert (points[0].value, points[0].y) == ("–", ""), "the sample reports nothing of that term"
    assert points[-1].y, "and something of this one"
    assert "0" not in {point.value for point in points}


def test_no_page_fails_when_a_body_ends_on_the_day_it_began(signed_in, quantri):
    """A body added and taken over within a day: 500 on the pages of every target about authorities."""
    old, new = (
        organising.add_organisation(
            actor=quantri,
            code=code,
            kind="authority",
            level="commune",
            name=f"Ủy ban nhân dân xã {code}",
            short_name=f"UBND xã {code}",
            now=NOON,
        )
        for code in ("HOM-NAY", "MAI-SAU")
    )
    organising.record_succession(
        actor=quantri, old=old, new=new, happened_on=NOON.date(), decree="NQ 1", now=NOON
    )
    van = signed_in("van")
    for target in ("NA2", "NA3", "NA4"):
        shown = van.get(f"{BOOK}{target}/?den={NOON.date():%Y-%m-%d}")
        assert shown.status_code == 200
