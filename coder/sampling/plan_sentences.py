"""A plan in words: what the sample will be able to say, and what would say more."""

from __future__ import annotations

from coder.messages import _, ngettext
from coder.sampling.planner import Plan
from coder.text.numbers import written_count, written_number


def plan_sentences(plan: Plan) -> list[str]:
    """Say what this size reaches, per code, per theme and pooled."""
    sentences = [_per_code(plan)]
    if plan.unreachable:
        sentences.append(_unreachable(plan))
    if plan.themes:
        sentences.append(_per_theme(plan))
    if plan.pooled_half_width is not None:
        sentences.append(
            _("Pooled kappa over all codes: about ±{width}, whichever codes are rare.").format(
                width=written_number(plan.pooled_half_width, 2)
            )
        )
    return sentences


def _per_code(plan: Plan) -> str:
    return ngettext(
        "About {uses} uses of a code give ±{width} at kappa {kappa}; {reached} of {count} code "
        "will have them in {size} answers.",
        "About {uses} uses of a code give ±{width} at kappa {kappa}; {reached} of {count} codes "
        "will have them in {size} answers.",
        len(plan.codes),
    ).format(
        uses=written_count(plan.uses_needed),
        width=written_number(plan.half_width, 2),
        kappa=written_number(plan.kappa, 2),
        reached=written_count(len(plan.reached)),
        count=written_count(len(plan.codes)),
        size=written_count(plan.size),
    )


def _unreachable(plan: Plan) -> str:
    count = len(plan.unreachable)
    return ngettext(
        "{count} code cannot have them, not even if all {population} answers were coded twice.",
        "{count} codes cannot have them, not even if all {population} answers were coded twice.",
        count,
    ).format(count=written_count(count), population=written_count(plan.population))


def _per_theme(plan: Plan) -> str:
    count = len(plan.themes)
    if not any(theme.is_reachable for theme in plan.themes):
        said = ngettext(
            "Taken by theme, {count} theme cannot have so many uses either.",
            "Taken by theme, none of {count} themes can have so many uses either.",
            count,
        )
        return said.format(count=written_count(count))
    return ngettext(
        "Taken by theme, {reached} of {count} theme will have so many uses.",
        "Taken by theme, {reached} of {count} themes will have so many uses.",
        count,
    ).format(reached=written_count(len(plan.reached_themes)), count=written_count(count))
