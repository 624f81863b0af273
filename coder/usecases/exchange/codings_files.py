"""Codings out to a file and in from one: adding, never removing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from coder.domain.codebook import PATH_SEPARATOR
from coder.domain.coder_kind import AGAIN, CONSENSUS
from coder.domain.coding import CodedState, Span, distinct
from coder.domain.errors import ProblemsError
from coder.domain.question import Question
from coder.exchange.codings_file import CodingRow, CodingsFile, codings_in
from coder.store.coded_answers import CodedRow, PlacedCoding, answer_places, coded_rows, placed_codings
from coder.store.coders import add_coder, all_coders, coder_named
from coder.store.codes import codes_of
from coder.store.questions import question_named
from coder.store.surveys import update_many
from coder.store.unit_of_work import Reading, Writing
from coder.store.waves import wave_named
from coder.usecases.exchange.codings_codes import CodesNamed, PathKey
from coder.usecases.exchange.codings_rows import CodedHere, ResolvedRows, resolved_rows

CodingKey = tuple[int, int, int]
"""Answer, code and coder, by id."""


@dataclass(frozen=True)
class CodingsReport:
    """What an import of codings changed."""

    answers: int
    """Answers the file says something about."""
    new_codings: int
    new_excerpts: int
    newly_done: int
    new_codes: tuple[str, ...]
    """Paths of the codes that were made."""
    new_coders: tuple[str, ...]
    persons: tuple[str, ...]
    """Whose codings the file holds, new or not."""

    @property
    def changed(self) -> bool:
        """Whether anything was."""
        counted = self.new_codings + self.new_excerpts + self.newly_done
        return bool(counted or self.new_codes or self.new_coders)


def read_codings_file(
    path: Path,
    *,
    sheet: str | None = None,
    encoding: str | None = None,
    delimiter: str | None = None,
    only_coder: str | None = None,
) -> CodingsFile:
    """Read a codings file; what is wrong with it is listed in it."""
    from coder.exchange.table_file import read_table

    return codings_in(read_table(path, sheet=sheet, encoding=encoding, delimiter=delimiter), only_coder)


def export_codings(
    work: Reading, question_key: str, *, coders: Sequence[str] = (), wave: str | None = None
) -> list[CodingRow]:
    """Return a question's codings, a row per coding or excerpt, in the order files have.

    That is: respondents in file order (a respondent's waves in theirs), codebook order, coder, start; an
    answer without codes stands with an empty code. What people coded again of their own is left out, unless
    it is asked for by the name of their shadow.

    Raises:
        UnknownQuestionError, UnknownCoderError, UnknownWaveError: If there is no such thing.
    """
    question = question_named(work, question_key)
    wanted = {coder_named(work, name).id for name in coders}
    if wave is not None:
        wave_named(work, wave)
    return list(_rows(work, question, wanted, wave))


def check_codings(
    work: Reading, question_key: str, file: CodingsFile, *, own_name: str, create_codes: bool = False
) -> None:
    """Raise what ``import_codings`` would raise, before anything is written."""
    _understood(work, question_key, file, own_name, CodedState.DONE, create_codes)


def import_codings(
    work: Writing,
    question_key: str,
    file: CodingsFile,
    *,
    own_name: str,
    default_state: CodedState = CodedState.DONE,
    create_codes: bool = False,
) -> CodingsReport:
    """Add the codings of a file to a question; nothing that is there is removed, moved or reopened.

    An answer the project knows as done stays done. Codings of the consensus are taken too. The first person a
    row says done of becomes the question's lead, unless it has one.

    Args:
        work: The act.
        question_key: The question.
        file: What the file holds.
        own_name: The coder meant where the file has no column for it.
        default_state: The state where the file does not say.
        create_codes: Make codes the codebook lacks.

    Raises:
        UnknownQuestionError: If there is no such question.
        ProblemsError: If anything does not fit; all of it is listed, and nothing may be kept of the act.
    """
    question, codes, resolved = _understood(work, question_key, file, own_name, default_state, create_codes)
    coder_ids = {name: add_coder(work, name) for name in resolved.new_coders}
    coder_ids.update((coder.name, coder.id) for coder in all_coders(work))
    new_codes = codes.create_missing(work)
    added = add_codings(work, question, resolved.coded.values(), codes.id_of, coder_ids)
    newly_done = add_states(work, question, resolved.coded.values(), coder_ids)
    if question.lead_id is None and resolved.first_done is not None:
        work.update("question", question.id, lead=coder_ids[resolved.first_done])
    return CodingsReport(
        answers=len({here.answer_id for here in resolved.coded.values()}),
        new_codings=len(added.made),
        new_excerpts=added.excerpts,
        newly_done=newly_done,
        new_codes=tuple(new_codes),
        new_coders=tuple(resolved.new_coders),
        persons=tuple(resolved.persons),
    )


def _understood(
    work: Reading,
    question_key: str,
    file: CodingsFile,
    own_name: str,
    default_state: CodedState,
    create_codes: bool,
) -> tuple[Question, CodesNamed, ResolvedRows]:
    """Find what each row means; all that does not fit is raised at once."""
    question = question_named(work, question_key)
    codes = CodesNamed(work, question.codebook_id, may_create=create_codes)
    resolved = resolved_rows(work, question, file, codes, own_name=own_name, default_state=default_state)
    if resolved.problems:
        listed = sorted(resolved.problems, key=lambda each: each.row or 0)
        raise ProblemsError([*listed, *resolved.hints])
    return question, codes, resolved


@dataclass(frozen=True)
class AddedCodings:
    """What codings of a file added to those of a question."""

    made: dict[CodingKey, int]
    """Ids of the new ones."""
    excerpts: int
    """New excerpts, those of codings that were there among them."""


def add_codings(
    work: Writing,
    question: Question,
    coded: Iterable[CodedHere],
    code_id_of: Callable[[PathKey], int],
    coder_ids: Mapping[str, int],
    uids: Mapping[CodingKey, str] | None = None,
) -> AddedCodings:
    """Add codings and excerpts that are not there yet.

    Args:
        work: The act.
        question: Whose answers they stand on.
        coded: What each coder did with each answer.
        code_id_of: The code that a key stands for.
        coder_ids: By name.
        uids: Of codings made elsewhere; no coding here has them.
    """
    present = {(c.answer_id, c.code_id, c.coder_id): c for c in placed_codings(work, question.id)}
    made: dict[CodingKey, dict[str, Any]] = {}
    placed: dict[int, dict[str, list[Span]]] = {}
    excerpts = 0
    for here in coded:
        coder_id = coder_ids[here.coder]
        for key, spans in here.codings.items():
            place = here.answer_id, code_id_of(key), coder_id
            known = present.get(place)
            together = distinct([*(known.excerpts if known else ()), *spans])
            excerpts += len(together) - (len(known.excerpts) if known else 0)
            if known is None:
                answer_id, code_id, _coder = place
                made[place] = {
                    "uid": (uids or {}).get(place),
                    "answer": answer_id,
                    "code": code_id,
                    "coder": coder_id,
                    "excerpts": together,
                }
            elif together != list(known.excerpts):
                placed[known.id] = {"excerpts": together}
    ids = work.create_many("coding", list(made.values()))
    update_many(work, "coding", placed)
    return AddedCodings(dict(zip(made, ids, strict=True)), excerpts)


def add_states(
    work: Writing, question: Question, coded: Iterable[CodedHere], coder_ids: Mapping[str, int]
) -> int:
    """Note how far coders have come, where they had not; return how many answers are newly done."""
    present = {(row.answer_id, row.coder_id): row for row in coded_rows(work, question.id)}
    made: list[dict[str, Any]] = []
    finished: dict[int, dict[str, Any]] = {}
    for here in coded:
        known = present.get((here.answer_id, coder_ids[here.coder]))
        if known is None:
            made.append({"answer": here.answer_id, "coder": coder_ids[here.coder], **_state(work, here)})
        elif known.state is CodedState.STARTED and here.state is CodedState.DONE:
            finished[known.id] = _state(work, here)
    work.create_many("coded", made)
    update_many(work, "coded", finished)
    return len(finished) + sum(1 for row in made if row["state"] == CodedState.DONE)


def _state(work: Writing, here: CodedHere) -> dict[str, Any]:
    done = here.state is CodedState.DONE
    state = CodedState.DONE if done else CodedState.STARTED
    return {"state": state.value, "done_entry": work.number if done else None}


def _rows(work: Reading, question: Question, wanted: set[int], wave: str | None) -> Iterator[CodingRow]:
    coders = {coder.id: coder for coder in all_coders(work)}
    rank = sorted(coders, key=lambda coder_id: (coders[coder_id].kind == CONSENSUS, coders[coder_id].name))
    coder_order = {coder_id: order for order, coder_id in enumerate(rank)}
    shown = wanted or {coder.id for coder in coders.values() if coder.kind != AGAIN}
    codes = codes_of(work, question.codebook_id)
    code_order = {code.id: order for order, code in enumerate(codes)}
    by_id = {code.id: code for code in codes}
    codings: dict[int, list[PlacedCoding]] = defaultdict(list)
    for coding in placed_codings(work, question.id):
        if coding.coder_id in shown:
            codings[coding.answer_id].append(coding)
    coded: dict[int, list[CodedRow]] = defaultdict(list)
    for each in coded_rows(work, question.id):
        if each.coder_id in shown:
            coded[each.answer_id].append(each)
    for place in answer_places(work, question.id):
        if wave is not None and place.wave != wave:
            continue
        states = {row.coder_id: row.state for row in coded[place.id]}
        given = codings[place.id]
        for coding in sorted(given, key=lambda c: (code_order[c.code_id], coder_order[c.coder_id])):
            path = by_id[coding.code_id].path
            for start, end in coding.excerpts or ((None, None),):
                yield CodingRow(
                    respondent_id=place.respondent_id,
                    wave=place.wave,
                    theme=PATH_SEPARATOR.join(path[:-1]),
                    code=path[-1],
                    coder=coders[coding.coder_id].name,
                    start=start,
                    end=end,
                    state=states.get(coding.coder_id),
                )
        coded_with = {coding.coder_id for coding in given}
        for coder_id in sorted(states.keys() - coded_with, key=coder_order.__getitem__):
            yield CodingRow(
                place.respondent_id, place.wave, "", "", coders[coder_id].name, state=states[coder_id]
            )
