"""Rulebooks of targets: taken over, changed in fields or as YAML, every saving kept, nothing lost when it is wrong."""

from dataclasses import replace
from datetime import date

import pytest
import yaml
from tests.giamsat.conftest import NOON
from tests.giamsat.targets.trials import trial_of

from civickit.measures import Period, read_target
from giamsat.foundation.verdicts import NotAllowed
from giamsat.jobs.working import run_waiting
from giamsat.rulebooks.checking import check, plain
from giamsat.rulebooks.files import BadRulebook, read_yaml
from giamsat.rulebooks.targets import BadTarget, target_codes, target_rulebook
from giamsat.targets import actions
from giamsat.targets.actions.books import BookChanged, BookTaken
from giamsat.targets.actions.questions import NotInThePlan
from giamsat.targets.asking import rules_of
from giamsat.targets.defining import DefinitionForm
from giamsat.targets.forms import as_yaml
from giamsat.targets.models import PlanQuestion, TargetBook, TargetBookVersion
from giamsat.targets.trying import as_it_is, changed

BOOK = "/chi-tieu/nghe-an-2021/"


@pytest.fixture(autouse=True)
def _clock(at_noon):
    """The sample's day."""


def test_the_shipped_rulebooks_are_right_and_hold_what_was_asked():
    books = [target_rulebook(code) for code in target_codes()]
    for code in target_codes():
        check(code, read_yaml(f"targets/{code}.yaml"), "targets")
    assert [one.code for one in target_rulebook("nghe-an-2021").versions] == [
        f"NA{no}" for no in range(1, 8)
    ]
    assert sum(len(one.versions) for one in books) >= 7 + 12
    assert all(one.source for book in books for one in book.versions)


def post_of(initial):
    return {key: value for key, value in initial.items() if value not in (None, "", False, ())}


def written_by(data, target, vocabulary, **changes):
    """The definition that the form writes when it is sent as it is shown, with some fields changed."""
    shown = DefinitionForm(vocabulary=vocabulary, known=(data, target))
    form = DefinitionForm(
        post_of(shown.initial) | changes, vocabulary=vocabulary, known=(data, target)
    )
    assert form.is_valid(), form.errors
    again, faults = read_target(form.as_data(), vocabulary)
    assert faults == []
    return again, [one.head for one in shown.kept]


@pytest.mark.parametrize("code", target_codes())
def test_fields_say_every_shipped_definition_wholly(code):
    book = target_rulebook(code)
    for data, target in zip(book.data["targets"], book.versions, strict=True):
        assert written_by(data, target, book.vocabulary) == (target, [])


@pytest.mark.parametrize("code", target_codes())
def test_a_trial_of_nothing_changes_nothing(code):
    for target in target_rulebook(code).versions:
        assert changed(target, as_it_is(target)) == target


RARE = """
- {subjects: {kinds: [party], except: {levels: [district], with: orientation_paper}, only_with: villages}, period: {every: year, by: "03-31"}, compare: {">=": 2}, measure: {count: {event: supervision, without: [joint]}}}
- {subjects: {}, period: {last_months: 12}, measure: {conditions: [worked_with_front, orientation_paper, coordination_rule], at_least: 2}}
- {subjects: {}, period: {from: 2025-02-03, to: 2027-12-31}, compare: {"=": 40}, measure: {ratio: {event: cadres, with: [woman]}, over: {event: cadres, any: [full_time, woman], periods_back: 1}}}
- {subjects: {}, period: year, compare: {"<": 3.5}, measure: {count: supervision}, aggregate: {units: {">=": 10}}, counts_toward: []}
"""
KEPT = """
- [Ai phải đạt, {subjects: {places: ["40"]}}]
- [Ai phải đạt, {subjects: {except: {with: {event: villages, least: 3}}}}]
- [Đếm gì, {measure: {count: {event: [supervision, criticism]}}}]
- [Mức phải đạt, {by_size: {of: {event: population, how: latest}, steps: [{from: 0, ">=": 1}, {from: 10000, ">=": 2}]}}]
- [Chung toàn bộ, {aggregate: {share: {">=": 10, "<=": 20}}}]
- [Chỗ chưa rõ, {questions: [{asks: a, chosen: b}, {asks: c, chosen: d}, {asks: e, chosen: f}]}]
"""
COMMON = {
    "code": "A",
    "title": "Chỉ tiêu A",
    "valid_from": "2025-01-01",
    "source": "Nghị quyết",
    "certainty": "read",
}


@pytest.mark.parametrize("data", yaml.safe_load(RARE))
def test_fields_say_rare_definitions_too(data):
    words = target_rulebook("nghe-an-2021").vocabulary
    target, faults = read_target(COMMON | data, words)
    assert faults == []
    assert written_by(COMMON | data, target, words) == (target, [])


@pytest.mark.parametrize(("part", "more"), yaml.safe_load(KEPT))
def test_what_fields_cannot_say_is_kept_while_the_rest_is_changed(part, more):
    words = target_rulebook("nghe-an-2021").vocabulary
    data = (
        COMMON
        | {
            "subjects": {},
            "period": "year",
            "measure": {"count": "supervision"},
            "compare": {">=": 1},
        }
        | more
    )
    target, faults = read_target(data, words)
    assert faults == []
    again, kept = written_by(data, target, words, title="Tên khác", period="quarter")
    assert kept == [part]
    assert again == replace(target, title="Tên khác", period=Period(every="quarter"))


def test_a_packaged_rulebook_is_taken_over_once(van, ha):
    made = actions.take_over(actor=van, code="goi-y", now=NOON)
    assert TargetBookVersion.objects.get(book=made).data == plain(target_rulebook("goi-y").data)
    with pytest.raises(BookTaken):
        actions.take_over(actor=van, code="goi-y", now=NOON)
    with pytest.raises(NotAllowed):
        actions.take_over(actor=ha, code="can-bo", now=NOON)


def fields(signed_in, **changes):
    book = target_rulebook("nghe-an-2021")
    form = DefinitionForm(
        vocabulary=book.vocabulary, known=(book.data["targets"][3], book.versions[3])
    )
    return post_of(form.initial) | {"version": 1} | changes


def test_a_target_is_changed_in_fields_with_its_sentence_and_a_trial_beside_it(signed_in):
    van = signed_in("van")
    seen = van.post(f"{BOOK}NA4/sua/", fields(signed_in, value="3", levels=["commune"], do="try"))
    said = seen.content.decode()
    assert "cấp xã có ít nhất 3 nội dung giám sát" in said
    assert "Thử trên số liệu đến" in said
    assert TargetBook.objects.get().version == 1
    assert (
        van.post(
            f"{BOOK}NA4/sua/", fields(signed_in, value="3", note="Theo góp ý", do="save")
        ).status_code
        == 302
    )
    assert TargetBook.objects.get().version == 2
    assert TargetBookVersion.objects.get(no=2).data["targets"][3]["compare"] == {">=": 3}
    assert TargetBookVersion.objects.get(no=1).data["targets"][3]["compare"] == {">=": 2}
    late = van.post(f"{BOOK}NA4/sua/", fields(signed_in, value="4", do="save"))
    assert late.status_code == 409
    assert "vừa được người khác sửa" in late.content.decode()
    assert 'value="4"' in late.content.decode()
    assert "ít nhất 3 nội dung" in van.get(f"{BOOK}NA4/").content.decode()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"measure": "ratio", "over": ""}, "Tỷ lệ phải có mẫu số"),
        ({"value": "5", "upper": "3"}, "cao hơn mức trên"),
        ({"valid_to": "1/1/2020"}, "trước ngày đầu"),
        ({"measure": "conditions", "aggregate": "sum"}, "Không cộng được các điều kiện"),
        ({"sign": "<=", "upper": "3"}, "Chỉ ghi mức trên khi"),
        ({"counts_toward": "NA9"}, "không có chỉ tiêu “NA9”"),
        ({"title": ""}, "bắt buộc"),
        ({"value": ""}, "Không được để trống"),
        ({"by": "31/2"}, "Ghi ngày và tháng"),
        ({"period": "span", "first_day": "1/1/2026"}, "Không được để trống"),
        ({"period": "span", "first_day": "1/1/2026", "last_day": "1/1/2025"}, "trước ngày đầu"),
        ({"period": "months"}, "Không được để trống"),
        ({"asks": "Có tính không?", "chosen": ""}, "Không được để trống"),
    ],
)
def test_what_is_wrong_stands_beside_its_field_and_nothing_is_saved(signed_in, change, said):
    answer = signed_in("van").post(f"{BOOK}NA4/sua/", fields(signed_in, do="save", **change))
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert TargetBook.objects.get().version == 1


def test_a_new_target_and_one_that_does_not_fit_the_fields(signed_in):
    van = signed_in("van")
    assert (
        van.post(
            f"{BOOK}moi/sua/", fields(signed_in, code="CT8", title="Thêm", do="save")
        ).status_code
        == 302
    )
    assert "CT8. Thêm" in van.get(BOOK).content.decode()
    data = plain(TargetBookVersion.objects.get(no=2).data)
    data["targets"][3]["subjects"]["places"] = ["40"]
    actions.save_book(actor=_van(), data=data, note="", version=2, now=NOON)
    page = van.get(f"{BOOK}NA4/sua/").content.decode()
    assert "giữ nguyên như câu bên cạnh" in page
    assert 'name="kinds"' not in page
    change = fields(signed_in, value="3", version=3, do="save")
    assert van.post(f"{BOOK}NA4/sua/", change).status_code == 302
    saved = TargetBookVersion.objects.get(no=4).data["targets"][3]
    assert saved["subjects"]["places"] == ["40"]
    assert (saved["compare"], saved["certainty"]) == ({">=": 3}, "read")
    assert van.get(f"{BOOK}KHONG/sua/").status_code == 404
    assert van.get("/chi-tieu/can-bo/CB1/sua/").status_code == 404  # packaged: taken over first
    assert "/sua/" not in van.get("/chi-tieu/can-bo/CB1/").content.decode()
    assert "/sua/" in van.get(f"{BOOK}NA4/").content.decode()


def _van():
    from giamsat.organisations.actors import actor_of
    from giamsat.organisations.models import Person

    return actor_of(Person.objects.get(sign_in_name="van"), day=date(2026, 11, 22))


def test_a_whole_rulebook_as_yaml(signed_in):
    van = signed_in("van")
    new = van.get("/chi-tieu/moi/yaml/").context["form"].initial["text"]
    seen = van.post("/chi-tieu/moi/yaml/", {"text": new, "version": 0, "do": "try"})
    assert (
        "CT1: Hằng năm, 100% Ủy ban MTTQ Việt Nam và tổ chức chính trị - xã hội"
        in seen.content.decode()
    )
    assert (
        van.post("/chi-tieu/moi/yaml/", {"text": new, "version": 0, "do": "save"}).status_code
        == 302
    )
    assert TargetBook.objects.filter(code="nghi-quyet-cua-tinh").exists()
    again = van.post("/chi-tieu/moi/yaml/", {"text": new, "version": 0, "do": "save"})
    assert "Đã có bộ chỉ tiêu mã nghi-quyet-cua-tinh" in again.content.decode()
    for wrong, said in (
        ("code: [", "Không đọc được YAML dòng"),
        (
            new.replace("count: supervision", "count: nothing"),
            "mục measure &gt; count &gt; event: không có loại việc “nothing”",
        ),
        (new.replace("code: nghi-quyet-cua-tinh\n", ""), "thiếu mục"),
        ("chỉ là chữ", "sai kiểu dữ liệu"),
        (new.replace("2026-01-01", "2026-13-45"), "Không đọc được YAML"),
        ("a: &a [1]\nb: *a\n", "Không đọc được YAML dòng 2"),
        ("[" * 5000, "Không đọc được YAML"),
        (new.replace("code: CT1", "code: a/b"), "sai cách viết"),
        (new + "events:\n  - {title: x}\n", "thiếu mục"),
    ):
        answer = van.post("/chi-tieu/moi/yaml/", {"text": wrong, "version": 0, "do": "save"})
        assert answer.status_code == 422
        assert said in answer.content.decode(), wrong
        assert "textarea" in answer.content.decode()
    assert van.get("/chi-tieu/nghi-quyet-cua-tinh/ban/1/").status_code == 200
    assert yaml.safe_load(as_yaml(target_rulebook("goi-y").data)) == plain(
        target_rulebook("goi-y").data
    )


def test_saving_is_refused_with_every_fault(van, ha):
    data = plain(target_rulebook("nghe-an-2021").data)
    data["targets"].append(data["targets"][3])
    with pytest.raises(BadTarget) as told:
        actions.save_book(actor=van, data=data, note="", version=1, now=NOON)
    assert (
        "NA4, mục valid_from: hai phiên bản cùng có hiệu lực từ 28/9/2021" in told.value.sentence()
    )
    with pytest.raises(BadRulebook):
        actions.save_book(actor=van, data=["không"], note="", version=1, now=NOON)
    with pytest.raises(BookChanged):
        actions.save_book(
            actor=van,
            data=plain(target_rulebook("nghe-an-2021").data),
            note="",
            version=7,
            now=NOON,
        )
    with pytest.raises(NotAllowed):
        actions.save_book(actor=ha, data=data, note="", version=1, now=NOON)


def test_a_trial_names_who_decides_it(signed_in):
    van = signed_in("van")
    told = van.get(
        f"{BOOK}NA4/thu/?value=9&share=100&levels=commune&kinds=front&kinds=women&kinds=veterans&period=year&on=31/12/2025"
    )
    trial = trial_of(told)
    assert len(trial.gone) == 6  # the bodies of the province
    assert (
        trial.after.share()[0] < trial.before.share()[0] == len(trial.lost) + trial.after.share()[0]
    )
    assert "Thành không đạt" in told.content.decode()
    same = trial_of(van.get(f"{BOOK}NA4/thu/"))
    assert (same.won, same.lost, same.gone) == ([], [], [])
    assert van.get(f"{BOOK}NA4/thu/?value=2&period=year&on=1/1/2030").status_code == 200
    wrong = van.get(f"{BOOK}NA4/thu/?value=hai&period=year&on=31/12/2025")
    assert wrong.context["form"].errors


def test_the_planner_is_asked_and_says_what_becomes_impossible(signed_in, van, thanh):
    address = f"{BOOK}NA5/thu/?value=9&share=100&period=year&on=31/12/2025&levels=province"
    assert signed_in("thanh").post(address).status_code == 302
    question = PlanQuestion.objects.get()
    assert question.rules["minimum"] == "criticism"
    assert question.rules["least"] == 9
    run_waiting()
    question.refresh_from_db()
    assert question.answer["missed"]
    assert question.answer["conflicts"]
    assert question.answer["objective"] > question.answer["missed_before"]
    page = signed_in("thanh").get(address).content.decode()
    assert "không thể cùng đúng" in page
    assert question.answer["missed"][0]["name"] in page
    book = target_rulebook("nghe-an-2021")
    with pytest.raises(NotInThePlan):
        actions.ask_planner(actor=van, book_code=book.code, target=book.versions[2], now=NOON)
    assert rules_of(book.versions[5])["minimum"] == "key_cadre"
    assert signed_in("ha").post(address).status_code == 403


def test_more_marks_than_a_reading_holds_are_refused(van):
    marks = {f"t{no}": "dấu hiệu" for no in range(63)}
    data = {
        "code": "nhieu-dau",
        "title": "Nhiều dấu hiệu",
        "source": "Thử",
        "tags": marks,
        "targets": [
            {
                "code": "A",
                "title": "Chỉ tiêu",
                "valid_from": "2026-01-01",
                "source": "Thử",
                "subjects": {},
                "period": "year",
                "measure": {"count": {"event": "supervision", "any": list(marks)}},
                "compare": {">=": 1},
            }
        ],
    }
    with pytest.raises(BadRulebook) as told:
        actions.save_book(actor=van, data=data, note="", version=0, now=NOON)
    assert "dùng 63 dấu hiệu" in told.value.sentence()
