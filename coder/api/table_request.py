"""What a table is asked for from Python, as the commands ask for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from coder.domain.codebook import CodeKind
from coder.tables.options import TableOptions


def table_options(
    *,
    wave: str | Sequence[str] | None = (),
    by: str | Sequence[str] = (),
    where: Mapping[str, str | Sequence[str]] | None = None,
    exclude_kind: str | Sequence[str] = (),
    codes: str | Sequence[str] = (),
    ordered: str | Sequence[str] = (),
    **options: Any,
) -> TableOptions:
    """Return the options of a table; one of something may be written without a list around it.

    Raises:
        NoSuchChoiceError: If an option cannot be so.
    """
    return TableOptions(
        waves=several(wave),
        by=several(by),
        where=tuple(f"{name}={each}" for name, value in (where or {}).items() for each in several(value)),
        exclude_kinds=tuple(map(CodeKind, several(exclude_kind))),
        codes=several(codes),
        ordered=several(ordered),
        **options,
    )


def several(value: str | Sequence[str] | None) -> tuple[str, ...]:
    """Return one text, or all of several; none of None."""
    return (value,) if isinstance(value, str) else tuple(value or ())
