"""What may reach a screen: text from outside, made harmless and visible, never changed in the store."""

from __future__ import annotations

ELLIPSIS = "…"
_REPLACEMENT = "\ufffd"
_BIDI = (0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))

# ZWJ (U+200D) is left alone on purpose: without it, family emoji fall apart.
_VISIBLE: dict[int, str] = {
    **{code: chr(0x2400 + code) for code in range(0x20) if chr(code) not in "\n\t"},
    0x7F: "\u2421",
    **dict.fromkeys(range(0x80, 0xA0), _REPLACEMENT),
    **dict.fromkeys(_BIDI, _REPLACEMENT),
    **dict.fromkeys(range(0xD800, 0xE000), _REPLACEMENT),
    0x200B: "·",
    0xFEFF: "·",
    0x2028: "\n",
    0x2029: "\n",
}
_ESCAPED = {code: f"\\u{code:04x}" for code in _VISIBLE if code >= 0x7F}
_ONE_LINE = {ord("\n"): " ⏎ ", ord("\t"): " "}


def safe(text: str) -> str:
    """Return text from outside in a form that no terminal obeys; line breaks and tabs stay."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text.translate(_VISIBLE)


def shrinking_places(text: str) -> list[int]:
    """Return where two signs of a text become one in its harmless form; all others stay one for one."""
    places: list[int] = []
    place = text.find("\r\n")
    while place >= 0:
        places.append(place)
        place = text.find("\r\n", place + 2)
    return places


def safe_line(text: str) -> str:
    """Return text from outside as one harmless line, for lists and table cells."""
    return safe(text).translate(_ONE_LINE)


def safe_json(text: str) -> str:
    """Return JSON text that means the same, with every sign a terminal might obey written as an escape."""
    return text.translate(_ESCAPED)


def shortened(text: str, width: int) -> str:
    """Cut safe text to at most ``width`` terminal cells, with "…" where something was cut."""
    if len(text) <= width and text.isascii():
        return text
    # Textual brings rich; nothing else here needs it, and command-line paths may never get this far.
    from rich.cells import cell_len, set_cell_size

    if width <= 0:
        return ""
    # A cell is at least a code point or two here, so measuring a megabyte to show 40 cells is not needed.
    head = text[: 16 * width + 16]
    if len(head) == len(text) and cell_len(text) <= width:
        return text
    return set_cell_size(head, width - 1).rstrip() + ELLIPSIS
