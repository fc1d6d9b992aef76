"""A province comes with its usual departments; files that still say their former names are understood."""

import pytest
from django.db import transaction
from tests.giamsat.conftest import NOON

from giamsat.foundation.verdicts import NotAllowed
from giamsat.organisations import actions
from giamsat.organisations.departments import add_usual_departments
from giamsat.organisations.models import FormerName, Organisation
from giamsat.organisations.recognising import Register

FORMER = [
    ("Sở Tài nguyên và Môi trường", "SNNMT"),
    ("Sở TN&MT", "SNNMT"),
    ("Sở TN và MT tỉnh", "SNNMT"),
    ("Sở NN&PTNT", "SNNMT"),
    ("Sở NN&MT", "SNNMT"),
    ("Sở KH&ĐT", "STC"),
    ("Sở Kế hoạch và Đầu tư tỉnh Nghệ An", "STC"),
    ("Sở GTVT", "SXD"),
    ("Sở TT&TT", "SKHCN"),
    ("Sở KH&CN", "SKHCN"),
    ("Sở LĐ-TB&XH", "SNV"),
    ("Sở Lao động, Thương binh và Xã hội", "SNV"),
    ("Sở VH, TT&DL", "SVHTTDL"),
    ("Thanh tra tỉnh", "TTT"),
    ("Công an tỉnh", "CAT"),
    ("UBND tỉnh", "UBND"),
    ("Văn phòng UBND tỉnh", "VPUBND"),
    ("Giám đốc Sở Y tế", "SYT"),
]


@pytest.fixture
def empty():
    """An office without any authority."""
    FormerName.objects.all().delete()
    Organisation.objects.filter(kind="authority").update(
        valid_from=None, valid_to="2024-12-31", name="Cơ quan cũ", short_name="Cơ quan cũ"
    )
    front = Organisation.objects.get(code="MTTQ")
    front.name, front.short_name, front.place_code = (
        "Ủy ban MTTQ Việt Nam tỉnh Nghệ An",
        "MTTQ tỉnh Nghệ An",
        "40",
    )
    front.save()


def add(code="40", name="tỉnh Nghệ An"):
    with transaction.atomic():
        return add_usual_departments(code, name)


@pytest.mark.parametrize(("written", "code"), FORMER)
def test_a_department_is_understood_under_its_names_old_and_new(written, code, empty):
    add()
    found = Register().recognise(written)
    assert Organisation.objects.get(id=found.body_id).code.split("-")[0] == code


def test_doing_it_again_adds_nothing(empty):
    first = add()
    counts = Organisation.objects.count(), FormerName.objects.count()
    assert (first, add()) == (18, 0)
    assert counts == (Organisation.objects.count(), FormerName.objects.count())


def test_what_an_office_wrote_itself_stays_and_gains_former_names(empty, quantri):
    Organisation.objects.create(
        code="X1", kind="authority", level="province", name="Sở NN và MT", short_name="Sở NN&MT"
    )
    assert actions.add_departments(actor=quantri, now=NOON) == 17
    own = Organisation.objects.get(code="X1")
    assert own.name == "Sở NN và MT"
    assert {one.name for one in own.former_names.all()} == {
        "Sở Nông nghiệp và Phát triển nông thôn",
        "Sở Tài nguyên và Môi trường",
    }


def test_a_city_is_called_a_city_and_has_no_command_of_a_province(empty):
    front = Organisation.objects.get(code="MTTQ")
    front.name = "Ủy ban MTTQ Việt Nam thành phố Hà Nội"
    front.save()
    assert add("01", "thành phố Hà Nội") == 17
    assert Organisation.objects.filter(short_name="Thanh tra thành phố").exists()
    assert not Organisation.objects.filter(name__startswith="Bộ Chỉ huy").exists()


def test_the_administrator_alone_presses_the_button(empty, van, signed_in):
    with pytest.raises(NotAllowed):
        actions.add_departments(actor=van, now=NOON)
    page = signed_in("quantri").post("/to-chuc/", {"do": "departments"}, follow=True)
    assert "Đã thêm 18 sở, ngành" in page.content.decode()
