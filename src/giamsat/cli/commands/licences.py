"""``giamsat licences``: every installed library with its version and licence."""

import argparse
from importlib import metadata

from giamsat.cli.wording import Phrases


def add_arguments(parser: argparse.ArgumentParser, words: Phrases) -> None:
    """The command takes no arguments."""


def run(options: argparse.Namespace, words: Phrases) -> int:  # noqa: ARG001 - every command has this shape
    """Print one line a library, from the package metadata."""
    libraries = sorted(metadata.distributions(), key=lambda found: found.metadata["Name"].lower())
    for library in libraries:
        fields = library.metadata
        print(f"{fields['Name']} {library.version}: {licence_of(fields)}")
    return 0


def licence_of(fields: metadata.PackageMetadata) -> str:
    """The licence expression, the classifiers, or the first line of the licence field."""
    licences = fields.get_all("License-Expression") or [
        line.rpartition(" :: ")[2]
        for line in fields.get_all("Classifier") or ()
        if line.startswith("License ::")
    ]
    return ", ".join(licences) or (fields["License"] or "?").strip().splitlines()[0]
