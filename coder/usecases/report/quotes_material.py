"""What every document of quotations is made of: headings with the passages chosen, names, titles."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from coder.documents.quotation_document import Section
from coder.domain.code_tree import CodeTree
from coder.domain.codebook import Code, find_code
from coder.domain.question import Question
from coder.messages import _, current_language
from coder.store.answers import Answer, answer_keys, answers_by_id
from coder.store.codes import codes_of
from coder.store.questions import question_named
from coder.store.unit_of_work import Reading
from coder.store.variables import all_variables
from coder.store.waves import wave_named
from coder.text.written_form import written_form
from coder.usecases.report.quoted import HowOftenQuoted, how_often_quoted
from coder.usecases.report.quotes_layer import layered_reading
from coder.usecases.report.quotes_options import QuotesOptions
from coder.usecases.report.quotes_sections import Chosen, beginning
from coder.usecases.report.theme_reading import Heading, Passage, ThemeReading, theme_reading

_MOST_LEVELS = 60
"""A background variable with more levels than this names places rather than kinds; it is not counted."""
_LONGEST_TITLE = 110


@dataclass(frozen=True)
class Material:
    """A question with all that stands under its headings, and what is asked for."""

    work: Reading
    question: Question
    codes: tuple[Code, ...]
    """In codebook order, without those merged away; with a layer, the layer's."""
    reading: ThemeReading
    options: QuotesOptions
    labels: Mapping[str, str]
    """What the layer calls codes in public, by uid."""
    dropped: tuple[str, ...]
    """Headings that the layer leaves out."""

    @classmethod
    def of(cls, work: Reading, question_key: str, options: QuotesOptions) -> Material:
        """Read it.

        Raises:
            UnknownQuestionError: If there is no such question; likewise UnknownCodeError,
                AmbiguousCodeError, UnknownWaveError, UnknownLayerError.
        """
        question = question_named(work, question_key)
        for name in options.waves:
            wave_named(work, name)
        codes = tuple(each for each in codes_of(work, question.codebook_id) if each.merged_into is None)
        reading = theme_reading(work, question.id, waves=options.waves)
        if options.layer is None:
            return cls(work, question, codes, reading, options, {}, ())
        drops = options.purpose == "report"
        seen = layered_reading(work, reading, codes, options.layer, drops=drops, named=options.codes)
        shown = replace(reading, headings=seen.headings)
        return cls(work, question, seen.codes, shown, options, seen.labels, seen.dropped)

    @property
    def is_quantified(self) -> bool:
        """Whether numbers may be told."""
        return self.question.quantify != "no"

    @property
    def title(self) -> str:
        """The document's name: its own, or what was asked."""
        asked = " ".join(self.question.text.split())
        named = asked if 0 < len(asked) <= _LONGEST_TITLE else self.question.key
        return self.options.title or named

    @property
    def subtitle(self) -> str:
        """What was asked, where the title is another."""
        asked = " ".join(self.question.text.split())
        return f"«{asked}»" if asked and asked != self.title else ""

    def public_name(self, code: Code) -> str:
        """Return what readers see of a code's name."""
        label = self.labels.get(code.uid) or code.text.labels.get(current_language(), "").strip()
        return label or code.name

    @cached_property
    def headings(self) -> tuple[Heading, ...]:
        """The headings asked for; one above them stands bare, so that the reader knows where."""
        if not self.options.codes:
            return self.reading.headings
        tree = CodeTree(self.codes)
        named = [find_code(self.codes, name).id for name in self.options.codes]
        whole = {*named, *(each.id for code_id in named for each in tree.descendants(code_id))}
        above = {each.id for code_id in named for each in tree.ancestors(code_id)}
        return tuple(_asked_for(self.reading.headings, whole, above))

    @cached_property
    def answers(self) -> Mapping[int, Answer]:
        """All answers to the question in these waves, in file order."""
        ids = [answer_id for answer_id, _uid in answer_keys(self.work, self.question.id)]
        found = answers_by_id(self.work, ids)
        waves = self.options.waves
        return {
            each: found[each] for each in ids if each in found and (not waves or found[each].wave in waves)
        }

    @cached_property
    def has_waves(self) -> bool:
        """Whether a wave has to be named to know an answer."""
        return len({each.wave for each in self.answers.values()}) > 1

    def beginning(self, note: Callable[[str, str], str]) -> Iterator[Section]:
        """Yield a section with what is written on the question, where all of it is asked for."""
        if not self.options.codes:
            yield from beginning(self.reading.lead_in, self.reading.analysis, note)

    def chosen(self, choose: Callable[[Heading], Sequence[Passage]]) -> tuple[Chosen, ...]:
        """Return the headings with the passages that somebody chooses."""
        return tuple(Chosen(heading, tuple(choose(heading))) for heading in self.headings)

    def how_often(self, chosen: Sequence[Chosen]) -> HowOftenQuoted:
        """Count who is quoted by these passages, as against who answered."""
        passages = [passage for each in chosen for passage in each.passages]
        return how_often_quoted(passages, self.answers.values(), counted_levels(self.work))


def counted_levels(work: Reading) -> dict[str, list[str]]:
    """Return the levels of each background variable by which it is counted who is quoted, in their order."""
    return {
        variable.name: [level.name for level in variable.answered]
        for variable in all_variables(work)
        if 1 < len(variable.answered) <= _MOST_LEVELS
    }


def language_of(text: str) -> str:
    """Return which written form a text is in, so that its spelling is not complained of.

    Where its words do not tell, a document in Norwegian does not say it is in either; one in English takes
    it for bokmål, since it is not English.
    """
    return written_form(text) or ("" if current_language() in ("nb", "nn") else "nb")


def _asked_for(headings: Sequence[Heading], whole: set[int], above: set[int]) -> Iterator[Heading]:
    for heading in headings:
        if heading.code is None:
            continue
        if heading.code.id in whole:
            yield heading
        elif heading.code.id in above:
            yield Heading(heading.code, heading.depth, "", "", None, None, ())


def whole_answer_words(passage: Passage) -> str:
    """Say how a passage stands in its answer."""
    return _("whole answer") if passage.span is None else _("excerpt")
