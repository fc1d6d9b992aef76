"""Allowed moves of a paper: issued, it never changes."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from giamsat.foundation.moves import Moves


class PaperState(TextChoices):
    """Of a paper."""

    DRAFT = "draft", _("dự thảo")
    ISSUED = "issued", _("đã phát hành")


PAPER_MOVES = Moves(_("văn bản này"), {PaperState.DRAFT: {PaperState.ISSUED: "paper.issued"}})
