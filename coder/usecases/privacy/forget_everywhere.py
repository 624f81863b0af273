"""`coder project forget`: in the project, its freed space, its backups and the program's own files."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import Any

from coder.store.coders import coder_with_id
from coder.store.engine import Engine
from coder.store.exports import exports_of, standing
from coder.store.failures import ProjectLockedError
from coder.store.foreign import foreign_parts
from coder.store.forgotten import complete_receipt, write_down_forgotten
from coder.store.tombstones import write_anew
from coder.store.unit_of_work import Reading, Writing, writing
from coder.usecases.privacy.forget import FORGET, Blanked, Whose, forget, whose_answers
from coder.usecases.privacy.forget_copies import (
    backups_of,
    files_beside,
    files_of,
    forget_in_backups,
    own_files,
)
from coder.usecases.privacy.forget_receipt import CopyHandled, Receipt, TextLeft
from coder.usecases.work_part import Progress, part_of


class _TakenBack(Exception):
    """Ends an act that was only tried."""


def foresee_forgetting(
    engine: Engine, respondent_id: str, *, wave: str | None = None, words: Collection[str] = ()
) -> Receipt:
    """Tell what forgetting a respondent would do, by doing it in the project and taking it back.

    Files are searched for what the project knows the respondent wrote; backups may know of more. Nothing
    else in this process may have the project open.

    Raises:
        UnknownRespondentError, UnknownWaveError, NothingInWaveError: If nothing is theirs.
    """
    foreseen: list[tuple[Receipt, Blanked]] = []
    try:
        with writing(engine, coder_id=None, operation=FORGET) as work:
            whose = whose_answers(work, respondent_id, wave)
            blanked = forget(work, whose, words=words)
            foreseen.append((_receipt(work, respondent_id, whose, blanked), blanked))
            raise _TakenBack
    except _TakenBack:
        pass
    [(receipt, blanked)] = foreseen
    copies, own = backups_of(engine), files_of(engine)
    engine.dispose()
    removed = own_files(blanked.known_by)
    beside = files_beside(engine, blanked.known_by, copies)
    return replace(
        receipt,
        backups=tuple(CopyHandled(str(each), "waiting" if each.exists() else "gone") for each in copies),
        removed=tuple(map(str, removed)),
        beside=tuple(str(each) for each in beside if each not in own and each not in removed),
        is_looked_for=bool(blanked.known_by),
        is_foreseen=True,
    )


def forget_respondent(
    engine: Engine,
    respondent_id: str,
    coder_id: int,
    *,
    wave: str | None = None,
    words: Collection[str] = (),
    progress: Progress | None = None,
) -> Receipt:
    """Forget what a respondent wrote, everywhere this program can reach; return the receipt, which is kept.

    Done again, it finishes what could not be done before: a backup that was missing, space that others held.
    Nothing else in this process may have the project open.

    Args:
        engine: The project.
        respondent_id: The external id.
        coder_id: Who forgets.
        wave: Only what was written in this wave.
        words: Words to take out of what people wrote too, such as a name.
        progress: Told how far it has come.

    Raises:
        UnknownRespondentError, UnknownWaveError, NothingInWaveError: If nothing is theirs.
        BeyondRoleError: If roles were given, and the coder's is not to lead.
    """
    with writing(engine, coder_id=coder_id, operation=FORGET) as work:
        whose = whose_answers(work, respondent_id, wave)
        blanked = forget(work, whose, words=words)
        receipt = _receipt(work, respondent_id, whose, blanked)
        uid = write_down_forgotten(work, whose.uid, _kept(receipt))
    part_of(progress, 0, 0.2)(1, 1)
    is_overwritten = _overwritten(engine)
    part_of(progress, 0.2, 0.4)(1, 1)
    copies = backups_of(engine)
    backups, known_there = forget_in_backups(
        copies,
        whose,
        words,
        blanked.known_by,
        _kept(replace(receipt, is_overwritten=True)),
        part_of(progress, 0.4, 0.9),
    )
    own = files_of(engine)
    engine.dispose()
    known_by = {*blanked.known_by, *known_there}
    removed = own_files(known_by)
    for file in removed:
        file.unlink(missing_ok=True)
    beside = files_beside(engine, known_by, copies)
    done = replace(
        receipt,
        is_overwritten=is_overwritten,
        backups=tuple(backups),
        removed=tuple(map(str, removed)),
        beside=tuple(str(each) for each in beside if each not in own),
        within=tuple(str(each) for each in beside if each in own),
        is_looked_for=bool(known_by),
    )
    complete_receipt(engine, uid, _kept(done))
    part_of(progress, 0.9, 1)(1, 1)
    return done


def _overwritten(engine: Engine) -> bool:
    try:
        return write_anew(engine)
    except ProjectLockedError:
        return False


def _receipt(work: Writing, respondent_id: str, whose: Whose, blanked: Blanked) -> Receipt:
    return Receipt(
        respondent=respondent_id,
        waves=whose.waves,
        wave_uids=whose.wave_uids,
        at=work.at,
        entry=work.number if work.changes else work.number - 1,
        coder=coder_with_id(work, work.coder_id).name if work.coder_id else "",
        answers=blanked.answers,
        earlier=blanked.earlier,
        taken_away=dict(blanked.taken_away),
        quotations=tuple((noun, name, n) for (noun, name), n in sorted(blanked.quotations.items())),
        earlier_quotations=blanked.earlier_quotations,
        names=dict(blanked.names),
        same_elsewhere=blanked.same_elsewhere,
        is_on_server=work.connection.dialect.name != "sqlite",
        exports=_exports(work, whose),
        merged=tuple(dict.fromkeys(part.file for part in foreign_parts(work) if not part.is_taken_back)),
        is_looked_for=bool(blanked.known_by),
    )


def _exports(work: Reading, whose: Whose) -> tuple[TextLeft, ...]:
    """Return the files that left with answers to the respondent's questions in them."""
    return tuple(
        TextLeft(each.file, each.what, each.format, each.at)
        for each in standing(exports_of(work))
        if each.has_text and (each.question_id is None or each.question_id in whose.questions)
    )


def _kept(receipt: Receipt) -> dict[str, Any]:
    """Return what is kept of a receipt: who it was stands beside it, by uid."""
    return {name: value for name, value in receipt.as_json().items() if name != "respondent"}
