"""What is told of files of other programs: what was written, and what could not go along."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from textwrap import wrap
from typing import TYPE_CHECKING

from coder.messages import _, ngettext
from coder.text.numbers import written_count

if TYPE_CHECKING:
    from coder.domain.loss import Loss
    from coder.usecases.exchange.marks import Checked
    from coder.usecases.exchange.sending_out import Exported

_LONGEST_EXAMPLE = 60


def written_in_words(exported: Exported, output: Path, format: str) -> list[str]:
    """Say what was written, where, and which files came with it."""
    answers = ngettext("{n} answer", "{n} answers", exported.answers)
    codings = ngettext("{n} coding", "{n} codings", exported.codings)
    codes = ngettext("{n} code", "{n} codes", exported.codes).format(n=written_count(exported.codes))
    both = (
        answers.format(n=written_count(exported.answers)),
        codings.format(n=written_count(exported.codings)),
    )
    what = codes if format == "qdc" else ", ".join(both)
    told = [_("{what} written to {file}.").format(what=what, file=output)]
    beside = [name for name in exported.files if name != output.name]
    if beside:
        told.append(_("With it: {files}.").format(files=", ".join(beside)))
    if exported.replaced is not None:
        said = _(
            "Written over: {files}, which came with {others}. "
            "Give exports of several formats names of their own."
        )
        files, others = exported.replaced.files, exported.replaced.others
        told.append(said.format(files=", ".join(files), others=", ".join(others)))
    return told


def unchecked_in_words(exported: Exported) -> list[str]:
    """Say why the file is marked as not checked for privacy; nothing where it is not marked."""
    return [] if exported.checked is None else marked_in_words(exported.checked)


def marked_in_words(checked: Checked) -> list[str]:
    """Say why a file with these texts is marked as not checked; nothing where it is not marked."""
    if not checked.unchecked:
        return []
    return [
        *checked.sentences(),
        _("The file is marked IKKE KONTROLLERT. See what is found, and decide: coder disclose"),
    ]


def key_in_words(exported: Exported) -> list[str]:
    """Say where the key of the pseudonyms is; nothing where there are none."""
    if exported.key is None:
        return []
    said = _("The key is in {file}. Keep it apart: with it, the file is not even pseudonymised.")
    return [said.format(file=exported.key)]


def loss_lines(losses: Sequence[Loss], width: int) -> Iterator[str]:
    """Lay out what is lost or changed on the way, each with how many times and a few by name.

    Args:
        losses: What is lost; may be empty.
        width: Signs a line may have.
    """
    counts = [f"{written_count(each.count)} ×" for each in losses]
    room = max(map(len, counts), default=0)
    for count, loss in zip(counts, losses, strict=True):
        first, *more = wrap(loss.what, width - room - 3) or [""]
        yield f" {count:>{room}}  {first}"
        for line in more:
            yield f" {'':>{room}}  {line}"
        if loss.examples:
            named = ", ".join(f"«{_short(each)}»" for each in loss.examples)
            more_than = ", …" if loss.count > len(loss.examples) else ""
            for line in wrap(f"{named}{more_than}", width - room - 5):
                yield f" {'':>{room}}    {line}"


def lost_in_words(losses: Sequence[Loss]) -> str:
    """Head what is lost; say that nothing is where nothing is."""
    return _("What could not go along as it is:") if losses else _("Everything could go along.")


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST_EXAMPLE else f"{line[: _LONGEST_EXAMPLE - 1]}…"
