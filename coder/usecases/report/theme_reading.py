"""All text under a question, a theme or a code, in sequence under its headings, by the settled coding."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from coder.domain.codebook import Code
from coder.domain.coding import Span
from coder.domain.passages import PassageKey, fitting_cuts
from coder.domain.question import Question
from coder.store.answers import answers_by_id
from coder.store.passages import KeptPassage, passages_on
from coder.store.settled_codings import settled_codings_on
from coder.store.unit_of_work import Reading
from coder.usecases.report.passage_matching import matched
from coder.usecases.report.theme_outline import outline_of


@dataclass(frozen=True)
class Passage:
    """A text as it stands under a heading: an excerpt, or a whole answer where ``span`` is None."""

    answer_id: int
    code_id: int
    """0 where it stands under no code."""
    span: Span | None
    text: str
    """The whole answer, untouched."""
    respondent_id: str
    wave: str
    background: Mapping[str, str]
    starred: bool = False
    cuts: tuple[Span, ...] = ()
    """What print leaves out, as places in the answer."""
    translation: str = ""
    position: int | None = None
    """Its place under the heading; None where it stands in the order of the file."""
    sentences: tuple[Span, ...] = ()
    """Those of the whole answer."""

    @property
    def key(self) -> PassageKey:
        """Which passage it is."""
        return PassageKey(self.answer_id, self.code_id, self.span)

    @property
    def words(self) -> str:
        """What it says, uncut."""
        return self.text if self.span is None else self.text[slice(*self.span)]


@dataclass(frozen=True)
class Heading:
    """A heading with what stands under it; see ``OutlineHeading``."""

    code: Code | None
    depth: int
    lead_in: str
    analysis: str
    count: int | None
    base: int | None
    passages: tuple[Passage, ...]


@dataclass(frozen=True)
class ThemeReading:
    """What stands under which heading, with the texts; see ``Outline``."""

    question: Question
    headings: tuple[Heading, ...]
    counted: frozenset[int]
    unsettled: int
    analysis: str
    lead_in: str
    strays: tuple[KeptPassage, ...]

    @property
    def base(self) -> int:
        """How many answers count."""
        return len(self.counted)


def theme_reading(
    work: Reading, question_id: int, code_id: int | None = None, waves: Sequence[str] = ()
) -> ThemeReading:
    """Return all text under a question, or under one of its codes with everything under that.

    Each excerpt of each settled coding stands there once; a code on the whole answer gives the whole answer.
    """
    outline = outline_of(work, question_id, code_id, waves)
    keys = [key for heading in outline.headings for key in heading.keys]
    passages = passages_at(work, outline.kept, keys)
    return ThemeReading(
        outline.question,
        tuple(
            Heading(
                each.code,
                each.depth,
                each.lead_in,
                each.analysis,
                each.count,
                each.base,
                tuple(passages[key] for key in each.keys if key in passages),
            )
            for each in outline.headings
        ),
        outline.counted,
        outline.unsettled,
        outline.analysis,
        outline.lead_in,
        outline.strays,
    )


def decisions_on(work: Reading, answer_id: int) -> dict[PassageKey, KeptPassage]:
    """Return what was decided on the passages that an answer has now."""
    codings = settled_codings_on(work, [answer_id]).get(answer_id, [])
    excerpts = {answer_id: {coding.code_id: coding.excerpts for coding in codings}}
    kept, _strays = matched(passages_on(work, [answer_id]), excerpts, None)
    return kept


def passages_at(
    work: Reading, kept: Mapping[PassageKey, KeptPassage], keys: Sequence[PassageKey]
) -> dict[PassageKey, Passage]:
    """Read the texts of some passages; an answer that is gone is left out."""
    answers = answers_by_id(work, list(dict.fromkeys(key.answer_id for key in keys)))
    found = {}
    for key in keys:
        answer = answers.get(key.answer_id)
        if answer is None:
            continue
        who = answer.respondent_id, answer.wave, answer.background
        passage = Passage(*key, answer.text, *who, sentences=answer.sentences)
        decided = kept.get(key)
        found[key] = passage if decided is None else with_decisions(passage, decided)
    return found


def with_decisions(passage: Passage, kept: KeptPassage | None) -> Passage:
    """Return a passage with what was decided on it."""
    if kept is None:
        return replace(passage, starred=False, cuts=(), translation="", position=None)
    cuts = fitting_cuts(kept.cuts, passage.span, len(passage.text))
    return replace(
        passage, starred=kept.starred, cuts=cuts, translation=kept.translation, position=kept.position
    )
