"""Why a number of agreement does not exist, in words."""

from __future__ import annotations

from collections.abc import Sequence

from coder.agreement.results import Pair
from coder.messages import _


def nothing_shared(pair: Pair | None = None) -> str:
    """Say that no answer was coded by two coders, or by these two."""
    if pair is None:
        return _("No answer was coded by two coders.")
    return _("{first} and {second} coded no answer in common.").format(first=pair[0], second=pair[1])


def same_sets() -> str:
    """Say that sets do not vary."""
    return _("Every coding has the same codes: without variation there is no agreement beyond chance.")


def same_category() -> str:
    """Say that every coding is of one and the same code."""
    return _("Only one code was used: without variation there is no agreement beyond chance.")


def unseen_code() -> str:
    """Say that no two coders could have agreed on a code."""
    return _("No answer was coded by two coders who both had this code.")


def of_code(metric: str, *, applied: bool) -> str:
    """Say why a code has no such number: nobody applied it, or everybody did everywhere."""
    if applied:
        return _("Everybody applied the code everywhere: there is nothing to compare it with.")
    if metric == "positive_agreement":
        return _("Nobody applied the code: there is no use to agree on.")
    return _("Nobody applied the code: without variation there is no agreement beyond chance.")


def some_pair(pairs: Sequence[Pair]) -> str:
    """Say that the mean of pairs' kappas is missing some."""
    names = ", ".join(_("{first} and {second}").format(first=one, second=other) for one, other in pairs)
    return _("There is no kappa of {pairs}, so none as a mean of all pairs.").format(pairs=names)


def no_code_varies() -> str:
    """Say that no code has a kappa."""
    return _("No code was applied by these two in some answers and not in others.")


def no_code_applied() -> str:
    """Say that two coders applied nothing."""
    return _("Neither of the two applied any code.")


def too_few_for_error() -> str:
    """Say that a standard error takes more answers."""
    return _("There is no standard error of a number that is not defined, or rests on a single answer.")
