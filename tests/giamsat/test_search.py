"""Search across everything: with or without marks, ranked, never beyond what a person may see; kept by the database."""

import re

import pytest
from django.db import connection

from giamsat.foundation.capability import search_kinds
from giamsat.organisations.actors import SYSTEM
from giamsat.organisations.loading import load_places
from giamsat.organisations.models import Organisation
from giamsat.programmes.models import Position
from giamsat.proposals import access, engine
from giamsat.proposals.models import Proposal
from giamsat.searching.finding import find
from giamsat.web.search import look_for

# What stands with the rows in the index of every installation.
STORED = {
    "proposal": 1,
    "commission": 2,
    "activity": 3,
    "organisation": 4,
    "place": 5,
    "point": 6,
    "position": 7,
    "recommendation": 8,
    "case": 9,
}


def indexed():
    """Tables that fill the index in the database as migrated, with the number they put there."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(
                "SELECT tbl_name, sql FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'search_%_insert'"
            )
            pattern = r"NEW\.id \* 32 \+ (\d+)"
        else:
            cursor.execute(
                "SELECT tgrelid::regclass::text, encode(tgargs, 'escape') FROM pg_trigger WHERE tgname LIKE 'search_%'"
            )
            pattern = r"(\d+)"
        return {(table, int(re.search(pattern, told)[1])) for table, told in cursor.fetchall()}


def test_kinds_of_rows_keep_the_numbers_they_have_in_the_index():
    numbers = {code: kind.number for code, kind in search_kinds().items()}
    assert numbers.items() >= STORED.items()
    assert len(set(numbers.values())) == len(numbers)
    assert max(numbers.values()) < 32  # the row of the index is id * 32 + number


def test_every_kind_that_is_looked_for_fills_the_index():
    tables = {
        (kind.visible(SYSTEM).model._meta.db_table, kind.number) for kind in search_kinds().values()
    }
    assert tables == indexed()


def titles(actor, words):
    return [row.title for group in look_for(actor, words) for row in group.rows]


def test_marks_may_be_left_out_but_count_when_typed(van):
    with_marks = titles(van, "bạo lực gia đình")
    assert any("bạo lực gia đình" in title for title in with_marks)
    assert titles(van, "bao luc gia dinh") == with_marks
    assert titles(van, "bảo lục gia đinh") == []


def test_the_last_word_may_be_unfinished(van):
    assert titles(van, "bạo lực gia đì") == titles(van, "bạo lực gia đình")


def test_what_fits_best_comes_first(van, programme):
    for n, title in enumerate(
        (
            "Giám sát việc khác có nhắc đến nước sạch nông thôn trong nhiều lần làm việc dài",
            "Nước sạch nông thôn",
        )
    ):
        row = Proposal(
            programme=programme,
            organisation=Organisation.objects.get(code="HND"),
            code=f"HND-9{n}",
            title=title,
            kind="supervision",
            edited_at=programme.opened_at,
            edited_by_name="x",
        )
        engine.sum_up(row)
        row.save()
    assert titles(van, "nước sạch nông thôn")[0] == "Nước sạch nông thôn"


def test_an_organisation_finds_its_own_proposals_only(ha):
    ids = find("proposal", "giám sát", access.visible_proposals(ha), most=500)
    owners = set(Proposal.objects.filter(id__in=ids).values_list("organisation__code", flat=True))
    assert owners == {"LHPN"}


def test_every_kind_is_found_by_who_may_see_it(van, hung_finds, thanh):
    load_places()
    names = {group.name for group in look_for(van, "việc")}
    assert {"Đề xuất", "Trong chương trình", "Đặt hàng"} <= names
    assert "Địa danh" in {group.name for group in look_for(van, "Quỳnh Lưu")}
    assert "Tổ chức" in {group.name for group in look_for(thanh, "phụ nữ")}
    assert "Cuộc giám sát" in {group.name for group in look_for(thanh, "bảo hiểm y tế")}
    assert "Ý kiến hiệp thương" in {group.name for group in look_for(van, "lùi sang quý III")}
    assert hung_finds("tiếp công dân") == {"Kiến nghị"}  # one that was sent to his body
    assert hung_finds("cán bộ không chuyên trách") == {"Đặt hàng"}


@pytest.fixture
def hung_finds():
    from tests.giamsat.conftest import _actor

    return lambda words: {group.name for group in look_for(_actor("hung"), words)}


def test_the_index_follows_changes_deletions_and_many_rows_at_once(van, programme):
    row = Proposal.objects.filter(organisation__code="HND").first()
    visible = Proposal.objects.all()
    Proposal.objects.filter(id=row.id).update(search="chim én mùa xuân")
    assert find("proposal", "chim én", visible) == [row.id]
    Proposal.objects.filter(id=row.id).update(search="cá chép")
    assert find("proposal", "chim én", visible) == []
    Position.objects.all().delete()
    assert find("position", "lùi sang quý", Position.objects.all()) == []


@pytest.mark.parametrize(
    "words",
    ['"', "' OR 1=1 --", "a* AND", "NEAR(", "()&|!:*", "%_", "\x00", "giám " * 200, "-", "😀"],
)
def test_no_question_breaks_the_search(van, signed_in, words):
    assert isinstance(titles(van, words.replace("\x00", "")), list)
    assert signed_in("van").get("/tim/", {"tim": words}).status_code == 200


def test_search_asks_at_most_twelve_questions_of_the_database(
    signed_in, django_assert_max_num_queries
):
    browser = signed_in("van")
    with django_assert_max_num_queries(12):
        browser.get("/tim/?tim=giam+sat")
