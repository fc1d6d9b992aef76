"""The commands other programs rely on, run as they are."""

import json
import os
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from giamsat.cli.main import main

pytestmark = pytest.mark.no_database
ROOT = Path(__file__).parents[2]
INSTANCES = ROOT / "tests/civickit/planner/instances"
GIAMSAT = [sys.executable, "-m", "giamsat.cli.main"]


def run(capsys, *arguments):
    """Exit code, standard output and standard error of a command."""
    try:
        code = main([str(one) for one in arguments])
    except SystemExit as stop:
        code = stop.code
    told = capsys.readouterr()
    return code, told.out, told.err


def test_read_worksheet_answers_in_the_form_of_the_contract(capsys, sample_files):
    code, out, _ = run(capsys, "read-worksheet", *sample_files, "--year", 2025, "--json")
    files = json.loads(out)["files"]
    assert code == 0
    assert [len(file["rows"]) for file in files] == [6, 5, 5, 6, 5, 5]
    fields = {
        "excel_row",
        "no",
        "title",
        "kind",
        "supervised_units",
        "form",
        "time_text",
        "period_start",
        "period_end",
        "sessions",
        "budget_vnd",
        "vulnerable_groups",
        "lead",
        "partners",
    }
    assert fields <= set(files[0]["rows"][0])
    assert {"excel_row", "code", "message"} <= set(files[5]["problems"][0])


def test_a_broken_file_does_not_stop_the_others(capsys, sample_files, tmp_path):
    broken = tmp_path / "hong.xlsx"
    broken.write_bytes(b"%PDF-1.4")
    code, out, _ = run(capsys, "read-worksheet", broken, sample_files[0], "--year", 2025, "--json")
    first, second = json.loads(out)["files"]
    assert code == 2
    assert first["error"]["code"] == "NOT_XLSX"
    assert len(second["rows"]) == 6
    for arguments in (
        ["read-worksheet", broken, "--year", 2025, "--lang", "en"],
        ["--lang", "en", "read-worksheet", broken, "--year", 2025],
    ):
        assert "Not an Excel file" in run(capsys, *arguments)[1]


def test_compare_gives_a_line_a_pair(capsys, tmp_path):
    pairs = tmp_path / "pairs.jsonl"
    a = {
        "title": "Giám sát chính sách BHYT",
        "kind": "supervision",
        "supervised_units": ["Sở Y tế"],
        "locality": "Nghệ An",
        "year": 2027,
    }
    b = a | {"title": "Giám sát việc thực hiện bảo hiểm y tế"}
    pairs.write_text(json.dumps({"id": "P1", "a": a, "b": b}) + "\n\n", "utf-8")
    code, out, _ = run(capsys, "compare", pairs, "--json")
    [line] = map(json.loads, out.splitlines())
    assert (code, line["id"], line["label"]) == (0, "P1", "duplicate")
    assert 0 <= line["score"] <= 1
    assert line["reasons"]
    assert "P1: trùng" in run(capsys, "compare", pairs)[1]


@pytest.mark.parametrize("text", ["{", '{"id": 1}', '{"id": 1, "a": {"title": ""}, "b": {}}', "[]"])
def test_a_wrong_line_of_pairs_is_named(capsys, tmp_path, text):
    pairs = tmp_path / "pairs.jsonl"
    pairs.write_text("\n" + text, "utf-8")
    code, out, err = run(capsys, "compare", pairs, "--json")
    assert (code, out) == (2, "")
    assert "dòng 2" in err


def test_overlaps_are_found_among_files_and_with_other_bodies(capsys, sample_files, samples):
    code, out, _ = run(
        capsys,
        "overlaps",
        *sample_files,
        "--against",
        samples / "ke_hoach_thanh_tra_tinh.xlsx",
        "--year",
        2025,
        "--json",
    )
    pairs = json.loads(out)["pairs"]
    assert code == 0
    assert any(pair["against"] and "giải phóng mặt bằng" in pair["b"]["title"] for pair in pairs)
    assert all(pair["label"] in ("duplicate", "overlap") and pair["reasons"] for pair in pairs)
    assert "CHỒNG CHÉO" in run(capsys, "overlaps", *sample_files, "--year", 2025)[1]


def test_an_instance_is_planned_and_verified(capsys, tmp_path):
    instance = INSTANCES / "p03_ccb_thieu_phan_bien.json"
    code, out, err = run(capsys, "plan", "--instance", instance, "--json")
    assert (code, json.loads(out)["status"]) == (0, "infeasible")
    assert "Xếp lịch" in err
    kept = tmp_path / "answer.json"
    kept.write_text(out, "utf-8")
    assert run(capsys, "plan", "--verify", instance, kept)[0] == 0
    told = json.loads(out)
    told["activities"][0]["first_day"] = "2027-02-30"
    kept.write_text(json.dumps(told), "utf-8")
    code, _, err = run(capsys, "plan", "--verify", instance, kept)
    assert code == 2
    assert "ngày không đúng dạng" in err
    assert "chỉ tiêu tối thiểu là 02" in run(capsys, "plan", "--instance", instance)[1]


def test_an_instance_is_planned_again_over_an_earlier_answer(capsys, tmp_path):
    instance = INSTANCES / "p01_nho.json"
    first = tmp_path / "first.json"
    first.write_text(run(capsys, "plan", "--instance", instance, "--json")[1], "utf-8")
    again = json.loads(
        run(capsys, "plan", "--instance", instance, "--previous", first, "--json")[1]
    )
    assert again["moved"] == []
    first.write_text('{"activities": [{}]}', "utf-8")
    code, _, err = run(capsys, "plan", "--instance", instance, "--previous", first, "--json")
    assert code == 2
    assert "Không đọc được first.json" in err


def test_deadline_shows_how_it_was_counted(capsys):
    code, out, _ = run(capsys, "deadline", "RECEPTION_ANSWER", "--event", "2026-02-10", "--json")
    told = json.loads(out)
    assert (code, told["due"], told["counted_from"]) == (0, "2026-03-03", "2026-02-11")
    assert len(told["steps"]) == 7
    assert (
        "không phải hạn luật định"
        in run(capsys, "deadline", "SUP_REPLY", "--event", "2026-05-04")[1]
    )


def test_a_rule_keeps_its_version_of_the_day(capsys):
    old = json.loads(run(capsys, "deadline", "COMPL_ACCEPT", "--event", "2026-06-01", "--json")[1])
    new = json.loads(run(capsys, "deadline", "COMPL_ACCEPT", "--event", "2026-07-06", "--json")[1])
    assert (old["due"], new["due"]) == ("2026-06-11", "2026-07-15")
    complex_case = json.loads(
        run(
            capsys,
            "deadline",
            "DENUN_SETTLE",
            "--event",
            "2026-03-02",
            "--choose",
            "very_complex",
            "--json",
        )[1]
    )
    assert complex_case["due"] == "2026-06-01"  # 31/5 is a Sunday


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["deadline", "KHONG_CO", "--event", "2026-01-01"], "Không có quy định KHONG_CO"),
        (["deadline", "SUP_NOTICE", "--event", "2026-02-30"], "không phải ngày có thật"),
        (
            ["deadline", "SUP_NOTICE", "--event", "2026-02-20", "--choose", "complex"],
            "không chia theo loại",
        ),
        (
            ["deadline", "SUP_NOTICE", "--event", "2026-02-20", "--rulebook", "khac"],
            "Không có bộ quy tắc khac",
        ),
        (["deadline", "SUP_RESULT_REPORT", "--event", "9999-12-31"], "không phải ngày có thật"),
        (["read-worksheet", "x.xlsx", "--year", "99999"], "Năm 99999 không hợp lý"),
        (["plan"], "Cần tệp đề xuất"),
        (["plan", "--instance", "khong-co.json"], "Không đọc được khong-co.json"),
        (
            ["plan", "x.xlsx", "--year", "2027", "--rulebook", "khong-co", "--out", "ra"],
            "Không có bộ quy tắc khong-co",
        ),
        (
            ["plan", "x.xlsx", "--year", "2027", "--rulebook", "mac-dinh", "--out", "ra"],
            "Không đọc được đề xuất nào",
        ),
        (
            ["plan", "x.xlsx", "--year", "27", "--rulebook", "mac-dinh", "--out", "ra"],
            "Năm 27 không hợp lý",
        ),
        (["plan", "--instance"], "cần một giá trị"),
        (["compare"], "còn thiếu"),
        (["la"], "không có lựa chọn"),
    ],
)
def test_bad_input_gets_a_sentence_and_exit_code_2(capsys, arguments, words):
    code, out, err = run(capsys, *arguments)
    assert (code, out) == (2, "")
    assert words in err


def test_every_command_has_help_in_both_languages(capsys):
    vietnamese = run(capsys, "--help")[1]
    english = run(capsys, "--lang", "en", "--help")[1]
    for command in (
        "read-worksheet",
        "compare",
        "overlaps",
        "plan",
        "deadline",
        "rulebook",
        "licences",
    ):
        assert command in vietnamese
        assert run(capsys, command, "--help")[0] == 0
    assert "lập chương trình năm" in vietnamese
    assert "plan the year" in english
    assert run(capsys)[0] == 0


def test_rulebooks_and_licences_are_listed(capsys):
    out = run(capsys, "rulebook")[1]
    assert "nghe-an-2021" in out
    assert "SUP_NOTICE" in out
    assert "supervision ≥ 2" in run(capsys, "rulebook", "nghe-an-2021")[1]
    licences = run(capsys, "licences")[1]
    assert "highspy" in licences
    assert not [
        line
        for line in licences.splitlines()
        if "AGPL" in line
        or ": GPL" in line
        or ("General Public License v" in line and "Lesser" not in line)
    ]


def plan_samples(out, sample_files, samples, *more):
    return [
        "plan",
        *sample_files,
        "--against",
        samples / "ke_hoach_thanh_tra_tinh.xlsx",
        "--year",
        "2025",
        "--rulebook",
        "nghe-an-2021",
        "--province",
        "tỉnh H",
        "--out",
        out,
        *more,
    ]


def test_the_main_job_writes_every_paper(capsys, tmp_path, sample_files, samples):
    code, out, _ = run(capsys, *plan_samples(tmp_path / "ra", sample_files, samples))
    assert code == 0
    assert sorted(path.name for path in (tmp_path / "ra").iterdir()) == [
        "instance.json",
        "programme.docx",
        "programme.ics",
        "programme.json",
        "programme.xlsx",
        "report.html",
        "working.xlsx",
    ]
    for words in (
        "ĐÃ ĐỌC",
        "Dòng 15: không xác định được thời gian",
        "CHỒNG CHÉO",
        "Tháng 5",
        "CÒN THIẾU",
        "đã chứng minh",
        "programme.docx",
    ):
        assert words in out, words
    told = json.loads((tmp_path / "ra/programme.json").read_text("utf-8"))
    placed = {name for activity in told["plan"]["activities"] for name in activity["proposals"]}
    deferred = {one["proposal"] for one in told["plan"]["deferred"]}
    assert placed | deferred == {one["id"] for one in told["proposals"]}
    answer = tmp_path / "answer.json"
    answer.write_text(json.dumps(told["plan"]), "utf-8")
    assert run(capsys, "plan", "--verify", tmp_path / "ra/instance.json", answer)[0] == 0


def test_planning_again_over_the_old_plan_moves_nothing(capsys, tmp_path, sample_files, samples):
    run(capsys, *plan_samples(tmp_path / "ra", sample_files, samples))
    code, out, _ = run(
        capsys,
        *plan_samples(
            tmp_path / "lai",
            sample_files,
            samples,
            "--previous",
            tmp_path / "ra/programme.json",
            "--json",
        ),
    )
    assert code == 0
    assert json.loads(out)["plan"]["moved"] == []


def test_a_file_that_cannot_be_read_is_told_and_the_rest_is_planned(
    capsys, tmp_path, sample_files, samples
):
    broken = tmp_path / "hong.xlsx"
    broken.write_bytes(b"%PDF")
    code, out, _ = run(capsys, *plan_samples(tmp_path / "ra", [broken, *sample_files], samples))
    assert code == 2
    assert "✗ hong.xlsx" in out
    assert (tmp_path / "ra/programme.docx").exists()


def test_an_unknown_organisation_and_the_same_file_twice_are_said(
    capsys, tmp_path, sample_files, samples
):
    copy = tmp_path / "ban_sao.xlsx"
    copy.write_bytes(sample_files[0].read_bytes())
    _, out, _ = run(capsys, *plan_samples(tmp_path / "ra", [*sample_files, copy], samples))
    assert "Nội dung tệp giống hệt tệp 1_mttq_tinh.xlsx" in out


def test_results_that_cannot_be_written_leave_the_old_ones(capsys, tmp_path, sample_files, samples):
    (tmp_path / "ra").write_text("một tệp, không phải thư mục", "utf-8")
    code, _, err = run(capsys, *plan_samples(tmp_path / "ra", sample_files, samples))
    assert code == 2
    assert "Không ghi được kết quả" in err
    assert (tmp_path / "ra").read_text("utf-8") == "một tệp, không phải thư mục"


def test_a_full_disk_leaves_nothing_half_written(tmp_path, sample_files, samples):
    out = tmp_path / "ra"
    out.mkdir()
    (out / "programme.docx").write_text("bản cũ", "utf-8")

    def small_disk():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))

    arguments = [*GIAMSAT, *map(str, plan_samples(out, sample_files, samples))]
    done = subprocess.run(
        arguments,
        capture_output=True,
        text=True,
        preexec_fn=small_disk,
        cwd=tmp_path,
        check=False,
        timeout=120,
    )
    assert done.returncode == 2
    assert "Các tệp cũ vẫn nguyên" in done.stderr
    assert [path.name for path in out.iterdir()] == ["programme.docx"]
    assert (out / "programme.docx").read_text("utf-8") == "bản cũ"


def test_ctrl_c_stops_soon_and_says_so(tmp_path):
    """In the middle of solving a whole province."""
    maker = [
        sys.executable,
        str(ROOT / "bench/stress_instances.py"),
        "s2",
        "--seed",
        "3",
        "--out",
        str(tmp_path),
    ]
    subprocess.run(maker, capture_output=True, check=True)
    hard = tmp_path / "s2-3.json"
    process = subprocess.Popen(
        [*GIAMSAT, "plan", "--instance", str(hard), "--json", "--levels", "5"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONUNBUFFERED": "1"},
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),  # noqa: PLW1509
    )
    for line in process.stderr:
        if "ít thiếu chỉ tiêu" in line:
            break
    time.sleep(0.3)
    process.send_signal(signal.SIGINT)
    started = time.monotonic()
    out, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert time.monotonic() - started < 10
    assert out == ""
    assert "Đã dừng theo yêu cầu" in err


def test_help_is_quick():
    fastest = min(_seconds([*GIAMSAT, "--help"]) for _ in range(5))
    assert fastest < 0.3


def _seconds(command):
    """Of the processor: a clock on the wall tells how busy the machine is."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, capture_output=True, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def test_output_cut_off_by_a_pipe_is_no_error():
    command = f"{sys.executable} -m giamsat.cli.main rulebook | head -1"
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", command], capture_output=True, text=True, check=False
    )
    assert "Traceback" not in done.stderr


def test_how_a_worksheet_was_understood_is_printed_and_taken_back_corrected(tmp_path, capsys):
    file, mapping = tmp_path / "a.csv", tmp_path / "mapping.json"
    file.write_text("Mã;Sự vụ;Ai;Kỳ\nA1;nước sạch;Sở Xây dựng;Quý II\n", "utf-8")
    arguments = ["read-worksheet", str(file), "--year", "2027", "--explain"]
    assert main(arguments) == 2
    printed = json.loads(capsys.readouterr().out)
    assert printed["files"][0]["first_rows"][0]["text"] == "Mã | Sự vụ | Ai | Kỳ"
    corrected = printed["mapping"]
    corrected["sheets"]["CSV"]["header_row"] = 1
    corrected["columns"] = {"Sự vụ": "title", "Ai": "supervised_units", "Kỳ": "time"}
    mapping.write_text(json.dumps({"mapping": corrected}), "utf-8")
    assert main([*arguments, "--mapping", str(mapping)]) == 0
    read = json.loads(capsys.readouterr().out)["files"][0]
    assert read["rows"][0]["title"] == "nước sạch"
    assert read["columns"][1] == {
        "sheet": "CSV",
        "header_row": 1,
        "column": "B",
        "head": "Sự vụ",
        "key": "su vu",
        "meaning": "title",
        "sure": 1.0,
        "values": ["nước sạch"],
    }
    mapping.write_text('{"columns": {"Ai": "ai đó"}}', "utf-8")
    assert main([*arguments, "--mapping", str(mapping)]) == 2
    assert "Ai: ai đó" in capsys.readouterr().err
