"""Options read back from the plain values they were written as, whatever somebody has made of these."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from types import NoneType, UnionType
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

Options = TypeVar("Options")


def options_of(kind: type[Options], written: Mapping[str, Any]) -> Options:
    """Return the options of a dataclass that were written so; those not spoken of are the usual ones.

    Raises:
        ValueError: If an option is not there, or its value is of another type than it has.
        TypeError: If one that has no usual value is missing.
    """
    hints = get_type_hints(kind)
    if unknown := written.keys() - hints.keys():
        raise ValueError(sorted(unknown))
    return kind(**{name: _read(value, hints[name]) for name, value in written.items()})


def _read(value: Any, hint: Any) -> Any:
    """Return a value as its type has it: lists are tuples, words may be of an enumeration."""
    origin, inner = get_origin(hint), get_args(hint)
    if origin in (Union, UnionType):
        return _read_any(value, inner)
    if origin is tuple:
        return _read_tuple(value, inner)
    if origin is Literal:
        fits = value in inner
    elif isinstance(hint, type) and issubclass(hint, Enum):
        return hint(value)
    else:
        # A truth value is no number here.
        fits = type(value) is hint or (value is None and hint is NoneType)
    if not fits:
        raise ValueError(value)
    return value


def _read_any(value: Any, hints: tuple[Any, ...]) -> Any:
    for hint in hints:
        try:
            return _read(value, hint)
        except ValueError:
            continue
    raise ValueError(value)


def _read_tuple(value: Any, inner: tuple[Any, ...]) -> tuple[Any, ...]:
    if not isinstance(value, list | tuple):
        raise ValueError(value)
    hints = [inner[0]] * len(value) if inner[-1] is Ellipsis else list(inner)
    return tuple(_read(each, hint) for each, hint in zip(value, hints, strict=True))
