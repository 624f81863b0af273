"""What a coder who codes blind samples is to code of a project: the samples' answers, in their order."""

from __future__ import annotations

from dataclasses import replace

from coder.domain.loss import Losses
from coder.domain.portable import PortableAnswer, PortableProject
from coder.messages import ngettext
from coder.store.coders import Coder
from coder.store.questions import question_named
from coder.store.unit_of_work import Reading
from coder.text.numbers import written_count
from coder.usecases.second_coder.blindness import blindness_of


def sampled_part(work: Reading, project: PortableProject, coder: Coder, losses: Losses) -> PortableProject:
    """Return a project without the answers that a coder is not to code now; told for each question.

    A question of which the coder has no open sample stays whole.
    """
    answers: list[PortableAnswer] = []
    for question in project.questions:
        of_question = {each.uid: each for each in project.answers if each.question == question.key}
        blindness = blindness_of(work, question_named(work, question.key).id, coder.id)
        if blindness is None:
            answers += of_question.values()
            continue
        uids = work.records.uids_of("answer", list(blindness.answer_ids))
        answers += [of_question[uid] for uid in uids if uid in of_question]
        told = ngettext(
            "«{question}»: only the {n} answer of the blind sample that {coder} codes.",
            "«{question}»: only the {n} answers of the blind sample that {coder} codes.",
            len(uids),
        )
        losses.add(told.format(question=question.key, n=written_count(len(uids)), coder=coder.name))
    kept = {each.uid for each in answers}
    return replace(
        project,
        answers=tuple(answers),
        coded=tuple(each for each in project.coded if each.answer in kept),
        codings=tuple(each for each in project.codings if each.answer in kept),
        notes=tuple(each for each in project.notes if each.answer is None or each.answer in kept),
    )
