"""Readers in C run in a process of their own; see ``coder.documents.contained``, which documents need too."""

from __future__ import annotations

from coder.documents.contained import (
    BrokenFileError,
    TooLargeToReadError,
    TooSlowToReadError,
    contained,
)

__all__ = ["BrokenFileError", "TooLargeToReadError", "TooSlowToReadError", "contained"]
