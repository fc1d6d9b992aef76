"""A body is chosen by any of its names, among hundreds, with scripts and without."""

import re

import pytest
from django import forms
from django.http import QueryDict

from giamsat.organisations.choosing import FEW, BodyField, look_up
from giamsat.organisations.models import FormerName, Organisation


class AboutForm(forms.Form):
    body = BodyField("Gửi đến")


def sent(*values):
    data = QueryDict(mutable=True)
    data.setlist("body", values)
    form = AboutForm(data)
    form.fields["body"].offer()
    return form


def add(code, name, short_name="", **more):
    given = {"kind": "authority", "level": "province"} | more
    body = Organisation(code=code, name=name, short_name=short_name or name, **given)
    body.save()
    return body


@pytest.fixture
def department():
    return Organisation.objects.get(code="SNV")


@pytest.mark.parametrize(
    "typed", ["Sở Nội vụ", "sở nội vụ", "so noi vu", "  Sở\r\nNội vụ ", "Sở Nội vụ tỉnh", "noi vu"]
)
def test_a_body_is_found_as_it_is_written(typed, department):
    assert look_up(typed) == [department]
    form = sent(typed)
    assert form.is_valid(), form.errors
    assert form.cleaned_data["body"] == department


def test_a_former_name_finds_who_bears_it_today(department):
    FormerName.objects.create(
        organisation=department,
        name="Ban Tổ chức Chính quyền",
        short_name="",
        valid_to="2004-01-01",
    )
    assert look_up("Ban Tổ chức Chính quyền") == [department]


@pytest.mark.parametrize("typed", ["Sở Vũ trụ", "²", "<script>", "\x00", "a" * 5_000])
def test_what_is_no_body_is_refused_and_stays_in_the_box(typed):
    form = sent(typed)
    assert not form.is_valid()
    shown = typed.strip()
    assert form["body"].value()[-1].strip() == shown or not shown


def test_who_is_meant_is_asked_where_several_are():
    wards = [add(f"P{number}", f"UBND phường Cửa {number}") for number in ("Lò", "Nam")]
    form = sent("phường Cửa")
    assert not form.is_valid()
    html = str(form["body"])
    assert all(f'value="{ward.id}"' in html for ward in wards)
    assert 'value="phường Cửa"' in html
    picked = sent(str(wards[1].id), "phường Cửa")
    assert picked.is_valid()
    assert picked.cleaned_data["body"] == wards[1]


def test_words_win_over_a_body_picked_before_they_were_typed(department):
    other = Organisation.objects.get(code="SYT")
    form = sent(str(other.id), "Sở Nội vụ")
    assert form.is_valid()
    assert form.cleaned_data["body"] == department


def test_two_bodies_of_one_name_are_told_apart():
    twins = [add(code, "Trung tâm Y tế Vạn Hải") for code in ("TT1", "TT2")]
    form = sent("Trung tâm Y tế Vạn Hải")
    assert not form.is_valid()
    assert all(f"Trung tâm Y tế Vạn Hải ({one.code})" in str(form["body"]) for one in twins)
    assert sent(str(twins[0].id), "Trung tâm Y tế Vạn Hải").is_valid()


def test_only_the_offered_can_be_chosen(department):
    form = sent(str(department.id))
    form.fields["body"].offer(Organisation.objects.exclude(id=department.id))
    assert not form.is_valid()
    by_name = sent("Sở Nội vụ")
    by_name.fields["body"].offer(Organisation.objects.exclude(id=department.id))
    assert not by_name.is_valid()


def test_a_few_are_listed_in_the_order_of_the_language():
    made = [add(f"X{place}", f"Hội {name}") for place, name in enumerate(["Đồng", "Dừa", "Áo"])]
    form = AboutForm()
    form.fields["body"].offer(Organisation.objects.filter(id__in=[one.id for one in made]))
    names = re.findall(r">(Hội \w+)<", str(form["body"]))
    assert names == ["Hội Áo", "Hội Dừa", "Hội Đồng"]


def test_suggestions_are_the_same_choices(department, signed_in):
    page = signed_in("van").get("/to-chuc/tim/", {"o": "recipient", "recipient": "so noi"})
    html = page.content.decode()
    assert f'name="recipient" value="{department.id}"' in html
    many = signed_in("van").get("/to-chuc/tim/", {"o": "a", "a": "ủy ban"}).content.decode()
    assert many.count("radio") <= FEW
    assert "ghi rõ thêm" in many


@pytest.mark.parametrize("words", [{}, {"o": ""}, {"o": "o"}, {"o": "x", "x": "²"}, {"loai": "gì"}])
def test_odd_questions_are_answered(words, signed_in):
    assert signed_in("van").get("/to-chuc/tim/", words).status_code == 200


def test_who_sees_no_organisations_is_suggested_none(signed_in):
    assert signed_in("hung").get("/to-chuc/tim/", {"o": "a", "a": "sở"}).status_code == 403
