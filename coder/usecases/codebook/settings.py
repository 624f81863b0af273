"""Codes taken out of choice and put back, and codebooks with one code per answer."""

from __future__ import annotations

from coder.domain.codebook import Code
from coder.domain.errors import UnusableInputError
from coder.messages import _, ngettext
from coder.store.code_use import answers_with_several, tree_around
from coder.store.unit_of_work import Writing
from coder.usecases.codebook.growth import RetiredCodeError


class NotRetiredError(UnusableInputError):
    """There is nothing to restore."""

    def __init__(self, code: Code) -> None:
        super().__init__(_("«{path}» is not retired.").format(path=code.written_path))


class SeveralCodesError(UnusableInputError):
    """Answers have several codes, so one per answer cannot be the rule."""

    def __init__(self, count: int) -> None:
        super().__init__(
            ngettext(
                "{n} answer has several codes from one coder. Leave it one, then make it exclusive.",
                "{n} answers have several codes from one coder. Leave them one each, then make it exclusive.",
                count,
            ).format(n=count)
        )


def retire_code(work: Writing, code_id: int) -> int:
    """Hide a code and all under it from choice; their codings stay. Return how many were retired.

    One that is retired already is left as it is.
    """
    tree = tree_around(work, code_id)
    code = tree.living(code_id)
    retiring = [each for each in (code, *tree.descendants(code_id)) if each.retired is None]
    for each in retiring:
        work.update("code", each.id, retired=work.number)
    return len(retiring)


def restore_code(work: Writing, code_id: int) -> int:
    """Put a retired code back into choice, with what was retired along with it. Return how many.

    Raises:
        NotRetiredError: If it is in use.
        RetiredCodeError: If one it stands under is retired.
    """
    tree = tree_around(work, code_id)
    code = tree.living(code_id)
    if code.retired is None:
        raise NotRetiredError(code)
    for above in tree.ancestors(code_id):
        if above.retired is not None:
            raise RetiredCodeError(above)
    along = [each for each in tree.descendants(code_id) if each.retired == code.retired]
    for each in (code, *along):
        work.update("code", each.id, retired=None)
    return 1 + len(along)


def set_exclusive(work: Writing, codebook_id: int, exclusive: bool) -> None:
    """Allow one code per answer only, or several again.

    Raises:
        SeveralCodesError: If answers have several.
    """
    count = answers_with_several(work, codebook_id) if exclusive else 0
    if count:
        raise SeveralCodesError(count)
    work.update("codebook", codebook_id, exclusive=int(exclusive))
