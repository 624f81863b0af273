"""All bridges in one folder."""

from __future__ import annotations

from pathlib import Path

from coder.documents.whole_file import whole_file
from coder.domain.loss import Loss, Losses
from coder.domain.portable import FileMarks, PortableProject
from coder.exchange.bridges import atlasti_survey, maxqda_codes, qualcoder_codes, taguette_codes
from coder.exchange.refi.code_names import in_one_book
from coder.messages import _

ABOUT = "om_filene.txt"


def write_bridges(
    folder: Path, project: PortableProject, *, marks: FileMarks, formula_guard: bool = False
) -> tuple[Loss, ...]:
    """Write the bridges into a folder that is there; the same project gives the same bytes.

    Args:
        folder: Where to.
        project: What is to go along.
        marks: What the files say of themselves.
        formula_guard: In sheets and CSV, put ' before text that looks like a formula. This changes the text.

    Returns:
        What these files have no place for.
    """
    losses = Losses()
    codes = in_one_book(project)
    if project.codings:
        losses.add(_("None of these files holds codings."), count=len(project.codings))
    if project.notes:
        losses.add(_("None of these files holds notes."), count=len(project.notes))
    maxqda_codes.write_maxqda_codes(folder, codes, losses, formula_guard=formula_guard)
    qualcoder_codes.write_qualcoder_codes(folder, codes, losses)
    taguette_codes.write_taguette_codes(folder, codes, losses, formula_guard=formula_guard)
    atlasti_survey.write_atlasti_survey(folder, project, losses, marks=marks, formula_guard=formula_guard)
    with whole_file(folder / ABOUT) as new:
        new.write_text("\n".join(_about(marks)) + "\n", encoding="utf-8", errors="replace", newline="\n")
    return losses.all()


def _about(marks: FileMarks) -> list[str]:
    """Return what the files are, and how each is taken in."""
    said = {
        maxqda_codes.NAME: _("MAXQDA: codes and memos from an Excel file."),
        qualcoder_codes.NAME: _("QualCoder: codes from a text file."),
        taguette_codes.NAME: _("Taguette: a codebook from a CSV file."),
        atlasti_survey.NAME: _("ATLAS.ti: a survey from an Excel file. It holds answers and background."),
    }
    return [*marks.lines(), "", *(f"{name}: {what}" for name, what in said.items())]
