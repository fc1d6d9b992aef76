"""Classes of fields: who may ever see what they hold. Exports, logs and public pages read them."""

from enum import StrEnum


class Privacy(StrEnum):
    """From what anyone may read to what nobody may."""

    PUBLIC = "public"  # may stand on the public portal
    INTERNAL = "internal"  # for those who sign in
    PERSONAL = "personal"  # tells something about one person; never in logs, titles or addresses
    SECRET = "secret"  # noqa: S105 - opens something: passwords, keys; never shown at all


def classed(
    *, public: str = "", internal: str = "", personal: str = "", secret: str = ""
) -> dict[str, Privacy]:
    """The classes of a model's fields, each list a string of names."""
    names_of = {
        Privacy.PUBLIC: public,
        Privacy.INTERNAL: internal,
        Privacy.PERSONAL: personal,
        Privacy.SECRET: secret,
    }
    return {name: privacy for privacy, names in names_of.items() for name in names.split()}
