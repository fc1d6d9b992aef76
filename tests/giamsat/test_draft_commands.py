"""draft, draft-diff and consolidate as other programs call them."""

import json
import subprocess
import sys

import pytest
from openpyxl import load_workbook
from tests.giamsat.conftest import ROOT

pytestmark = pytest.mark.no_database
SAMPLES = ROOT / "samples" / "du_thao"
V1, V2 = (
    SAMPLES / "d2_quy_che_giam_sat_phan_bien_v1.docx",
    SAMPLES / "d2_quy_che_giam_sat_phan_bien_v2.docx",
)
SAID = SAMPLES / "d2_quy_che_giam_sat_phan_bien_comments.jsonl"


def giamsat(*words):
    return subprocess.run(
        [sys.executable, "-m", "giamsat.cli.main", *map(str, words)],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
    )


def test_draft_tells_provisions_and_problems():
    done = giamsat("draft", V1, "--json")
    told = json.loads(done.stdout)
    assert done.returncode == 0
    assert {"path", "label", "text", "body"} == set(told["provisions"][0])
    assert any(one["path"] == "Điều 3 khoản 1" for one in told["provisions"])
    readable = giamsat("draft", V1)
    assert "Điều 3" in readable.stdout


def test_draft_diff_tells_what_changed():
    told = json.loads(giamsat("draft-diff", V1, V2, "--json").stdout)["changes"]
    assert {one["type"] for one in told} >= {"modified", "added"}
    assert giamsat("draft-diff", V1, V1, "--json").stdout.strip() == '{"changes": []}'
    assert "Sửa:" in giamsat("draft-diff", V1, V2).stdout


def test_consolidate_groups_and_writes_the_tables(tmp_path):
    done = giamsat("consolidate", V1, SAID, "--next", V2, "--out", tmp_path, "--json")
    told = json.loads(done.stdout)
    assert len(told["opinions"]) == len(SAID.read_text("utf-8").splitlines())
    assert {one["anchor_status"] for one in told["opinions"]} <= {
        "ok",
        "ambiguous",
        "missing",
        "wrong",
    }
    rows = list(
        load_workbook(tmp_path / "tiep-thu-giai-trinh.xlsx").active.iter_rows(
            min_row=5, values_only=True
        )
    )
    assert len(rows) == len(told["groups"])
    assert (tmp_path / "tiep-thu-giai-trinh.docx").stat().st_size > 5_000


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("draft", "khong-co.docx"), "Không tìm thấy tệp"),
        (("draft", ROOT / "tests/civickit/legaltext/data/scanned.pdf"), "bản Word"),
        (("draft-diff", V1, ROOT / "README.md.khong"), "Không tìm thấy tệp"),
        (("consolidate", V1, ROOT / "khong-co.jsonl"), "Không đọc được tệp ý kiến"),
    ],
)
def test_what_cannot_be_read_ends_with_2_and_a_sentence(words, said):
    done = giamsat(*words)
    assert done.returncode == 2
    assert said in done.stderr
    assert done.stdout == ""


def test_a_bad_line_of_opinions_is_named(tmp_path):
    bad = tmp_path / "x.jsonl"
    bad.write_text(
        '{"id": "1", "text": "Đề nghị nâng mức.", "anchor": null}\n{"id": "2", "te', "utf-8"
    )
    done = giamsat("consolidate", V1, bad)
    assert done.returncode == 2
    assert "dòng 2" in done.stderr
