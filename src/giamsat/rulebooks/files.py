"""Packaged rulebooks as they stand in their files."""

from importlib import resources
from typing import Any

import yaml

from giamsat.foundation.refusals import Refusal


class BadRulebook(Refusal):
    """A rulebook lacks something or says something impossible."""

    code = "BAD_RULEBOOK"
    vi = "Bộ quy tắc {name} chưa đúng: {why}."
    en = "The rulebook {name} is not right: {why}."


def read_yaml(name: str) -> Any:
    """A packaged rulebook as it stands."""
    return yaml.safe_load((resources.files("giamsat.rulebooks") / name).read_text("utf-8"))
