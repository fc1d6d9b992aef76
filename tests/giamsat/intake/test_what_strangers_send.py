"""Taking things in from strangers: once, through an open door, held where it looks like a machine's."""

import uuid
from datetime import timedelta

import pytest
from django.apps import apps
from django.db import IntegrityError
from tests.giamsat.conftest import NOON
from tests.giamsat.intake.conftest import Closed, Open, Shut

from giamsat.foundation.capability import capabilities
from giamsat.intake.forgetting import forget_sources
from giamsat.intake.models import (
    SealedSender,
    Submission,
    submission_constraints,
    submission_indexes,
)
from giamsat.intake.revealing import reveal
from giamsat.intake.senders import Sender

PLAIN = "Đề nghị nâng mức hỗ trợ."


class Whenever:
    """A door for tests about time."""

    def check(self, now):
        """Open."""


def test_sent_again_under_its_key_it_is_what_came_first(send, letters):
    table, senders = letters
    key, pa = uuid.uuid4(), Sender("Lò Thị Pá", "bản Na")
    first = send(PLAIN, key=key, sender=pa)
    again = send(PLAIN, key=key, sender=pa)
    assert (again.id, again.receipt) == (first.id, first.receipt)
    assert (table.objects.count(), senders.objects.count()) == (1, 1)
    assert reveal(first.sender.sealed) == pa


def test_what_the_database_refuses_for_another_reason_is_a_bug_that_rises(send, letters):
    first = send(PLAIN)
    with pytest.raises(IntegrityError):
        send("Ý kiến khác hẳn.", receipt=first.receipt)
    assert letters[0].objects.count() == 1


def test_a_shut_door_keeps_nothing_neither_words_nor_sender(send, letters):
    with pytest.raises(Shut):
        send(PLAIN, sender=Sender("Lò Thị Pá"), door=Closed())
    assert not any(table.objects.exists() for table in letters)


def test_the_door_is_asked_once_for_everything_that_is_taken(send):
    door = Open()
    send(PLAIN, door=door)
    assert door.asked == 1


@pytest.mark.parametrize(
    ("text", "how", "held"),
    [
        (PLAIN, {}, ""),
        (PLAIN, {"blind": "http://x"}, "blind_field"),
        (PLAIN, {"seconds": 2.9}, "too_fast"),
        (PLAIN, {"seconds": 3.0}, ""),
        ("Vay nhanh http://a.example và https://b.example", {}, "links"),
        ("Xem https://baochinhphu.vn/x, đề nghị nâng mức hỗ trợ lên 70%.", {}, ""),
        ("1234567890 !!!! 998877 ####", {}, "not_words"),
        ("a" * 61, {}, "not_words"),
        ("a" * 60, {}, ""),
        ("Tôi là Nguyễn Văn Test, đề nghị nâng mức.", {}, "personal"),
        ("Gọi tôi số 091 234 5678 để hỏi thêm nhé.", {}, "personal"),
        ("Gọi +84912345678 để hỏi thêm về việc này nhé.", {}, "personal"),
        ("Nhà tôi ở bản Na, đề nghị nâng mức hỗ trợ.", {}, "personal"),
        ("Căn cước 001085012345 của tôi ghi rõ năm sinh.", {}, "personal"),
        ("Bà Lò Thị Pá ở bản tôi được, tôi thì không.", {}, "personal"),
        ("Cán bộ xã ăn chặn tiền hỗ trợ của dân.", {}, "accuses"),
        ("Không Quy Định thế vì ông bà nội ngoại đều cao tuổi.", {}, ""),
        ("Đề nghị nâng mức hỗ trợ mỗi hộ từ 900.000 đồng lên 1.200.000 đồng.", {}, ""),
    ],
)
def test_what_looks_like_a_machine_is_held_and_kept_with_a_receipt(text, how, held, send):
    letter = send(text, **how)
    letter.refresh_from_db()
    assert (letter.held, letter.text) == (held, text)
    assert letter.receipt


def test_a_commune_behind_one_address_is_heard(send):
    """Sixty in ten minutes count; what comes after waits, another place is not touched, later all is well."""
    held = [send(f"Gia đình số {one} ở thôn {one % 7} đề nghị thêm.").held for one in range(62)]
    assert held == [""] * 60 + ["flood"] * 2
    assert not send("Ở xã khác tôi cũng đề nghị.", address="198.51.100.7").held
    after = send("Thôn chúng tôi gửi tiếp.", now=NOON + timedelta(minutes=11), door=Whenever())
    assert not after.held


def test_one_text_again_and_again_from_one_place_is_held_however_it_is_spaced(send):
    spellings = ["Đề nghị bỏ Điều 2!", "Đề nghị  bỏ điều 2", "ĐỀ NGHỊ BỎ ĐIỀU 2."] * 2
    assert [send(text).held for text in spellings] == [""] * 5 + ["repeated"]
    assert not send("Đề nghị giữ Điều 2!").held
    assert not send(spellings[0], address="198.51.100.7").held


def test_where_things_came_from_is_forgotten_after_two_days_in_every_table(send, letters):
    letter = send(PLAIN)
    assert "192.0.2.1" not in letter.source_key
    assert letter.text_key
    other_day = send(PLAIN, now=NOON + timedelta(days=1), door=Whenever())
    assert letter.source_key != other_day.source_key, "no source is known over days"
    tables = [table for table in _installed() if issubclass(table, Submission)]
    assert tables
    for table in tables:
        rows = table.objects.exclude(source_key="")
        assert rows.exists(), "the sample holds what a stranger sent"
        newest = rows.latest("received_at").received_at
        forget_sources(newest + timedelta(days=1, hours=23))
        assert rows.exists()
        forget_sources(newest + timedelta(days=2, seconds=1))
        assert not table.objects.exclude(source_key="", text_key="").exists()


def _installed():
    from django.apps import apps

    return apps.get_models()


def test_workers_forget_by_themselves():
    assert forget_sources in capabilities()["intake"].ticks


def tables_of(kind):
    return [table for table in apps.get_models() if issubclass(table, kind)]


@pytest.mark.parametrize("table", tables_of(Submission), ids=lambda table: table.__name__)
def test_every_table_of_submissions_keeps_the_same_rules(table):
    """One receipt for one thing, its source found by an index, held for a reason and so never turned away."""
    prefix = next(
        rule.name.removesuffix("_receipt_once")
        for rule in table._meta.constraints
        if rule.name.endswith("_receipt_once")
    )
    for rule in submission_constraints(prefix):
        assert rule in table._meta.constraints
    for index in submission_indexes(prefix):
        assert index in table._meta.indexes
    assert table._meta.get_field("key").unique
    assert table._meta.get_field("held").blank


@pytest.mark.parametrize("table", tables_of(Submission), ids=lambda table: table.__name__)
def test_who_sent_something_is_sealed_in_a_table_apart(table):
    apart = [
        sender
        for sender in tables_of(SealedSender)
        if any(field.related_model is table for field in sender._meta.get_fields())
    ]
    assert len(apart) == 1
    assert "sealed" in apart[0].PRIVACY
    names = {field.name for field in table._meta.get_fields()}
    assert names.isdisjoint({"sealed", "contact", "phone", "address", "email"})
    assert {"receipt", "source_key", "text_key"} <= {
        name for name, kind in table.PRIVACY.items() if str(kind).endswith("secret")
    }
