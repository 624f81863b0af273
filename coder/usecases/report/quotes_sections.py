"""Headings with what stands under them, as the sections of a document."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from coder.documents.quotation_document import Quotation, Section
from coder.domain.codebook import Code
from coder.messages import _, ngettext
from coder.text.numbers import unbroken_numbers, written_count
from coder.usecases.report.theme_reading import Heading, Passage

_LONGEST_DEFINITION = 400


@dataclass(frozen=True)
class Chosen:
    """A heading with those of its passages that stand in the document."""

    heading: Heading
    passages: tuple[Passage, ...]


@dataclass(frozen=True)
class SectionWords:
    """How headings and passages are said."""

    name: Callable[[Code], str]
    is_told: bool
    """Whether a line under the heading says how many answers there are, and what the code means."""
    quotation: Callable[[Passage], Quotation]
    note: Callable[[str, str], str]
    """Fills in the live figures of a lead-in or an analysis, given with its heading."""


def sections(chosen: Sequence[Chosen], words: SectionWords) -> Iterator[Section]:
    """Yield a section for each heading that has something in it or under it, in order."""
    filled = _with_something(chosen)
    for place, each in enumerate(chosen):
        if place in filled:
            has_codes = place + 1 < len(chosen) and chosen[place + 1].heading.depth > each.heading.depth
            yield _section(each, words, has_codes=has_codes)


def beginning(lead_in: str, analysis: str, note: Callable[[str, str], str]) -> Iterator[Section]:
    """Yield a first section with what is written on the question as a whole, if anything is."""
    heading = whole_heading()
    text = (*paragraphs(note(lead_in, heading)), *paragraphs(note(analysis, heading)))
    if text:
        yield Section(heading, analysis=text)


def whole_heading() -> str:
    """Return the heading of what is written on the question as a whole."""
    return _("The answers as a whole")


def paragraphs(text: str) -> tuple[str, ...]:
    """Return the paragraphs of a note: an empty line stands between them."""
    parts = "\n".join(line.rstrip() for line in text.replace("\r\n", "\n").split("\n")).split("\n\n")
    return tuple(unbroken_numbers(part.strip("\n")) for part in parts if part.strip())


def _with_something(chosen: Sequence[Chosen]) -> set[int]:
    """Return the places of headings to show: those with text, and those above them."""
    shown: set[int] = set()
    above: list[int] = []
    for place, each in enumerate(chosen):
        del above[each.heading.depth :]
        above.append(place)
        if each.passages or each.heading.analysis.strip() or each.heading.lead_in.strip():
            shown.update(above)
    return shown


def _section(each: Chosen, words: SectionWords, *, has_codes: bool) -> Section:
    heading = each.heading
    name = _("Without a code") if heading.code is None else words.name(heading.code)
    return Section(
        heading=name,
        level=heading.depth + 1,
        facts=tuple(_facts(each, has_codes=has_codes)) if words.is_told else (),
        analysis=paragraphs(words.note(heading.analysis, name)),
        lead_in="\n".join(paragraphs(words.note(heading.lead_in, name))),
        quotations=tuple(words.quotation(passage) for passage in each.passages),
    )


def _facts(each: Chosen, *, has_codes: bool) -> Iterator[str]:
    heading = each.heading
    if heading.count is not None and heading.base is not None:
        answers = ngettext("{n} of {base} answer", "{n} of {base} answers", heading.base).format(
            n=written_count(heading.count), base=written_count(heading.base)
        )
        yield " · ".join([*_counted(heading, answers, has_codes=has_codes), *_excerpts(each)])
    if heading.code is not None and (definition := _definition(heading.code)):
        yield definition


def _counted(heading: Heading, answers: str, *, has_codes: bool) -> Iterator[str]:
    """Say how many answers, and whether those of the codes below are among them: as in the table."""
    if not has_codes or heading.code is None:
        yield answers
    elif heading.code.parent_id is None:
        yield _("{answers}, its codes included").format(answers=answers)
    else:
        yield _("{answers}, its codes not included").format(answers=answers)


def _excerpts(each: Chosen) -> Iterator[str]:
    total, shown = len(each.heading.passages), len(each.passages)
    if shown < total:
        yield _("{shown} of {total} excerpts shown").format(
            shown=written_count(shown), total=written_count(total)
        )
    elif total:
        yield ngettext("{n} excerpt", "{n} excerpts", total).format(n=written_count(total))


def _definition(code: Code) -> str:
    definition = " ".join(code.text.definition.split())
    if len(definition) > _LONGEST_DEFINITION:
        definition = definition[:_LONGEST_DEFINITION].rstrip() + "…"
    return definition
