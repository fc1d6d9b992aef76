"""A new installation from nothing: the office opened, its health told, mistakes said in sentences."""

import json
import os
import shutil
import subprocess
import sys

import pytest
from tests.journeys.installation import EMPTY, as_set_up

pytestmark = pytest.mark.no_database  # of the tests' own


@pytest.fixture
def giamsat(tmp_path):
    """The command on a data folder of its own, on SQLite."""
    env = {
        k: v for k, v in os.environ.items() if k not in ("DATABASE_URL", "DJANGO_SETTINGS_MODULE")
    }
    env["GIAMSAT_DATA"] = str(tmp_path / "du-lieu")

    def run(*words):
        command = [sys.executable, "-m", "giamsat.cli.main", *words]
        return subprocess.run(command, env=env, capture_output=True, text=True, check=False)

    run.env, run.folder = env, tmp_path / "du-lieu"
    return run


@pytest.fixture
def set_up(giamsat):
    """The same where tables and places are there already: that it comes to this from nothing, other tests see."""
    shutil.copytree(as_set_up(dict(giamsat.env), EMPTY) / "du-lieu", giamsat.folder)
    return giamsat


def test_an_office_is_opened_once_and_is_healthy(set_up):
    giamsat = set_up
    opened = giamsat("office", "40", "--admin", "QuanTri", "--full-name", "Vũ Đức Nam")
    assert opened.returncode == 0, opened.stderr
    assert "Ủy ban MTTQ Việt Nam tỉnh Nghệ An" in opened.stdout
    assert "tên quantri, mật khẩu" in opened.stdout
    assert "Đã có sẵn 18 sở, cơ quan cấp tỉnh" in opened.stdout
    again = giamsat("office", "40", "--admin", "khac", "--full-name", "Ai Đó")
    assert (again.returncode, "Đã có tài khoản" in again.stderr) == (2, True)
    health = giamsat("check", "--json")
    assert health.returncode == 0
    assert json.loads(health.stdout)["ok"] is True
    assert "Cơ sở lưu trữ: tốt" in giamsat("check").stdout
    key = giamsat.folder / "secret-key"
    assert key.stat().st_mode & 0o077 == 0


def test_a_province_that_is_not_is_named_with_those_that_are(set_up):
    refused = set_up("office", "99", "--admin", "a", "--full-name", "b")
    assert refused.returncode == 2
    assert "22 thành phố Quảng Ninh" in refused.stderr


def test_health_before_anything_is_set_up_says_what_to_do(giamsat):
    told = giamsat("check")
    assert told.returncode == 2
    assert "cần cập nhật: chạy giamsat serve" in told.stdout


def test_the_demo_needs_its_samples(giamsat, tmp_path):
    told = giamsat("demo", "--samples", str(tmp_path), "--prepare-only")
    assert told.returncode == 2
    assert "Không thấy các tệp mẫu" in told.stderr
