"""Pictures: drawn where matplotlib is installed, written as SVG or PNG with what they show in words."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from coder.documents.languages import language_tag
from coder.documents.provenance_text import KEY, provenance_text
from coder.documents.whole_file import whole_file
from coder.domain.errors import WrongUseError
from coder.messages import _
from coder.platform import garbage_left_alone, install_command

if TYPE_CHECKING:
    from matplotlib.figure import Figure

FIGURE_FORMATS = {"svg": ".svg", "png": ".png"}
"""The formats of pictures, each with what a file of it ends in."""
_DOTS_PER_INCH = 200
_COMPRESSION = 3
"""Half the time of the usual 6, and a fifth more bytes."""
# Letters stay letters, so that the picture can be searched and read aloud; and the same picture is the same
# file. What stands between two dollar signs would be set as a formula.
_STYLE: Any = {
    "svg.fonttype": "none",
    "svg.hashsalt": "picture",
    "text.parse_math": False,
    "font.family": "DejaVu Sans",
    "hatch.linewidth": 0.7,
}
_OPENING = re.compile(r"<svg [^>]*>")
_NO_METADATA = dict.fromkeys(("Date", "Creator", "Format", "Type"))


class NotAPictureError(WrongUseError):
    """A file's name that promises no picture."""

    def __init__(self, file: Path) -> None:
        super().__init__(
            _("«{file}»: pictures are written as SVG or PNG. End the name in .svg or .png.").format(file=file)
        )


class NoPlottingError(WrongUseError):
    """What draws pictures is not installed."""

    def __init__(self) -> None:
        super().__init__(
            _("To draw pictures, install the extra: {command}").format(command=install_command("figures"))
        )


def check_can_draw(file: Path) -> None:
    """Raise what drawing to this file would raise, before the work is done.

    Raises:
        NotAPictureError: If the name ends otherwise.
        NoPlottingError: If matplotlib is missing.
    """
    if file.suffix.lower() not in FIGURE_FORMATS.values():
        raise NotAPictureError(file)
    try:
        import matplotlib as _matplotlib  # noqa: F401  # only whether it is there
    except ImportError as error:
        raise NoPlottingError from error


@contextmanager
def drawing() -> Iterator[None]:
    """Draw as all our pictures are drawn; everything of a picture is made within."""
    from matplotlib import rc_context

    # All of a picture lives until it is drawn, and dies together.
    with garbage_left_alone(), rc_context(_STYLE), warnings.catch_warnings():
        # A font without a sign: in an SVG the reader's own fonts have it; in a PNG it was replaced before.
        warnings.filterwarnings("ignore", message="Glyph")
        yield


def save_picture(
    figure: Figure,
    file: Path,
    *,
    title: str = "",
    description: str = "",
    language: str = "nb",
    provenance: Mapping[str, Any] | None = None,
) -> None:
    """Write a picture, the same bytes for the same picture.

    Args:
        figure: What was drawn.
        file: Where to; its suffix says as what.
        title: What it is called.
        description: What it shows, for those who cannot see it.
        language: Of both: nb, nn or en.
        provenance: What it was made from.

    Raises:
        CannotWriteFileError: If the file cannot be written.
    """
    with whole_file(file) as new:
        if file.suffix.lower() == ".svg":
            figure.savefig(new, format="svg", metadata=_NO_METADATA)
            words = _in_words(title, description, provenance or {})
            drawn = new.read_text(encoding="utf-8")
            new.write_text(
                _OPENING.sub(lambda found: _named(found[0], language) + words, drawn, count=1), "utf-8"
            )
            return
        told = {"Title": title, "Description": description}
        metadata: dict[str, Any] = {key: text for key, text in told.items() if text}
        if provenance:
            metadata[KEY] = provenance_text(provenance)
        figure.savefig(
            new,
            format="png",
            dpi=_DOTS_PER_INCH,
            metadata={"Software": None, **metadata},
            pil_kwargs={"compress_level": _COMPRESSION},
        )


def _named(opening: str, language: str) -> str:
    marks = f' role="img" aria-labelledby="title description" xml:lang="{language_tag(language)}">'
    return opening.removesuffix(">") + marks


def _in_words(title: str, description: str, provenance: Mapping[str, Any]) -> str:
    words = [
        f'\n <title id="title">{escape(title)}</title>',
        f'\n <desc id="description">{escape(description)}</desc>',
    ]
    if provenance:
        words.append(f'\n <metadata id="{KEY}">{escape(provenance_text(provenance), quote=False)}</metadata>')
    return "".join(words)
