"""Which characters the bytes of a text file mean."""

from __future__ import annotations

import codecs
import re

from coder.domain.errors import UnusableInputError, WrongUseError
from coder.messages import _

_BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_NOT_TEXT = (
    b"PK\x03\x04",
    b"\xd0\xcf\x11\xe0",
    b"%PDF",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"\x1f\x8b",
    b"$FL2",
    b"<stata",
)
# Ã followed by one of these is never written by people, but is what UTF-8 letters look like in cp1252.
_TWO_BYTE_LETTERS = re.compile(rb"\xc3[\x80-\xbf]")
_HIGH_BYTES = re.compile(rb"[\x80-\xff]")
_MISREAD = re.compile("Ã[\u0080-\u00bf¦¥¸…†˜]")
_ONE_BYTE = re.compile(r"cp\d+|iso8859.*|latin.*|mac.*|koi8.*")


class UnknownEncodingError(WrongUseError):
    """An encoding by a name that means nothing."""

    def __init__(self, encoding: str) -> None:
        super().__init__(
            _("No encoding is called {encoding}. Try utf-8, cp1252 or utf-16.").format(encoding=encoding)
        )


class WrongEncodingError(UnusableInputError):
    """The file is not in the encoding it is said to be in."""

    def __init__(self, name: str, encoding: str, line: int) -> None:
        super().__init__(
            _(
                "{file} is not in {encoding}: line {line} cannot be read. "
                "Leave the encoding out, or name another."
            ).format(file=name, encoding=encoding, line=line)
        )


class UnmistakableEncodingError(UnusableInputError):
    """The file is plainly in UTF-8, and another encoding was asked for."""

    def __init__(self, name: str, encoding: str) -> None:
        super().__init__(
            _("{file} is in UTF-8, not in {encoding}. Leave the encoding out.").format(
                file=name, encoding=encoding
            )
        )


class BrokenTextError(UnusableInputError):
    """Nearly UTF-8, but some bytes are not."""

    def __init__(self, name: str, line: int) -> None:
        super().__init__(
            _(
                "{file} is in UTF-8, but line {line} holds bytes that are not. "
                "Save the file again as UTF-8, or name its encoding."
            ).format(file=name, line=line)
        )


class UnmarkedWideTextError(UnusableInputError):
    """UTF-16 without the mark that says so."""

    def __init__(self, name: str, encoding: str) -> None:
        super().__init__(
            _("{file} looks like UTF-16 without its mark. Name the encoding: --encoding {encoding}.").format(
                file=name, encoding=encoding
            )
        )


class NotTextError(UnusableInputError):
    """Bytes that are no text at all, or in an encoding that cannot be guessed."""

    def __init__(self, name: str) -> None:
        super().__init__(
            _(
                "{file} is not a text file that can be read. Save it as CSV (UTF-8), or name its encoding."
            ).format(file=name)
        )


def decode(content: bytes, name: str, encoding: str | None) -> tuple[str, str]:
    """Return the text and the name of the encoding it was read in.

    Without ``encoding``: a UTF-16 mark decides; else UTF-8 where every byte fits; else Windows-1252.
    """
    if content.startswith(_NOT_TEXT):
        raise NotTextError(name)
    return _guess(content, name) if encoding is None else _as_told(content, name, encoding)


def looks_misread(text: str) -> bool:
    """Tell whether a text shows signs of having been saved in the wrong encoding before: "fÃ¸r"."""
    return _MISREAD.search(text) is not None


def _as_told(content: bytes, name: str, encoding: str) -> tuple[str, str]:
    try:
        codec = codecs.lookup(encoding).name
        "".encode(codec)
    except (LookupError, ValueError) as error:
        raise UnknownEncodingError(encoding) from error
    if _ONE_BYTE.fullmatch(codec) and _is_plainly_utf8(content):
        raise UnmistakableEncodingError(name, encoding)
    codec = "utf-8-sig" if codec == "utf-8" else codec
    try:
        return content.decode(codec).removeprefix("\ufeff"), encoding
    except UnicodeError as error:
        line = content[: error.start].count(b"\n") + 1 if isinstance(error, UnicodeDecodeError) else 1
        raise WrongEncodingError(name, encoding, line) from error


def _is_plainly_utf8(content: bytes) -> bool:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return not content.isascii()


def _guess(content: bytes, name: str) -> tuple[str, str]:
    for mark, codec in _BOMS:
        if content.startswith(mark):
            try:
                return content.decode(codec), codec.upper()
            except UnicodeDecodeError as error:
                raise WrongEncodingError(name, codec.upper(), 1) from error
    _refuse_unmarked_wide(content, name)
    try:
        return content.decode("utf-8-sig"), "UTF-8"
    except UnicodeDecodeError as error:
        letters = len(_TWO_BYTE_LETTERS.findall(content))
        # Two bytes a letter: most of the bytes above ASCII belong to such pairs.
        if letters and 4 * letters > len(_HIGH_BYTES.findall(content)):
            raise BrokenTextError(name, content[: error.start].count(b"\n") + 1) from error
    if b"\0" in content:
        raise NotTextError(name)
    try:
        return content.decode("cp1252"), "Windows-1252"
    except UnicodeDecodeError as error:
        raise NotTextError(name) from error


def _refuse_unmarked_wide(content: bytes, name: str) -> None:
    """Say so where every other byte of the beginning is NUL: Western text in UTF-16, its mark lost."""
    start = content[:4000]
    if len(start) < 4 or start.count(0) < len(start) / 4:
        return
    odd, even = start[1::2].count(0), start[0::2].count(0)
    if odd > 4 * even:
        raise UnmarkedWideTextError(name, "utf-16-le")
    if even > 4 * odd:
        raise UnmarkedWideTextError(name, "utf-16-be")
    raise NotTextError(name)
