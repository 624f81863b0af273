"""The do-file for Stata: reads the file; where that is CSV, labels it too."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

from coder.domain.loss import Losses
from coder.exchange.statistics.columns import Column, Survey
from coder.exchange.statistics.csv_file import number_columns
from coder.exchange.statistics.dta_file import missing_letters
from coder.exchange.statistics.labels import STATA, file_name, one_line, value_labels, variable_labels
from coder.messages import _

Said = TypeVar("Said")

_LONGEST_LINE = 90
_ORDERS = {"`": "’", '"': "”", "$": "＄", "/*": "/ *", "*/": "* /", "//": "/ /"}
"""What Stata would act on within a string, and what stands in its place."""


def stata_commands(survey: Survey, file: str, notes: Sequence[str], losses: Losses, *, from_csv: bool) -> str:
    """Return the commands.

    Args:
        survey: What is in the file.
        file: The name of the file with the numbers, which lies beside.
        notes: What is said at the top.
        losses: Told which labels are written differently here.
        from_csv: Whether that file is CSV; else it is Stata's own and has its labels already.
    """
    lines = [f"* {safe_text(note)}" for note in notes]
    lines.append("version 14")
    if from_csv:
        columns = number_columns(survey)
        _tell_replaced(columns, losses)
        lines += [*_read_csv(columns, file), *_variable_labels(columns), *_missing(columns)]
        lines += _value_labels(columns)
    else:
        lines.append(f"use {_file(file)}, clear")
    for each in survey.sets:
        stem = each.variables[0].rstrip("0123456789")
        lines += [f"* {safe_text(each.label)}: ssc install mrtab", f"* mrtab {stem}*"]
    return "\n".join(lines) + "\n"


def safe_text(text: str) -> str:
    """Return a text in which nothing is a command, a macro or the end of a string."""
    line = one_line(text)
    for order, instead in _ORDERS.items():
        while order in line:
            line = line.replace(order, instead)
    return line


def _string(text: str) -> str:
    return f'"{safe_text(text)}"'


def _file(name: str) -> str:
    """Return the name of a file as a string in which no sign is an order, and every sign stays."""
    plain = file_name(name).replace("`", "\\`").replace("$", "\\$")
    return f'`"{plain}"\'' if '"' in plain else f'"{plain}"'


def _tell_replaced(columns: Sequence[Column], losses: Losses) -> None:
    for column in columns:
        for label in (column.label, *(each.label for each in column.labels)):
            if safe_text(label) != one_line(label):
                losses.add(
                    _("Signs that Stata would take for commands are written differently in the do-file."),
                    label,
                )


def _read_csv(columns: Sequence[Column], file: str) -> Iterator[str]:
    texts = " ".join(str(place) for place, column in enumerate(columns, 1) if column.texts is not None)
    yield f'import delimited using {_file(file)}, delimiters(",") varnames(1) case(preserve) ///'
    yield f'    encoding("UTF-8") bindquotes(strict) stringcols({texts}) clear'


def _variable_labels(columns: Sequence[Column]) -> Iterator[str]:
    for name, label in variable_labels(columns, STATA, Losses()).items():
        yield f"label variable {name} {_string(label)}"


def _missing(columns: Sequence[Column]) -> Iterator[str]:
    for letters, names in _alike((column, tuple(missing_letters(column).items())) for column in columns):
        if letters:
            said = " \\ ".join(f"{value}=.{letter}" for value, letter in letters)
            yield from _continued(["mvdecode", *names])
            yield f"    , mv({said})"


def _value_labels(columns: Sequence[Column]) -> Iterator[str]:
    labelled = ((column, tuple(_labels(column))) for column in columns)
    number = 0
    for labels, names in _alike(labelled):
        if not labels:
            continue
        number += 1
        for value, label in labels:
            yield f"label define coder{number} {value} {_string(label)}, add"
        yield from _continued(["label values", *names])
        yield f"    coder{number}"


def _labels(column: Column) -> Iterator[tuple[str, str]]:
    letters = missing_letters(column)
    for value, label in value_labels(column, STATA, Losses()).items():
        yield (f".{letters[value]}" if value in letters else str(value)), label


def _alike(columns: Iterable[tuple[Column, Said]]) -> Iterator[tuple[Said, list[str]]]:
    found: dict[Said, list[str]] = {}
    for column, said in columns:
        found.setdefault(said, []).append(column.name)
    yield from found.items()


def _continued(words: Sequence[str]) -> Iterator[str]:
    line = ""
    for word in words:
        if len(line) + len(word) >= _LONGEST_LINE:
            yield f"{line} ///"
            line = "   "
        line = f"{line} {word}" if line else word
    yield f"{line} ///"
