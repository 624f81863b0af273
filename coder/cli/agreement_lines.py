"""Agreement between coders, for a terminal of 80 columns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from coder.cli.number_columns import label_room, number_columns
from coder.domain.codebook import PATH_SEPARATOR
from coder.messages import _, ngettext
from coder.text.letters import letters
from coder.usecases.agreement.cells import (
    NOT_ESTIMABLE,
    about_missing_intervals,
    count_of,
    interval_cell,
    number_cell,
)

if TYPE_CHECKING:
    from coder.agreement.report import AgreementReport
    from coder.agreement.results import Pair, Result

_WIDTH = 79
_SHORT_NAME = 8
_LEAST_LABEL = 12
"""Cells that names of codes keep, for which kappa is left out."""
_NEITHER, _KAPPA = 4, 6
"""Columns of two coders' table that are left out where there is no room."""


def agreement_lines(report: AgreementReport, lettered: Mapping[str, str] | None = None) -> Iterator[str]:
    """Tell agreement: over all codes, coder by coder where they are many, code by code, how to read it.

    Args:
        report: The numbers.
        lettered: The coders' letters by name, for headings too narrow for names; else by their order.
    """
    lines = _Lines(report, lettered or {})
    yield from lines.heading()
    yield ""
    yield from lines.overall()
    if len(report.coders) > 2:
        yield ""
        yield from lines.pairs()
    if report.codes:
        yield ""
        yield from lines.codes()
    for section in (lines.marked(), lines.undefined(), lines.footing()):
        found = list(section)
        if found:
            yield ""
            yield from found


@dataclass(frozen=True)
class _Lines:
    report: AgreementReport
    lettered: Mapping[str, str]

    @cached_property
    def _names(self) -> dict[str, str]:
        """What each coder is called in headings: the name, or a letter where a name would be cut."""
        from coder.text.broken_lines import cells_wide
        from coder.text.safe import safe_line

        names = {coder: safe_line(coder) for coder in self.report.coders}
        if all(cells_wide(name) <= _SHORT_NAME for name in names.values()):
            return names
        return {
            coder: self.lettered.get(coder) or letters(place)
            for place, coder in enumerate(self.report.coders)
        }

    @property
    def _two(self) -> Pair | None:
        coders = self.report.coders
        return (coders[0], coders[1]) if len(coders) == 2 else None

    def heading(self) -> Iterator[str]:
        from coder.text.numbers import written_count

        report = self.report
        called = [
            name if self._names[name] == name else f"{self._names[name]} = {name}" for name in report.coders
        ]
        coders = ngettext("{n} coder: {names}.", "{n} coders: {names}.", len(called))
        yield from _wrapped(coders.format(n=len(called), names=", ".join(called)))
        if self._two is not None:
            said = ngettext(
                "{n} answer was coded by both, of {all}.",
                "{n} answers were coded by both, of {all}.",
                report.answers,
            )
        else:
            said = ngettext(
                "{n} answer was coded by two coders or more, of {all}.",
                "{n} answers were coded by two coders or more, of {all}.",
                report.answers,
            )
        yield said.format(n=written_count(report.answers), all=written_count(report.answers_all))
        if report.weighted:
            yield _("Answers count by their weights; counts are plain.")
        for each in report.warnings:
            if each.code is None:
                yield from _wrapped(each.sentence)

    def overall(self) -> Iterator[str]:
        rows = [
            (_("Alpha, MASI distance"), "alpha_masi"),
            (_("Alpha, Jaccard distance"), "alpha_jaccard"),
            (_("Alpha, exact sets"), "alpha_exact"),
            (_("Exact sets, share of answers"), "exact_match"),
            (_("Jaccard similarity, mean"), "mean_jaccard"),
        ]
        table = [
            [label, *_number_and_interval(self._overall(name)), _number(self._overall(f"{name}_theme"))]
            for label, name in rows
        ]
        if self._two is not None:
            table += self._over_codes(self._two)
        heads = [_("Over all codes"), _("Value"), _("95% interval"), _("Themes")]
        if all(row[3] == NOT_ESTIMABLE for row in table):
            heads, table = heads[:3], [row[:3] for row in table]
        else:
            table = [[*row[:3], "" if row[3] == NOT_ESTIMABLE else row[3]] for row in table]
        yield from number_columns(heads, table)

    def _over_codes(self, pair: Pair) -> Iterator[list[str]]:
        from coder.text.numbers import written_count

        pooled, themes = self._of_pair("pooled_kappa", pair), self._of_pair("pooled_kappa_theme", pair)
        yield [_("Pooled kappa"), *_number_and_interval(pooled), _number(themes)]
        defined = self._of_pair("n_codes_kappa_defined", pair)
        if defined is not None and defined.value is not None:
            number = int(defined.value)
            said = ngettext("Mean kappa of {n} code (of {all})", "Mean kappa of {n} codes (of {all})", number)
            label = said.format(n=written_count(number), all=written_count(len(self.report.codes)))
            mean = self._of_pair("mean_kappa_defined", pair)
            yield [label, *_number_and_interval(mean), NOT_ESTIMABLE]

    def pairs(self) -> Iterator[str]:
        rows = []
        for pair in self.report.pairs:
            shared = self._of_pair("n_shared", pair)
            rows.append(
                [
                    " – ".join(self._names[coder] for coder in pair),
                    _count(shared),
                    *_number_and_interval(self._of_pair("alpha_masi", pair)),
                    _number(self._of_pair("exact_match", pair)),
                    _number(self._of_pair("pooled_kappa", pair)),
                ]
            )
        heads = [
            _("Two coders"),
            _("Answers"),
            _("Alpha, MASI"),
            _("95% interval"),
            _("Exact sets"),
            _("Pooled kappa"),
        ]
        yield from number_columns(heads, rows)

    def codes(self) -> Iterator[str]:
        from coder.agreement.trouble import by_trouble

        pair = self._two
        rows = [
            [*(self._row_of_many(code) if pair is None else self._row_of_two(code, pair)), self._marks(code)]
            for code in by_trouble(self.report)
        ]
        heads = [*(self._heads_of_many() if pair is None else self._heads_of_two(pair)), ""]
        if pair is not None:
            heads, *rows = self._fitting([heads, *rows])
        yield from number_columns(heads, rows, ends_in_text=True)

    def _fitting(self, table: list[list[str]]) -> list[list[str]]:
        """Leave out what has no room: how many gave neither, then kappa. Alpha orders the rows, and stays."""
        from coder.text.broken_lines import cells_wide

        longest = max(map(cells_wide, self._labels.values()))
        for left_out, least in (((), longest), ((_NEITHER,), min(longest, _LEAST_LABEL))):
            kept = _without(table, left_out)
            if label_room(kept) >= least:
                return kept
        return _without(table, (_NEITHER, _KAPPA))

    def _heads_of_two(self, pair: Pair) -> list[str]:
        counted = [_("both"), *(self._names[coder] for coder in pair), _("neither")]
        return [_("Code"), *counted, _("Positive"), _("Kappa"), _("Alpha"), _("95% interval")]

    def _row_of_two(self, code: str, pair: Pair) -> list[str]:
        cells = [_count(self._of_two(cell, code, pair)) for cell in "abcd"]
        numbers = [
            _number(self._of_two("positive_agreement", code, pair)),
            _number(self._of_two("cohen_kappa", code, pair)),
        ]
        alpha = _number_and_interval(self._of_code("krippendorff_alpha", code))
        return [self._labels[code], *cells, *numbers, *alpha]

    def _heads_of_many(self) -> list[str]:
        return [
            _("Code"),
            _("Answers"),
            _("Uses"),
            _("Positive"),
            _("Alpha"),
            _("95% interval"),
            _("Mean kappa"),
        ]

    def _row_of_many(self, code: str) -> list[str]:
        counted = [_count(self._of_code(name, code)) for name in ("n_units_compared", "n_applied")]
        positive = _number(self._of_code("positive_agreement", code))
        alpha = _number_and_interval(self._of_code("krippendorff_alpha", code))
        mean = _number(self._of_code("mean_pairwise_kappa", code))
        return [self._labels[code], *counted, positive, *alpha, mean]

    @cached_property
    def _labels(self) -> dict[str, str]:
        """What stands for each code: its own name where no other ends in that, else all its path."""
        last = {code: code.rsplit(PATH_SEPARATOR, 1)[-1] for code in self.report.codes}
        often = Counter(last.values())
        return {code: name if often[name] == 1 else code for code, name in last.items()}

    @cached_property
    def _signs(self) -> dict[str, str]:
        """A letter for each warning that codes have, in the order in which the table needs them."""
        from coder.agreement.trouble import by_trouble

        told = (sentence for code in by_trouble(self.report) for sentence in self._told.get(code, ()))
        return {sentence: letters(place).lower() for place, sentence in enumerate(dict.fromkeys(told))}

    @cached_property
    def _told(self) -> dict[str, dict[str, None]]:
        """Return each code's warnings, once each; of many coders, pairs only where one stands out."""
        from coder.agreement.warnings import Kind

        told: dict[str, dict[str, None]] = {}
        for each in self.report.warnings:
            of_all = self._two is not None or each.pair is None
            if each.code is not None and (of_all or each.kind is Kind.ONE_SIDED):
                told.setdefault(each.code, {})[each.in_general] = None
        return told

    def _marks(self, code: str) -> str:
        return "".join(sorted(self._signs[sentence] for sentence in self._told.get(code, ())))

    def marked(self) -> Iterator[str]:
        """Tell what the columns and the letters in the table mean."""
        if self._two is not None and self.report.codes:
            first, second = (self._names[coder] for coder in self._two)
            said = _("Under {first} and {second}: answers to which only that coder gave the code.")
            yield from _wrapped(said.format(first=first, second=second))
        for sentence, sign in self._signs.items():
            yield from _wrapped(f"{sign}  {sentence}", "   ")

    def undefined(self) -> Iterator[str]:
        """Tell what is not defined, and why: a line for each reason."""
        reasons: dict[str, list[str]] = {}
        for result in self.report.results:
            headline = result.scope == "code" and result.metric == "krippendorff_alpha"
            headline = headline or (result.scope == "overall" and result.metric == "alpha_masi")
            if result.undefined is not None and headline:
                reasons.setdefault(result.undefined, []).append(result.code or _("all codes"))
        for reason, codes in reasons.items():
            yield from _wrapped(
                _("Not estimable ({n}): {codes}. {reason}").format(
                    n=len(codes), codes=", ".join(codes), reason=reason
                ),
                "  ",
            )

    def footing(self) -> Iterator[str]:
        from coder.text.numbers import written_count

        if self.report.replicates and any(result.interval is not None for result in self.report.results):
            drawn = _("over answers drawn again {n} times (seed {seed})").format(
                n=written_count(self.report.replicates), seed=self.report.seed
            )
            said = _("95% intervals: of a code by Dirichlet(½); of all codes {drawn}.")
            yield from _wrapped(said.format(drawn=drawn))
        for sentence in about_missing_intervals(self.report):
            yield from _wrapped(sentence)
        if self.report.convention == "all":
            yield from _wrapped(
                _("Answers coded once count for how often a code is expected by chance (Gwet's convention).")
            )

    def _overall(self, metric: str) -> Result | None:
        return self.report.result(metric, "overall")

    def _of_pair(self, metric: str, pair: Pair) -> Result | None:
        return self.report.result(metric, "pair", pair=pair)

    def _of_code(self, metric: str, code: str) -> Result | None:
        return self.report.result(metric, "code", code=code)

    def _of_two(self, metric: str, code: str, pair: Pair) -> Result | None:
        return self.report.result(metric, "pair_code", code=code, pair=pair)


def _without(table: list[list[str]], columns: Sequence[int]) -> list[list[str]]:
    return [[cell for place, cell in enumerate(row) if place not in columns] for row in table]


def _number(result: Result | None) -> str:
    return number_cell(result).text


def _number_and_interval(result: Result | None) -> tuple[str, str]:
    return number_cell(result).text, interval_cell(result).text


def _count(result: Result | None) -> str:
    return count_of(result).text or NOT_ESTIMABLE


def _wrapped(text: str, following: str = "") -> Iterable[str]:
    from coder.text.broken_lines import wrapped
    from coder.text.safe import safe_line

    return wrapped(safe_line(text), _WIDTH, following)
