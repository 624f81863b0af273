"""What is asked and said as lines of JSON: the name of the message, then its fields in order."""

from __future__ import annotations

import json
from dataclasses import fields, replace
from typing import Any, get_args

from coder.usecases.suggesting.suggestions import Asked, Said, Suggested, Suggestion

_MESSAGES: dict[str, Any] = {each.__name__: each for each in get_args(Asked | Said)}


def line_of(message: Asked | Said) -> bytes:
    """Return a message as one line that ends in a line break."""
    return json.dumps([type(message).__name__, *_values(message)], default=_values).encode("ascii") + b"\n"


def message_in(line: bytes) -> Any:
    """Return the message a line holds, ``Asked`` or ``Said``; lists have become tuples."""
    name, *values = json.loads(line)
    message = _MESSAGES[name](*map(_frozen, values))
    if isinstance(message, Suggested):
        codes = tuple(Suggestion(*each) for each in values[2])
        codes = tuple(Suggestion(each.code_id, each.score, _frozen(each.words)) for each in codes)
        return replace(message, codes=codes)
    return message


def _values(message: Any) -> list[Any]:
    return [getattr(message, field.name) for field in fields(message)]


def _frozen(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(map(_frozen, value))
    if isinstance(value, dict):
        # JSON knows texts as keys only; ours are ids.
        return {int(key): _frozen(each) for key, each in value.items()}
    return value
