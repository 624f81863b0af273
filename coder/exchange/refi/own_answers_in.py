"""The answers of a file of ours: each stands exactly where the file says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from coder.domain.loss import Losses
from coder.domain.portable import (
    PortableAnswer,
    PortableParticipation,
    PortableProject,
    PortableQuestion,
    PortableVariable,
)
from coder.exchange.refi.cases_in import Case
from coder.exchange.refi.convention import Convention
from coder.exchange.refi.found_answers import AnswerPlace, FoundAnswers
from coder.exchange.refi.guids import derived
from coder.exchange.refi.own_note import OwnFacts
from coder.exchange.refi.sources_in import Source
from coder.exchange.refi.xml_text import XmlText
from coder.messages import _


def own_answers_in(
    facts: OwnFacts,
    sources: Sequence[Source],
    cases: Sequence[Case],
    convention: Convention,
    losses: Losses,
) -> FoundAnswers:
    """Return the answers, in the order of the project."""
    project = facts.project
    people = {each.uid: each for each in project.participations}
    of_selection = {uid: case.uid for case in cases for uid in case.selections}
    of_source = {uid: case.uid for case in cases for uid in case.sources}
    questions = {each.uid: each for each in project.questions}
    by_source = _question_sources(project)
    found = FoundAnswers(project.questions, _with_background(project, cases))
    answers: list[PortableAnswer] = []
    taken: set[tuple[str, ...]] = set()

    def add(
        uid: str, source: Source, span: tuple[int, int] | None, question: str, person: str | None
    ) -> None:
        asked, who = questions.get(question), people.get(person or "")
        of = (question, person or "")
        if span is None or asked is None or who is None or of in taken or (uid,) in taken:
            losses.add(_("Answers whose place the file does not tell are left out."), source.name)
            return
        taken.update((of, (uid,)))
        text = None if facts.without_text else source.content.text[span[0] : span[1]]
        answers.append(PortableAnswer(uid, asked.key, who.respondent, who.wave, text))
        found.places.setdefault(source.uid, []).append(AnswerPlace(*span, uid))

    for source in sources:
        if source.uid in facts.question_of:
            whole = (0, len(source.content.text))
            add(source.uid, source, whole, facts.question_of[source.uid], of_source.get(source.uid))
            continue
        question = by_source.get(source.uid, "")
        found.questions_of[source.uid] = question
        places = source.content.places(convention)
        for selection in source.selections:
            if selection.uid in of_selection:
                span = places.span(selection.start, selection.end)
                add(selection.uid, source, span, question, of_selection[selection.uid])
                found.frames.add(selection.uid)
    for places_of in found.places.values():
        places_of.sort()
    found.answers = _ordered(answers, project.questions, project.participations)
    return found


def _question_sources(project: PortableProject) -> dict[str, str]:
    """Return the question of each source that holds the answers to one, in all waves or one."""
    found = {each.uid: each.uid for each in project.questions}
    waves = {*project.waves, *(each.wave for each in project.participations)}
    for question in project.questions:
        found.update((derived("source", question.uid, wave), question.uid) for wave in waves)
    return found


def _with_background(project: PortableProject, cases: Sequence[Case]) -> list[PortableParticipation]:
    variables = {each.uid: each for each in project.variables}
    levels = {each.uid: _levels(each) for each in project.variables}
    values: dict[str, Mapping[str, str]] = {case.uid: case.values for case in cases}
    return [
        replace(
            each,
            background={
                variables[uid].name: levels[uid].get(value, value)
                for uid, value in values.get(each.uid, {}).items()
                if uid in variables
            },
        )
        for each in project.participations
    ]


def _levels(variable: PortableVariable) -> dict[str, str]:
    """Return levels by what XML made of them."""
    xml = XmlText(Losses())
    return {xml.name(level.name): level.name for level in reversed(variable.levels)}


def _ordered(
    answers: Sequence[PortableAnswer],
    questions: Sequence[PortableQuestion],
    people: Sequence[PortableParticipation],
) -> list[PortableAnswer]:
    order = {each.key: place for place, each in enumerate(questions)}
    people_order = {(each.respondent, each.wave): place for place, each in enumerate(people)}
    return sorted(answers, key=lambda each: (order[each.question], people_order[each.respondent, each.wave]))
