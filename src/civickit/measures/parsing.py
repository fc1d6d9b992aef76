"""A definition from plain data (YAML, a form), every fault named at its place in Vietnamese."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from civickit.measures.definition import (
    EVIDENCE,
    STATUSES,
    Comparison,
    Counting,
    Measure,
    SizeStep,
    Target,
    Vocabulary,
)
from civickit.measures.definition_reader import Reader
from civickit.measures.faults import Fault

_KEYS = (
    "code",
    "title",
    "valid_from",
    "valid_to",
    "status",
    "source",
    "certainty",
    "subjects",
    "period",
    "measure",
    "compare",
    "by_size",
    "aggregate",
    "evidence",
    "counts_toward",
    "aim",
    "questions",
)


def read_target(data: Any, vocabulary: Vocabulary) -> tuple[Target | None, list[Fault]]:
    """A definition, or its faults."""
    reader = Reader(vocabulary)
    fields = reader.table(data, "", _KEYS)
    measure, comparison, size, steps = _level(reader, fields)
    aggregate = reader.aggregate(fields.get("aggregate"), "aggregate")
    if aggregate.kind == "sum" and measure.kind == "exists":
        reader.fault("aggregate", "SUM_OF_CONDITIONS")
    toward = fields.get("counts_toward")
    target = Target(
        **_texts(reader, fields),
        **_validity(reader, fields),
        subjects=reader.subjects(fields.get("subjects"), "subjects"),
        period=reader.period(fields.get("period"), "period"),
        measure=measure,
        comparison=comparison,
        steps=steps,
        size=size,
        aggregate=aggregate,
        counts_toward=None if toward is None else reader.words(toward, "counts_toward"),
        aim=fields.get("aim") is True,
        questions=_questions(reader, fields.get("questions")),
    )
    return (None, reader.faults) if reader.faults else (target, [])


def _texts(reader: Reader, fields: Mapping[str, Any]) -> dict[str, Any]:
    """What it is called, how far it stands, where it comes from and what proves it."""
    return {
        "code": reader.text(fields.get("code"), "code", asked=True),
        "title": reader.text(fields.get("title"), "title", asked=True),
        "status": reader.choice(fields.get("status", "issued"), "status", STATUSES),
        "source": reader.text(fields.get("source"), "source", asked=True),
        "certainty": reader.text(fields.get("certainty"), "certainty"),
        "evidence": reader.choice(fields.get("evidence", "confirmed"), "evidence", EVIDENCE),
    }


def _validity(reader: Reader, fields: Mapping[str, Any]) -> dict[str, Any]:
    first = reader.day(fields.get("valid_from"), "valid_from", asked=True)
    last = reader.day(fields.get("valid_to"), "valid_to")
    if first and last and last < first:
        reader.fault("valid_to", "DAYS_CROSS", first=first, last=last)
    return {"valid_from": first or date.min, "valid_to": last}


def _level(
    reader: Reader, fields: Mapping[str, Any]
) -> tuple[Measure, Comparison, Counting | None, tuple[SizeStep, ...]]:
    """What is measured and what it must reach, by size where there are steps."""
    measure, comparison = reader.measure(fields.get("measure"), "measure")
    size, steps = reader.sizes(fields.get("by_size"), "by_size")
    if comparison is None or "compare" in fields:
        comparison = (
            steps[0].comparison if steps else reader.comparison(fields.get("compare"), "compare")
        )
    return measure, comparison, size, steps


def _questions(reader: Reader, data: Any) -> tuple[tuple[str, str], ...]:
    out = []
    for number, question in enumerate(reader.listed(data, "questions"), 1):
        row = reader.table(question, f"questions > {number}", ("asks", "chosen"))
        out.append(
            tuple(
                reader.text(row.get(key), f"questions > {number} > {key}", asked=True)
                for key in ("asks", "chosen")
            )
        )
    return tuple((question[0], question[1]) for question in out)


def check_together(versions: Sequence[Target]) -> list[tuple[Target, Fault]]:
    """Faults between definitions of one rulebook.

    Two in force at once under one code, a ``counts_toward`` into nothing.
    """
    out = []
    codes = {target.code for target in versions}
    for place, target in enumerate(versions):
        for other in versions[place + 1 :]:
            fault = _both_in_force(target, other)
            out += [(other, fault)] if fault else []
        for word in target.counts_toward or ():
            code = "COUNTS_TOWARD_SELF" if word == target.code else "COUNTS_TOWARD_NOTHING"
            if word == target.code or word not in codes:
                out.append((target, Fault("counts_toward", code, {"word": word})))
    return out


def _both_in_force(target: Target, other: Target) -> Fault | None:
    """When two versions under one code are in force at once; nothing where they never are."""
    first = max(target.valid_from, other.valid_from)
    last = min(target.valid_to or date.max, other.valid_to or date.max)
    if target.code != other.code or last < first:
        return None
    if target.status != other.status or target.status == "replaced":
        return None
    if last == date.max:
        return Fault("valid_from", "OVERLAPPING_FROM", {"first": first})
    return Fault("valid_from", "OVERLAPPING", {"first": first, "last": last})
