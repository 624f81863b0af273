"""Writes a project as a REFI-QDA project file (QDPX): one XML document and a text file for each source."""

from __future__ import annotations

import zipfile
from pathlib import Path

from coder.documents.whole_file import whole_file
from coder.domain.exchange_formats import Profile
from coder.domain.loss import Loss, Losses
from coder.domain.portable import FileMarks, PortableProject, Progress
from coder.exchange.refi.code_elements import tell_of_codebooks
from coder.exchange.refi.code_names import code_names, in_one_book
from coder.exchange.refi.guids import guid_of
from coder.exchange.refi.own_note import NOTE_NAME, written_facts
from coder.exchange.refi.profiles import LAYOUTS, Layout
from coder.exchange.refi.qdpx_document import QdpxDocument
from coder.exchange.refi.qdpx_losses import tell_of_project, tell_unreadable
from coder.exchange.refi.qdpx_plan import Plan
from coder.exchange.refi.qdpx_variables import Variables
from coder.exchange.refi.xml_text import XmlText

# Neither time nor system may show: the same project gives the same bytes.
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)
_UNIX, _READABLE = 3, 0o644 << 16


def write_qdpx(
    path: Path,
    project: PortableProject,
    *,
    profile: Profile = Profile.STANDARD,
    marks: FileMarks,
    progress: Progress | None = None,
) -> tuple[Loss, ...]:
    """Write a project, whole or not at all; the same project gives the same bytes.

    Args:
        path: The file.
        project: What is to go along.
        profile: The program it is for.
        marks: What the file says of itself.
        progress: Told how many cases and selections of how many are written.

    Returns:
        What the format has no place for, or other programs do not act on.
    """
    losses = Losses()
    xml = XmlText(losses)
    layout = LAYOUTS[profile]
    codes = in_one_book(project)
    names = code_names(codes, layout, xml, losses)
    plan = Plan(project, layout, xml, losses)
    renamed = any(case.name != case.participation.respondent for case in plan.cases.values())
    variables = Variables(project, layout, renamed, xml)
    own_note = (NOTE_NAME, _own_facts(project, plan, layout, marks))
    document = QdpxDocument(plan, layout, variables, codes, names, marks, own_note, xml)
    tell_of_codebooks(project.codebooks, losses)
    tell_of_project(project, losses)
    with whole_file(path) as new:
        with zipfile.ZipFile(new, "w", zipfile.ZIP_DEFLATED) as package:
            with package.open(_member(layout.inner), "w", force_zip64=True) as stream:
                document.write(stream, _Counted(plan, progress))
            for source in plan.sources:
                name = f"{layout.folder}/{guid_of(source.uid)}.txt"
                package.writestr(_member(name), source.text.encoded())
            for name, text in document.files.items():
                package.writestr(_member(f"{layout.folder}/{name}"), text.encode("utf-8"))
        tell_unreadable(new, own_note[1], losses)
    return losses.all()


class _Counted:
    """Tells progress in cases and selections."""

    def __init__(self, plan: Plan, progress: Progress | None) -> None:
        self._total = len(plan.cases) + sum(len(source.selections) for source in plan.sources)
        self._done = 0
        self._progress = progress

    def __call__(self, more: int) -> None:
        self._done += more
        if self._progress is not None:
            self._progress(self._done, self._total)


def _member(name: str) -> zipfile.ZipInfo:
    member = zipfile.ZipInfo(name, _FIRST_DAY)
    member.compress_type = zipfile.ZIP_DEFLATED
    member.create_system, member.external_attr = _UNIX, _READABLE
    return member


def _own_facts(project: PortableProject, plan: Plan, layout: Layout, marks: FileMarks) -> str:
    """Return what only this program reads, for a note in the file."""
    answers: dict[str, list[str]] = {}
    for source in plan.sources:
        if source.case is not None:
            answers.setdefault(source.question.uid, []).append(source.uid)
    return written_facts(
        project,
        origin=marks.program,
        answers=answers,
        convention="utf16" if layout.utf16 else "standard",
        newlines="crlf" if layout.newline == "\r\n" else "",
        without_text=marks.without_text,
    )
