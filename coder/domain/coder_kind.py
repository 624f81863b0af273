"""Kinds of coders."""

from __future__ import annotations

PERSON = "person"
CONSENSUS = "consensus"
"""The reserved coder of what was settled on; its name too."""
AGAIN = "again"
"""Somebody's shadow: who codes own answers again does so as one, which counts nowhere else."""
