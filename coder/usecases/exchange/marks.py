"""What a file that leaves says of itself: whose it is, and whether its text was checked for privacy."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from coder.domain.portable import FileMarks, PortableProject, Progress
from coder.messages import _, ngettext
from coder.store.answers import answer_keys
from coder.store.findings import findings_on
from coder.store.questions import all_questions
from coder.store.unit_of_work import Reading
from coder.text.numbers import written_count
from coder.usecases.privacy.disclose import findings_of
from coder.usecases.privacy.privacy_names import privacy_check
from coder.usecases.tables.provenance import PROGRAM

CHECKED_AT_ONCE = 5_000
"""So many answers are checked though nobody has decided on anything yet: about six seconds."""
REMOVED = ("keep", "redact")
"""Decisions after which the text may stand as it is; what is masked or dropped in documents stands here."""


@dataclass(frozen=True)
class Checked:
    """What the privacy check found in the texts that leave."""

    found: int = 0
    undecided: int = 0
    masked: int = 0
    """Decided on for documents, where other words stand or the answer is left out; here it stands in full."""
    skipped: bool = False
    """Nobody has decided on anything, in more answers than are checked for nothing."""
    examples: int = 0
    """Codes with examples, which may quote somebody, and which nobody checks."""

    @property
    def unchecked(self) -> bool:
        """Whether a file with these texts must be marked."""
        return self.skipped or self.undecided > 0 or self.masked > 0 or self.examples > 0

    def sentences(self) -> list[str]:
        """Tell what makes the file be marked; nothing where it is not."""
        said = []
        if self.skipped:
            said.append(_("Nobody has gone through what the privacy check finds in these answers."))
        if self.undecided:
            told = ngettext(
                "{n} mention may identify somebody, and nobody has decided on it.",
                "{n} mentions may identify somebody, and nobody has decided on them.",
                self.undecided,
            )
            said.append(told.format(n=written_count(self.undecided)))
        if self.masked:
            told = ngettext(
                "{n} mention that documents mask or leave out stands in this file in full.",
                "{n} mentions that documents mask or leave out stand in this file in full.",
                self.masked,
            )
            said.append(told.format(n=written_count(self.masked)))
        if self.examples:
            told = ngettext(
                "{n} code has examples that nobody has checked: they may quote somebody.",
                "{n} codes have examples that nobody has checked: they may quote somebody.",
                self.examples,
            )
            said.append(told.format(n=written_count(self.examples)))
        return said


def checked_texts(
    work: Reading, questions: Sequence[str], names: Path | None = None, progress: Progress | None = None
) -> Checked:
    """Check the answers to some questions, or to all.

    Where nobody has ever decided on a finding and there are more than ``CHECKED_AT_ONCE`` answers, they are
    not checked: what would be found is undecided anyway.

    Args:
        work: The project.
        questions: By their keys; all if empty.
        names: A file of names to look for, one on each line.
        progress: Told of (answers checked, answers).
    """
    asked = [each.id for each in all_questions(work) if not questions or each.key in questions]
    keys = {
        each: [answer_id for answer_id, _uid in answer_keys(work, each, in_order=False)] for each in asked
    }
    total = sum(map(len, keys.values()))
    if total > CHECKED_AT_ONCE and not any(findings_on(work, ids) for ids in keys.values()):
        return Checked(skipped=True)
    check = privacy_check(names)
    decided: list[str | None] = []
    before = 0
    for question_id, ids in keys.items():

        def tell(done: int, _of: int, before: int = before) -> None:
            if progress is not None:
                progress(before + done, total)

        decided += [each.decision for each in findings_of(work, check, question_id, tell)]
        before += len(ids)
    return Checked(
        found=len(decided),
        undecided=sum(each is None for each in decided),
        masked=sum(each is not None and each not in REMOVED for each in decided),
    )


def program_mark() -> str:
    """Return the program and its version, as files name where they come from."""
    return f"{PROGRAM} {version(PROGRAM)}"


def file_marks(
    project: PortableProject,
    checked: Checked | None,
    *,
    pseudonymous: bool = False,
    without_text: bool = False,
) -> FileMarks:
    """Return what the file says of itself; ``checked`` is None where it holds nothing to check."""
    named = "" if pseudonymous else _("project {uid}, entry {n}").format(uid=project.uid, n=project.entry)
    return FileMarks(
        program=program_mark(),
        project=named,
        unchecked=checked is not None and checked.unchecked,
        checked="" if checked is None or checked.skipped else _in_words(checked),
        pseudonymous=pseudonymous,
        without_text=without_text,
    )


def _in_words(checked: Checked) -> str:
    from coder.privacy.checked import checked_in_words

    told = checked.sentences() or [
        ngettext(
            "{n} mention was found and decided on.", "{n} mentions were found and decided on.", checked.found
        ).format(n=written_count(checked.found))
    ]
    own = _("Notes and what is written about codes were not checked.")
    return " ".join([checked_in_words(), *told, own])
