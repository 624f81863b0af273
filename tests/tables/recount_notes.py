"""What note and caption of a table must say, by the recount: each sentence, exactly when it is true."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Any

from tests.tables.recount import NO_ANSWER, SMALL, Recount, half_up

KINDS_OF_N = {
    "done": "N = answers whose coding is settled.",
    "answered": "N = all answers.",
    "all": "N = all who took part, also those who left the question blank.",
    "frame": "N = all who were asked.",
}
SAME_UNITS = {
    "done": "Only those whose answers are settled in each of the waves.",
    "answered": "Only those who answered in each of the waves.",
    "all": "Only those who took part in each of the waves.",
    "frame": "Only those who were asked in each of the waves.",
}


def untrue(table: Mapping[str, Any], mine: Recount) -> list[str]:
    """Return the sentences that stand in the note though they are not true, or the other way round."""
    note = table["note"]
    wrong = [
        f"{'lacking' if is_true else 'untrue'}: {said} | {note}"
        for said, is_true in claims(table, mine)
        if (said in note) != is_true
    ]
    if not table["caption"].endswith(n_in_caption(mine)):
        wrong.append(f"caption: {table['caption']} | {n_in_caption(mine)}")
    return wrong


def n_in_caption(mine: Recount) -> str:
    """Return how the caption ends."""
    columns = mine.columns()
    base = columns[-1][2]
    if mine.asked.trend and not mine.asked.by:
        bases = [n for key, _label, n in columns if key.startswith("wave=")]
        return f"N={min(bases)}" if min(bases) == max(bases) else f"N={min(bases)}–{max(bases)}"
    if mine.asked.base != "frame":
        return f"N={base}"
    answered = mine.size(mine.base & set(mine.answers))
    if not base:
        return f"N={base}; {answered} answered"
    return f"N={base}; {answered} answered ({half_up(Fraction(answered, base), 0)} percent)"


def claims(table: Mapping[str, Any], mine: Recount) -> Iterator[tuple[str, bool]]:
    """Yield sentences, and whether each is true."""
    asked, base, hand = mine.asked, mine.columns()[-1][2], mine.hand
    yield "Nothing to count: N is 0 in this selection.", not base
    for kind, said in KINDS_OF_N.items():
        yield said, bool(base) and kind == asked.base
    for kind, said in SAME_UNITS.items():
        yield said, asked.same_units and kind == asked.base
    together = len(mine.waves) > 1
    yield f"Waves counted together: {', '.join(mine.waves)}.", together and not asked.trend
    yield "together in the other columns", together and asked.trend and bool(asked.by)
    counts = asked.counts or hand.counts
    people = {row["coder"] for row in hand.codings if row["state"] == "done"} - {"consensus"}
    yield "The responsible coder's coding counts.", counts == "responsible" and len(people) > 1
    by_consensus = sum(coder == "consensus" for coder in mine.settled_by.values())
    is_part = counts == "consensus" and by_consensus != len(mine.settled_by)
    yield "The consensus counts.", counts == "consensus" and not is_part
    yield f"The consensus counts for {by_consensus} of {len(mine.settled_by)} settled answers,", is_part
    if is_part:
        changes = ", ".join(_net_changes(mine))
        yield f"Net change there: {changes}.", bool(changes)
    yield from _outside(mine)
    yield from _folds(mine, base)
    yield from _rows(table, mine, base)


def _net_changes(mine: Recount) -> Iterator[str]:
    """Say how often codes stand in the consensus more or less than in the responsible coder's coding."""
    other = Recount(mine.hand, replace(mine.asked, counts="responsible"))
    both = [key for key, coder in mine.settled_by.items() if coder == "consensus" and other.settling(key)]
    for code in mine.original:
        change = sum(
            (code.path in mine.all_codes[key]) - (code.path in mine._codes_of(key, other.settling(key) or ""))
            for key in both
        )
        if change and code.kind not in mine.asked.exclude:
            yield f"{code.path} {'+' if change > 0 else '−'}{abs(change)}"


def _outside(mine: Recount) -> Iterator[tuple[str, bool]]:
    asked, hand, n = mine.asked, mine.hand, mine.unsettled
    yield (
        _some(n, "{n} unsettled answer is outside N.", "{n} unsettled answers are outside N."),
        (bool(n) and asked.base == "done"),
    )
    yield (
        _some(n, "{n} answer in N is not settled", "{n} answers in N are not settled"),
        (bool(n) and asked.base != "done"),
    )
    by_wave = Counter(wave for key in mine.answers if key not in mine.settled_by for wave in [key[1]])
    told = ", ".join(f"{wave or '(no name)'}: {by_wave[wave]}" for wave in mine.waves if by_wave[wave])
    yield f"Unsettled by wave: {told}.", bool(n) and asked.trend and not asked.same_units
    out = len(mine.left_out)
    yield (
        _some(out, "{n} answer that has nothing else.", "{n} answers that have nothing else."),
        (bool(asked.exclude)),
    )
    if hand.asked_if:
        variable, levels = hand.asked_if
        others = sum(
            bool(person.text) and wave in mine.waves and person.background.get(variable, "") not in levels
            for (_who, wave), person in hand.people.items()
            if not asked.where
        )
        if not asked.where:
            said = _some(others, "{n} answer is from a respondent", "{n} answers are from respondents")
            yield f"{said} who", bool(others)
    whom = "answer" if asked.base in ("done", "answered") else "respondent"
    bare = sum(not mine._value(key, asked.weight) for key in mine.base) if asked.weight else 0
    yield _some(bare, f"{{n}} {whom} has no weight", f"{{n}} {whom}s have no weight"), bool(bare)
    for variable in {*asked.by, asked.count_by, asked.weight}:
        told = "», «".join(hand.missing.get(variable, ()))
        yield f"Not given for «{variable}»: blank, or «{told}».", bool(told)
    bare = sum(not mine._value(key, asked.count_by) for key in mine.base) if asked.count_by else 0
    yield _some(bare, f"{{n}} {whom} without a value is", f"{{n}} {whom}s without a value are"), bool(bare)


def _folds(mine: Recount, base: int) -> Iterator[tuple[str, bool]]:
    """Say of each row that codes went into what share of N has any of these codes."""
    shown = {path for path, _level in mine.rows()}
    for row in {mine._row(path) for path in mine.into} & shown:
        members = [code.path for code in mine.original if mine._row(code.path) == row != code.path]
        having = {key for key, found in mine.all_codes.items() if mine._counted_codes(found) & {*members}}
        names = ", ".join(path.split(" > ")[-1] for path in members)
        holds = f"holds {len(members)} code{'s' if len(members) > 1 else ''}: {names}"
        if base < SMALL:
            yield f"{holds}.", True
        else:
            share = half_up(Fraction(mine.size(having), base), mine.asked.decimals)
            yield f"{holds}; {float(share):.{mine.asked.decimals}f} percent of N.", True


def _rows(table: Mapping[str, Any], mine: Recount, base: int) -> Iterator[tuple[str, bool]]:
    asked, rows = mine.asked, mine.rows()
    yield "A theme counts each answer once.", any(level == "theme" for _path, level in rows)
    bare = mine.without_code()
    yield _some(bare, "{n} settled answer has no code.", "{n} settled answers have no code."), bool(bare)
    several = any(len(found) > 1 for found in mine.having.values())
    yield "Several codes per answer", several and bool(base) and not asked.count_by
    yield "«.» = the code was not in use.", any(not cell["in_use"] for cell in table["cells"])
    limit = {0: "0.5", 1: "0.05", 2: "0.005"}[asked.decimals]
    yield f"= under {limit} percent.", any(cell["percent"] == 0 and cell["count"] for cell in table["cells"])
    yield "N is under 20: counts only.", 0 < base < 20 and not asked.small_bases and bool(rows)
    yield "«Not given»: has no value of the variable.", any(key.endswith("=") for key in _keys(table))
    if "the percentages sum to more than 100" in table["note"]:
        codes = sum(mine.size(mine.with_row(row)) for row in rows if row[1] != "theme")
        tops = {path for path, level in rows if level == "theme"}
        above = sum(
            mine.size(mine.with_row(row))
            for row in rows
            if row == NO_ANSWER or row[1] == "theme" or row[0].split(" > ")[0] not in tops
        )
        yield "the percentages sum to more than 100", max(codes, above) > base


def _keys(table: Mapping[str, Any]) -> list[str]:
    return [each["key"] for each in table["columns"] if each["label"] == "Not given"]


def _some(number: int, one: str, many: str) -> str:
    return (one if number == 1 else many).format(n=number)
