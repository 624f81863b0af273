"""What a file was made from, as one line of plain characters that stands in any format."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

KEY = "coder-provenance"
"""The name it has in every file of text, and in pictures and workbooks."""
# Only texts in JSON hold these signs, so they may be written as escapes: no comment or element ends in it.
_ESCAPED = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&%"}


def provenance_text(provenance: Mapping[str, Any]) -> str:
    """Return the values as JSON in ASCII: no line break, no sign that ends a comment of XML, HTML or TeX."""
    words = json.dumps(provenance, ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    return words.translate(_ESCAPED).replace("--", "-\\u002d")
