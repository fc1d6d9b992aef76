"""The English of pages: compiled by us as gettext reads it, and faults in it found."""

import gettext
import io
import sys
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from giamsat.foundation.messages import SOURCE, compiled, prepare_messages

sys.path.insert(0, str(Path(__file__).parents[3] / "tools"))
import messages as tool

HEAD = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n\n'


def told(text):
    return gettext.GNUTranslations(io.BytesIO(compiled(HEAD + text)))


def test_the_compiled_file_says_what_the_source_says():
    catalog = gettext.GNUTranslations(io.BytesIO(compiled(SOURCE.read_text("utf-8"))))
    with SOURCE.open("rb") as file:
        for message in read_po(file):
            if isinstance(message.id, tuple):
                for n, form in ((1, message.string[0]), (2, message.string[1])):
                    assert catalog.ngettext(*message.id, n) == form
            elif message.id:
                assert catalog.gettext(message.id) == message.string


def test_marks_lines_and_what_is_not_translated_are_read_as_written():
    catalog = told(
        'msgid "Một “cặp”\\n"\n"hai dòng"\nmsgstr "A \\"pair\\"\\n"\n"two\\\\lines"\n\n'
        '#, python-format\nmsgid "Chưa dịch"\nmsgstr ""\n'
    )
    assert catalog.gettext("Một “cặp”\nhai dòng") == 'A "pair"\ntwo\\lines'
    assert catalog.gettext("Chưa dịch") == "Chưa dịch"


def test_a_line_of_another_kind_is_not_passed_over():
    with pytest.raises(ValueError, match="<<<<<<< HEAD"):
        compiled("<<<<<<< HEAD\n")


def test_a_changed_source_is_compiled_anew_and_an_unchanged_one_once(tmp_path):
    source = tmp_path / "django.po"
    source.write_text(HEAD + 'msgid "Lưu"\nmsgstr "Save"\n', "utf-8")
    first = prepare_messages(tmp_path, source)
    made = next(first.rglob("*.mo"))
    before = made.stat().st_mtime_ns
    assert prepare_messages(tmp_path, source) == first
    assert made.stat().st_mtime_ns == before
    source.write_text(HEAD + 'msgid "Lưu"\nmsgstr "Keep"\n', "utf-8")
    assert prepare_messages(tmp_path, source) != first
    assert [one.name for one in tmp_path.rglob("django.*") if one != source] == ["django.mo"] * 2


@pytest.mark.parametrize(
    ("message", "english"),
    [
        ("Còn %(n)s nơi", "Places are left"),
        ("Còn {n} nơi", "{count} places are left"),
        ("Xem <b>%(n)s</b> nơi", "See %(n)s places"),
        ("Gửi ý kiến", "No opinion on this provision alone."),
        ("Không có ý kiến riêng về điều khoản này.", "Text."),
        ("Đã nhận trong 15 ngày", "Received in 30 days"),
    ],
)
def test_the_english_of_another_message_is_noticed(message, english):
    assert tool.mismatch(message, english)


@pytest.mark.parametrize(
    ("message", "english"),
    [
        ("Số", "No."),
        ("Báo cáo 6 tháng", "Half-yearly report"),
        ("Xem <b>%(n)s</b> nơi", "See <b>%(n)s</b> places"),
        ("Bỏ", "Take it out"),
    ],
)
def test_good_english_is_left_alone(message, english):
    assert tool.mismatch(message, english) == ""


def test_missing_uncertain_unused_and_doubled_english_fails():
    catalog = read_po(
        io.StringIO(
            '#, fuzzy\nmsgid "Lưu"\nmsgstr "Save"\n\nmsgid "Cũ"\nmsgstr "Old"\n\n'
            'msgid "Đã lưu nội dung này rồi."\nmsgstr "This was saved."\n\n'
            'msgid "Đã gửi nội dung này rồi."\nmsgstr "This was saved."\n'
        ),
        locale="en",
    )
    used = ["Lưu", "Mở", "Đã lưu nội dung này rồi.", "Đã gửi nội dung này rồi."]
    found = "\n".join(tool.trouble({(one,): "page.html" for one in used}, catalog))
    assert "no English for 'Mở'" in found
    assert "'Lưu' is marked as uncertain" in found
    assert "no longer used: 'Cũ'" in found
    assert "'This was saved.' is the English of 2 different sentences" in found
