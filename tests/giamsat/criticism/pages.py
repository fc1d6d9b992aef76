"""Pages of criticisms: who opens them, what they ask of the database, which are looked at in a browser."""

from tests.giamsat.pages import P, Page

from giamsat.criticism.models import DraftOpinion, OpinionFile, OpinionGroup, SentDraft

CODE = "2026-PB-01"
ITS_BODIES = {"MTTQ", "SNV", "SYT"}


def the_criticism():
    return [((CODE,), ITS_BODIES)]


def the_led_criticism():
    return [((CODE,), {"MTTQ"})]


def first_opinion():
    return [((CODE, DraftOpinion.objects.order_by("id").first().id), ITS_BODIES)]


def first_point():
    return [((CODE, OpinionGroup.objects.order_by("id").first().id), ITS_BODIES)]


def the_sent_draft():
    return [((SentDraft.objects.order_by("id").first().id,), {"MTTQ", "SNV"})]


def first_file():
    return [((CODE, OpinionFile.objects.order_by("id").first().id), {"MTTQ"})]


PAGES = {
    "criticisms": Page(needs=P.CASE_VIEW),
    "open_criticism": Page(needs=P.CASE_EDIT),
    "criticism": Page(sees=P.CASE_VIEW, rows=the_criticism),
    "criticism_work": Page(
        sees=P.CASE_VIEW, or_sees=P.DRAFT_ANSWER, rows=the_criticism, more=(999_999,), ok=404
    ),
    "draft": Page(sees=P.CASE_VIEW, or_sees=P.DRAFT_ANSWER, rows=the_criticism, more=(1,)),
    "draft_changes": Page(sees=P.CASE_VIEW, or_sees=P.DRAFT_ANSWER, rows=the_criticism, more=(2,)),
    "provision": Page(sees=P.CASE_VIEW, or_sees=P.DRAFT_ANSWER, rows=the_criticism, more=(1, 2)),
    "correct_provision": Page(
        sees=P.CASE_VIEW, needs=P.CASE_EDIT, rows=the_led_criticism, more=(2, 2)
    ),
    "opinions": Page(sees=P.CASE_VIEW, rows=the_criticism),
    "add_opinions": Page(sees=P.CASE_VIEW, needs=P.CASE_EDIT, rows=the_led_criticism),
    "opinion_file": Page(sees=P.CASE_VIEW, needs=P.CASE_EDIT, rows=first_file),
    "opinion": Page(sees=P.CASE_VIEW, or_sees=P.DRAFT_ANSWER, rows=first_opinion),
    "point": Page(sees=P.CASE_VIEW, or_sees=P.DRAFT_ANSWER, rows=first_point),
    "answers": Page(sees=P.CASE_VIEW, or_sees=P.DRAFT_ANSWER, rows=the_criticism),
    "table_file": Page(
        sees=P.CASE_VIEW, or_sees=P.DRAFT_ANSWER, rows=the_criticism, more=(999_999, "xlsx"), ok=404
    ),
    "drafter_cases": Page(needs=P.DRAFT_ANSWER),
    "drafter_case": Page(sees=P.CASE_VIEW, or_sees=P.DRAFT_ANSWER, rows=the_criticism),
    "send_draft": Page(needs=P.DRAFT_ANSWER),
    "sent_draft": Page(sees=P.CASE_VIEW, or_sees=P.DRAFT_ANSWER, rows=the_sent_draft),
    "sent_file": Page(sees=P.CASE_VIEW, or_sees=P.DRAFT_ANSWER, rows=the_sent_draft),
    "public_drafts": Page(open_to_all=True),
    "public_receipt": Page(open_to_all=True),
    "public_draft": Page(open_to_all=True, more=("2026-PB-01", 1)),
    "public_provision": Page(open_to_all=True, more=("2026-PB-01", 1, 2)),
    "expert_form": Page(open_to_all=True, ok=404, more=("khong-phai-duong-dan",)),
}
SEEN = [
    ("van", "/phan-bien/"),
    ("van", "/phan-bien/mo/"),
    ("van", "/phan-bien/{pb}/"),
    ("van", "/phan-bien/{pb}/doan/"),
    ("van", "/phan-bien/{pb}/du-thao/"),
    ("van", "/phan-bien/{pb}/du-thao/1/"),
    ("van", "/phan-bien/{pb}/du-thao/2/so-sanh/"),
    ("van", "/phan-bien/{pb}/du-thao/1/{place}/"),
    ("van", "/phan-bien/{pb}/du-thao/2/2/sua/"),
    ("van", "/phan-bien/{pb}/y-kien/"),
    ("van", "/phan-bien/{pb}/y-kien/?tt=held"),
    ("van", "/phan-bien/{pb}/y-kien/them/"),
    ("van", "/phan-bien/{pb}/y-kien/tep/1/"),
    ("van", "/phan-bien/{pb}/y-kien/{opinion}/"),
    ("van", "/phan-bien/{pb}/noi-dung/{point}/"),
    ("van", "/phan-bien/{pb}/noi-dung/{lone}/"),
    ("van", "/phan-bien/{pb}/tiep-thu/?ban=1"),
    ("van", "/phan-bien/{pb}/van-ban/pb-van-ban/"),
    ("hung", "/tai-don-vi/du-thao/"),
    ("hung", "/tai-don-vi/du-thao/gui/"),
    ("hung", "/phan-bien/{pb}/co-quan-soan-thao/"),
    ("hung", "/phan-bien/gui-den/1/"),
    ("van", "/phan-bien/gui-den/1/"),
    ("hung", "/phan-bien/{pb}/tiep-thu/"),
    ("thanh", "/phan-bien/{pb}/du-thao/"),
    ("van", "/cong-khai/du-thao/"),
    ("van", "/cong-khai/du-thao/{pb}/1/"),
    ("van", "/cong-khai/du-thao/{pb}/1/{place}/"),
    ("van", "/cong-khai/du-thao/tra-cuu/"),
]
