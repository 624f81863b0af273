"""Samples of answers that are coded a second time: what for, and how they were drawn."""

from __future__ import annotations

from enum import StrEnum


class Purpose(StrEnum):
    """What a sample is coded for."""

    DOUBLE = "double"
    """By a second coder, to measure agreement."""
    AGAIN = "again"
    """By the same person some time later."""
    TRAINING = "training"
    """By a new coder, who is shown the settled coding afterwards."""


class Method(StrEnum):
    """How answers were drawn."""

    RANDOM = "random"
    STRATIFIED = "stratified"
