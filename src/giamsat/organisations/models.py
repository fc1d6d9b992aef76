"""Places, organisations and people, each with its days. Days are inclusive; an open end is null."""

from datetime import date
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from giamsat.foundation.paging import searchable
from giamsat.foundation.privacy import classed
from giamsat.foundation.wording import day_text
from giamsat.organisations.permissions import Role


class Place(models.Model):
    """A province, district or commune under one name and type.

    A change of either is a new row under the same code.
    """

    class Level(models.TextChoices):
        """How high."""

        PROVINCE = "province", _("cấp tỉnh")
        DISTRICT = "district", _("cấp huyện (đến 30/6/2025)")
        COMMUNE = "commune", _("cấp xã")

    class Type(models.TextChoices):
        """The word before the name: part of it, so Vietnamese in every language."""

        CITY = "city", "thành phố"
        PROVINCE = "province", "tỉnh"
        DISTRICT = "district", "huyện"
        URBAN_DISTRICT = "urban_district", "quận"
        TOWN = "town", "thị xã"
        COMMUNE = "commune", "xã"
        WARD = "ward", "phường"
        TOWNSHIP = "township", "thị trấn"
        SPECIAL_ZONE = "special_zone", "đặc khu"

    level = models.CharField(max_length=10, choices=Level)
    code = models.CharField(max_length=5)
    parent_code = models.CharField(max_length=5, blank=True)
    type = models.CharField(max_length=16, choices=Type)
    name = models.CharField(max_length=60)
    valid_from = models.DateField(null=True)  # null: before any record here
    valid_to = models.DateField(null=True)  # null: still
    decree = models.CharField(max_length=40, blank=True)
    search = models.CharField(max_length=200)

    PRIVACY = classed(
        public="id level code parent_code type name valid_from valid_to decree search"
    )

    class Meta:
        indexes = [models.Index(fields=["level", "code"], name="place_code")]
        constraints = [
            models.UniqueConstraint(
                fields=["level", "code", "valid_from"],
                nulls_distinct=False,
                name="place_once_a_day",
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True)
                | Q(valid_from__isnull=True)
                | Q(valid_to__gte=F("valid_from")),
                name="place_days_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_type_display()} {self.name}"


class PlaceSuccession(models.Model):
    """What became of a place: ``is_whole`` when it went over undivided."""

    level = models.CharField(max_length=10, choices=Place.Level)
    old_code = models.CharField(max_length=5)
    new_code = models.CharField(max_length=5)
    happened_on = models.DateField()
    is_whole = models.BooleanField()

    PRIVACY = classed(public="id level old_code new_code happened_on is_whole")

    class Meta:
        indexes = [models.Index(fields=["level", "new_code"], name="succession_new")]
        constraints = [
            models.UniqueConstraint(
                fields=["level", "old_code", "new_code", "happened_on"], name="succession_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.old_code} → {self.new_code}"


class Organisation(models.Model):
    """A body that supervises, is supervised, or approves. Former names are in ``FormerName``."""

    class Kind(models.TextChoices):
        """What it is."""

        FRONT = "front", _("Mặt trận Tổ quốc")
        UNION = "union", _("Công đoàn")
        FARMERS = "farmers", _("Hội Nông dân")
        WOMEN = "women", _("Hội Liên hiệp Phụ nữ")
        YOUTH = "youth", _("Đoàn Thanh niên")
        VETERANS = "veterans", _("Hội Cựu chiến binh")
        PARTY = "party", _("cơ quan của Đảng")
        AUTHORITY = "authority", _("cơ quan nhà nước")

    code = models.CharField(max_length=12, unique=True)
    kind = models.CharField(max_length=10, choices=Kind)
    level = models.CharField(max_length=10, choices=Place.Level)
    place_code = models.CharField(max_length=5, blank=True)
    name = models.CharField(max_length=200)
    short_name = models.CharField(max_length=60)
    under = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="members")
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)
    feed_key = models.CharField(
        max_length=40, blank=True
    )  # who knows it reads the calendar of what concerns them
    search = models.TextField(blank=True)

    PRIVACY = classed(
        public="id code kind level place_code name short_name under valid_from valid_to search",
        secret="feed_key",  # noqa: S106 - name of a field
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True)
                | Q(valid_from__isnull=True)
                | Q(valid_to__gte=F("valid_from")),
                name="organisation_days_in_order",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Found by each of its present names."""
        self.search = searchable(self.name, self.short_name, self.code)
        if kwargs.get("update_fields"):
            kwargs["update_fields"] = [*kwargs["update_fields"], "search"]
        super().save(*args, **kwargs)


class FormerName(models.Model):
    """A name an organisation bore until ``valid_to``."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="former_names"
    )
    name = models.CharField(max_length=200)
    short_name = models.CharField(max_length=60)
    valid_from = models.DateField(null=True)
    valid_to = models.DateField()
    decree = models.CharField(max_length=100, blank=True)

    PRIVACY = classed(public="id organisation name short_name valid_from valid_to decree")

    def __str__(self) -> str:
        return _("%(name)s (đến %(day)s)") % {"name": self.name, "day": day_text(self.valid_to)}


class Spelling(models.Model):
    """A way the office writes a body that no name of the register is.

    Asked once, then remembered; settled without an organisation the name stands for itself.
    """

    key = models.CharField(max_length=200, unique=True)  # what its further spellings share
    written = models.CharField(max_length=300)
    seen_in = models.CharField(max_length=200)
    candidates = models.JSONField(default=list)  # ids of organisations it may mean, likeliest first
    organisation = models.ForeignKey(
        Organisation, null=True, on_delete=models.PROTECT, related_name="spellings"
    )
    asked_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    settled_by_name = models.CharField(max_length=120, blank=True)

    PRIVACY = classed(
        internal="id key written seen_in candidates organisation asked_at settled_at",
        personal="settled_by_name",
    )

    def __str__(self) -> str:
        return self.written


class OrganisationSuccession(models.Model):
    """Which organisation took over from which, and on what ground."""

    old = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="became")
    new = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="came_from")
    happened_on = models.DateField()
    decree = models.CharField(max_length=100, blank=True)

    PRIVACY = classed(public="id old new happened_on decree")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["old", "new"], name="organisation_succession_once")
        ]

    def __str__(self) -> str:
        return f"{self.old} → {self.new}"


class People(BaseUserManager["Person"]):
    """Finds people by their sign-in name."""


class Person(AbstractBaseUser):
    """Somebody who signs in."""

    sign_in_name = models.CharField(max_length=60, unique=True)
    full_name = models.CharField(max_length=120)
    email = models.EmailField(blank=True)
    is_active = models.BooleanField(default=True)
    second_factor = models.TextField(blank=True)  # sealed one-time secret; empty: not set up
    second_factor_counter = models.BigIntegerField(
        default=0
    )  # the last code used: none works twice
    added_at = models.DateTimeField()
    password_is_first = models.BooleanField(default=False)  # somebody else has chosen it

    PRIVACY = classed(
        internal="id is_active added_at password_is_first",
        personal="sign_in_name full_name email last_login",
        secret="password second_factor second_factor_counter",  # noqa: S106 - names of fields
    )

    objects = People()
    USERNAME_FIELD = "sign_in_name"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    def __str__(self) -> str:
        return self.full_name


class RecoveryCode(models.Model):
    """What proves a person once instead of their telephone; only its digest is kept."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="recovery_codes")
    digest = models.CharField(max_length=32)
    used_at = models.DateTimeField(null=True)

    PRIVACY = classed(internal="id used_at", personal="person", secret="digest")  # noqa: S106 - names of fields

    class Meta:
        """One row a code."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["person", "digest"], name="recovery_code_once")
        ]

    def __str__(self) -> str:
        return f"{self.person_id}"


class Membership(models.Model):
    """A person's role in an organisation, for some days."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="memberships")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="memberships"
    )
    role = models.CharField(max_length=30, choices=[(role.value, role.value) for role in Role])
    first_day = models.DateField()
    last_day = models.DateField(null=True)
    ended_at = models.DateTimeField(null=True)  # on the last day, from here on no more

    PRIVACY = classed(
        internal="id organisation role first_day last_day ended_at", personal="person"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "organisation", "role"],
                condition=Q(last_day__isnull=True),
                name="membership_one_current",
            ),
            models.CheckConstraint(
                condition=Q(last_day__isnull=True) | Q(last_day__gte=F("first_day")),
                name="membership_days_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.role}"

    @staticmethod
    def current(day: date) -> Q:
        """Memberships in force on a day; one that was ended on it is not."""
        goes_on = Q(last_day__isnull=True) | Q(last_day__gt=day)
        return Q(first_day__lte=day) & (goes_on | Q(last_day=day, ended_at__isnull=True))


class SignInFailure(models.Model):
    """A failed attempt, under the hash of whom and from where; forgotten after a day."""

    key = models.CharField(max_length=64)
    at = models.DateTimeField()

    PRIVACY = classed(internal="id at", personal="key")

    class Meta:
        indexes = [models.Index(fields=["key", "at"], name="sign_in_failures")]

    def __str__(self) -> str:
        return self.key[:8]
