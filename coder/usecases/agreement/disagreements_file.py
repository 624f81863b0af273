"""What coders coded differently, as a table in a file; it holds what people wrote, and leaves as such."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from coder.documents.grid import Grid, GridCell, GridColumn, GridRow
from coder.domain.portable import UNCHECKED
from coder.messages import _, current_language
from coder.store.answers import Answer
from coder.store.exports import Export
from coder.store.questions import question_named
from coder.store.unit_of_work import reading
from coder.text.numbers import written_number
from coder.usecases.exchange.export_words import marked_in_words
from coder.usecases.exchange.leaving import leaving
from coder.usecases.exchange.marks import Checked, checked_texts
from coder.usecases.tables.any_table import AnyTable
from coder.usecases.tables.file import FIGURES, NoFigureError, check_file

if TYPE_CHECKING:
    from coder.store.engine import Engine
    from coder.usecases.agreement.desk import AgreementDesk
    from coder.usecases.agreement.disagreements import Disagreement
    from coder.usecases.agreement.outcome import Outcome

DISAGREEMENTS_EXPORT = "disagreements"
"""What such a file is among the exports."""
_BETWEEN = "; "


def check_disagreements_file(file: Path) -> str:
    """Return the format that a file's name promises, before the work is done.

    Raises:
        UnknownTableFileError: If the name says nothing tables are written as.
        NoFigureError: If it is a picture.
    """
    named = check_file(file)
    if named in FIGURES:
        raise NoFigureError
    return named


def disagreements_to_file(
    engine: Engine,
    coder_id: int,
    question_key: str,
    desk: AgreementDesk,
    found: Sequence[Disagreement],
    texts: Mapping[int, Answer],
    outcomes: Mapping[int, Outcome],
    values: Sequence[Mapping[str, Any]],
    file: Path,
) -> tuple[str, ...]:
    """Write differences to a file, and write down that it left.

    Args:
        engine: The project.
        coder_id: Who lets it leave.
        question_key: The question.
        desk: What was compared.
        found: The differences, in the order they are to stand in.
        texts: What people wrote, by answer.
        outcomes: What became of them, by answer.
        values: The same for a JSON file.
        file: Where to; its ending says as what.

    Returns:
        What is to be told: why the file is marked as not checked, and what the format could not hold.

    Raises:
        CannotWriteFileError: If the file cannot be written; and as for ``check_disagreements_file``.
    """
    named = check_disagreements_file(file)
    with reading(engine) as work:
        question = question_named(work, question_key)
        checked = checked_texts(work, [question_key])
    grid = _grid(question_key, desk, found, texts, outcomes, checked)
    table = AnyTable.of_grid(grid, {"unchecked": checked.unchecked, "disagreements": list(values)})
    export = Export(
        what=DISAGREEMENTS_EXPORT,
        question_id=question.id,
        format=named,
        file=file.name,
        options={"unchecked": checked.unchecked},
        has_text=True,
    )
    with leaving(engine, coder_id, export, file) as new:
        told = table.write(new)
    return (*told, *marked_in_words(checked))


def _grid(
    question_key: str,
    desk: AgreementDesk,
    found: Sequence[Disagreement],
    texts: Mapping[int, Answer],
    outcomes: Mapping[int, Outcome],
    checked: Checked,
) -> Grid:
    coders = list(dict.fromkeys(coder_id for each in found for coder_id in each.answer.given))
    compared = desk.to_settle

    def names(code_ids: frozenset[int]) -> str:
        return _BETWEEN.join(code.written_path for code in compared.codes if code.id in code_ids)

    def row(each: Disagreement) -> GridRow:
        answer = texts[each.answer_id]
        only = (names(each.only(coder)) if coder in each.answer.given else "" for coder in coders)
        said = (answer.wave, answer.text, written_number(each.distance, 2), names(each.both), *only)
        if outcomes:
            outcome = outcomes.get(each.answer_id)
            said += ("", "", "") if outcome is None else (names(outcome.codes), outcome.how, outcome.by)
        return GridRow(answer.respondent_id, tuple(map(GridCell, said)))

    shared = _("both") if len(coders) == 2 else _("all")
    headings = (_("Wave"), _("Answer"), _("Distance"), shared)
    only = (_("only {name}").format(name=compared.coder(coder).name) for coder in coders)
    ends = (_("Final codes"), _("How it was settled"), _("Decided by")) if outcomes else ()
    caption = _("What coders coded differently: {question}").format(question=question_key)
    return Grid(
        caption=f"{UNCHECKED} · {caption}" if checked.unchecked else caption,
        columns=tuple(GridColumn(each, is_text=True) for each in (*headings, *only, *ends)),
        rows=tuple(map(row, found)),
        stub=_("Respondent"),
        language=current_language(),
    )
