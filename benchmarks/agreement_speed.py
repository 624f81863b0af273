"""How long all agreement with intervals takes, beside nltk's alpha with MASI distance alone.

Run: python benchmarks/agreement_speed.py [--answers 10000] [--codes 40] [--rounds 5]
     [--large 100000] [--flat]

Two coders give sets of codes in themes; about every fourth coding is empty. Both programs take turns in one
process on the same codings. Ours goes from the codings to the whole report: every statistic on code, theme
and set level, with 1 000 samples drawn again and the draws of each code. nltk's is one call of
`AnnotationTask.alpha`, with its task already made and its MASI distance patched for empty sets, on which it
divides by nought; both alphas must agree to 1e-9. Memory is the peak of a process of its own above what it
holds after imports, codings included. --large is measured alone, in such a process. --flat leaves themes out.

The exit status is 1 if ours takes a third of nltk's time or more (median of the rounds' ratios), or 300 MB.
Needs nltk: pip install -c constraints.txt --group benchmarks
"""

from __future__ import annotations

import argparse
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeVar

import numpy as np

from coder.agreement.coded_sets import CodedSets, Coding
from coder.agreement.intervals import with_intervals
from coder.agreement.measured import measured
from coder.agreement.report import AgreementReport, agreement

Made = TypeVar("Made")

LARGEST_SHARE = 1 / 3
MOST_MEGABYTES = 300
REPLICATES = 1_000
CODES_PER_THEME = 5
CODES_PER_ANSWER = 1.4
KEPT = 0.8
LOADED = (measured, with_intervals)
"""Imported inside functions; here before the clock runs."""


def two_coders(answers: int, codes: int) -> list[Coding]:
    """Draw a true set for each answer, of which each coder keeps four codes in five; the rest is chance."""
    chance = np.random.default_rng(0)
    often = 1 / np.arange(1, codes + 1) ** 0.9
    often *= CODES_PER_ANSWER / often.sum()
    names = np.array([f"kode {place}" for place in range(codes)])
    true = chance.random((answers, codes)) < often
    codings: list[Coding] = []
    for coder in ("anna", "bo"):
        kept = chance.random((answers, codes)) < KEPT
        given = np.where(kept, true, chance.random((answers, codes)) < often)
        codings += [(str(answer), coder, names[row].tolist()) for answer, row in enumerate(given)]
    return codings


def themes(codes: int) -> dict[str, str | None]:
    """Put codes under themes."""
    return {f"kode {place}": f"tema {place // CODES_PER_THEME}" for place in range(codes)}


def ours(codings: list[Coding], parents: Mapping[str, str | None]) -> AgreementReport:
    """The way of the program."""
    return agreement(CodedSets.of(codings, parents=parents), replicates=REPLICATES)


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--answers", type=int, default=10_000)
    asked.add_argument("--codes", type=int, default=40)
    asked.add_argument("--rounds", type=int, default=5)
    asked.add_argument("--large", type=int, default=100_000)
    asked.add_argument("--flat", action="store_true")
    asked.add_argument("--alone", action="store_true", help=argparse.SUPPRESS)
    wanted = asked.parse_args()
    parents = {} if wanted.flat else themes(wanted.codes)
    if wanted.alone:
        print(*_alone(wanted.answers, wanted.codes, parents))
        return
    share = _beside_nltk(wanted.answers, wanted.codes, parents, wanted.rounds)
    _seconds, megabytes = _in_a_process_of_its_own(wanted.answers, wanted.codes, wanted.flat)
    print(f"peak memory above imports: {megabytes:.0f} MB")
    if wanted.large:
        seconds, more = _in_a_process_of_its_own(wanted.large, wanted.codes, wanted.flat)
        print(f"{wanted.large} answers: {seconds:.1f} s, {more:.0f} MB above imports")
    sys.exit(1 if share >= LARGEST_SHARE or megabytes >= MOST_MEGABYTES else 0)


def _beside_nltk(answers: int, codes: int, parents: Mapping[str, str | None], rounds: int) -> float:
    """Measure in turns; return the median of ours through nltk's."""
    from nltk.metrics import masi_distance
    from nltk.metrics.agreement import AnnotationTask

    def distance(first: frozenset[str], second: frozenset[str]) -> float:
        return float(masi_distance(first, second)) if first or second else 0.0

    codings = two_coders(answers, codes)
    empty = sum(not given for _unit, _coder, given in codings) / len(codings)
    task = AnnotationTask([(coder, unit, frozenset(given)) for unit, coder, given in codings], distance)
    print(f"{answers} answers, 2 coders, {codes} codes, {len(task.K)} sets, {empty:.0%} of codings empty")
    seconds: dict[str, list[float]] = {"all of ours": [], "nltk's alpha": []}
    for _round in range(rounds):
        report = _timed(seconds["all of ours"], lambda: ours(codings, parents))
        theirs = _timed(seconds["nltk's alpha"], task.alpha)
    for name, found in seconds.items():
        print(f"{name}: median {statistics.median(found):.2f} s, worst {max(found):.2f} s")
    masi = report.result("alpha_masi", "overall")
    assert masi is not None
    assert masi.value is not None
    assert abs(masi.value - theirs) < 1e-9, (masi.value, theirs)
    print(f"alpha with MASI distance {masi.value:.6f}, both; interval {masi.interval}")
    share = float(statistics.median(mine / other for mine, other in zip(*seconds.values(), strict=True)))
    print(f"{len(report.results)} results take {share:.2f} times the one alpha")
    return share


def _timed(seconds: list[float], work: Callable[[], Made]) -> Made:
    start = time.perf_counter()
    made = work()
    seconds.append(time.perf_counter() - start)
    return made


def _in_a_process_of_its_own(answers: int, codes: int, is_flat: bool) -> tuple[float, float]:
    """Return seconds, and megabytes above imports."""
    command = [sys.executable, __file__, "--alone", "--answers", str(answers), "--codes", str(codes)]
    done = subprocess.run([*command, *(["--flat"] if is_flat else [])], check=True, capture_output=True)
    seconds, megabytes = map(float, done.stdout.split())
    return seconds, megabytes


def _alone(answers: int, codes: int, parents: Mapping[str, str | None]) -> tuple[float, float]:
    imported = _peak_megabytes()
    codings = two_coders(answers, codes)
    seconds: list[float] = []
    _timed(seconds, lambda: ours(codings, parents))
    return seconds[0], _peak_megabytes() - imported


def _peak_megabytes() -> float:
    status = Path("/proc/self/status")
    if status.exists():
        # Not ru_maxrss: in Linux a new program inherits the peak of whoever started it.
        peak = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(peak.split()[1]) / 2**10
    largest = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return largest / (2**20 if sys.platform == "darwin" else 2**10)


if __name__ == "__main__":
    main()
