"""What comparing by meaning adds to ranking codes: the same replays with and without it, on all coded sets.

    python -m benchmarks.suggest_semantic ../shared/data/benchmark [--quick] [--vectors FOLDER]

Needs the extra ``semantic``. Vectors are kept in FOLDER, where there is one: making them takes minutes.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from threadpoolctl import threadpool_limits

from benchmarks.suggest_measures import Measures, measures
from benchmarks.suggest_sets import STEPS, CodedSet, coded_set, set_names, space_of
from coder.suggest.code_ranker import CodeRanker
from coder.suggest.semantic import Vectors, embed, model_name
from coder.suggest.semantic_space import SemanticSpace, VectorsOf
from coder.suggest.text_space import TextSpace
from coder.suggest.vector_cache import VectorCache

ORDERS = (None, 1)
QUICK_STEPS = 80
LEAST_GAIN = 1.02


def measured(coded: CodedSet, space: TextSpace | SemanticSpace, steps: int) -> Measures:
    """Replay a set in a space of words, or of words and meaning."""
    read = space_of(coded, space)
    return measures(coded, read, partial(CodeRanker, view=read.view, n_grams=read.n_grams), steps)


def compare(folder: Path, vectors_of: VectorsOf, steps: int) -> bool:
    """Print recall and keys saved of each set, and the mean ratio; tell whether that meets the floor."""
    ratios = []
    for name in set_names(folder):
        sets = [coded_set(folder, name, seed) for seed in ORDERS]
        without = Measures.mean(measured(coded, TextSpace(), steps) for coded in sets)
        with_it = Measures.mean(measured(coded, SemanticSpace(vectors_of), steps) for coded in sets)
        ratios.append(with_it.recall_5 / without.recall_5)
        told = {
            "recall@5": (without.recall_5, with_it.recall_5),
            "macro": (without.macro_5, with_it.macro_5),
            "LRAP": (without.lrap, with_it.lrap),
            "keys saved by digit": (without.keys_by_digit, with_it.keys_by_digit),
        }
        print(
            f"{name:14}",
            *(f"{what} {old:.3f} -> {new:.3f} " for what, (old, new) in told.items()),
            flush=True,
        )
    mean = sum(ratios) / len(ratios)
    met = mean >= LEAST_GAIN
    print(f"recall@5 with to without: {mean:.3f} (floor {LEAST_GAIN}: {'met' if met else 'MISSED'})")
    return met


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("folder", type=Path)
    asked.add_argument("--quick", action="store_true", help="fewer answers of each set")
    asked.add_argument("--vectors", type=Path, help="a folder for vectors")
    options = asked.parse_args()
    with threadpool_limits(limits=1), tempfile.TemporaryDirectory() as nowhere:
        cache = VectorCache(options.vectors or Path(nowhere), model_name())

        def vectors_of(texts: Sequence[str]) -> Vectors:
            start, known = time.perf_counter(), len(cache)
            found = cache.vectors(texts, embed)
            if len(cache) > known + 100:
                each = 1_000 * (time.perf_counter() - start) / (len(cache) - known)
                print(f"{len(cache) - known} vectors, {each:.0f} ms each", flush=True)
            return found

        met = compare(options.folder, vectors_of, QUICK_STEPS if options.quick else STEPS)
    sys.exit(not met)


if __name__ == "__main__":
    main()
