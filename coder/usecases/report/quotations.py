"""What the Quotations screen reads: what is chosen, what might be, who is quoted, what may identify."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from coder.domain.codebook import Code
from coder.domain.passage_text import Printed, printed
from coder.domain.passages import PassageKey
from coder.domain.question import Question
from coder.store.answers import background_of, who_answered
from coder.store.passages import KeptPassage
from coder.store.questions import question_named
from coder.store.unit_of_work import Reading
from coder.store.waves import has_several_waves
from coder.usecases.privacy.disclose import AnswerFinding, Looking
from coder.usecases.privacy.privacy_decisions import Mask, dropped, masks_of
from coder.usecases.report.document_figures import DocumentFigures, FiguresGiveAwayError
from coder.usecases.report.quotation_suggestions import Quoted, Suggestion, most_looked_at, suggested
from coder.usecases.report.quoted import HowOftenQuoted, how_often_quoted
from coder.usecases.report.quotes_beside import Beside
from coder.usecases.report.quotes_figures import LiveNotes
from coder.usecases.report.quotes_gate import masked_translation, named_in_translation, passage_findings
from coder.usecases.report.quotes_material import counted_levels
from coder.usecases.report.quotes_options import QuotesOptions
from coder.usecases.report.quotes_sections import whole_heading
from coder.usecases.report.theme_outline import Outline, outline_of
from coder.usecases.report.theme_reading import Passage, passages_at

if TYPE_CHECKING:
    from collections.abc import Callable

    from coder.privacy.finding import Finding
    from coder.store.engine import Engine

_AT_ONCE = 40
"""Texts checked between two words on how far it is."""


@dataclass(frozen=True)
class Person:
    """Somebody who answered."""

    respondent_id: str
    background: Mapping[str, str]


@dataclass(frozen=True)
class Respondents:
    """Who answered, and the levels that are counted."""

    people: tuple[Person, ...]
    levels: Mapping[str, Sequence[str]]

    def quoted(self, passages: Iterable[Passage]) -> HowOftenQuoted:
        """Count who is quoted by passages."""
        return how_often_quoted(passages, self.people, self.levels)


@dataclass(frozen=True)
class QuotationHeading:
    """A code with what is chosen under it."""

    code: Code
    texts: int
    """How many passages stand under it."""
    chosen: tuple[Passage, ...]
    looked_at: tuple[PassageKey, ...]
    """Passages among which some may be suggested: all, or so many, evenly apart, as can be read at once."""


@dataclass(frozen=True)
class Quotations:
    """What is chosen of a question's text, as it is on disk."""

    question: Question
    headings: tuple[QuotationHeading, ...]
    """In codebook order, also those with nothing chosen."""
    codes: tuple[Code, ...]
    lost: int
    """Starred passages that are no longer there."""
    beside: Beside
    masks: Mapping[int, tuple[Mask, ...]]
    """By answer."""
    dropped: frozenset[int]
    """Answers that stay out of documents."""
    others: Mapping[PassageKey, Passage]
    """Passages that were asked for beside what is chosen, as far as they are there."""
    kept: Mapping[PassageKey, KeptPassage] = field(repr=False)
    """All that was decided on passages."""
    notes: tuple[tuple[str, str], ...] = ()
    """Lead-ins and analyses that may have live figures, each after its heading."""
    has_waves: bool = False
    """There are several, so that one without a name is told too."""

    @property
    def leaving(self) -> tuple[Passage, ...]:
        """What the report would quote."""
        return tuple(p for each in self.headings for p in each.chosen if p.answer_id not in self.dropped)

    def printed(self, passage: Passage) -> Printed:
        """Return a passage as it is printed."""
        masks = self.masks.get(passage.answer_id, ())
        return printed(passage.text, passage.span, passage.cuts, masks)

    def translation(self, passage: Passage) -> str:
        """Return its translation as it is printed."""
        return masked_translation(passage, self.masks.get(passage.answer_id, ()))


@dataclass(frozen=True)
class Checked:
    """What may identify somebody in passages."""

    findings: Mapping[PassageKey, tuple[AnswerFinding, ...]] = field(default_factory=dict)
    in_translation: Mapping[PassageKey, str] = field(default_factory=dict)
    """A mention that a translation names and its original does not, which has to be written otherwise."""
    unfilled: tuple[str, ...] = ()
    """What keeps notes from being printed: figures that cannot be filled in, each with where it stands."""

    def waiting(self, passages: Iterable[Passage]) -> int:
        """Count what keeps a report with these passages back."""
        keys = [each.key for each in passages]
        undecided = {each for key in keys for each in self.findings.get(key, ()) if each.decided is None}
        return len(undecided) + sum(key in self.in_translation for key in keys)

    def holds(self, passages: Iterable[Passage]) -> bool:
        """Tell whether these passages are checked."""
        return all(each.key in self.findings for each in passages)


class RememberingCheck:
    """A privacy check that does not read the same text twice."""

    def __init__(self, check: Looking) -> None:
        self._check = check
        self._known: dict[str, list[Finding]] = {}

    def findings(self, text: str) -> list[Finding]:
        """Return the findings of one text."""
        [found] = self.findings_of_many([text])
        return found

    def findings_of_many(self, texts: Sequence[str]) -> list[list[Finding]]:
        """Return the findings of texts, in their order."""
        new = [each for each in dict.fromkeys(texts) if each not in self._known]
        self._known.update(zip(new, self._check.findings_of_many(new), strict=True))
        return [self._known[each] for each in texts]


def quotations_of(
    work: Reading, question_key: str, options: QuotesOptions, others: Sequence[PassageKey] = ()
) -> Quotations:
    """Read what is chosen; quick also with 100 000 answers.

    Args:
        work: The project.
        question_key: The question.
        options: As what a report is made with.
        others: Passages to read with it, such as suggested ones.

    Raises:
        UnknownQuestionError: If there is no such question; likewise UnknownVariableError, of the attribution.
    """
    question = question_named(work, question_key)
    outline = outline_of(work, question.id, waves=options.waves, with_uncoded=False)
    starred = {key for key, each in outline.kept.items() if each.starred}
    passages = passages_at(work, outline.kept, [*starred])
    chosen = Quotations(
        question,
        tuple(_headings(outline, passages)),
        outline.codes,
        sum(each.starred for each in outline.strays),
        Beside.of(work, options.attribution, options.fewest),
        masks={},
        dropped=frozenset(),
        others={},
        kept=outline.kept,
        notes=tuple(_notes(outline)),
        has_waves=has_several_waves(work),
    )
    return with_others(work, chosen, _still_there(outline, others))


def with_others(work: Reading, quotations: Quotations, others: Sequence[PassageKey]) -> Quotations:
    """Read other passages, that are there, beside what is chosen, and what was decided on both."""
    passages = passages_at(work, quotations.kept, others)
    chosen = [each for heading in quotations.headings for each in heading.chosen]
    ids = list(dict.fromkeys(each.answer_id for each in [*chosen, *passages.values()]))
    return replace(
        quotations, masks=masks_of(work, ids), dropped=frozenset(dropped(work, ids)), others=passages
    )


def respondents_of(work: Reading, question_key: str, waves: Sequence[str] = ()) -> Respondents:
    """Read who answered a question."""
    question = question_named(work, question_key)
    answered = who_answered(work, question.id)
    answered = {id_: (who, wave) for id_, (who, wave) in answered.items() if not waves or wave in waves}
    background = background_of(work, list(answered))
    people = [Person(who, background.get(answer_id, {})) for answer_id, (who, _wave) in answered.items()]
    return Respondents(tuple(people), counted_levels(work))


def suggestions_of(
    work: Reading, quotations: Quotations, respondents: Respondents
) -> dict[int, tuple[Suggestion, ...]]:
    """Suggest passages by code."""
    wanted = list(dict.fromkeys(key for each in quotations.headings for key in _to_look_at(each)))
    passages = passages_at(work, quotations.kept, wanted)
    under = [
        (each.code, [passages[key] for key in _to_look_at(each) if key in passages])
        for each in quotations.headings
    ]
    quoted = Quoted()
    for each in quotations.leaving:
        quoted.add(each)
    counted = respondents.quoted(()).levels
    quoted.answered = {(each.variable, each.level): each.respondents for each in counted}
    return suggested(under, quoted, dropped(work, list({key.answer_id for key in wanted})))


def checked(
    work: Reading,
    quotations: Quotations,
    passages: Sequence[Passage],
    check: Looking,
    progress: Callable[[int, int], None] | None = None,
) -> Checked:
    """Check passages as they are printed, with what stands beside them.

    Args:
        work: The project.
        quotations: What they are among.
        passages: What is checked.
        check: What looks for mentions; one that remembers is quicker the second time.
        progress: Told of (texts checked, texts).
    """
    texts = list(dict.fromkeys(each.text for each in passages))
    for start in range(0, len(texts), _AT_ONCE):
        list(check.findings_of_many(texts[start : start + _AT_ONCE]))
        if progress is not None:
            progress(min(start + _AT_ONCE, len(texts)), len(texts))
    found = passage_findings(work, quotations.question.key, passages, quotations.beside, check)
    masks = quotations.masks
    named = {each.key: named_in_translation(each, masks.get(each.answer_id, ()), check) for each in passages}
    return Checked(found, {key: mention for key, mention in named.items() if mention is not None})


def unfilled_figures(
    work: Reading, engine: Engine, quotations: Quotations, options: QuotesOptions
) -> tuple[str, ...]:
    """Say which figures of notes the report cannot fill in, and where; sentences."""
    if not quotations.notes:
        return ()
    question = quotations.question
    counting = DocumentFigures(engine, work, question, quotations.codes, options)
    notes = LiveNotes(counting if question.quantify != "no" else None)
    try:
        for heading, text in quotations.notes:
            notes.filled(text, heading)
    except FiguresGiveAwayError as error:
        return (str(error),)
    return tuple(each.in_words for each in notes.problems)


def _notes(outline: Outline) -> Iterable[tuple[str, str]]:
    whole = [(whole_heading(), text) for text in (outline.lead_in, outline.analysis)]
    of_codes = [
        (each.code.name, text)
        for each in outline.headings
        if each.code is not None
        for text in (each.lead_in, each.analysis)
    ]
    return (each for each in (*whole, *of_codes) if "{" in each[1])


def _to_look_at(heading: QuotationHeading) -> list[PassageKey]:
    return list(dict.fromkeys([*heading.looked_at, *(each.key for each in heading.chosen)]))


def _headings(outline: Outline, passages: Mapping[PassageKey, Passage]) -> Iterable[QuotationHeading]:
    with_chosen = {key.code_id for key in passages}
    most = most_looked_at(len(outline.headings))
    for each in outline.headings:
        if each.code is not None:
            keys = each.keys if each.code.id in with_chosen else ()
            chosen = tuple(passages[key] for key in keys if key in passages)
            step = max(-(-len(each.keys) // most), 1)
            yield QuotationHeading(each.code, len(each.keys), chosen, each.keys[::step])


def _still_there(outline: Outline, keys: Sequence[PassageKey]) -> list[PassageKey]:
    codes = {key.code_id for key in keys}
    there = {
        key
        for each in outline.headings
        if each.code is not None and each.code.id in codes
        for key in each.keys
    }
    return [key for key in keys if key in there]
