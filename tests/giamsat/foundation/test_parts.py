"""Parts of pages that templates share: the way to a page, fields of a form, an empty list, the mark of an error."""

from dataclasses import dataclass
from types import SimpleNamespace

import pytest
from django import forms
from django.template import Context, Template


class Letter(forms.Form):
    subject = forms.CharField(label="Về việc")
    version = forms.IntegerField(widget=forms.HiddenInput)


@dataclass(frozen=True)
class Forms:
    letter: Letter


def written(text, **context):
    return Template(text).render(Context(context))


@pytest.mark.parametrize(
    "context",
    [
        {"form": Letter({"subject": ""})},
        {"forms": {"letter": Letter({})}},
        {"forms": Forms(Letter({}))},
        {"rows": [(1, Letter({}))]},
        {"request": SimpleNamespace(refusal="Chưa ghi.")},
    ],
    ids=["a form", "forms by name", "typed forms", "a form a row", "a refusal"],
)
def test_the_title_says_that_something_was_not_taken(context):
    assert written("{% error_mark %}", **context) == "Lỗi: "


@pytest.mark.parametrize(
    "context",
    [{}, {"form": Letter()}, {"form": Letter({"subject": "Đường", "version": 1}), "rows": [1, ""]}],
    ids=["nothing", "not sent", "sent whole"],
)
def test_a_title_without_trouble_has_no_mark(context):
    assert written("{% error_mark %}", **context) == ""


def test_fields_that_people_do_not_see_have_no_label_and_what_was_typed_is_escaped():
    form = Letter({"subject": "<b>", "version": "3"})
    html = written("{% formfields form %}", form=form)
    assert html.count("<label") == 1
    assert '<input type="hidden" name="version" value="3"' in html
    assert 'value="&lt;b&gt;"' in html


def test_the_way_to_a_page_holds_its_places_and_is_named():
    html = written("{% crumbs %}<li>{{ name }}</li>{% endcrumbs %}", name="<i>")
    assert html.startswith('<nav class="crumbs" aria-label="Đường dẫn">')
    assert "<ol><li>&lt;i&gt;</li></ol>" in html


def test_an_empty_list_says_so_in_one_item():
    html = written("{% emptyrow sentence %}", sentence="Chưa có <b>.")
    assert html == '<li class="soft">Chưa có &lt;b&gt;.</li>'
