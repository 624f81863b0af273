"""A document of quotations that was made, with what is to be told about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from coder.documents.quotation_document import QuotationDocument
from coder.domain.question import Question
from coder.usecases.report.quoted import HowOftenQuoted

if TYPE_CHECKING:
    from coder.usecases.report.document_figures import ToldFigures


@dataclass(frozen=True)
class MadeQuotes:
    """The document, and what stands beside it."""

    document: QuotationDocument
    question: Question
    quoted: HowOftenQuoted
    warnings: tuple[str, ...] = ()
    """What the user should look into."""
    parts: tuple[str, ...] = ()
    """What its quotations are, in words with their numbers, where they are not all of one kind."""
    figures: ToldFigures | None = None
    """What its live figures tell, to be kept with its export."""
