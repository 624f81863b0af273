"""Names that hold across project files: every noun carries one."""

from __future__ import annotations

import uuid


def new_uid() -> str:
    """Make a uid: 32 hexadecimal digits, never reused."""
    return uuid.uuid4().hex
