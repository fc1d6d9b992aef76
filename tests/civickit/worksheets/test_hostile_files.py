"""A file with bytes changed is read or refused, and never ends the process."""

import random
import time
from functools import lru_cache

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.chance import examples
from tests.sheets import FORMATS, Sheet

from civickit.worksheets import read_workbook

ROWS = [
    ["TT", "Nội dung giám sát", "Đơn vị được giám sát", "Thời gian"],
    *([no, f"Giám sát việc {no}", "Sở Xây dựng", "Quý II"] for no in range(1, 6)),
]
_SECONDS = 5


@lru_cache
def whole(name):
    return FORMATS[name]([Sheet("Đề xuất", ROWS)])


def mangled(content, chance):
    """Some bytes changed, cut out or doubled."""
    out = bytearray(content)
    for _ in range(chance.choice((1, 3, 30))):
        place = chance.randrange(len(out))
        match chance.randrange(4):
            case 0:
                out[place] = chance.randrange(256)
            case 1:
                del out[place : place + chance.randrange(1, 200)]
            case 2:
                out[place:place] = out[place : place + 50]
            case _:
                out[place : place + 4] = chance.choice((b"\xff" * 4, b"\x00" * 4))
        if not out:
            return b"x"
    return bytes(out)


@pytest.mark.parametrize("name", FORMATS)
@examples(by_day=15, at_night=4000)
@given(st.integers(0, 2**32))
def test_a_mangled_file_is_read_or_refused_in_time(name, seed):
    content = mangled(whole(name), random.Random(seed))
    began = time.process_time()
    for reading in read_workbook(content, name, 2027):
        assert reading.rows or reading.problems or reading.error
        for finding in (*reading.problems, *filter(None, [reading.error])):
            assert finding.message()
    assert time.process_time() - began < _SECONDS
