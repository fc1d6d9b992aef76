"""The same consolidation on a Spark cluster: the same groups for the same input, and what 100 million opinions would take.

    make bench-spark

Runs in an environment of its own (requirements/spark.txt, a Java runtime from the system) on Spark's local cluster: a
master and two executors of one core each, in JVMs of their own. Keys, blocks and leaders are civickit's own functions;
Spark deals texts out by block and counts. Nothing outside a block changes what happens in it, so both find the same.
"""

import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from bench.crowd import crowd, draft  # noqa: E402
from bench.measuring import show  # noqa: E402
from civickit.consolidation import Opinion, consolidate  # noqa: E402
from civickit.consolidation.blocks import block_of, key_of, leaders_within, leading, stance_of  # noqa: E402
from civickit.legaltext import Anchors  # noqa: E402

COMPARED, SIZES, PARTS = 200_000, (250_000, 500_000, 1_000_000), 16
EXECUTORS, MEMORY_MB = 2, 3072


def session() -> Any:
    """A cluster on this machine: executors are processes of their own that get civickit by its path."""
    import pyspark
    from pyspark.sql import SparkSession

    os.environ |= {
        "SPARK_LOCAL_IP": "127.0.0.1",
        "SPARK_LOCAL_HOSTNAME": "localhost",
        "SPARK_HOME": str(Path(pyspark.__file__).parent),
        "PYSPARK_PYTHON": sys.executable,
        "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}",
    }
    builder = SparkSession.builder.master(f"local-cluster[{EXECUTORS},1,{MEMORY_MB}]").appName(
        "consolidation"
    )
    for name, value in {
        "spark.executor.memory": "2g",
        "spark.executor.memoryOverhead": "1g",
        "spark.driver.memory": "2g",
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.executorEnv.PYTHONPATH": os.environ["PYTHONPATH"],
        "spark.sql.shuffle.partitions": str(PARTS),
        "spark.sql.execution.arrow.maxRecordsPerBatch": "50000",
    }.items():
        builder = builder.config(name, value)
    made = builder.getOrCreate()
    made.sparkContext.setLogLevel("ERROR")
    return made


def named(batches: Iterator[Any]) -> Iterator[Any]:
    """Provision, stance and key of every opinion."""
    import pandas as pd

    anchors = Anchors(draft())
    for some in batches:
        paths = [(told := anchors.resolve(one)).path or told.near or "" for one in some["anchor"]]
        yield pd.DataFrame(
            {
                "id": some["id"],
                "who": some["who"],
                "path": paths,
                "stance": [stance_of(one) for one in some["stance"]],
                "key": [key_of(one) for one in some["text"]],
            }
        )


def blocked(batches: Iterator[Any]) -> Iterator[Any]:
    """The block of every distinct text."""
    for some in batches:
        names = zip(some["path"], some["stance"], some["key"], strict=True)
        yield some.assign(block=[f"{block_of(one):016x}" for one in names])


def led(batches: Iterator[Any]) -> Iterator[Any]:
    """The leader of every text of a partition, which holds whole blocks."""
    import pandas as pd

    rows = pd.concat(list(batches), ignore_index=True)
    if rows.empty:
        return
    counts = {
        (path, stance, key): n
        for path, stance, key, n in zip(
            rows["path"], rows["stance"], rows["key"], rows["n"], strict=True
        )
    }
    names = sorted(counts, key=lambda name: leading(name, counts[name]))
    leaders = leaders_within(names)
    yield pd.DataFrame(
        {
            "path": [one[0] for one in names],
            "stance": [one[1] for one in names],
            "key": [one[2] for one in names],
            "leader": ["\x1f".join(names[one]) for one in leaders],
        }
    )


def by_spark(spark: Any, folder: Path, out: Path) -> tuple[float, int]:
    """Group the opinions in a folder of parquet; seconds, and how many groups. Where each went is written to ``out``."""
    from pyspark.sql import functions as f

    started = time.monotonic()
    opinions = spark.read.parquet(str(folder))
    rows = opinions.mapInPandas(
        named, "id string, who string, path string, stance string, key string"
    ).persist()
    texts = rows.groupBy("path", "stance", "key").agg(f.count("*").alias("n"))
    texts = texts.mapInPandas(
        blocked, "path string, stance string, key string, n long, block string"
    )
    leaders = texts.repartition(PARTS, "block").mapInPandas(
        led, "path string, stance string, key string, leader string"
    )
    placed = rows.join(leaders, ["path", "stance", "key"]).select("id", "who", "leader")
    placed.write.mode("overwrite").parquet(str(out))
    groups = (
        spark.read.parquet(str(out))
        .groupBy("leader")
        .agg(f.count("*").alias("size"), f.countDistinct("who").alias("people"))
    )
    count = groups.count()
    rows.unpersist()
    return time.monotonic() - started, count


def written(folder: Path, count: int) -> list[Opinion]:
    """A crowd as parquet files, as a collecting service would leave it."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    rows = [one for one, _group in crowd(count)]
    folder.mkdir()
    step = (len(rows) + PARTS - 1) // PARTS
    for number in range(PARTS):
        some = rows[number * step : (number + 1) * step]
        table = pa.table(
            {
                name: [getattr(one, name) for one in some]
                for name in ("id", "who", "anchor", "text", "stance")
            }
        )
        pq.write_table(table, folder / f"{number:02d}.parquet")
    return rows


def same_groups(rows: list[Opinion], out: Path) -> tuple[int, int]:
    """Groups of both ways, and opinions that stand differently."""
    import pyarrow.parquet as pq

    table = pq.read_table(out)
    theirs = dict(zip(table["id"].to_pylist(), table["leader"].to_pylist(), strict=True))
    ours = consolidate(draft(), rows, processes=2).group_of
    there: dict[int, str] = {}
    back: dict[str, int] = {}
    differ = 0
    for row, group in zip(rows, ours, strict=True):
        leader = theirs[row.id]
        differ += (
            there.setdefault(group, leader) != leader or back.setdefault(leader, group) != group
        )
    return len(there), differ


def main() -> int:
    """Compare, then measure growth; 1 when a promise is not kept."""
    with tempfile.TemporaryDirectory() as kept:
        place = Path(kept)
        started = time.monotonic()
        spark = session()
        rows = written(place / "in", COMPARED)
        by_spark(spark, place / "in", place / "out")
        groups, differ = same_groups(rows, place / "out")
        good = show(
            f"the same groups on Spark for {COMPARED:,} opinions",
            f"{groups:,} groups, {differ} opinions differ",
            "none differ",
            met=differ == 0,
            beside=f"cluster of {EXECUTORS} executors, up in {time.monotonic() - started:.0f} s with the first run",
        )
        del rows
        told = []
        for count in SIZES:
            shutil.rmtree(place / "in")
            written(place / "in", count)
            seconds, found = by_spark(spark, place / "in", place / "out")
            told.append((count, seconds))
            print(
                f"    {count:>9,} opinions: {seconds:5.0f} s, {found:,} groups, {seconds * EXECUTORS / count * 1e6:.0f} core seconds a million",
                flush=True,
            )
        spark.stop()
    (small, first), (large, last) = told[0], told[-1]
    growth = (last / first) / (large / small)
    each = (
        (last - first) / (large - small) * EXECUTORS * 1e6
    )  # core seconds a million beyond what a run costs anyway
    hours = each * 100 / 3600
    good &= show(
        "growth from 250,000 to 1,000,000",
        f"{growth:.2f} times linear",
        "at most 1.3",
        met=growth <= 1.3,
    )
    print(
        f"    projected for 100 million: {each:.0f} core seconds a million x 100 = {hours:.1f} core hours, {hours / 64 * 60:.0f} minutes on 64 cores"
    )
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
