"""Stata's own format: through pyreadstat, with why there is no value as .a, .b and so on."""

from __future__ import annotations

from pathlib import Path
from string import ascii_lowercase
from typing import TYPE_CHECKING, Any

from coder.domain.loss import Losses
from coder.exchange.statistics.columns import Column, Survey
from coder.exchange.statistics.labels import STATA, cut, one_line, value_labels, variable_labels
from coder.exchange.statistics.texts import fitted
from coder.messages import _

if TYPE_CHECKING:
    import pandas as pd

_LONGEST_FILE_LABEL = 80
_VERSION = 14
"""Written so that Stata 14 and later read it (file format 118)."""


def write_dta(path: Path, survey: Survey, *, file_label: str, losses: Losses) -> None:
    """Write the file.

    Args:
        path: Where to.
        survey: What.
        file_label: Stands over everything Stata prints of it.
        losses: Told what does not fit.
    """
    import pandas as pd
    import pyreadstat

    columns = survey.columns
    letters = {column.name: missing_letters(column) for column in columns if column.texts is None}
    labels: dict[str, Any] = {}
    for column in columns:
        if column.labels:
            own = letters[column.name]
            found = value_labels(column, STATA, losses)
            labels[column.name] = {own.get(value, value): label for value, label in found.items()}
            _tell_missing_without_letter(column, own, losses)
    frame = pd.DataFrame({column.name: _values(column, letters.get(column.name, {})) for column in columns})
    pyreadstat.write_dta(
        frame,
        path,
        file_label=cut(one_line(file_label), _LONGEST_FILE_LABEL, len),
        column_labels={**variable_labels(columns, STATA, losses)},
        version=_VERSION,
        variable_value_labels=labels,
        missing_user_values={name: list(own.values()) for name, own in letters.items() if own},
    )


def missing_letters(column: Column) -> dict[int, str]:
    """Return the letter Stata has for each number that says why there is no value; 26 at most."""
    values = [label.value for label in column.labels if label.missing]
    return dict(zip(values, ascii_lowercase, strict=False))


def _tell_missing_without_letter(column: Column, letters: dict[int, str], losses: Losses) -> None:
    for label in column.labels:
        if label.missing and label.value not in letters:
            losses.add(
                _("Stata tells 26 kinds of missing values apart; these have become ordinary values."),
                f"{column.name}: {label.label}",
            )


def _values(column: Column, letters: dict[int, str]) -> Any:
    import numpy as np
    import pandas as pd

    if column.texts is not None:
        return fitted(column.texts, None, keeps_end_blanks=True).texts
    numbers = column.numbers
    if not letters:
        is_whole = column.is_whole and not np.isnan(numbers).any()
        return numbers.astype(np.int32) if is_whole and abs(numbers).max(initial=0) < 2**30 else numbers
    return _with_letters(pd, column, letters)


def _with_letters(pd: Any, column: Column, letters: dict[int, str]) -> pd.Categorical:
    """Return numbers and letters as categories.

    As plain objects pyreadstat would take a column for text whose first hundred values are letters.
    """
    import numpy as np

    numbers = column.numbers
    is_nothing = np.isnan(numbers)
    distinct, codes = np.unique(np.where(is_nothing, 0, numbers), return_inverse=True)
    present: list[Any] = [float(value) for value in distinct]
    whole = column.is_whole and not is_nothing.any() and abs(numbers).max(initial=0) < 2**30
    categories: list[Any] = [letters.get(int(value), int(value) if whole else value) for value in present]
    order = sorted(range(len(categories)), key=lambda place: isinstance(categories[place], str))
    rank = np.argsort(np.array(order))
    codes = np.where(is_nothing, -1, rank[codes])
    listed = [categories[place] for place in order]
    if all(isinstance(category, str) for category in listed):
        listed, codes = [0, *listed], np.where(codes < 0, -1, codes + 1)
    return pd.Categorical.from_codes(codes, listed)
