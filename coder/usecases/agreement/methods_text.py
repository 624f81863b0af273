"""The methods paragraph on agreement, in the language asked for whatever that of the screens is.

Its sentences stand in a file per language beside this one; there is no catalog of Nynorsk.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import version
from statistics import median
from typing import TYPE_CHECKING, Any

from coder.domain.sample import Method, Purpose
from coder.domain.settled_codes import Rule
from coder.resources import methods_folder
from coder.text.numbers import written_count, written_number
from coder.usecases.agreement.compared import KEY
from coder.usecases.agreement.compared_rounds import RoundFacts
from coder.usecases.agreement.settled_facts import SettledFacts
from coder.usecases.tables.provenance import PROGRAM

if TYPE_CHECKING:
    from coder.agreement.results import Result
    from coder.usecases.agreement.compared import ComparedCoder
    from coder.usecases.agreement.project_agreement import ProjectAgreement

LANGUAGES = ("nb", "nn", "en")
_MOST_NAMED = 8
"""So many codes are named before they are only counted."""
_NO_BREAK = "\u00a0"


@dataclass(frozen=True)
class MethodsText:
    """What stands in the methods section of a report."""

    paragraphs: tuple[str, ...]
    """What was coded, how it was measured, how it was settled."""
    references: tuple[str, ...]

    @property
    def text(self) -> str:
        """All of it, paragraph by paragraph."""
        return "\n\n".join([*self.paragraphs, "\n".join(self.references)])


def methods_text(found: ProjectAgreement, settled: SettledFacts, language: str) -> MethodsText:
    """Write how codings were made, compared and settled; people are Coder A, Coder B.

    Args:
        found: The agreement, of one round, of several or of codings as they stand.
        settled: What became of the differences.
        language: One of ``LANGUAGES``.
    """
    words = _Words.of(language)
    material = [*_what(found, words), *_drawn(found, words), *_blind(found, words), *_left_out(found, words)]
    measures = [*_overall(found, words), *_by_code(found, words), *_intervals(found, words)]
    ending = [*_settled(found, settled, words), *_program(words)]
    return MethodsText(
        tuple(" ".join(part) for part in (material, measures, ending)), tuple(_references(found, words))
    )


@dataclass(frozen=True)
class _Words:
    """The sentences of one language, and how it writes numbers and dates."""

    language: str
    sentences: Mapping[str, Any]

    @classmethod
    def of(cls, language: str) -> _Words:
        path = methods_folder() / f"{language}.toml"
        return cls(language, tomllib.loads(path.read_text(encoding="utf-8")))

    def say(self, part: str, name: str, **values: str | int) -> str:
        """Return a sentence with its places filled; whole numbers are counts."""
        filled = {key: self.count(each) if isinstance(each, int) else each for key, each in values.items()}
        return str(self.sentences[part][name]).format(**filled)

    def one_or_many(self, part: str, name: str, n: int, **values: str | int) -> str:
        """Return a sentence about one thing or about several."""
        return self.say(part, f"{name}_one" if n == 1 else f"{name}_many", n=n, **values)

    def count(self, number: int) -> str:
        return written_count(number).replace(",", _NO_BREAK).replace(_NO_BREAK, self._thousands)

    def number(self, value: float, decimals: int = 2) -> str:
        written = written_number(value, decimals)
        return written.replace(",", ".") if self.language == "en" else written.replace(".", ",")

    def date(self, at: datetime) -> str:
        local = at.astimezone()
        month = self.sentences["months"][local.month - 1]
        return str(self.sentences["date"]).format(day=local.day, month=month, year=local.year)

    def coder(self, coder: ComparedCoder) -> str:
        return self.key if coder.id == KEY else str(self.sentences["coder"]).format(letter=coder.letter)

    @property
    def key(self) -> str:
        return str(self.sentences["key"])

    def coders(self, coders: Iterable[ComparedCoder]) -> str:
        *first, last = map(self.coder, coders)
        return f"{', '.join(first)}{self.sentences['and']}{last}" if first else last

    def with_interval(self, result: Result, decimals: int = 2) -> str:
        assert result.value is not None
        value = self.number(result.value, decimals)
        if result.interval is None:
            return value
        low, high = (self.number(each, decimals) for each in result.interval)
        way = "interval_words" if "\u2212" in low + high else "interval"
        return f"{value} ({self.sentences[way].format(low=low, high=high)})"

    @property
    def _thousands(self) -> str:
        return "," if self.language == "en" else _NO_BREAK


def _what(found: ProjectAgreement, words: _Words) -> Iterator[str]:
    compared, purpose = found.compared, _purpose(found)
    what = "stands" if purpose is None else purpose.value
    if purpose is Purpose.DOUBLE and compared.discussed == len(compared.answers):
        # What all has been discussed is no measure of reliability, and is not called so.
        what = "stands"
    asked = " ".join((compared.question.text or compared.question.key).split())
    coders = words.coders(each for each in compared.coders if each.id != KEY)
    yield words.say("what", what, question=asked, coders=coders)
    if purpose in (Purpose.AGAIN, Purpose.TRAINING):
        base = purpose.value
    else:
        base = "two" if found.two is not None else "more"
    yield words.say("answers", base, all=compared.answers_all, n=found.report.answers, coders=coders)


def _purpose(found: ProjectAgreement) -> Purpose | None:
    """Return what the rounds are for; None where it is codings as they stand."""
    return next((each.purpose for each in found.compared.rounds), None)


def _drawn(found: ProjectAgreement, words: _Words) -> Iterator[str]:
    rounds = found.compared.rounds
    if not rounds:
        yield words.say("drawn", "stands", date=words.date(datetime.fromisoformat(found.rests_on.at)))
    if len(rounds) > 1:
        yield words.say("drawn", "several", n=len(rounds))
    for each in rounds:
        way = "stratified" if each.method is Method.STRATIFIED else "random"
        yield words.say(
            "drawn",
            "everything" if each.size == each.population else way,
            size=each.size,
            frame=words.say("drawn", f"frame_{each.purpose.value}", population=each.population),
            date=words.date(each.drawn_at),
            seed=str(each.seed),
            strata=each.strata or "",
        )
        if each.revisit_open:
            yield words.one_or_many("drawn", "revisit", each.revisit_open)
        if each.revisit_bound is not None:
            yield words.one_or_many("drawn", "revisit_bound", each.revisit_bound)


def _blind(found: ProjectAgreement, words: _Words) -> Iterator[str]:
    compared = found.compared
    if not compared.rounds:
        yield words.say("blind", "stands")
        return
    if _purpose(found) is Purpose.AGAIN:
        yield words.say("blind", "again")
    else:
        blind = {coder_id for each in compared.rounds for coder_id in each.coded_by}
        second = words.coders(each for each in compared.coders if each.id in blind)
        yield words.say("blind", "double", second=second)
    yield from dict.fromkeys(_suggestions(each, words) for each in compared.rounds)


def _suggestions(drawn: RoundFacts, words: _Words) -> str:
    first = {True: "shown", False: "hidden", None: "unknown"}[drawn.first_had_suggestions]
    return words.say("suggestions", f"{'hidden' if drawn.hides_suggestions else 'shown'}_{first}")


def _left_out(found: ProjectAgreement, words: _Words) -> Iterator[str]:
    compared = found.compared
    if compared.dropped:
        yield words.one_or_many("left_out", "dropped", compared.dropped)
    if compared.undone:
        yield words.one_or_many("left_out", "undone", compared.undone)
    if any(answer.unseen for answer in compared.answers):
        yield words.say("left_out", "unseen")
    if compared.discussed:
        yield words.one_or_many("discussion", "after", compared.discussed)
    elif _purpose(found) in (Purpose.DOUBLE, Purpose.AGAIN):
        yield words.say("discussion", "before")


def _overall(found: ProjectAgreement, words: _Words) -> Iterator[str]:
    sets = [codes for answer in found.compared.answers for codes in answer.given.values()]
    yield words.say("statistics", "empty", empty=sum(not codes for codes in sets), codings=len(sets))
    # With one code at most, MASI is the nominal distance, and Jaccard tells whether codings are the same.
    is_single = found.compared.question.exclusive and all(len(codes) < 2 for codes in sets)
    name = "alpha_single" if is_single else "alpha"
    alpha = found.overall("alpha_masi")
    if alpha is None or alpha.value is None:
        yield words.say("statistics", f"{name}_undefined")
    else:
        yield words.say("statistics", name, value=words.with_interval(alpha))
    exact, jaccard = found.overall("exact_match"), found.overall("mean_jaccard")
    if exact is not None and exact.value is not None and jaccard is not None and jaccard.value is not None:
        yield words.say(
            "statistics",
            f"{'same' if is_single else 'sets'}{'' if found.two is not None else '_pairs'}",
            percent=words.number(100 * exact.value, 0),
            jaccard=words.number(jaccard.value),
        )
    pooled = found.of_pair("pooled_kappa")
    if pooled is not None and pooled.value is not None:
        yield words.say("statistics", "pooled", value=words.with_interval(pooled))
    themes = found.overall("alpha_masi_theme")
    if themes is not None and themes.value is not None:
        yield words.say("statistics", "themes", value=words.with_interval(themes))


def _by_code(found: ProjectAgreement, words: _Words) -> Iterator[str]:
    from coder.agreement.warnings import FEWEST_USES, Kind

    yield words.say("statistics", "codes_two" if found.two is not None else "codes_more")
    alphas = {path: found.of_code("krippendorff_alpha", path) for path in found.report.codes}
    values = [each.value for each in alphas.values() if each is not None and each.value is not None]
    if values:
        low, high, middle = (words.number(each) for each in (min(values), max(values), median(values)))
        yield words.one_or_many("statistics", "range", len(values), low=low, high=high, median=middle)
    missing = [path for path, each in alphas.items() if each is None or each.value is None]
    if len(missing) > _MOST_NAMED:
        yield words.say("statistics", "not_estimable_count", n=len(missing))
    elif missing:
        named = "; ".join(missing)
        yield words.one_or_many("statistics", "not_estimable", len(missing), codes=named)
    few = {each.code for each in found.report.warnings if each.kind is Kind.FEW_USES}
    if few:
        yield words.one_or_many("statistics", "few", len(few), least=FEWEST_USES)


def _intervals(found: ProjectAgreement, words: _Words) -> Iterator[str]:
    report = found.report
    way = "bootstrap" if report.replicates else "jackknife"
    yield words.say("intervals", way, replicates=report.replicates, seed=str(report.seed))
    if report.weighted and report.replicates:
        yield words.say("intervals", "weighted")
    alpha = found.overall("alpha_masi")
    if alpha is not None and alpha.value is not None and alpha.interval is None:
        yield words.say("intervals", "missing")


def _settled(found: ProjectAgreement, settled: SettledFacts, words: _Words) -> Iterator[str]:
    is_key = _purpose(found) is Purpose.TRAINING
    if not settled.different and not is_key:
        yield words.say("settled", "all_equal")
        return
    counted = "key" if is_key else "equal"
    yield words.say("settled", counted, equal=settled.equal, different=settled.different)
    if is_key:
        return  # What they are held against is settled: nothing was settled between them.
    if not settled.ways:
        yield words.say("settled", "none")
        return
    coders = {coder.id: words.coder(coder) for coder in found.compared.coders}
    ways = [
        words.say(
            "settled",
            "equal_later" if rule is Rule.EQUAL else rule.value,
            n=n,
            coder=coders.get(whose or KEY, words.key),
        )
        for rule, whose, n in settled.ways
    ]
    if settled.left:
        ways.append(words.say("settled", "left", n=settled.left))
    yield words.say("settled", "ways", ways="; ".join(ways))
    if settled.left + settled.parked < settled.different:
        yield words.say("settled", f"counts_{settled.counts}")


def _references(found: ProjectAgreement, words: _Words) -> Iterator[str]:
    """Yield what the sentences refer to, in alphabetical order."""
    told = " ".join(_overall(found, words))
    for name, cited in (
        ("devries", "De Vries"),
        ("krippendorff", "Krippendorff"),
        ("passonneau", "Passonneau"),
    ):
        if cited in told:
            yield str(words.sentences["references"][name])


def _program(words: _Words) -> Iterator[str]:
    yield words.say("program", "version", program=PROGRAM, version=version(PROGRAM))
