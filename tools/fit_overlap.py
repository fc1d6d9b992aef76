"""Fit the weights of the overlap judge on labelled pairs, and report honest cross-validation.

    .venv/bin/python tools/fit_overlap.py [PAIRS.jsonl TOPICS.jsonl] [--write]

Folds keep connected topics together. Copies with concepts and bodies left out teach the judge not to lean on a
complete lexicon: a model that learns "no shared concept means distinct" fails on matters nobody has listed.
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
COPIES = 3
SAMPLES = Path(__file__).parents[1] / "tests/civickit/overlap"
TARGET = Path(judging.__file__).parent / "fitted.json"


def rarity_of(topics):
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
    concepts = {c: w for c, w in signature.concepts.items() if c not in lexicon_holes}
    if units and rng.random() < units:
        signature = replace(signature, bodies=())
    return replace(signature, concepts=concepts)


def groups_of(pairs):
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


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pairs", type=Path, nargs="?", default=SAMPLES / "pairs.jsonl")
    parser.add_argument("topics", type=Path, nargs="?", default=SAMPLES / "topics.jsonl")
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--show", action="store_true")
    options = parser.parse_args()
    pairs = [json.loads(line) for line in options.pairs.read_text("utf-8").splitlines()]
    rarity = rarity_of(
        [json.loads(line) for line in options.topics.read_text("utf-8").splitlines()]
    )
    lexicon = load_lexicon()
    rng = random.Random(7)
    signed = [
        [sign(topic_from_json(pair[side]), lexicon, rarity, 1.0) for side in "ab"] for pair in pairs
    ]
    y = np.array([LABELS.index(pair["label"]) for pair in pairs])
    weight = np.array([0.25 if pair.get("doubtful") else 1.0 for pair in pairs])
    common = [compare_signatures(a, b, lexicon) for a, b in signed]
    x = np.array([c.values for c in common])
    ids = list(lexicon.concepts)
    copies = []
    for _ in range(COPIES):
        made = []
        for a, b in signed:
            holes = set(rng.sample(ids, int(len(ids) * rng.uniform(0.2, 0.95))))
            made.append(
                compare_signatures(
                    drop(a, rng, holes, 0.15), drop(b, rng, holes, 0.15), lexicon
                ).values
            )
        copies.append(np.array(made))
    groups = np.array(groups_of(pairs))
    scores = []
    total = np.zeros((3, 3), int)
    wrong = Counter()
    holes_score = []
    for repeat in range(5):
        names = sorted(set(groups))
        random.Random(repeat).shuffle(names)
        fold_of = {name: i % 5 for i, name in enumerate(names)}
        folds = np.array([fold_of[g] for g in groups])
        predicted = np.zeros(len(pairs), int)
        predicted_holes = np.zeros(len(pairs), int)
        for f in range(5):
            train, test = folds != f, folds == f
            model = fit(
                np.concatenate([x[train], *[c[train] for c in copies]]),
                np.concatenate([y[train]] * (COPIES + 1)),
                np.concatenate([weight[train], *[weight[train] / COPIES] * COPIES]),
            )
            for source, into in ((x, predicted), (copies[0], predicted_holes)):
                chances = judging.chances(source[test], model["coefficients"], model["intercepts"])
                for place, i in enumerate(np.flatnonzero(test)):
                    a, b = signed[i]
                    into[i] = LABELS.index(judging.constrain(chances[place], common[i], a, b)[0])
        clear = weight == 1
        scores.append(f1_score(y[clear], predicted[clear], average="macro"))
        holes_score.append(f1_score(y[clear], predicted_holes[clear], average="macro"))
        total += confusion_matrix(y[clear], predicted[clear])
        wrong.update(pairs[i]["id"] for i in np.flatnonzero(clear & (predicted != y)))
    print(
        f"macro-F1 of 5 repeats of grouped 5-fold: {np.mean(scores):.3f} ± {np.std(scores):.3f}; with holes in the lexicon and bodies missing {np.mean(holes_score):.3f}"
    )
    print("rows true, columns said:", LABELS, total.tolist())
    by_id = {pair["id"]: (pair, place) for place, pair in enumerate(pairs)}
    if options.show:
        for name, times in wrong.most_common(40):
            pair, place = by_id[name]
            print(name, times, pair["label"], pair.get("why"))
            for side, signature in zip("ab", signed[place], strict=True):
                print(
                    "   ",
                    side,
                    pair[side]["title"][:150],
                    "|",
                    pair[side]["supervised_units"][:3],
                    sorted(signature.concepts),
                    signature.residue[:80],
                    [str(d) for d in signature.documents],
                )
            print("     ", {n: round(v, 2) for n, v in zip(NAMES, x[place], strict=True) if v})
    if options.write:
        model = fit(
            np.concatenate([x, *copies]),
            np.concatenate([y] * (COPIES + 1)),
            np.concatenate([weight, *[weight / COPIES] * COPIES]),
        )
        model["rarity"] = rarity
        TARGET.write_text(
            json.dumps(model, ensure_ascii=False, indent=0, sort_keys=True) + "\n", "utf-8"
        )
        print("written", TARGET.name)


def fit(x, y, weight):
    model = LogisticRegression(C=1.0, max_iter=5000).fit(x, y, sample_weight=weight)
    return {
        "features": list(NAMES),
        "coefficients": np.round(model.coef_, 4).tolist(),
        "intercepts": np.round(model.intercept_, 4).tolist(),
    }


if __name__ == "__main__":
    main()
