"""The document for readers: chosen quotations in running text, with nothing undecided in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from coder.documents.quotation_document import Quotation, QuotationDocument
from coder.domain.codebook import CodeKind
from coder.domain.errors import UnusableInputError, WrongUseError
from coder.domain.passage_text import shortened
from coder.messages import _, current_language, ngettext
from coder.text.numbers import written_count
from coder.usecases.privacy.disclose import Looking
from coder.usecases.privacy.privacy_decisions import Mask, dropped, masked_mentions, masks_of
from coder.usecases.report.quotes_beside import Beside
from coder.usecases.report.quotes_figures import LiveNotes, UnfilledFigure
from coder.usecases.report.quotes_gate import TOLD, refuse_undecided, stands_in, translation_in_print
from coder.usecases.report.quotes_made import MadeQuotes
from coder.usecases.report.quotes_material import Material, language_of
from coder.usecases.report.quotes_origin import colophon, quotes_provenance
from coder.usecases.report.quotes_sections import Chosen, SectionWords, sections
from coder.usecases.report.quotes_spread import Spread, starred_in
from coder.usecases.report.quotes_tables import appendices, code_list
from coder.usecases.report.theme_reading import Heading, Passage


class NothingToQuoteError(WrongUseError):
    """No quotation was chosen."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "No quotation is chosen. Star passages on the Theme screen, or take some under each code "
                "with --per-code N."
            )
        )


class UnfilledFiguresError(UnusableInputError):
    """A note for readers has figures that cannot be filled in."""

    def __init__(self, problems: Sequence[UnfilledFigure]) -> None:
        super().__init__("\n".join(each.in_words for each in problems))


def report_quotes(
    material: Material, notes: LiveNotes, check: Looking, names: Path | None = None
) -> MadeQuotes:
    """Make the document of chosen quotations; ``names`` is where the check has its own names from.

    Raises:
        NothingToQuoteError: If no passage is starred, and none is asked for otherwise.
        UndecidedMentionsError: If something in it waits for a decision; likewise MentionInTranslationError.
        UnknownVariableError: If the attribution names a variable that is not there.
        UnfilledFiguresError: If a live figure cannot be filled in.
        FiguresGiveAwayError: If one cannot be told beside what exported files hide.
    """
    beside = Beside.of(material.work, material.options.attribution, material.options.fewest)
    chosen = _chosen(material)
    passages = [passage for each in chosen for passage in each.passages]
    if not passages:
        raise NothingToQuoteError
    refuse_undecided(material, passages, beside, check, names)
    say = _Saying(masks_of(material.work, [each.answer_id for each in passages]), beside, check)
    words = SectionWords(material.public_name, is_told=False, quotation=say.quotation, note=notes.filled)
    made = (*material.beginning(notes.filled), *sections(chosen, words))
    if notes.problems:
        raise UnfilledFiguresError(notes.problems)
    headings = {each.heading.code.id for each in chosen if each.heading.code is not None and each.passages}
    in_use = [code for code in material.codes if code.retired is None or code.id in headings]
    provenance = quotes_provenance(material.work, material.question, material.options)
    document = QuotationDocument(
        title=material.title,
        subtitle=material.subtitle,
        language=current_language(),
        contents_title=_("Contents"),
        sections=made,
        appendices=appendices(code_list(in_use, None, material.public_name)),
        page_words=_("Page {page} of {pages}"),
        translation_word=_("Translated:"),
        colophon=(*notes.signs, *colophon(provenance), _checked()),
        provenance=provenance,
    )
    masked = masked_mentions(material.work, list(material.answers))
    own = (*_own_words(document, check, masked), *_beside_words(document, beside, check, masked))
    warnings = (*notes.hidden, *_left_out(material), *beside.warnings(passages), *own)
    return MadeQuotes(document, material.question, material.how_often(chosen), warnings, figures=notes.told)


def _left_out(material: Material) -> Iterator[str]:
    """Say what somebody may look for in vain."""
    if material.dropped:
        yield _("Left out by the layer: {names}.").format(names=", ".join(material.dropped))
    starred = [passage for each in material.headings for passage in each.passages if passage.starred]
    out = dropped(material.work, [passage.answer_id for passage in starred])
    gone = sum(passage.answer_id in out for passage in starred)
    if gone:
        yield ngettext(
            "{n} starred quotation stays out: its answer was dropped in the privacy check.",
            "{n} starred quotations stay out: their answers were dropped in the privacy check.",
            gone,
        ).format(n=written_count(gone))
    strays = sum(each.starred for each in material.reading.strays)
    if strays:
        yield ngettext(
            "{n} starred quotation has lost its place: its coding was changed.",
            "{n} starred quotations have lost their place: their codings were changed.",
            strays,
        ).format(n=written_count(strays))


def _chosen(material: Material) -> tuple[Chosen, ...]:
    """Choose the starred passages, else so many as are asked for; not of answers that stay out."""
    headings = [each for each in material.headings if each.code is not None]
    ids = list({passage.answer_id for each in headings for passage in each.passages})
    out = dropped(material.work, ids)
    spread = Spread(each for each in starred_in(headings) if each.answer_id not in out)
    chosen = []
    for heading in headings:
        left = [passage for passage in heading.passages if passage.answer_id not in out]
        chosen.append(Chosen(heading, tuple(_of_heading(heading, left, material.options.per_code, spread))))
    return tuple(chosen)


def _of_heading(
    heading: Heading, passages: Sequence[Passage], most: int | None, spread: Spread
) -> Sequence[Passage]:
    starred = [passage for passage in passages if passage.starred]
    says_something = heading.code is not None and heading.code.kind in (CodeKind.ORDINARY, CodeKind.OTHER)
    if starred or not says_something:
        return starred
    return spread.taken(passages, most or 0)


@dataclass(frozen=True)
class _Saying:
    """How a passage is said to readers: shortened and masked, and whose it is only in kind."""

    masks: Mapping[int, Sequence[Mask]]
    beside: Beside
    check: Looking

    def quotation(self, passage: Passage) -> Quotation:
        """Return a passage as it is printed."""
        masks = self.masks.get(passage.answer_id, ())
        words = self.beside.words(passage)
        printed = shortened(passage.text, passage.span, passage.cuts, masks)
        return Quotation(
            text=printed,
            attribution=words,
            translation=translation_in_print(passage, masks, self.check),
            # By what is printed: what is left out may not tell of who wrote it.
            language=language_of(printed),
            columns={_("Attribution"): words} if words else {},
        )


def _own_words(document: QuotationDocument, check: Looking, masked: Sequence[str]) -> Iterator[str]:
    """Say what our own text names, which nobody decides on but who wrote it; what is masked elsewhere too."""
    own = list(_own_texts(document))
    told: set[str] = set()
    found = check.findings_of_many([text for _heading, text in own])
    for (heading, text), findings in zip(own, found, strict=True):
        named = [each.mention or "" for each in findings if each.grade in TOLD]
        for mention in filter(None, (*named, *(each for each in masked if stands_in(each, text)))):
            if mention.casefold() not in told:
                told.add(mention.casefold())
                yield _(
                    "The text under «{heading}» names «{mention}». Look at it before this leaves."
                ).format(heading=heading, mention=mention)


def _beside_words(
    document: QuotationDocument, beside: Beside, check: Looking, masked: Sequence[str]
) -> Iterator[str]:
    """Say what is named beside quotations: background in words, which is no text of ours.

    The usual words tell a size that enough respondents share, whatever it is called («Bydeler i Oslo»).
    """
    printed = [each.attribution for _headings, each in document.quoted()]
    texts = list(dict.fromkeys(filter(None, printed)))
    found = [[] for _text in texts] if beside.is_usual else check.findings_of_many(texts)
    for text, findings in zip(texts, found, strict=True):
        named = [each.mention or "" for each in findings if each.grade in TOLD]
        hidden = (each for each in masked if stands_in(each, text))
        mention = next(filter(None, (*named, *hidden)), None)
        if mention is not None:
            yield _(
                "Beside quotations stands «{words}», which names «{mention}». Look at it before this leaves."
            ).format(words=text, mention=mention)


def _own_texts(document: QuotationDocument) -> Iterator[tuple[str, str]]:
    """Yield what we wrote ourselves, with its heading: titles, notes, names and definitions of codes."""
    yield from ((document.title, text) for text in (document.title, document.subtitle, *document.colophon))
    for section in document.all_sections:
        said = [section.heading, section.lead_in, *section.analysis]
        for grid in section.tables:
            for row in grid.rows:
                said += [row.label, *(cell.text for cell in row.cells if cell.number is None)]
        yield from ((section.heading, text) for text in said if text)


def _checked() -> str:
    from coder.privacy.checked import checked_in_words

    return checked_in_words()
