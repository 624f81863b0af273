"""The numbers of agreement as the screen shows them: in all, and code by code, the most trouble first."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from coder.messages import _

if TYPE_CHECKING:
    from coder.agreement.report import AgreementReport
    from coder.agreement.results import Result
    from coder.agreement.warnings import Warned
    from coder.domain.codebook import Code
    from coder.usecases.agreement.compared import Compared, ComparedAnswer
    from coder.usecases.agreement.project_agreement import ProjectAgreement

Counted = tuple[int, tuple[int, ...]]
"""Answers that all gave a code, and those that each of two alone, or only some of more, gave it."""


@dataclass(frozen=True)
class CodeFigures:
    """How coders agree on one code, or on one theme."""

    code_id: int
    path: str
    name: str
    under: frozenset[int]
    """The code; of a theme, all codes under it too."""
    all_gave: int
    """Answers that all their coders gave it."""
    alone: tuple[int, ...]
    """Answers that each of two coders alone gave it; of more coders, how many only some gave it."""
    alpha: Result | None
    positive: Result | None
    kappa: Result | None
    warnings: tuple[Warned, ...]
    anonymous: tuple[Warned, ...]
    """The same with letters in the place of names."""
    is_few: bool
    """Whether it was used too seldom to tell."""

    @property
    def trouble(self) -> int:
        """Answers that coders differ on in this code."""
        return sum(self.alone)


@dataclass(frozen=True)
class Figures:
    """All numbers of one level."""

    found: ProjectAgreement
    codes: tuple[CodeFigures, ...]
    unused: int
    """Codes that coders could give and none gave."""
    unknown: int
    """Codes that in each answer one of the coders had never seen."""
    is_final: bool
    """Whether intervals are of answers drawn again; else of the jackknife, which is there at once."""
    notes: tuple[str, ...]
    """What must be known to read all of it, as sentences."""


def figures_of(found: ProjectAgreement, compared: Compared, *, is_final: bool) -> Figures:
    """Lay out the numbers of agreement; on a thread, since it counts.

    Args:
        found: The numbers, of codes or of themes.
        compared: What coders gave, with all codes.
        is_final: Whether intervals are from answers drawn again.
    """
    from coder.agreement.trouble import by_trouble

    def under(code: Code) -> frozenset[int]:
        is_theme = found.compared is not compared
        below = [each.id for each in compared.tree.descendants(code.id)] if is_theme else []
        return frozenset({code.id, *below})

    counted = _counted(found.compared)
    used = [
        _code_figures(found, code, under(code), counted[code.id])
        for code in found.compared.codes
        if code.id in counted
    ]
    order = {path: place for place, path in enumerate(by_trouble(found.report))}
    used.sort(key=lambda row: order[row.path])
    ids = {row.code_id for row in used}
    offered = {code.id for code in found.compared.codes if _is_offered(found.compared, code)} - ids
    unknown = offered & found.compared.unknown
    return Figures(found, tuple(used), len(offered - unknown), len(unknown), is_final, tuple(_notes(found)))


def at_theme_level(compared: Compared) -> Compared:
    """Return what coders gave with themes in the place of their codes."""
    tree = compared.tree
    theme = {code.id: tree.top(code).id for code in compared.codes}
    codes_of: dict[int, set[int]] = defaultdict(set)
    for code in compared.codes:
        if code.codable:
            codes_of[theme[code.id]].add(code.id)

    def mapped(answer: ComparedAnswer) -> ComparedAnswer:
        given = {each: frozenset(theme[code] for code in codes) for each, codes in answer.given.items()}
        unseen = frozenset(each for each, codes in codes_of.items() if codes and codes <= answer.unseen)
        return replace(answer, given=given, unseen=unseen)

    return replace(
        compared,
        codes=tuple(code for code in compared.codes if theme[code.id] == code.id),
        answers=tuple(map(mapped, compared.answers)) if compared.answers else (),
    )


def few_words(row: CodeFigures, people: Sequence[str]) -> str:
    """Say what must be known of a code in the few words that have room beside it, and its bar does not say.

    Args:
        row: The code.
        people: What two coders are called; of more, nobody is compared.
    """
    from coder.agreement.warnings import Kind

    if row.is_few:
        return _("too few uses")
    kinds = {each.kind for each in row.warnings}
    if Kind.ONE_SIDED in kinds and len(people) == 2:
        more, fewer = people if row.alone[0] > row.alone[1] else reversed(people)
        return _("{more} more often than {fewer}").format(more=more, fewer=fewer)
    if Kind.ONE_CODER_CONSTANT in kinds:
        return _("one of them never, or always")
    if Kind.PREVALENCE in kinds:
        return _("read positive agreement")
    return ""


def _notes(found: ProjectAgreement) -> list[str]:
    """Return what must be known of all of it; of two coders, being few is said once."""
    from coder.agreement.warnings import Kind
    from coder.usecases.agreement.cells import about_answers

    twice = [
        each.sentence
        for each in found.anonymous.warnings
        if each.kind is Kind.FEW_SHARED and found.two is not None
    ]
    return [said for said in about_answers(found) if said not in twice]


def _code_figures(
    found: ProjectAgreement, code: Code, under: frozenset[int], counted: Counted
) -> CodeFigures:
    from coder.agreement.warnings import Kind

    path = code.written_path
    named, anonymous = (_about(report, path) for report in (found.report, found.anonymous))
    return CodeFigures(
        code_id=code.id,
        path=path,
        name=code.name,
        under=under,
        all_gave=counted[0],
        alone=counted[1],
        alpha=found.of_code("krippendorff_alpha", path),
        positive=found.of_code("positive_agreement", path),
        kappa=found.of_pair("cohen_kappa", path) or found.of_code("fleiss_kappa", path),
        warnings=named,
        anonymous=anonymous,
        is_few=any(each.kind is Kind.FEW_USES for each in named),
    )


def _is_offered(compared: Compared, code: Code) -> bool:
    """Tell whether coders could have given a code; a heading that can be given too is none they passed by."""
    return code.open_for_choice and code.proposed_by is None and not compared.tree.children(code.id)


def _about(report: AgreementReport, path: str) -> tuple[Warned, ...]:
    """Return the warnings about a code, each kind once: of two coders both levels say the same."""
    from coder.agreement.warnings import Kind

    by_kind = {each.kind: each for each in report.warnings if each.code == path}
    if Kind.FEW_USES in by_kind:
        # Where there is too little to tell, a wide interval tells nothing more.
        by_kind.pop(Kind.LOW_LIMIT, None)
    return tuple(by_kind.values())


def _counted(compared: Compared) -> dict[int, Counted]:
    """Count by code the answers that all coders gave it, and those that one of two, or only some gave it."""
    ids = [coder.id for coder in compared.coders]
    are_two = len(ids) == 2
    all_gave: Counter[int] = Counter()
    alone: dict[int, list[int]] = defaultdict(lambda: [0] * (2 if are_two else 1))
    for answer in compared.answers:
        sets = answer.given.values()
        both = frozenset.intersection(*sets)
        all_gave.update(both - answer.unseen)
        for coder_id, codes in answer.given.items():
            for code_id in codes - both - answer.unseen:
                # Of more than two the answer counts once, with the first coder who gave the code.
                if are_two or coder_id == _first_with(answer, code_id):
                    alone[code_id][ids.index(coder_id) if are_two else 0] += 1
    return {each: (all_gave[each], tuple(alone[each])) for each in (all_gave.keys() | alone.keys())}


def _first_with(answer: ComparedAnswer, code_id: int) -> int:
    return next(each for each, codes in answer.given.items() if code_id in codes)
