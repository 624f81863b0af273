"""How many identifying mentions the privacy check finds, what it says for nothing, and how quick it is.

    python -m benchmarks.privacy_check ../shared/data
    python -m benchmarks.privacy_check ../shared/data --list medium

The first prints the share found of each grade of ``identifying_mentions.csv`` (found: any finding overlaps
the mention) and the findings by grade; the second lists the findings of a grade with what stands around
them, to be read: which of them identify nobody is a reader's judgement.
"""

from __future__ import annotations

import csv
import sys
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

from coder.privacy.check import PrivacyCheck
from coder.privacy.finding import GRADES, Finding

AROUND = 30
ANSWERS = 10_000


def rows_of(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as opened:
        return list(csv.DictReader(opened))


def findings_in(quotes: Sequence[Mapping[str, str]], field: str) -> dict[str, list[Finding]]:
    found = PrivacyCheck().findings_of_many([quote[field] for quote in quotes])
    return {quote["quote_id"]: findings for quote, findings in zip(quotes, found, strict=True)}


def is_found(mention: Mapping[str, str], findings: Sequence[Finding]) -> bool:
    start, end = int(mention["start"]), int(mention["end"])
    return any(
        one.start is not None and one.end is not None and one.start < end and start < one.end
        for one in findings
    )


def print_recall(data: Path, found: Mapping[str, Mapping[str, list[Finding]]]) -> None:
    known, hit = Counter[str](), Counter[str]()
    for mention in rows_of(data / "identifying_mentions.csv"):
        known[mention["risk"]] += 1
        if is_found(mention, found[mention["field"]][mention["quote_id"]]):
            hit[mention["risk"]] += 1
        else:
            print("not found:", mention["quote_id"], mention["mention"], mention["risk"])
    for grade in GRADES:
        print(f"{grade}: {hit[grade]} of {known[grade]} known mentions found")


def print_findings(
    quotes: Sequence[Mapping[str, str]], found: Mapping[str, list[Finding]], grade: str
) -> None:
    for quote in quotes:
        for one in found[quote["quote_id"]]:
            if one.grade == grade and one.start is not None and one.end is not None:
                before = quote["text"][max(0, one.start - AROUND) : one.start]
                after = quote["text"][one.end : one.end + AROUND]
                print(f"{quote['quote_id']} {one.kind}: {before}[{one.mention}]{after} ({one.why})")


def print_speed(texts: Sequence[str]) -> None:
    many = [f"{texts[number % len(texts)]} {number}" for number in range(ANSWERS)]
    check = PrivacyCheck()
    check.findings(many[0])
    wall, cpu = time.perf_counter(), time.process_time()
    for _findings in check.findings_of_many(many):
        pass
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    print(
        f"{ANSWERS} answers of {sum(map(len, many)) / ANSWERS:.0f} characters: {wall:.1f} s ({cpu:.1f} s CPU)"
    )


def main(arguments: Sequence[str]) -> None:
    data = Path(arguments[0])
    quotes = rows_of(data / "quotes.csv")
    found = {field: findings_in(quotes, field) for field in ("text", "attribution")}
    if arguments[1:2] == ["--list"]:
        print_findings(quotes, found["text"], arguments[2])
        return
    print_recall(data, found)
    counts = Counter(one.grade for findings in found["text"].values() for one in findings)
    print(f"{len(quotes)} quotations:", ", ".join(f"{counts[grade]} {grade}" for grade in GRADES))
    print_speed([quote["text"] for quote in quotes])


if __name__ == "__main__":
    main(sys.argv[1:])
