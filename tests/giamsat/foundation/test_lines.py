"""Lines typed in a browser are lines everywhere: HTML sends CRLF, and nothing of ours keeps the CR."""

from importlib import import_module
from pkgutil import walk_packages

from django import forms

import giamsat


def forms_of_ours():
    for found in walk_packages(giamsat.__path__, "giamsat."):
        if "forms" in found.name.split("."):
            for one in vars(import_module(found.name)).values():
                if isinstance(one, type) and issubclass(one, forms.BaseForm):
                    yield one


def test_every_field_of_several_lines_takes_the_lines_of_a_browser():
    tried = 0
    for form in set(forms_of_ours()):
        for name, field in form.base_fields.items():
            if isinstance(field.widget, forms.Textarea):
                tried += 1
                assert field.to_python("một\r\nhai\rba") in (
                    "một\nhai\nba",
                    ["một", "hai", "ba"],
                ), (
                    form,
                    name,
                )
    assert tried > 20
