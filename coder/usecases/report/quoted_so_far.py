"""Who is quoted how often by what is starred now: what a screen shows while quotations are chosen."""

from __future__ import annotations

from coder.store.unit_of_work import Reading
from coder.usecases.report.quoted import HowOftenQuoted
from coder.usecases.report.quotes_material import Material
from coder.usecases.report.quotes_options import QuotesOptions


def quoted_so_far(work: Reading, question_key: str) -> HowOftenQuoted:
    """Count the starred passages of a question by respondent and background.

    Raises:
        UnknownQuestionError: If there is no such question.
    """
    material = Material.of(work, question_key, QuotesOptions("report"))
    starred = material.chosen(lambda heading: [each for each in heading.passages if each.starred])
    return material.how_often(starred)
