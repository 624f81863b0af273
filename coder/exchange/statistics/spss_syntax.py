"""The syntax file for SPSS, which PSPP runs too: reading, labels, missing values, multiple response sets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from coder.domain.loss import Losses
from coder.exchange.statistics.columns import Column, Measure, ResponseSet, Survey
from coder.exchange.statistics.csv_file import number_columns
from coder.exchange.statistics.labels import (
    SPSS,
    file_name,
    in_bytes,
    one_line,
    value_labels,
    variable_labels,
)
from coder.messages import _

_LONGEST_LITERAL = 60
"""Signs of a label on one line: SPSS takes 256 bytes a line."""
_LONGEST_LINE = 90
_MOST_SINGLE_MISSING = 3


def spss_syntax(survey: Survey, file: str, notes: Sequence[str], *, from_csv: bool) -> str:
    """Return the syntax.

    Args:
        survey: What is in the file.
        file: The name of the file with the numbers, which lies beside.
        notes: What is said at the top.
        from_csv: Whether that file is CSV; else it is SPSS's own and has its labels already.
    """
    columns = number_columns(survey) if from_csv else list(survey.columns)
    parts = [*_comments(notes), ""]
    parts += _read_csv(columns, file) if from_csv else [f"GET FILE={_literal(file_name(file))}."]
    parts += [*_variable_labels(columns), *_value_labels(columns), *_missing(columns), *_levels(columns)]
    parts += [line for each in survey.sets for line in _set(each)]
    parts.append("EXECUTE.")
    return "\n".join(parts) + "\n"


def _quoted(text: str) -> str:
    """Return a label as a string of the language."""
    return _literal(one_line(text))


def _literal(line: str) -> str:
    """Return what stands on one line as a string of the language, on several lines where it is long."""
    pieces = [line[start : start + _LONGEST_LITERAL] for start in range(0, len(line), _LONGEST_LITERAL)]
    return " +\n    ".join("'" + piece.replace("'", "''") + "'" for piece in pieces or [""])


def _comments(notes: Iterable[str]) -> Iterator[str]:
    """Yield comments: a line that ends in a full stop ends one, so that each line begins one anew."""
    for note in notes:
        lines = ["*"]
        for word in one_line(note).split(" "):
            if in_bytes(f"{lines[-1]} {word}") > _LONGEST_LINE and lines[-1] != "*":
                lines.append("*")
            lines[-1] = f"{lines[-1]} {word}"
        yield from lines[:-1]
        yield f"{lines[-1].rstrip('. ')}."


def _read_csv(columns: Sequence[Column], file: str) -> Iterator[str]:
    yield f"GET DATA /TYPE=TXT /FILE={_literal(file_name(file))} /ENCODING='UTF8'"
    yield "  /ARRANGEMENT=DELIMITED /DELIMITERS=',' /QUALIFIER='\"' /FIRSTCASE=2 /VARIABLES="
    for column in columns:
        yield f"  {column.name} {_read_format(column)}"
    yield "."


def _read_format(column: Column) -> str:
    if column.texts is not None:
        return f"A{max(1, *(in_bytes(text) for text in column.texts), 1)}"
    return "F8.0" if column.is_whole else "F20.10"


def _variable_labels(columns: Sequence[Column]) -> Iterator[str]:
    yield "VARIABLE LABELS"
    for place, (name, label) in enumerate(variable_labels(columns, SPSS, Losses()).items()):
        yield f"  {'/' if place else ' '}{name} {_quoted(label)}"
    yield "."


def _value_labels(columns: Sequence[Column]) -> Iterator[str]:
    alike: dict[tuple[tuple[int, str], ...], list[str]] = {}
    for column in columns:
        if column.labels:
            labels = tuple(value_labels(column, SPSS, Losses()).items())
            alike.setdefault(labels, []).append(column.name)
    if not alike:
        return
    yield "VALUE LABELS"
    for place, (labels, names) in enumerate(alike.items()):
        yield from _listed("  /" if place else "   ", names)
        yield from (f"    {value} {_quoted(label)}" for value, label in labels)
    yield "."


def _missing(columns: Sequence[Column]) -> Iterator[str]:
    alike: dict[tuple[int, ...], list[str]] = {}
    for column in columns:
        if column.missing:
            alike.setdefault(column.missing, []).append(column.name)
    for missing, names in alike.items():
        single = len(missing) <= _MOST_SINGLE_MISSING
        said = ", ".join(map(str, missing)) if single else f"{missing[0]} THRU {missing[-1]}"
        yield "MISSING VALUES"
        yield from _listed("  ", names)
        yield f"  ({said})."


def _levels(columns: Sequence[Column]) -> Iterator[str]:
    for measure in Measure:
        names = [column.name for column in columns if column.measure is measure]
        if names:
            yield "VARIABLE LEVEL"
            yield from _listed("  ", names)
            yield f"  ({measure.value.upper()})."


def _set(each: ResponseSet) -> Iterator[str]:
    yield f"MRSETS /MDGROUP NAME={each.name} LABEL={_quoted(each.label)}"
    yield "  CATEGORYLABELS=VARLABELS VARIABLES="
    yield from _listed("    ", each.variables)
    yield f"  VALUE=1 /DISPLAY NAME=[{each.name}]."
    yield from _comments([_("Tables of the set, in SPSS: take the star before a command away")])
    plain = each.name.removeprefix("$")
    yield f"* MULT RESPONSE GROUPS={plain} ("
    yield from _listed("    ", each.variables)
    yield f"    (1)) /FREQUENCIES={plain}."
    yield f"* CTABLES /TABLE {each.name} [COUNT, RESPONSES.COLPCT, COLPCT.COUNT]."


def _listed(start: str, names: Sequence[str]) -> Iterator[str]:
    """Yield names on lines of a bearable length."""
    line = start
    for name in names:
        if len(line) + len(name) >= _LONGEST_LINE and line.strip(" /"):
            yield line.rstrip()
            line = " " * len(start)
        line += f"{name} "
    yield line.rstrip()
