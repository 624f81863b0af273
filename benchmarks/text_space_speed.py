"""How long 100 000 answers take to be made ready for suggestions, and how much memory, on one thread.

    python -m benchmarks.text_space_speed [--answers 100000]

The answers are made up: Norwegian syllables, words as frequent as in a language, half of all words seen once
or twice, median about 150 characters. They are measured in a process of their own; memory is the highest
resident size above that of the libraries once loaded, the answers' own texts included.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from typing import Any

import numpy as np

MOST_SECONDS = 20
MOST_MB = 200
# fmt: off
ONSETS = (
    "b", "bl", "d", "f", "fl", "fr", "g", "gr", "h", "hj", "k", "kj", "kr", "l", "m", "n", "p", "pr", "r",
    "s", "sj", "sk", "st", "t", "tr", "v",
)
VOWELS = ("a", "e", "e", "e", "i", "o", "u", "y", "æ", "ø", "å", "ei", "øy")
ENDINGS = ("n", "r", "t", "l", "s", "m", "g", "ll", "nn", "rt", "st", "ng")
# fmt: on
DISTINCT_WORDS = 250_000


def made_up_answers(number: int, seed: int = 1) -> list[str]:
    """Make answers as long as real ones, their words as frequent as Zipf says."""
    chance = np.random.default_rng(seed)
    words = [_word(chance) for _ in range(DISTINCT_WORDS)]
    frequency = 1 / np.arange(8, DISTINCT_WORDS + 8)
    lengths = np.maximum(1, chance.lognormal(np.log(19), 0.8, number).astype(int))
    drawn = chance.choice(DISTINCT_WORDS, lengths.sum(), p=frequency / frequency.sum())
    ends = np.cumsum(lengths)
    return [
        " ".join(words[place] for place in drawn[end - length : end]).capitalize() + "."
        for length, end in zip(lengths, ends, strict=True)
    ]


def _word(chance: np.random.Generator) -> str:
    syllables = 1 + int(chance.poisson(1.4))
    parts = [
        ONSETS[chance.integers(len(ONSETS))] + VOWELS[chance.integers(len(VOWELS))] for _ in range(syllables)
    ]
    return "".join(parts) + (ENDINGS[chance.integers(len(ENDINGS))] if chance.random() < 0.7 else "")


def measure() -> dict[str, float]:
    """Make the answers ready in this process, and look up what a coder waits for."""
    import resource

    from coder.suggest.text_space import TextSpace

    def highest() -> float:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (
            2**20 if sys.platform == "darwin" else 1024
        )

    TextSpace().fit_transform(["libraries load what they load late", "løs mengd"])
    libraries = highest()
    # Made elsewhere and read here, so that only the texts themselves count.
    texts = [line.rstrip("\n") for line in sys.stdin]
    with_texts = highest()
    space = TextSpace()
    start = time.perf_counter()
    rows = space.fit_transform(texts)
    ready = time.perf_counter() - start
    peak = highest()
    places = np.random.default_rng(2).integers(0, len(texts), 2_000)
    return {
        "answers": len(texts),
        "characters": statistics.median(map(len, texts)),
        "words": float(rows._counts.shape[1]),
        "n-grams": rows.shape[1],
        "seconds": ready,
        "texts_mb": with_texts - libraries,
        "mb": peak - libraries,
        "one_ms": _milliseconds(lambda: rows[int(places[0])]),
        "new_ms": _milliseconds(lambda: space.transform([texts[0]])),
        "training_ms": _milliseconds(lambda: rows[places]),
        "mb_after": highest() - libraries,
    }


def _milliseconds(act: Callable[[], Any], runs: int = 9) -> float:
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        act()
        times.append(1_000 * (time.perf_counter() - start))
    return statistics.median(times)


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--answers", type=int, default=100_000)
    asked.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    options = asked.parse_args()
    if options.inside:
        print(json.dumps(measure()))
        return
    one_thread = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.text_space_speed", "--inside"],
        input="\n".join(made_up_answers(options.answers)) + "\n",
        env=os.environ | one_thread,
        check=True,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    sys.exit(not report(json.loads(done.stdout)))


def report(found: dict[str, float]) -> bool:
    """Print what was found, and tell whether the floors are met."""
    is_quick, is_small = found["seconds"] < MOST_SECONDS, found["mb"] < MOST_MB
    print(
        f"{found['answers']:.0f} answers, median {found['characters']:.0f} characters: "
        f"{found['words']:.0f} words, {found['n-grams']:.0f} n-grams in two texts or more\n"
        f"made ready in {found['seconds']:.1f} s "
        f"(floor {MOST_SECONDS} s: {_met(is_quick)})\n"
        f"{found['mb']:.0f} MB above the libraries, {found['texts_mb']:.0f} MB of it the texts "
        f"(floor {MOST_MB} MB: {_met(is_small)}), {found['mb_after']:.0f} MB in the end\n"
        f"rows: one answer {found['one_ms']:.2f} ms, a new text {found['new_ms']:.2f} ms, "
        f"2000 answers {found['training_ms']:.0f} ms"
    )
    return is_quick and is_small


def _met(met: bool) -> str:
    return "met" if met else "MISSED"


if __name__ == "__main__":
    main()
