"""Bringing another project of the same survey into this one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from coder.domain.address import without_password
from coder.domain.errors import UnusableInputError, WrongUseError
from coder.messages import _
from coder.platform import garbage_left_alone
from coder.store.backup import Backup, write_backup
from coder.store.check import findings
from coder.store.cipher import is_encrypted
from coder.store.engine import Engine, is_url, project_file
from coder.store.journal import empty_journal
from coder.store.merging.applying import carry_out, merging
from coder.store.merging.conflict import Take
from coder.store.merging.kinship import in_common, kinship
from coder.store.merging.plan import MergePlan, merge_plan
from coder.store.project import opened_as_it_is, project_of
from coder.store.restoring import read_into_memory
from coder.store.sentences import texts_to_split
from coder.store.surveys import answers_touched
from coder.store.texts import bodies_by_uid
from coder.store.unit_of_work import Reading, Writing, reading
from coder.usecases.merge.forgotten_on_both import refuse_unforgotten
from coder.usecases.survey.sentences import store_sentences
from coder.usecases.work_part import Progress, part_of

_READ, _PLANNED = 0.4, 0.9
"""How much of a merge is done when the other project is read and found whole, and when it is worked out."""


class SameProjectError(WrongUseError):
    """A project cannot be merged into itself."""

    def __init__(self) -> None:
        super().__init__(_("That is this very project. Name the file of another one."))


class OtherSurveyError(UnusableInputError):
    """The two projects have nothing in common."""

    def __init__(self, file: str) -> None:
        super().__init__(
            _(
                "«{file}» has no question and no respondent in common with this project; nothing was merged. "
                "If it is meant all the same: --anyway"
            ).format(file=file)
        )


class DamagedProjectError(UnusableInputError):
    """The other project is not whole."""

    def __init__(self, file: str, said: str) -> None:
        super().__init__(_("«{file}» is not whole: {said} Nothing was merged.").format(file=file, said=said))


@dataclass(frozen=True)
class ProjectMerge:
    """What a merge did, or would do."""

    file: str
    name: str
    """What the other project is called."""
    plan: MergePlan | None
    """None where nothing there is new here."""
    entry: int | None = None
    """The entry it became; None where nothing was changed."""
    backup: Backup | None = None
    texts: Mapping[str, str] = field(default_factory=dict)
    """Texts of the other project that differ from those here, by uid."""


@contextmanager
def other_project(target: str) -> Iterator[Engine]:
    """Open another project only to read it; a file is read into memory, and brought to today's schema there.

    Raises:
        NoProjectError, NotAProjectError, NewerProjectError, OlderProjectError: If it cannot be read so.
    """
    # What is encrypted is not copied: nowhere would the copy be safe.
    in_place = is_url(target) or is_encrypted(Path(target))
    engine = opened_as_it_is(target) if in_place else read_into_memory(Path(target))
    try:
        yield engine
    finally:
        engine.dispose()


@garbage_left_alone()
def plan_merge(
    engine: Engine,
    target: str,
    *,
    take: Take = Take.OURS,
    anyway: bool = False,
    progress: Progress | None = None,
) -> ProjectMerge:
    """Say what merging another project would do; nothing is written.

    Raises:
        SameProjectError, OtherSurveyError, DamagedProjectError: If it cannot be merged.
        ForgottenHereError, ForgottenThereError: If one has forgotten somebody, and the other has not.
    """
    file = _checked_name(engine, target)
    with other_project(target) as other, reading(other) as theirs, reading(engine) as ours:
        _refuse_damaged(theirs, file)
        part_of(progress, 0, _READ)(1, 1)
        _refuse_other_survey(ours, theirs, file, anyway=anyway)
        refuse_unforgotten(ours, theirs, file)
        plan = _plan(ours, theirs, take, part_of(progress, _READ, 1))
        return ProjectMerge(file, project_of(theirs).name, plan, texts=_texts_of(theirs, plan))


@garbage_left_alone()
def merge_project(
    engine: Engine,
    target: str,
    coder_id: int,
    *,
    take: Take = Take.OURS,
    anyway: bool = False,
    progress: Progress | None = None,
) -> ProjectMerge:
    """Merge another project into this one, as one entry, after a backup.

    Args:
        engine: This project.
        target: The other one: a file or a URL. It is only read.
        coder_id: Who merges.
        take: Whose side stands where both changed the same.
        anyway: Also where the two have nothing in common.
        progress: Told how far it has come.

    Raises:
        SameProjectError, OtherSurveyError, DamagedProjectError: If it cannot be merged.
        ForgottenHereError, ForgottenThereError: If one has forgotten somebody, and the other has not.
    """
    file = _checked_name(engine, target)
    with other_project(target) as other, reading(other) as theirs:
        _refuse_damaged(theirs, file)
        part_of(progress, 0, _READ)(1, 1)
        name = project_of(theirs).name
        with reading(engine) as ours:
            _refuse_other_survey(ours, theirs, file, anyway=anyway)
            refuse_unforgotten(ours, theirs, file)
            if not kinship(ours, theirs).has_news:
                return ProjectMerge(file, name, None)
        backup = write_backup(engine, why="merge")
        with merging(engine) as connection:
            plan = _plan(Reading(connection), theirs, take, part_of(progress, _READ, _PLANNED))
            entry = None
            if plan is not None:
                entry = carry_out(
                    connection, theirs, plan, coder_id=coder_id, file=file, split=_split_what_is_new
                )
        texts = _texts_of(theirs, plan)
    if plan is not None and plan.forgotten:
        empty_journal(engine)
    return ProjectMerge(file, name, plan, entry, backup, texts)


def _plan(ours: Reading, theirs: Reading, take: Take, progress: Progress) -> MergePlan | None:
    """Return what to do; None where nothing there is new here."""
    kin = kinship(ours, theirs)
    if not kin.has_news:
        return None
    return merge_plan(ours, theirs, kin, take, progress)


def _texts_of(theirs: Reading, plan: MergePlan | None) -> dict[str, str]:
    """Return what differs and is no answer: an answer may have been redacted here."""
    conflicts = () if plan is None else plan.conflicts
    found = [each.there for each in conflicts if each.noun != "answer"]
    uids = [each["text"] for each in found if isinstance(each, dict) and "text" in each]
    return bodies_by_uid(theirs.connection, uids)


def _split_what_is_new(work: Writing) -> None:
    touched = answers_touched(work)
    store_sentences(work, texts_to_split(work, touched), fresh=True)


def _refuse_other_survey(ours: Reading, theirs: Reading, file: str, *, anyway: bool) -> None:
    if not anyway and not kinship(ours, theirs).common and not in_common(ours, theirs):
        raise OtherSurveyError(file)


def _refuse_damaged(theirs: Reading, file: str) -> None:
    damaged = findings(theirs)
    if damaged:
        raise DamagedProjectError(file, damaged[0])


def _checked_name(engine: Engine, target: str) -> str:
    """Return what the other project is called in messages: its file, or its database."""
    if is_url(target):
        name = target.rsplit("/", 1)[-1].split("?", maxsplit=1)[0]
        if (
            project_file(engine) is None
            and str(engine.url.database) == name
            and without_password(target) == _address(engine)
        ):
            raise SameProjectError
        return name
    own = project_file(engine)
    if own is not None and own.exists() and Path(target).exists() and own.samefile(target):
        raise SameProjectError
    return Path(target).name


def _address(engine: Engine) -> str:
    return engine.url.render_as_string(hide_password=False)
