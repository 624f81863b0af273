"""Profiles: how a project file is laid out for the program that is to read it."""

from __future__ import annotations

from dataclasses import dataclass

from coder.domain.exchange_formats import Profile


@dataclass(frozen=True)
class Layout:
    """What a program wants."""

    newline: str = "\n"
    """How lines end in text files, the answers' own lines too."""
    bom: bool = False
    """Whether text files begin with a byte order mark; positions never count it."""
    utf16: bool = False
    """Whether positions count UTF-16 units rather than code points."""
    folder: str = "sources"
    """Where the text files lie."""
    inner: str = "project.qde"
    """The name of the XML document."""
    source_per_answer: bool = False
    """One text file for each answer, rather than one for each question and wave."""
    case_codes: bool = False
    """Whether answers are tied to respondents by a code of the case's GUID as well."""
    unique_names: bool = False
    """Whether no two codes may bear the same name, wherever they stand."""
    longest_name: int | None = None
    """How many characters of a code's name are read."""
    notes_in_files: bool = False
    """Whether notes are read from text files, and those on answers from a place in the answer's text."""


LAYOUTS = {
    Profile.STANDARD: Layout(),
    Profile.NVIVO: Layout(newline="\r\n", bom=True, utf16=True, folder="Sources", case_codes=True),
    Profile.MAXQDA: Layout(newline="\r\n", source_per_answer=True, longest_name=63),
    Profile.QUALCODER: Layout(case_codes=True, unique_names=True, notes_in_files=True),
}
"""NVivo and MAXQDA as their own files are; QualCoder as its import reads."""
