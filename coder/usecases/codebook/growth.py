"""A codebook that grows: codes made, renamed and described."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from coder.domain.codebook import (
    LABEL_LANGUAGES,
    MEANING_OPERATIONS,
    Code,
    CodeKind,
    CodeRow,
    CodeText,
    checked_colour,
    checked_name,
    clean_text,
    clean_values,
    parsed_path,
)
from coder.domain.errors import UnusableInputError
from coder.messages import _
from coder.store.code_use import tree_around, tree_of
from coder.store.samples import codes_blindly
from coder.store.unit_of_work import Writing
from coder.usecases.codebook.order import position_at


class RetiredCodeError(UnusableInputError):
    """The code, or one it would stand under, is retired."""

    def __init__(self, code: Code) -> None:
        super().__init__(_("«{path}» is retired. Restore it first.").format(path=code.written_path))


class UnchangedMeaningError(UnusableInputError):
    """A change of meaning was announced, but what is written about the code stays the same."""

    def __init__(self, code: Code) -> None:
        super().__init__(
            _(
                "What is written about «{path}» stays the same, so its meaning cannot have changed. "
                "Give the new definition along with it."
            ).format(path=code.written_path)
        )


class UnknownMeaningError(UnusableInputError):
    """Not a way in which a meaning can change."""

    def __init__(self, said: str) -> None:
        super().__init__(
            _("A meaning becomes {ways}, not «{said}».").format(
                ways=" / ".join(MEANING_OPERATIONS), said=said
            )
        )


class UnknownLabelError(UnusableInputError):
    """A label in a language there is none for."""

    def __init__(self, language: str) -> None:
        super().__init__(
            _("There is no label in «{language}», only in {languages}.").format(
                language=language, languages=", ".join(LABEL_LANGUAGES)
            )
        )


def add_code(
    work: Writing,
    codebook_id: int,
    written_path: str,
    *,
    kind: CodeKind = CodeKind.ORDINARY,
    definition: str = "",
    use_when: str = "",
    not_when: str = "",
    examples: Iterable[str] = (),
    aliases: Iterable[str] = (),
    labels: Mapping[str, str] | None = None,
    colour: str = "",
    codable: bool = True,
    from_file: bool = False,
    position: int | None = None,
) -> int:
    """Make a code and the headings above it that are new; return its id.

    A code that is there already, if only in another case, is returned as it is: two coders who make the same
    one share it, also where the first only proposed it. What somebody makes who codes a sample blind is a
    proposal. Codes that differ in case alone come from files only.

    Args:
        work: The act.
        codebook_id: Where.
        written_path: Its name, or ``Tema > Kode``.
        kind: What it says.
        definition: What it covers; so ``use_when``, ``not_when``, ``examples``, ``aliases``, ``labels``.
        use_when: When to set it.
        not_when: When not to, and what then.
        examples: One a line.
        aliases: Other names.
        labels: Public names by language.
        colour: ``#rrggbb`` or empty.
        codable: False for a heading.
        from_file: Whether it counts as born before the first answer.
        position: Its place among its siblings, from 1; last where None.

    Raises:
        RetiredCodeError: If it, or one it would stand under, is retired.
    """
    *above, name = parsed_path(written_path)
    tree = tree_of(work, codebook_id)
    parent_id: int | None = None
    for heading in above:
        found = tree.child_alike(parent_id, heading)
        if found is not None:
            _refuse_retired(found)
            _share(work, found)
            parent_id = found.id
        else:
            place = position_at(work, tree.children(parent_id))
            row = CodeRow((heading,), codable=False)
            parent_id = make_code(work, codebook_id, parent_id, place, row, from_file=from_file)
    there = tree.child_alike(parent_id, name)
    if there is not None:
        _refuse_retired(there)
        _share(work, there)
        return there.id
    place = position_at(work, tree.children(parent_id), position)
    text = CodeText(definition, use_when, not_when, tuple(examples), tuple(aliases), labels or {})
    row = CodeRow((name,), kind, codable, colour, text=text)
    return make_code(work, codebook_id, parent_id, place, row, from_file=from_file)


def make_code(
    work: Writing,
    codebook_id: int,
    parent_id: int | None,
    position: int,
    row: CodeRow,
    *,
    from_file: bool = False,
    split_from: int | None = None,
    uid: str | None = None,
) -> int:
    """Make one code under a parent that has no child of its name; of the path only the name counts."""
    return work.create(
        "code",
        uid=uid,
        codebook=codebook_id,
        parent=parent_id,
        name=row.path[-1],
        position=position,
        kind=row.kind.value,
        codable=int(row.codable),
        colour=checked_colour(row.colour),
        born=work.number,
        from_file=int(from_file),
        retired=work.number if row.retired else None,
        definition=clean_text(row.text.definition),
        use_when=clean_text(row.text.use_when),
        not_when=clean_text(row.text.not_when),
        examples="\n".join(clean_values(row.text.examples)),
        aliases=list(clean_values(row.text.aliases)),
        labels=_checked_labels({}, row.text.labels),
        split_from=split_from,
        proposed_by=_proposer(work, codebook_id) if not from_file else None,
    )


def accept_code(work: Writing, code_id: int) -> int:
    """Take up what somebody proposed while coding blind, with the headings above it; return how many codes.

    It is born now: nobody else was offered it before, so that answers done meanwhile are to be read again.
    """
    tree = tree_around(work, code_id)
    taken = [
        each for each in (tree.living(code_id), *tree.ancestors(code_id)) if each.proposed_by is not None
    ]
    for code in taken:
        work.update("code", code.id, proposed_by=None, born=work.number)
    return len(taken)


def _proposer(work: Writing, codebook_id: int) -> int | None:
    """Return who proposes what is made now: whoever codes a sample blind; None for everybody else."""
    if work.coder_id is None or not codes_blindly(work, work.coder_id, codebook_id):
        return None
    return work.coder_id


def rename_code(work: Writing, code_id: int, new_name: str) -> None:
    """Give a code another name among its siblings."""
    tree = tree_around(work, code_id)
    code = tree.living(code_id)
    name = checked_name(new_name)
    tree.refuse_taken_name(code.parent_id, name, but=code_id)
    work.update("code", code_id, name=name)


def define_code(
    work: Writing,
    code_id: int,
    *,
    definition: str | None = None,
    use_when: str | None = None,
    not_when: str | None = None,
    examples: Iterable[str] | None = None,
    aliases: Iterable[str] | None = None,
    labels: Mapping[str, str] | None = None,
    colour: str | None = None,
    kind: CodeKind | None = None,
    codable: bool | None = None,
    changes_meaning: str | None = None,
) -> None:
    """Change what stands about a code; None leaves a thing as it is, empty takes it away.

    Args:
        work: The act.
        code_id: Which code.
        definition: What it covers.
        use_when: When to set it.
        not_when: When not to.
        examples: All of them.
        aliases: All of them.
        labels: Only the languages that change.
        colour: ``#rrggbb``.
        kind: What it says.
        codable: False makes it a heading; its codings stay.
        changes_meaning: ``wider`` or ``narrower`` where answers must be read again; the entry is then called
            ``widen_code`` or ``narrow_code``.

    Raises:
        UnchangedMeaningError: If the meaning is said to change while definition and instructions stay.
    """
    code = tree_around(work, code_id).living(code_id)
    before = len(work.changes)
    for name, text in (("definition", definition), ("use_when", use_when), ("not_when", not_when)):
        if text is not None:
            work.update("code", code_id, **{name: clean_text(text)})
    if examples is not None:
        work.update("code", code_id, examples="\n".join(clean_values(examples)))
    if changes_meaning is not None:
        if changes_meaning not in MEANING_OPERATIONS:
            raise UnknownMeaningError(changes_meaning)
        if len(work.changes) == before:
            raise UnchangedMeaningError(code)
        work.operation = MEANING_OPERATIONS[changes_meaning]
    if aliases is not None:
        work.update("code", code_id, aliases=list(clean_values(aliases)))
    if labels is not None:
        work.update("code", code_id, labels=_checked_labels(code.text.labels, labels))
    if colour is not None:
        work.update("code", code_id, colour=checked_colour(colour))
    if kind is not None:
        work.update("code", code_id, kind=kind.value)
    if codable is not None:
        work.update("code", code_id, codable=int(codable))


def _checked_labels(present: Mapping[str, str], new: Mapping[str, str]) -> dict[str, str]:
    for language in new:
        if language not in LABEL_LANGUAGES:
            raise UnknownLabelError(language)
    both = {**present, **{language: clean_text(label) for language, label in new.items()}}
    return {language: label for language, label in both.items() if label}


def _share(work: Writing, code: Code) -> None:
    """Accept what another proposed before: two who came upon it by themselves share it."""
    if code.proposed_by not in (None, work.coder_id):
        accept_code(work, code.id)


def _refuse_retired(code: Code) -> None:
    if code.retired is not None:
        raise RetiredCodeError(code)
