"""Pages of criticism: what the public reads and sends, what a drafter sees, how many questions a page asks."""

import re
import uuid
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.giamsat.conftest import NOON
from tests.giamsat.criticism.conftest import TEXT, TODAY, WHY

from giamsat.criticism import actions
from giamsat.criticism.models import DrafterAnswer, DraftOpinion, DraftVersion, OpinionGroup


@pytest.fixture
def public(received, van):
    draft = received()
    actions.open_to_public(
        actor=van, draft=draft, opens_on=TODAY, closes_on=TODAY + timedelta(days=5), now=NOON
    )
    draft.refresh_from_db()
    return draft


def address(draft, path="Điều 2 khoản 2"):
    return (
        f"/cong-khai/du-thao/{draft.case.code}/{draft.no}/{draft.provisions.get(path=path).place}/"
    )


def send(client, where, words, **more):
    page = client.get(where).content.decode()
    opened = re.search(r'name="opened" value="([^"]+)"', page)
    form = {
        "key": str(uuid.uuid4()),
        "opened": opened[1] if opened else "",
        "text": words,
        "who_type": "citizen",
        "website": "",
    } | more
    return client.post(where, form)


def test_an_opinion_is_sent_without_an_account_and_found_by_its_code(
    public, client, van, run_waiting
):
    sent = send(
        client, address(public), "Đề nghị nâng lên 70%.", name="Lò Thị Pá", contact="bản Na"
    )
    assert sent.status_code == 200
    made = DraftOpinion.objects.get(draft=public)
    assert made.receipt in sent.content.decode()
    DraftOpinion.objects.filter(id=made.id).update(
        state="counted", held=""
    )  # the test is quicker than any person
    actions.ask_grouping(actor=van, draft=public, now=NOON)
    run_waiting()
    told = client.post(
        "/cong-khai/du-thao/tra-cuu/", {"code": made.receipt.lower()}
    ).content.decode()
    assert "Đề nghị nâng lên 70%." in told
    assert "Lò Thị Pá" not in told
    assert (
        "Không tìm thấy mã này"
        in client.post("/cong-khai/du-thao/tra-cuu/", {"code": "2222-2222-2222"}).content.decode()
    )
    page = client.get(address(public)).content.decode()
    assert "1 ý kiến" in page
    assert "Lò Thị Pá" not in page


def test_script_in_an_opinion_is_shown_as_words(public, client, signed_in, van, run_waiting):
    send(client, address(public), "<script>alert('x')</script> Đề nghị sửa lại cho rõ ràng hơn.")
    DraftOpinion.objects.filter(draft=public).update(state="counted", held="")
    actions.ask_grouping(actor=van, draft=public, now=NOON)
    run_waiting()
    group = OpinionGroup.objects.get(draft=public)
    for browser, where in (
        (client, address(public)),
        (signed_in("van"), f"/phan-bien/{public.case.code}/noi-dung/{group.id}/"),
        (signed_in("van"), f"/phan-bien/{public.case.code}/tiep-thu/"),
    ):
        page = browser.get(where).content.decode()
        assert "<script>alert" not in page
        assert "&lt;script&gt;alert" in page


def test_a_closed_draft_keeps_the_words_on_the_page(public, client, van):
    where = address(public)
    actions.close_to_public(actor=van, draft=public, now=NOON)
    sent = client.post(
        where,
        {
            "key": str(uuid.uuid4()),
            "opened": "x",
            "text": "Ý kiến đến muộn của tôi.",
            "who_type": "citizen",
        },
    )
    assert sent.status_code == 409
    page = sent.content.decode()
    assert "đã kết thúc ngày 21/11/2026" in page
    assert "Ý kiến đến muộn của tôi." in page
    assert not DraftOpinion.objects.filter(draft=public).exists()


def test_a_draft_closed_a_moment_ago_takes_nothing_through_a_page_that_still_knows_it(
    public, client, van
):
    """The page remembers a provision for some seconds; whether it is open it asks where it writes."""
    assert send(client, address(public), "Đề nghị nâng mức hỗ trợ.").status_code == 200
    actions.close_to_public(actor=van, draft=public, now=NOON)
    assert send(client, address(public), "Ý kiến đến sau.", opened="x").status_code == 409
    assert DraftOpinion.objects.filter(draft=public).count() == 1


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"text": ""}, "err"),
        ({"who_type": "organisation", "name": ""}, "Ghi tên cơ quan, tổ chức"),
        ({"text": "a" * 5_001}, "err"),
        ({"key": "x"}, "err"),
    ],
)
def test_a_form_that_is_not_right_is_shown_again(wrong, said, public, client):
    sent = send(client, address(public), "Đề nghị nâng mức.", **wrong)
    assert sent.status_code == 200
    assert said in sent.content.decode() or "key" in wrong
    assert not DraftOpinion.objects.filter(draft=public).exists()


def test_a_draft_that_is_not_public_is_not_there(received, client):
    draft = received()
    assert client.get(address(draft)).status_code == 404
    assert client.get(f"/cong-khai/du-thao/{draft.case.code}/1/").status_code == 404
    assert draft.case.title not in client.get("/cong-khai/du-thao/").content.decode()


def test_an_unpublished_answer_is_seen_by_nobody_outside(
    public, client, van, hung, say, run_waiting
):
    say(public, "Điều 2 khoản 2", "Đề nghị nâng lên 70%.")
    actions.ask_grouping(actor=van, draft=public, now=NOON)
    run_waiting()
    ids = list(OpinionGroup.objects.filter(draft=public).values_list("id", flat=True))
    reason = "Ngân sách tỉnh chưa cân đối được trong năm tới."
    actions.answer_groups(
        actor=hung,
        draft=public,
        ids=ids,
        seen=1,
        decision="not",
        reason=reason,
        place="",
        paper="",
        now=NOON,
    )
    assert reason not in client.get(address(public)).content.decode()
    actions.publish_answers(actor=van, draft=public, now=NOON)
    assert reason in client.get(address(public)).content.decode()


def test_the_history_of_a_provision_is_public(public, client, received, van):
    second = received(TEXT.replace("50%", "70%"), case=public.case)
    actions.open_to_public(actor=van, draft=second, opens_on=TODAY, closes_on=TODAY, now=NOON)
    page = client.get(address(second)).content.decode()
    assert "50%" in page
    assert "70%" in page
    assert "Qua các lần dự thảo" in page


def test_opinions_follow_their_provision_and_say_when_its_words_changed(
    public, client, received, van, say, signed_in, run_waiting
):
    say(public, "Điều 2 khoản 2", "Đề nghị nâng lên 70%.")
    say(public, "Điều 1 khoản 1", "Đề nghị mở rộng phạm vi.", address="192.0.2.5")
    actions.ask_grouping(actor=van, draft=public, now=NOON)
    run_waiting()
    second = received(TEXT.replace("50%", "70%"), case=public.case)
    actions.open_to_public(actor=van, draft=second, opens_on=TODAY, closes_on=TODAY, now=NOON)
    for path, said, chip in (
        ("Điều 2 khoản 2", "Đề nghị nâng lên 70%.", "lời văn đã sửa từ đó"),
        ("Điều 1 khoản 1", "Đề nghị mở rộng phạm vi.", "lời văn chưa đổi"),
    ):
        place = second.provisions.get(path=path).place
        for page in (
            client.get(address(second, path)),
            signed_in("van").get(f"/phan-bien/{public.case.code}/du-thao/2/{place}/"),
        ):
            assert said in page.content.decode()
            assert chip in page.content.decode()


def test_a_provision_asks_eight_questions_for_few_and_for_many(
    public, signed_in, client, say, van, run_waiting
):
    browser = signed_in("van")
    place = public.provisions.get(path="Điều 2 khoản 2").place
    inside = f"/phan-bien/{public.case.code}/du-thao/1/{place}/"

    def asked(who, where):
        who.get(where)
        with CaptureQueriesContext(connection) as told:
            assert who.get(where).status_code == 200
        return len(told)

    few = asked(browser, inside), asked(client, address(public))
    for number in range(120):
        say(
            public,
            "Điều 2 khoản 2",
            f"Đề nghị nâng mức hỗ trợ lên {number} nghìn đồng.",
            address=f"192.0.2.{number}",
        )
    actions.ask_grouping(actor=van, draft=public, now=NOON)
    run_waiting()
    many = asked(browser, inside), asked(client, address(public))
    assert OpinionGroup.objects.filter(draft=public).count() == 120
    assert max(*few, *many) <= 8
    assert DraftVersion.objects.get(id=public.id).points == 120


def test_a_drafter_sees_points_and_nothing_that_waits(public, signed_in, say):
    held = say(public, "Điều 1", "Mua https://a.example rồi https://b.example")
    browser, code = signed_in("hung"), public.case.code
    assert browser.get(f"/phan-bien/{code}/tiep-thu/").status_code == 200
    assert browser.get(f"/phan-bien/{code}/du-thao/1/").status_code == 200
    for hidden in (
        f"/phan-bien/{code}/y-kien/",
        f"/phan-bien/{code}/du-thao/",
        f"/phan-bien/{code}/y-kien/them/",
    ):
        assert browser.get(hidden).status_code == 404
    assert held.state == "held"
    assert (
        signed_in("ha")
        .post(f"/phan-bien/{code}/y-kien/", {"do": "count", "id": held.id})
        .status_code
        == 403
    )


def test_a_drafter_opens_what_was_issued_to_it_and_no_other_paper(
    sample, van, bao, signed_in, run_waiting
):
    from giamsat.procedures.papers import context_of
    from giamsat.supervision import actions as cases

    blanks = dict.fromkeys(
        ("necessity", "fit", "feasible", "impact", "balance", "proposal", "note"), "Phù hợp."
    )
    made = []
    for kind in ("pb-van-ban", "pb-tong-hop"):
        paper = cases.write_paper(
            actor=van,
            case=sample,
            kind=kind,
            context=context_of(sample) | blanks,
            paper=None,
            version=0,
            now=NOON,
        )
        told = {
            "issued_on": TODAY,
            "place": "Bình Hải",
            "signer": "Trần Quốc Bảo",
            "as_deputy": False,
            "number": None,
        }
        cases.issue_paper(
            actor=bao, case=sample, paper=paper, version=paper.version, now=NOON, **told
        )
        made.append(paper)
    run_waiting()
    page = signed_in("hung").get(f"/phan-bien/{sample.code}/tiep-thu/").content.decode()
    assert f"/phan-bien/{sample.code}/van-ban/{made[0].id}.docx" in page
    assert (
        signed_in("hung").get(f"/phan-bien/{sample.code}/van-ban/{made[0].id}.docx").status_code
        == 200
    )
    assert (
        signed_in("hung").get(f"/phan-bien/{sample.code}/van-ban/{made[1].id}.docx").status_code
        == 404
    )
    assert signed_in("hung").get("/tai-don-vi/bao-cao/").content.decode().count(sample.code) == 0


def test_an_officer_does_it_all_by_forms(opened, signed_in, run_waiting):
    case, browser = opened(), signed_in("van")
    hub = f"/phan-bien/{case.code}/du-thao/"
    file = SimpleUploadedFile("du-thao.txt", TEXT.encode())
    assert (
        browser.post(
            hub,
            {
                "do": "draft",
                "dt-file": file,
                "dt-received_on": "22/11/2026",
                "dt-came_with": "CV 1",
            },
        ).status_code
        == 302
    )
    run_waiting()
    draft = DraftVersion.objects.get(case=case)
    place = draft.provisions.get(path="Điều 3").place
    lines = "Điều 3. Hiệu lực thi hành\nTừ năm 2027."
    browser.post(f"{hub}1/{place}/sua/", {"lines": lines, "version": draft.version})
    assert "Hiệu lực thi hành" in browser.get(f"{hub}1/").content.decode()
    told = f"/phan-bien/{case.code}/y-kien/them/"
    browser.post(
        told,
        {"do": "minutes", "bb-text": "Ông A | Điều 3 | Lùi một năm.\nBà B | Điều 3 | Lùi hai năm."},
    )
    link = browser.post(
        told,
        {
            "do": "invite",
            "moi-name": "TS. C",
            "moi-post": "Hội đồng tư vấn",
            "moi-who_type": "citizen",
        },
    )
    assert "/gop-y/" in link.content.decode()
    assert "/gop-y/" not in browser.get(told).content.decode(), "a key is shown once"
    run_waiting()
    browser.post(hub, {"do": "public", "ck-opens_on": "22/11/2026", "ck-closes_on": "30/11/2026"})
    assert DraftVersion.objects.get(case=case).published_at is not None
    points = list(OpinionGroup.objects.filter(draft__case=case).order_by("id"))
    assert [one.size for one in points] == [1, 1], "one year and two years are two points"
    merged = browser.post(
        f"/phan-bien/{case.code}/noi-dung/{points[0].id}/",
        {"do": "merge", "version": 1, "other": points[1].id},
    )
    assert merged.status_code == 302
    sent = browser.post(
        f"/phan-bien/{case.code}/tiep-thu/",
        {"do": "answer", "id": points[0].id, "tl-decision": "partly", "tl-reason": ""},
    )
    assert sent.status_code == 422
    assert "phải giải trình" in sent.content.decode()
    browser.post(
        f"/phan-bien/{case.code}/tiep-thu/",
        {"do": "answer", "id": points[0].id, "tl-decision": "partly", "tl-reason": WHY},
    )
    assert DrafterAnswer.objects.get(draft__case=case).groups.count() == 1
    browser.post(f"/phan-bien/{case.code}/tiep-thu/", {"do": "table"})
    run_waiting()
    page = browser.get(f"/phan-bien/{case.code}/tiep-thu/").content.decode()
    for ending in ("docx", "xlsx"):
        found = re.search(rf"/phan-bien/{case.code}/tiep-thu/\d+\.{ending}", page)
        assert browser.get(found[0]).status_code == 200


def test_the_menu_marks_the_nearer_of_two_places(signed_in):
    hung = signed_in("hung")
    for address, name in (
        ("/tai-don-vi/du-thao/", "Dự thảo của cơ quan"),
        ("/tai-don-vi/", "Tại đơn vị"),
        ("/", "Việc của tôi"),
    ):
        marked = [one.name for one in hung.get(address).context["menu"] if one.here]
        assert marked == [name]
