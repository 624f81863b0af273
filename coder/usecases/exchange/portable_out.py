"""A project as files of other programs carry it, read in one snapshot."""

from __future__ import annotations

from collections.abc import Sequence

from coder.domain.codebook import CodeRow, offered_codes
from coder.domain.coder_kind import AGAIN
from coder.domain.loss import Losses
from coder.domain.portable import (
    PortableAnswer,
    PortableCode,
    PortableCodebook,
    PortableCoded,
    PortableCoder,
    PortableCoding,
    PortableProject,
    PortableQuestion,
)
from coder.messages import _
from coder.store.coded_answers import placed_codings
from coder.store.coders import Coder, all_coders, coder_named
from coder.store.codes import codes_of
from coder.store.portable_rows import (
    codebooks_by_id,
    portable_answers,
    portable_coded,
    portable_codings,
    portable_notes,
    portable_participations,
    portable_variables,
    project_named,
)
from coder.store.questions import all_questions, question_named
from coder.store.unit_of_work import Reading
from coder.store.waves import wave_ids


def portable_project(
    work: Reading, *, questions: Sequence[str] = (), coders: Sequence[str] = ()
) -> PortableProject:
    """Return what stands in the project now: of some questions or all, by some coders or all.

    Shadows of blind re-coding, codes merged away and what is only proposed are not in it; retired codes are.
    Respondents stand in file order, each of their waves in its order; codes in codebook order.

    Args:
        work: The project.
        questions: By their keys; all if left out.
        coders: Whose codings, states and notes; everybody's if left out.

    Raises:
        UnknownQuestionError, UnknownCoderError: If there is no such thing.
    """
    asked = [question_named(work, key) for key in dict.fromkeys(questions)] or all_questions(work)
    people = _people(work, coders)
    names = {coder.id: coder.name for coder in people}
    books, code_uids = _codebooks(work, [question.codebook_id for question in asked])
    answers: list[PortableAnswer] = []
    coded: list[PortableCoded] = []
    codings: list[PortableCoding] = []
    answer_uids: dict[int, str] = {}
    for question in asked:
        its_answers = portable_answers(work, question.id, question.key)
        answers.extend(its_answers.values())
        answer_uids.update((answer_id, each.uid) for answer_id, each in its_answers.items())
        coded.extend(portable_coded(work, question.id, its_answers, names))
        codings.extend(portable_codings(work, question.id, its_answers, names, code_uids))
    name, uid, entry = project_named(work)
    return PortableProject(
        name=name,
        uid=uid,
        entry=entry,
        coders=tuple(PortableCoder(each.uid, each.name, each.kind) for each in people),
        waves=tuple(wave_ids(work)),
        variables=tuple(portable_variables(work)),
        codebooks=tuple(books.values()),
        questions=tuple(
            PortableQuestion(
                each.uid,
                each.key,
                each.text,
                books[each.codebook_id].uid,
                each.unit,
                lead="" if each.lead_id is None else names.get(each.lead_id, ""),
            )
            for each in asked
        ),
        participations=tuple(portable_participations(work)),
        answers=tuple(answers),
        coded=tuple(coded),
        codings=tuple(codings),
        notes=tuple(
            portable_notes(
                work,
                names,
                answers=answer_uids,
                codes=code_uids,
                questions={each.id: each.uid for each in asked},
            )
        ),
    )


def tell_proposed(work: Reading, project: PortableProject, losses: Losses) -> None:
    """Note the codings that are not in a project since their codes are only proposed."""
    coders = {coder.id: coder.name for coder in all_coders(work)}
    names = {coder.name for coder in project.coders}
    for each in project.questions:
        question = question_named(work, each.key)
        codes = {code.id: code for code in codes_of(work, question.codebook_id) if code.merged_into is None}
        proposed = codes.keys() - {code.id for code in offered_codes(codes.values())}
        for coding in placed_codings(work, question.id) if proposed else ():
            if coding.code_id in proposed and coders[coding.coder_id] in names:
                what = _("Codings of codes that are only proposed do not go along. Accept the codes first.")
                losses.add(what, codes[coding.code_id].written_path)


def portable_codebook(work: Reading, codebook_id: int) -> PortableCodebook:
    """Return a codebook as it stands now, without codes merged away or only proposed."""
    return _codebooks(work, [codebook_id])[0][codebook_id]


def _people(work: Reading, names: Sequence[str]) -> list[Coder]:
    if names:
        wanted = {coder_named(work, name).id for name in names}
        return [coder for coder in all_coders(work) if coder.id in wanted]
    return [coder for coder in all_coders(work) if coder.kind != AGAIN]


def _codebooks(
    work: Reading, codebook_ids: Sequence[int]
) -> tuple[dict[int, PortableCodebook], dict[int, str]]:
    """Return codebooks by id, and the uids of all their codes by id, in codebook order."""
    ids = list(dict.fromkeys(codebook_ids))
    named = codebooks_by_id(work, ids)
    books: dict[int, PortableCodebook] = {}
    uids: dict[int, str] = {}
    for codebook_id in ids:
        codes = [code for code in offered_codes(codes_of(work, codebook_id)) if code.merged_into is None]
        uids.update((code.id, code.uid) for code in codes)
        rows = [
            PortableCode(
                code.uid,
                uids.get(code.parent_id or 0),
                CodeRow(code.path, code.kind, code.codable, code.colour, code.retired is not None, code.text),
            )
            for code in codes
        ]
        uid, name, exclusive = named[codebook_id]
        books[codebook_id] = PortableCodebook(uid, name, exclusive, tuple(rows))
    return books, uids
