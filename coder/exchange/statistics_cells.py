"""Variables of an SPSS or Stata file as text, read where a file that breaks its reader does no harm.

Everything said here is plain values, for it goes from one process to another (see ``contained``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from coder.exchange.sav_weight import weight_variable
from coder.exchange.statistics_values import Value, texts_of, writer_of

LOCKED, BROKEN, OTHER_ENCODING = "locked", "broken", "other encoding"
WESTERN, UTF_8 = "WINDOWS-1252", "UTF-8"

_ENCRYPTED = b"ENCRYPTEDSAV"
_NOT_ENCODED_SO = "convert string"
_NO_MEMORY = "memory"


def statistics_cells(path: str, encoding: str | None) -> dict[str, Any]:
    """Read a whole file; ``encoding`` overrides what the file says of itself.

    Returns:
        ``trouble`` with one of the words above; else ``columns``, each with ``name``, ``label``, ``cells`` (a
        text for each case, "" where there is none), ``levels`` (values with a label or declared missing,
        and the numbers beside them, in the order of their codes, the missing ones last), ``missing`` (of
        these), ``is_text`` and ``is_closed`` (most values have labels); ``weight`` (the column cases are
        weighed by, or None) and ``read_as`` (the encoding, where the file's own was wrong, else None).
    """
    is_stata = path.lower().endswith(".dta")
    with open(path, "rb") as file:  # noqa: PTH123 - the fewest imports
        start = file.read(len(_ENCRYPTED))
    if start == _ENCRYPTED:
        return {"trouble": LOCKED}
    try:
        values, about, read_as = _read(path, is_stata, encoding)
    except _Unreadable as error:
        return {"trouble": str(error)}
    columns = [_column(about, place, name, values[name]) for place, name in enumerate(about.column_names)]
    weight = None if is_stata else weight_variable(path)
    return {"columns": columns, "weight": weight, "read_as": read_as}


class _Unreadable(Exception):
    """The reader gives up; says with which trouble."""


def _read(path: str, is_stata: bool, encoding: str | None) -> tuple[Mapping[str, Any], Any, str | None]:
    """Return values by column, what the file says of them, and the encoding, if it is not the file's own."""
    if encoding is not None:
        return *_read_as(path, is_stata, encoding), None
    try:
        values, about = _read_as(path, is_stata, None)
    except _Unreadable as error:
        if str(error) != OTHER_ENCODING:
            raise
        return *_read_as(path, is_stata, WESTERN), WESTERN
    if _is_utf_8_misread(_texts(values, about)):
        return *_read_as(path, is_stata, UTF_8), UTF_8
    return values, about, None


def _read_as(path: str, is_stata: bool, encoding: str | None) -> tuple[Mapping[str, Any], Any]:
    import pyreadstat

    read = pyreadstat.read_dta if is_stata else pyreadstat.read_sav
    try:
        values, about = read(
            path, encoding=encoding, user_missing=True, disable_datetime_conversion=True, output_format="dict"
        )
    except UnicodeDecodeError as error:
        raise _Unreadable(OTHER_ENCODING) from error
    except (pyreadstat.ReadstatError, pyreadstat.PyreadstatError) as error:
        if _NO_MEMORY in str(error):
            raise MemoryError from error
        raise _Unreadable(OTHER_ENCODING if _NOT_ENCODED_SO in str(error) else BROKEN) from error
    return values, about


def _texts(values: Mapping[str, Sequence[Any]], about: Any) -> Iterable[str]:
    for labels in about.variable_value_labels.values():
        yield from labels.values()
    yield from filter(None, about.column_labels)
    for name, kind in about.readstat_variable_types.items():
        if kind == "string":
            yield from values[name]


def _is_utf_8_misread(texts: Iterable[str]) -> bool:
    """Tell whether all that is not plain ASCII reads as UTF-8: «Ã¥» for «å», said to be Western letters."""
    found = False
    for text in texts:
        if text.isascii():
            continue
        try:
            text.encode("cp1252").decode("utf-8")
        except UnicodeError:
            return False
        found = True
    return found


def _column(about: Any, place: int, name: str, values: Sequence[Value | None]) -> dict[str, Any]:
    kind = about.readstat_variable_types.get(name, "")
    labels: dict[Value, str] = {
        value: label for value, label in about.variable_value_labels.get(name, {}).items() if label.strip()
    }
    is_missing = _missing_in(about, name)
    present = {value for value in values if value is not None and value != ""}
    named = {value for value in {*present, *labels} if value in labels or is_missing(value)}
    if named and kind != "string":
        named |= present
    answered = {value for value in present if not is_missing(value)}
    # Stata's .a to .z are letters in a variable of numbers; they go by their dot.
    write = writer_of(about.original_variable_types.get(name, ""), kind)
    is_text = kind == "string"
    known = {*present, *labels}
    called = texts_of({value: _shown(value, is_text, write) for value in known}, labels)
    return {
        "name": name,
        "label": (about.column_labels[place] or "").strip(),
        "cells": [called.get(value, "") if value is not None else "" for value in values],
        "levels": [called[value] for value in sorted(named, key=lambda one: (is_missing(one), *_code(one)))],
        "missing": [called[value] for value in named if is_missing(value)],
        "is_text": is_text,
        "is_closed": bool(answered) and 2 * len(answered & labels.keys()) >= len(answered),
    }


def _shown(value: Value, is_text: bool, write: Callable[[float], str]) -> str:
    if isinstance(value, str):
        return value if is_text else f".{value}"
    return write(value)


def _code(value: Value) -> tuple[bool, float, str]:
    """Order numbers before letters."""
    return (True, 0.0, value) if isinstance(value, str) else (False, value, "")


def _missing_in(about: Any, name: str) -> Callable[[Value], bool]:
    letters = frozenset(about.missing_user_values.get(name, ()))
    ranges = [(each["lo"], each["hi"]) for each in about.missing_ranges.get(name, ())]

    def is_missing(value: Value) -> bool:
        return value in letters or any(
            low <= value <= high for low, high in ranges if isinstance(low, str) == isinstance(value, str)
        )

    return is_missing
