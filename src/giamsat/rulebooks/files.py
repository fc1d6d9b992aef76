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
    return shipped_yaml((resources.files("giamsat.rulebooks") / name).read_text("utf-8"))


def shipped_yaml(text: str) -> Any:
    """Plain values of a file of ours; by libyaml where PyYAML has it, eight times as fast."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return yaml.load(text, Loader=loader)  # noqa: S506 - both are safe loaders
