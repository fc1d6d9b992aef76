"""``giamsat serve``: the site and its worker."""

import argparse

from giamsat.cli.wording import Phrases


def add_arguments(parser: argparse.ArgumentParser, words: Phrases) -> None:
    """Declare the command's arguments."""
    parser.add_argument("--host", default="127.0.0.1", help=words("host"))
    parser.add_argument("--port", type=int, default=8000, help=words("port"))
    parser.add_argument("--workers", type=int, default=2, help=words("web-workers"))


def run(options: argparse.Namespace, words: Phrases) -> int:
    """Prepare, then serve until stopped."""
    from giamsat.cli.serving import prepare, serve

    prepare()
    print(words("serving", f"http://{options.host}:{options.port}/"), flush=True)
    return serve(host=options.host, port=options.port, workers=options.workers)
