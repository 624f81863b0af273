"""Values of statistics packages as people read them: numbers, dates, and labels in their place."""

from __future__ import annotations

import datetime
import struct
from collections import Counter
from collections.abc import Callable, Mapping

Value = float | int | str

_SPSS_BEGIN = datetime.datetime(1582, 10, 14)  # noqa: DTZ001 - what a respondent's clock showed
_STATA_BEGIN = datetime.datetime(1960, 1, 1)  # noqa: DTZ001
_SPSS_DATES = ("DATE", "ADATE", "EDATE", "SDATE", "JDATE", "WKYR")
_SPSS_MOMENTS = ("DATETIME", "YMDHMS")
_SPSS_TIMES = ("TIME", "MTIME", "DTIME")
_STATA_PERIODS = {"%tw": (52, "-W{:02}"), "%tm": (12, "-{:02}"), "%tq": (4, "-Q{}"), "%th": (2, "-H{}")}
"""How many of them a year has, and how one is written behind its year."""
_EXACT_BELOW = 1e16


def number_text(value: float) -> str:
    """Return a number with all its digits and no more: 2016, 0.1, -99."""
    if isinstance(value, int):
        return str(value)
    return str(int(value)) if value.is_integer() and abs(value) < _EXACT_BELOW else repr(value)


def short_number_text(value: float) -> str:
    """Return a number that was kept with seven digits: the shortest that is that very number."""
    for digits in range(6, 10):
        text = format(value, f".{digits}g")
        if struct.unpack("f", struct.pack("f", float(text)))[0] == value:
            return number_text(float(text))
    return number_text(value)


def writer_of(format_name: str, storage: str) -> Callable[[float], str]:
    """Return how numbers of a variable are written, from its format ("DATE11", "%td", "F8.2")."""
    for read in (_spss_writer(format_name), _stata_writer(format_name)):
        if read is not None:
            return _dated(read)
    return short_number_text if storage == "float" else number_text


def texts_of(shown: Mapping[Value, str], labels: Mapping[Value, str]) -> dict[Value, str]:
    """Return what values are called: the label, else as shown; with that behind where two are alike."""
    called = {value: labels.get(value, "").strip() or text for value, text in shown.items()}
    counted = Counter(called.values())
    return {
        value: f"{name} ({shown[value]})" if counted[name] > 1 and name != shown[value] else name
        for value, name in called.items()
    }


def _dated(read: Callable[[float], str]) -> Callable[[float], str]:
    def write(value: float) -> str:
        try:
            return read(value)
        except (OverflowError, ValueError):
            # A moment before the year 1 or after 9999 is a number that was given a wrong format.
            return number_text(value)

    return write


def _spss_writer(name: str) -> Callable[[float], str] | None:
    plain = name.rstrip("0123456789.")
    if plain in _SPSS_DATES:
        return lambda value: _date_or_moment(_SPSS_BEGIN + _seconds(value))
    if plain in _SPSS_MOMENTS:
        return lambda value: _moment(_SPSS_BEGIN + _seconds(value))
    if plain in _SPSS_TIMES:
        return _span
    if plain == "MOYR":
        return lambda value: (_SPSS_BEGIN + _seconds(value)).strftime("%Y-%m")
    if plain == "QYR":
        return lambda value: _quarter(_SPSS_BEGIN + _seconds(value))
    return None


def _stata_writer(name: str) -> Callable[[float], str] | None:
    # A minus says that what is shown stands to the left.
    plain = name.replace("%-", "%", 1)
    if plain.startswith(("%td", "%d")):
        return lambda value: _date_or_moment(_STATA_BEGIN + datetime.timedelta(days=value))
    if plain.startswith(("%tc", "%tC")):
        return lambda value: _moment(_STATA_BEGIN + datetime.timedelta(milliseconds=value))
    if plain[:3] not in _STATA_PERIODS:
        return None
    many, written = _STATA_PERIODS[plain[:3]]

    def period(value: float) -> str:
        year, part = divmod(int(value), many)
        return f"{1960 + year}" + written.format(part + 1)

    return period


def _seconds(value: float) -> datetime.timedelta:
    return datetime.timedelta(seconds=value)


def _date_or_moment(moment: datetime.datetime) -> str:
    at_midnight = moment.time() == datetime.time()
    return moment.date().isoformat() if at_midnight else _moment(moment)


def _moment(moment: datetime.datetime) -> str:
    return moment.isoformat(" ", "microseconds" if moment.microsecond else "seconds")


def _quarter(moment: datetime.datetime) -> str:
    return f"{moment.year}-Q{(moment.month + 2) // 3}"


def _span(value: float) -> str:
    seconds, rest = divmod(abs(value), 1)
    minutes, second = divmod(int(seconds), 60)
    text = f"{minutes // 60:02}:{minutes % 60:02}:{second:02}"
    if rest:
        text += f"{rest:.6f}".rstrip("0")[1:]
    return f"-{text}" if value < 0 else text
