"""Fit the weights of the overlap judge on labelled pairs, and report honest cross-validation.

    .venv/bin/python tools/fit_overlap.py [PAIRS.jsonl ...] [--topics TOPICS.jsonl] [--write]

A line of PAIRS is {"id", "a": {topic}, "b": {topic}, "label"}, as `giamsat compare` reads it with
its label; pairs that an office decided are such lines. Folds keep connected topics together. Copies
with concepts and bodies left out teach the judge not to lean on a complete lexicon: a model that
learns "no shared concept means distinct" fails on matters nobody has listed.
"""

import argparse
import json
import math
import random
from collections import Counter
from dataclasses import replace
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import confusion_matrix, f1_score

from civickit.overlap import judging
from civickit.overlap.features import NAMES, compare_signatures
from civickit.overlap.lexicon import load_lexicon
from civickit.overlap.signature import sign
from civickit.overlap.topics import topic_from_json
from civickit.vntext import clean, fold, load_abbreviations, tokens

LABELS = judging.LABELS
COPIES, FOLDS, REPEATS, DRAWS = 3, 5, 5, 1000
STRENGTH = 0.1  # inverse of the regularisation, on standardised features
DOUBTFUL = 0.25  # what a pair weighs of which people were not sure
SAMPLES = Path(__file__).parents[1] / "tests/civickit/overlap"
TARGET = Path(judging.__file__).parent / "fitted.json"


def lines(path):
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def rarity_of(topics):
    """How rare each word is among topics, 0 to 1."""
    count = Counter()
    expand = load_abbreviations().expand
    for topic in topics:
        count.update({fold(word) for word in tokens(expand(clean(topic["title"])))})
    top = math.log(len(topics) + 1)
    return {
        word: round(math.log((len(topics) + 1) / (n + 0.5)) / top, 3)
        for word, n in sorted(count.items())
        if n > 1
    }


def drop(signature, rng, lexicon_holes, units):
    """The signature as it were with a poorer lexicon, at times without its bodies."""
    concepts = {c: w for c, w in signature.concepts.items() if c not in lexicon_holes}
    if units and rng.random() < units:
        signature = replace(signature, bodies=())
    return replace(signature, concepts=concepts)


def groups_of(pairs):
    """The same name for pairs that share a topic, directly or over others."""
    parent = {}

    def root(x):
        while parent.setdefault(x, x) != x:
            x = parent[x]
        return x

    for pair in pairs:
        parent[root(pair["a"].get("ref") or pair["a"]["title"])] = root(
            pair["b"].get("ref") or pair["b"]["title"]
        )
    return [root(pair["a"].get("ref") or pair["a"]["title"]) for pair in pairs]


class Labelled:
    """Labelled pairs with their features, and as they are with holes in the lexicon."""

    def __init__(self, sources, rarity):
        self.pairs = [pair for source in sources for pair in lines(source)]
        self.source = np.array([i for i, path in enumerate(sources) for _ in lines(path)])
        lexicon = load_lexicon()
        rng = random.Random(7)
        self.signed = [
            [sign(topic_from_json(pair[side]), lexicon, rarity, 1.0) for side in "ab"]
            for pair in self.pairs
        ]
        self.labels = np.array([LABELS.index(pair["label"]) for pair in self.pairs])
        self.weights = np.array([DOUBTFUL if p.get("doubtful") else 1.0 for p in self.pairs])
        self.common = [compare_signatures(a, b, lexicon) for a, b in self.signed]
        self.features = np.array([common.values for common in self.common])
        self.copies = [self._with_holes(lexicon, rng) for _ in range(COPIES)]
        self.groups = np.array(groups_of(self.pairs))

    def _with_holes(self, lexicon, rng):
        ids = list(lexicon.concepts)
        made = []
        for a, b in self.signed:
            holes = set(rng.sample(ids, int(len(ids) * rng.uniform(0.2, 0.95))))
            poorer = drop(a, rng, holes, 0.15), drop(b, rng, holes, 0.15)
            made.append(compare_signatures(*poorer, lexicon).values)
        return np.array(made)

    def fit(self, rows):
        """Weights learned from some rows and their copies."""
        x = np.concatenate([self.features[rows], *[copy[rows] for copy in self.copies]])
        y = np.concatenate([self.labels[rows]] * (COPIES + 1))
        own = self.weights[rows]
        model = LogisticRegression(C=STRENGTH, max_iter=5000)
        spread = x.std(axis=0) + 1e-6
        model.fit(x / spread, y, sample_weight=np.concatenate([own, *[own / COPIES] * COPIES]))
        return {
            "features": list(NAMES),
            "coefficients": np.round(model.coef_ / spread, 4).tolist(),
            "intercepts": np.round(model.intercept_, 4).tolist(),
        }

    def answers(self, model, features, rows):
        """The labels of some rows."""
        odds = judging.chances(features[rows], model["coefficients"], model["intercepts"])
        places = np.flatnonzero(rows)
        labels = [
            judging.constrain(row, self.common[place], *self.signed[place])[0]
            for row, place in zip(odds, places, strict=True)
        ]
        return np.array([LABELS.index(label) for label in labels], int)

    def cross_validated(self, repeat):
        """Labels of every pair by weights that saw none of its topics, whole and with holes."""
        names = sorted(set(self.groups))
        random.Random(repeat).shuffle(names)
        place = {name: i % FOLDS for i, name in enumerate(names)}
        folds = np.array([place[group] for group in self.groups])
        whole, holes = np.zeros(len(folds), int), np.zeros(len(folds), int)
        for number in range(FOLDS):
            model = self.fit(folds != number)
            tested = folds == number
            whole[tested] = self.answers(model, self.features, tested)
            holes[tested] = self.answers(model, self.copies[0], tested)
        return whole, holes


def macro(labels, answers):
    return f1_score(labels, answers, average="macro")


def interval(labels, answers):
    """95 % of the scores of samples drawn with replacement."""
    rng = np.random.default_rng(7)
    draws = [rng.integers(0, len(labels), len(labels)) for _ in range(DRAWS)]
    return np.percentile([macro(labels[some], answers[some]) for some in draws], [2.5, 97.5])


def report(data, sources):
    """Cross-validated macro-F1 of each source, with an interval."""
    runs = [data.cross_validated(repeat) for repeat in range(REPEATS)]
    for number, path in enumerate(sources):
        clear = (data.weights == 1) & (data.source == number)
        labels = data.labels[clear]
        whole = np.mean([macro(labels, run[0][clear]) for run in runs])
        holes = np.mean([macro(labels, run[1][clear]) for run in runs])
        low, high = interval(labels, runs[0][0][clear])
        print(
            f"{path.name}: {clear.sum()} clear pairs, macro-F1 {whole:.3f} "
            f"[{low:.3f}, {high:.3f}] cross-validated by topic; with holes in the lexicon and "
            f"bodies missing {holes:.3f}"
        )
        rows = confusion_matrix(labels, runs[0][0][clear], labels=range(3)).tolist()
        print("  rows true, columns said:", LABELS, rows)
    return runs


def show(data, runs):
    """The pairs that are most often wrong."""
    wrong = Counter()
    for whole, _ in runs:
        wrong.update(np.flatnonzero((data.weights == 1) & (whole != data.labels)).tolist())
    for place, times in wrong.most_common(40):
        pair = data.pairs[place]
        print(pair["id"], times, pair["label"], pair.get("why"))
        for side, signature in zip("ab", data.signed[place], strict=True):
            print("   ", side, pair[side]["title"][:150], pair[side]["supervised_units"][:3])
            print("     ", sorted(signature.concepts), signature.residue[:80])


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pairs", type=Path, nargs="*", help="labelled pairs")
    parser.add_argument("--topics", type=Path, default=SAMPLES / "topics.jsonl")
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--show", action="store_true")
    options = parser.parse_args()
    own = [SAMPLES / "pairs.jsonl", SAMPLES / "published_pairs.jsonl"]
    sources = [*own, *options.pairs]
    rarity = rarity_of(lines(options.topics))
    data = Labelled(sources, rarity)
    runs = report(data, sources)
    if options.show:
        show(data, runs)
    if options.write:
        model = data.fit(np.ones(len(data.labels), bool))
        model["rarity"] = rarity
        model["fitted_on"] = {
            path.name: int((data.source == number).sum()) for number, path in enumerate(sources)
        }
        TARGET.write_text(
            json.dumps(model, ensure_ascii=False, indent=0, sort_keys=True) + "\n", "utf-8"
        )
        print("written", TARGET.name)


if __name__ == "__main__":
    main()
