"""The history in words: who did what, when, to what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from coder.domain.clean_up import MEANT_OPERATIONS
from coder.domain.codebook import RECODE_OPERATION, find_code
from coder.domain.coder_kind import PERSON
from coder.domain.entry import Change, Entry
from coder.messages import _, ngettext
from coder.store.answers import UnknownRespondentError
from coder.store.codes import codes_of
from coder.store.history import changes_by_entry, entries, entry_numbered, start_of
from coder.store.names import NameBook
from coder.store.nouns import ON_ANSWERS
from coder.store.questions import all_questions, question_named
from coder.store.respondents import last_wave_then
from coder.store.rows_about import rows_about, rows_about_respondent
from coder.store.unit_of_work import Reading, Writing

NAMED = 3
"""How many codes or respondents a line of history names before it only counts."""


@dataclass(frozen=True)
class Told:
    """An entry as a person reads it."""

    entry: Entry
    changes: tuple[Change, ...]
    operation: str
    """What was done, in words."""
    about: str
    """To what: codes, respondents."""

    @property
    def sentence(self) -> str:
        """What was done to what, in one line."""
        return " · ".join(part for part in (self.operation, self.about) if part)

    @property
    def when(self) -> str:
        """The local time, to the second."""
        local = datetime.fromisoformat(self.entry.at).astimezone()
        return local.strftime("%Y-%m-%d %H:%M:%S")


def told_history(
    work: Reading,
    *,
    respondent: str | None = None,
    code: str | None = None,
    question: str | None = None,
    since: str | None = None,
    limit: int | None = None,
) -> list[Told]:
    """Return the history, oldest first, narrowed as asked.

    Args:
        work: The snapshot.
        respondent: External id; only what touched the respondent's answers.
        code: Name or path; only what touched the code or its codings.
        question: Key of the question meant.
        since: Date or time.
        limit: Only the newest so many.
    """
    uids = uids_asked_for(work, respondent, code, question)
    begin = start_of(since) if since is not None else None
    found = entries(work, since=begin, uids=uids, newest_first=True, limit=limit)[::-1]
    return _told(work, found)


def told_entry(work: Reading, number: int) -> Told:
    """Return one entry in words."""
    [told] = _told(work, [entry_numbered(work, number)])
    return told


def told_act(work: Reading, number: int) -> Told:
    """Return in words what was done in the first place: of an undo or a redo, the act it was about."""
    told = told_entry(work, number)
    while told.entry.undoes is not None:
        told = told_entry(work, told.entry.undoes)
    return told


def _told(work: Reading, found: Sequence[Entry]) -> list[Told]:
    changes = changes_by_entry(work, [entry.number for entry in found])
    names = NameBook(work)
    return [
        Told(
            entry,
            tuple(changes[entry.number]),
            _operation(work, entry, changes[entry.number]),
            about_in_words(names, changes[entry.number]),
        )
        for entry in found
    ]


def _operation(work: Reading, entry: Entry, changes: Sequence[Change]) -> str:
    """Say what an operation did, with what only its changes know."""
    came = [each.after for each in changes if each.noun == "coding" and isinstance(each.after, dict)]
    if entry.operation == "carry_over" and came:
        wave = last_wave_then(work, str(came[0]["answer"]), entry.number)
        if wave:
            number = len(came)
            said = ngettext("took over {n} code from {wave}", "took over {n} codes from {wave}", number)
            return said.format(n=number, wave=wave)
    return operation_in_words(entry)


def operation_in_words(entry: Entry) -> str:
    """Say what an operation does."""
    words = {
        "new_project": _("made the project"),
        "new_coder": _("new coder"),
        "rename_coder": _("renamed a coder"),
        "import_survey": _("imported a survey"),
        "import_codings": _("imported codings"),
        "import_coded": _("took in what was coded elsewhere"),
        "import_codebook": _("imported a codebook"),
        "set_question": _("changed a question's settings"),
        "order_levels": _("ordered levels"),
        "name_wave": _("named a wave"),
        "order_waves": _("ordered waves"),
        "set_missing_levels": _("said which levels are no answers"),
        "set_code": _("set a code"),
        "remove_code": _("removed a code"),
        "remove_excerpt": _("took a code off one place in an answer"),
        "make_whole": _("set a code on a whole answer"),
        "mark_done": _("marked done"),
        "reopen": _("took back done"),
        "take_out": _("took one answer out of those coded together"),
        "deal": _("dealt answers"),
        "add_code": _("made a code"),
        "rename_code": _("renamed a code"),
        "define_code": _("defined a code"),
        "widen_code": _("widened a code's meaning"),
        "narrow_code": _("narrowed a code's meaning"),
        "set_exclusive": _("changed whether answers may have several codes"),
        "move_code": _("moved a code"),
        "merge_codes": _("merged codes"),
        "split_code": _("split a code"),
        "retire_code": _("retired a code"),
        "restore_code": _("restored a code"),
        "write_note": _("wrote a note"),
        "deal_with_note": _("dealt with a note"),
        **dict.fromkeys(MEANT_OPERATIONS.values(), _("said that something in the codebook is meant so")),
        RECODE_OPERATION: _("gave answers another code"),
        "approve_coding": _("approved the coding"),
        "withdraw_approval": _("withdrew the approval of the coding"),
        "set_flag": _("flagged an answer"),
        "remove_flag": _("took a flag off"),
        "set_code_for_all": _("set a code on several answers"),
        "remove_code_for_all": _("removed a code from several answers"),
        "carry_over": _("took over codes from an earlier wave"),
        "code_together": _("coded equal answers together"),
        "look_again": _("read an answer again"),
        "stop_revisit": _("ended a round of reading again"),
        "propose": _("let a model propose codes"),
        "decide_proposals": _("decided on proposed codes"),
        "settle": _("settled differences between coders"),
        "settle_equal": _("settled answers coded alike"),
        "park_answer": _("left a difference to somebody"),
        "unsettle": _("took back how a difference was settled"),
        "carry_rule": _("carried a settled rule to other answers"),
        "move_passage": _("moved a passage to another code"),
        "order_passages": _("ordered passages"),
        "star_passage": _("starred a passage"),
        "unstar_passage": _("took a star off a passage"),
        "shorten_passage": _("shortened a passage for print"),
        "translate_passage": _("translated a passage"),
        "let_go_passages": _("let go of passages whose words are gone"),
        "write_analysis": _("wrote in the analysis"),
        "write_lead_in": _("wrote a lead-in"),
        "save_layer": _("saved a reporting layer"),
        "delete_layer": _("took away a reporting layer"),
        "save_outcome": _("saved an outcome"),
        "delete_outcome": _("took away an outcome"),
        "accept_code": _("accepted a proposed code"),
        "merge_project": _("merged another project into this one"),
        "draw_sample": _("drew a sample to be coded blind"),
        "open_blind_sample": _("looked into a blind sample before time"),
        "close_sample": _("closed a blind sample"),
        "decide_findings": _("decided on findings of the privacy check"),
        "redact": _("redacted stored answers"),
        "forget": _("forgot what a respondent wrote"),
        "set_project": _("set on what ground and how long answers are kept"),
        "tag": _("tagged the moment"),
        "undo": _("took back entry {number}").format(number=entry.undoes),
        "redo": _("did again what entry {number} took back").format(number=entry.undoes),
    }
    return words.get(entry.operation, entry.operation)


def about_in_words(names: NameBook, changes: Sequence[Change]) -> str:
    """Name the codes and respondents that changes are about, or count them where they are many."""
    codes: dict[str, str] = {}
    answers: dict[str, str] = {}
    kept: dict[str, str] = {}
    people: dict[str, str] = {}
    for change in changes:
        values = change.after if isinstance(change.after, dict) else change.before
        if change.noun == "code":
            codes[change.uid] = names.code(change.uid, values)
        elif change.noun == "analysis" or change.noun in ON_ANSWERS:
            on = names.standing(change.noun, change.uid, values)
            codes.update({on.code: names.code(on.code)} if on.code else {})
            answers.update({on.answer: names.answer(on.answer)} if on.answer else {})
        elif change.noun == "answer":
            answers[change.uid] = names.answer(change.uid, values)
        elif change.noun in ("layer", "outcome"):
            kept[change.uid] = names.setting_of(change.noun, change.uid)
        elif change.noun == "coder" and isinstance(change.after, dict) and change.after.get("kind") == PERSON:
            people[change.uid] = names.setting_of("coder", change.uid)
        elif change.noun == "approval":
            kept[change.uid] = names.setting_of("question", names.question_of(change.uid, values))
    counted = ngettext("{n} answer", "{n} answers", len(answers)).format(n=len(answers))
    parts = [
        _listed(list(codes.values()), ngettext("{n} code", "{n} codes", len(codes)).format(n=len(codes))),
        _listed(list(answers.values()), counted),
        ", ".join(f"«{name}»" for name in (kept or people).values() if name),
    ]
    return " · ".join(part for part in parts if part)


def _listed(names: list[str], counted: str) -> str:
    known = [name for name in names if name]
    return ", ".join(dict.fromkeys(known)) if len(known) <= NAMED else counted


def uids_asked_for(
    work: Reading, respondent: str | None, code: str | None, question: str | None
) -> list[str] | None:
    """Return the uids of the rows a history is asked for; None where all of it is."""
    asked = [question_named(work, question)] if question is not None else all_questions(work)
    if respondent is not None:
        found = rows_about_respondent(work, respondent, [each.id for each in asked])
        if not found:
            raise UnknownRespondentError(respondent, question)
        return found
    if code is not None:
        codebooks = dict.fromkeys(each.codebook_id for each in asked)
        known = [each for codebook_id in codebooks for each in codes_of(work, codebook_id)]
        return rows_about(work, "code", find_code(known, code).id)
    return [each.uid for each in asked] if question is not None else None


def take_back(work: Writing) -> int:
    """Undo or redo, as ``work.operation`` says; return the number of the entry taken back.

    Answers that came back or got another text have their sentences found anew.

    Raises:
        NothingToUndoError: If the coder has nothing to take back, or to do again.
        BuiltUponError: If others built on it; names them.
    """
    from coder.store import undo
    from coder.usecases.survey.sentences import follow_texts

    number = undo.take_back(work)
    follow_texts(work)
    return number
