"""``giamsat demo``: a sample province planned from six workbooks, served on this machine alone."""

import argparse
from pathlib import Path

from giamsat.cli.wording import Phrases
from giamsat.foundation.refusals import Refusal


class SamplesMissing(Refusal):
    """The six workbooks are not where they should be."""

    code = "SAMPLES_MISSING"
    vi = (
        "Không thấy các tệp mẫu trong {folder}. Chạy lệnh này trong thư mục nguồn, hoặc ghi "
        "--samples."
    )
    en = (
        "The sample workbooks are not in {folder}. Run this in the source folder, or give "
        "--samples."
    )


def add_arguments(parser: argparse.ArgumentParser, words: Phrases) -> None:
    """Declare the command's arguments."""
    parser.add_argument(
        "--samples", type=Path, default=Path("samples"), metavar="DIR", help=words("samples")
    )
    parser.add_argument("--port", type=int, default=8000, help=words("port"))
    parser.add_argument("--codes", action="store_true", help=words("codes"))
    parser.add_argument("--prepare-only", action="store_true", help=words("prepare-only"))


def _make_province(samples: Path) -> None:
    from django.utils import timezone

    from giamsat.cli import sample
    from giamsat.cli.sample_cases import make_cases
    from giamsat.cli.sample_criticism import make_criticism
    from giamsat.cli.sample_targets import make_targets
    from giamsat.jobs.working import run_waiting

    cast = sample.make_cast(now=timezone.now())
    programme = sample.make_programme(cast["van"], samples, now=timezone.now())
    sample.make_agreement(cast, programme, now=timezone.now())
    make_cases(cast, now=timezone.now())
    make_criticism(cast, samples, now=timezone.now())
    make_targets(cast, now=timezone.now())
    run_waiting()


def run(options: argparse.Namespace, words: Phrases) -> int:
    """Make the sample once, say who can sign in, serve."""
    from giamsat.cli.serving import prepare, serve

    if not list(options.samples.glob("[1-6]*.xlsx")):
        raise SamplesMissing(folder=options.samples.resolve())
    prepare(quiet=True)
    from giamsat.cli import sample
    from giamsat.proposals.models import Programme

    if not Programme.objects.exists():
        print(words("demo-making"), flush=True)
        _make_province(options.samples)
    if options.codes:
        print("\n".join(sample.who_can_sign_in()))
        return 0
    print(words("demo-ready", f"http://127.0.0.1:{options.port}/", sample.PASSWORD))
    print("\n".join(sample.who_can_sign_in()))
    print(words("demo-codes"), flush=True)
    if options.prepare_only:
        return 0
    return serve(host="127.0.0.1", port=options.port, workers=1)
