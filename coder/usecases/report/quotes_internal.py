"""The working document: everything that was written, under its headings, as it is; never for outsiders."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from coder.documents.quotation_document import Quotation, QuotationDocument, Section
from coder.domain.codebook import Code
from coder.domain.told_apart import told_apart
from coder.domain.wave import wave_in_words
from coder.messages import _, current_language, ngettext
from coder.store.settled import settled_of
from coder.text.numbers import unbroken_numbers, written_count
from coder.usecases.report.quotes_figures import LiveNotes
from coder.usecases.report.quotes_made import MadeQuotes
from coder.usecases.report.quotes_material import Material, language_of, whole_answer_words
from coder.usecases.report.quotes_origin import colophon, quotes_provenance
from coder.usecases.report.quotes_sections import Chosen, SectionWords, sections
from coder.usecases.report.quotes_spread import Spread, starred_in
from coder.usecases.report.quotes_tables import appendices, code_list
from coder.usecases.report.theme_reading import Heading, Passage

_LEVELS_SHOWN = 3
"""So many background values stand beside a quotation; a workbook has them all."""


def internal_quotes(material: Material, notes: LiveNotes) -> MadeQuotes:
    """Make the document of everything."""
    chosen = _chosen(material)
    unsettled = () if material.options.codes else tuple(_unsettled(material))
    say = _Saying(material)
    words = SectionWords(_own_name, is_told=True, quotation=say.quotation, note=notes.filled)
    made = [*material.beginning(notes.filled), *sections(chosen, words), *_open(unsettled, say)]
    quoted = material.how_often((*chosen, Chosen(Heading(None, 0, "", "", None, None, ()), unsettled)))
    provenance = quotes_provenance(material.work, material.question, material.options)
    document = QuotationDocument(
        title=material.title,
        subtitle=material.subtitle,
        language=current_language(),
        introduction=tuple(_introduction(material, chosen, unsettled)),
        contents_title=_("Contents"),
        sections=tuple(made),
        appendices=appendices(code_list(material.codes, _counts(material), _own_name), quoted),
        marking=_("NOT ANONYMISED"),
        page_words=_("Page {page} of {pages}"),
        translation_word=_("Translated:"),
        colophon=colophon(provenance),
        provenance=provenance,
    )
    warnings = tuple(each.in_words for each in notes.problems)
    parts = tuple(_parts(chosen, unsettled))
    return MadeQuotes(document, material.question, quoted, warnings, parts if len(parts) > 1 else ())


@dataclass(frozen=True)
class _Saying:
    """How a passage is said among ourselves: word for word, with whose it is."""

    material: Material

    def quotation(self, passage: Passage) -> Quotation:
        """Return a passage as it stands in the answer; what print would leave out is not left out."""
        return Quotation(
            text=passage.words.strip(),
            attribution=" · ".join(self._beside(passage)),
            translation=passage.translation,
            language=language_of(passage.text),
            columns=self._columns(passage),
        )

    def _beside(self, passage: Passage) -> Iterator[str]:
        if passage.starred:
            yield "★"
        yield passage.respondent_id
        if self.material.has_waves:
            yield wave_in_words(passage.wave)
        yield from list(passage.background.values())[:_LEVELS_SHOWN]

    def _columns(self, passage: Passage) -> dict[str, str]:
        whose = {_("Respondent"): passage.respondent_id, _("Wave"): passage.wave}
        about = {
            _("Stands on"): whole_answer_words(passage),
            _("Starred"): "★" if passage.starred else "",
        }
        own = {*whose, *about}
        return whose | {told_apart(name, own): level for name, level in passage.background.items()} | about


def _own_name(code: Code) -> str:
    return code.name


def _chosen(material: Material) -> tuple[Chosen, ...]:
    """Choose all passages, or so many of each heading and the starred ones."""
    most = material.options.per_code
    if most is None:
        return material.chosen(lambda heading: heading.passages)
    spread = Spread(starred_in(material.headings))

    def some_of(heading: Heading) -> Sequence[Passage]:
        taken = {each.key for each in spread.taken(heading.passages, most)}
        return [each for each in heading.passages if each.starred or each.key in taken]

    return material.chosen(some_of)


def _unsettled(material: Material) -> Iterator[Passage]:
    """Yield the answers whose coding is not settled, whole."""
    settled = settled_of(material.work.connection, material.answers)
    for answer in material.answers.values():
        if answer.id not in settled:
            whole = (answer.id, 0, None, answer.text)
            yield Passage(*whole, answer.respondent_id, answer.wave, answer.background)


def _open(unsettled: Sequence[Passage], say: _Saying) -> Iterator[Section]:
    if unsettled:
        yield Section(_("Not settled yet"), quotations=tuple(say.quotation(each) for each in unsettled))


def _introduction(
    material: Material, chosen: Sequence[Chosen], unsettled: Sequence[Passage]
) -> Iterator[str]:
    if material.is_quantified:
        answers = ngettext("{n} answer", "{n} answers", len(material.answers)).format(
            n=written_count(len(material.answers))
        )
        yield unbroken_numbers(", ".join([answers, *_parts(chosen, unsettled)]) + ".")
    yield _(
        "What respondents wrote stands here word for word, with who wrote it. Keep this file where the "
        "project is kept, and take quotations for readers from the report version."
    )


def _parts(chosen: Sequence[Chosen], unsettled: Sequence[Passage]) -> Iterator[str]:
    """Say how many texts stand under codes, under none, and last."""
    under = [len(each.passages) for each in chosen if each.heading.code is not None and each.passages]
    bare = sum(len(each.passages) for each in chosen if each.heading.code is None)
    excerpts, headings = sum(under), len(under)
    yield _("{excerpts} under {headings}").format(
        excerpts=ngettext("{n} excerpt", "{n} excerpts", excerpts).format(n=written_count(excerpts)),
        headings=ngettext("{n} heading", "{n} headings", headings).format(n=written_count(headings)),
    )
    if bare:
        said = ngettext("{n} text without a code", "{n} texts without a code", bare)
        yield said.format(n=written_count(bare))
    if unsettled:
        said = ngettext("{n} answer not settled yet", "{n} answers not settled yet", len(unsettled))
        yield said.format(n=written_count(len(unsettled)))


def _counts(material: Material) -> dict[int, int] | None:
    """Return answers by code, for the code list; None where nothing is counted."""
    if not material.is_quantified:
        return None
    return {
        heading.code.id: heading.count
        for heading in material.reading.headings
        if heading.code is not None and heading.count is not None
    }
