"""SPSS's own format: through pyreadstat, and the rules it does not keep for us."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from coder.domain.loss import Losses
from coder.exchange.statistics.columns import Column, Survey
from coder.exchange.statistics.labels import SPSS, cut, in_bytes, one_line, value_labels, variable_labels
from coder.exchange.statistics.response_record import insert_response_sets
from coder.exchange.statistics.texts import fitted
from coder.messages import _

if TYPE_CHECKING:
    import pandas as pd

LONGEST_TEXT = 32_767
"""Bytes a string variable can hold."""
_LONGEST_FILE_LABEL, _LONGEST_NOTE = 64, 80
_MOST_SINGLE_MISSING = 3


def write_sav(
    path: Path,
    survey: Survey,
    *,
    file_label: str,
    notes: Sequence[str],
    losses: Losses,
    sets_in_file: bool = False,
) -> None:
    """Write the file.

    Args:
        path: Where to.
        survey: What.
        file_label: Stands over everything SPSS prints of it.
        notes: What the file says of itself; DISPLAY DOCUMENTS shows it.
        losses: Told what does not fit.
        sets_in_file: Put the multiple response sets into the file itself, too.
    """
    import pyreadstat

    columns = survey.columns
    numeric = [column for column in columns if column.texts is None]
    labels: dict[str, Any] = {
        column.name: value_labels(column, SPSS, losses) for column in numeric if column.labels
    }
    names = variable_labels(columns, SPSS, losses)
    pyreadstat.write_sav(
        _frame(columns, losses),
        path,
        file_label=cut(one_line(file_label), _LONGEST_FILE_LABEL, in_bytes),
        column_labels={**names},
        row_compress=True,
        note=note_lines(notes),
        variable_value_labels=labels,
        missing_ranges={column.name: _ranges(column.missing) for column in numeric if column.missing},
        variable_measure={column.name: column.measure.value for column in columns},
        variable_format={column.name: spss_format(column) for column in numeric},
    )
    if sets_in_file and survey.sets:
        insert_response_sets(path, survey.sets)


def spss_format(column: Column) -> str:
    """Return how SPSS shows a variable's numbers."""
    return "F8.0" if column.is_whole else "F12.4"


def note_lines(notes: Sequence[str]) -> list[str]:
    """Return notes as lines of at most 80 bytes, broken at blanks."""
    lines: list[str] = []
    for note in notes:
        line = ""
        for word in one_line(note).split(" "):
            whole = cut(word, _LONGEST_NOTE, in_bytes)
            if line and in_bytes(f"{line} {whole}") > _LONGEST_NOTE:
                lines.append(line)
                line = whole
            else:
                line = f"{line} {whole}".strip()
        lines.append(line)
    return [line for line in lines if line]


def _frame(columns: Sequence[Column], losses: Losses) -> pd.DataFrame:
    import pandas as pd

    return pd.DataFrame({column.name: _values(column, losses) for column in columns})


def _values(column: Column, losses: Losses) -> Any:
    if column.texts is None:
        return column.numbers
    texts = fitted(column.texts, LONGEST_TEXT, keeps_end_blanks=False)
    if texts.cut:
        losses.add(
            _("Texts are cut at 32 767 bytes: SPSS takes no longer ones. They are whole in the CSV beside."),
            column.name,
            len(texts.cut),
        )
    return texts.texts


def _ranges(missing: Sequence[int]) -> list[Any]:
    if len(missing) <= _MOST_SINGLE_MISSING:
        return list(missing)
    return [{"lo": missing[0], "hi": missing[-1]}]
