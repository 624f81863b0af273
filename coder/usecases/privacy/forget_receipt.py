"""The receipt of forgetting: what was blanked, where copies lie, what nobody here can reach."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal

from coder.messages import _, ngettext
from coder.text.moments import written_moment
from coder.text.numbers import written_count

Outcome = Literal["rewritten", "clean", "gone", "failed", "waiting"]


@dataclass(frozen=True)
class CopyHandled:
    """What became of one backup."""

    path: str
    outcome: Outcome
    """``clean``: it held nothing of theirs; ``gone``: it lies there no more; ``waiting``: only foreseen."""
    why: str = ""
    """Why it could not be written anew."""


@dataclass(frozen=True)
class TextLeft:
    """A file that left the project with answers in it."""

    file: str
    what: str
    format: str
    at: str


@dataclass(frozen=True)
class Receipt:
    """What was done, when and by whom; none of the words."""

    respondent: str
    waves: tuple[str, ...]
    at: str
    entry: int
    coder: str
    wave_uids: tuple[str, ...] = ()
    answers: int = 0
    earlier: int = 0
    taken_away: Mapping[str, int] | None = None
    """Notes, passages, findings and open proposals, by noun."""
    quotations: tuple[tuple[str, str, int], ...] = ()
    """Noun, field, and in how many of them something was taken out."""
    earlier_quotations: int = 0
    names: Mapping[str, int] | None = None
    same_elsewhere: int = 0
    is_overwritten: bool = False
    """Whether the project's files keep nothing of the words in what they have freed."""
    is_on_server: bool = False
    backups: tuple[CopyHandled, ...] = ()
    removed: tuple[str, ...] = ()
    """Files of the program's own that held the words, and are gone."""
    beside: tuple[str, ...] = ()
    """Files near the project, or of the program's own, in which the words stand still."""
    within: tuple[str, ...] = ()
    """The project or backups of it, where they hold the words as something else: a name, another's answer."""
    exports: tuple[TextLeft, ...] = ()
    merged: tuple[str, ...] = ()
    """Projects that were merged into this one; they are not looked into."""
    is_foreseen: bool = False
    """Whether nothing was done yet."""
    is_looked_for: bool = True
    """Whether the words were known, so that files could be searched for them."""

    @property
    def is_finished(self) -> bool:
        """Whether everything this program can reach is done."""
        return self.is_overwritten and all(each.outcome != "failed" for each in self.backups)

    def as_json(self) -> dict[str, Any]:
        """Return it as it is kept and as ``--json`` tells it."""
        return {**asdict(self), "is_finished": self.is_finished}

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Receipt:
        """Return the receipt that is kept so."""
        values = {name: kept[name] for name in cls.__dataclass_fields__ if name in kept}
        lists = {name: tuple(value) for name, value in values.items() if isinstance(value, list)}
        return cls(
            **{
                **values,
                **lists,
                "quotations": tuple((noun, name, n) for noun, name, n in values.get("quotations", ())),
                "backups": tuple(CopyHandled(**each) for each in values.get("backups", ())),
                "exports": tuple(TextLeft(**each) for each in values.get("exports", ())),
            }
        )

    def in_words(self) -> list[str]:
        """Say it, line by line."""
        waves = ", ".join(f"«{each}»" for each in self.waves if each)
        whom = _("Respondent: {id}").format(id=self.respondent)
        return [
            _("What forgetting would do; nothing is changed yet")
            if self.is_foreseen
            else _("Receipt: what a respondent wrote was forgotten"),
            "",
            f"{whom} ({waves})" if waves else whom,
            *([] if self.is_foreseen else [self._when()]),
            "",
            _("In the project"),
            *_indented(self._in_project()),
            *_section(_("Backups"), [_backup(each) for each in self.backups]),
            *_section(
                _("Files of the program's own, to be deleted")
                if self.is_foreseen
                else _("Files of the program's own that were deleted"),
                self.removed,
            ),
            *_section(
                _("Files in which the words stand and would stay; delete them yourself")
                if self.is_foreseen
                else _("Files in which the words still stand; delete them yourself"),
                self.beside,
            ),
            *_section(
                _("The project holds the words still, as a name or label, or as what somebody else wrote"),
                self.within,
            ),
            *_section(_("Files that left with answers in them"), [_left(each) for each in self.exports]),
            *_section(_("Out of reach"), list(self._out_of_reach())),
            *([] if self.is_foreseen else ["", self._end()]),
        ]

    def _when(self) -> str:
        return _("When: {at}, entry {entry}, by {coder}").format(
            at=written_moment(self.at) if self.at else "–", entry=self.entry, coder=self.coder or "–"
        )

    def _in_project(self) -> Iterator[str]:
        yield ngettext("{n} answer blanked.", "{n} answers blanked.", self.answers).format(
            n=written_count(self.answers)
        )
        if self.earlier:
            yield ngettext(
                "{n} earlier text of theirs blanked in the history.",
                "{n} earlier texts of theirs blanked in the history.",
                self.earlier,
            ).format(n=written_count(self.earlier))
        for noun, count in (self.taken_away or {}).items():
            yield _counted_noun(noun, count)
        for noun, name, count in self.quotations:
            yield ngettext(
                "Quotations taken out of {n} text of people: {where}.",
                "Quotations taken out of {n} texts of people: {where}.",
                count,
            ).format(n=written_count(count), where=_field(noun, name))
        if self.earlier_quotations:
            yield ngettext(
                "{n} earlier text of people that quoted was blanked in the history.",
                "{n} earlier texts of people that quoted were blanked in the history.",
                self.earlier_quotations,
            ).format(n=written_count(self.earlier_quotations))
        yield _("Codings, background and the respondent's number stay: tables count as before.")

    def _out_of_reach(self) -> Iterator[str]:
        if self.names:
            count = sum(self.names.values())
            yield ngettext(
                "{n} name or label quotes the answer. Rename it; the history keeps what it was called.",
                "{n} names or labels quote the answer. Rename them; the history keeps what they were called.",
                count,
            ).format(n=written_count(count))
        if self.same_elsewhere:
            yield ngettext(
                "{n} answer of somebody else says just the same; it is theirs, and stays.",
                "{n} answers of others say just the same; they are theirs, and stay.",
                self.same_elsewhere,
            ).format(n=written_count(self.same_elsewhere))
        if self.merged:
            yield _("Projects that were merged into this one are not looked into: {names}.").format(
                names=", ".join(f"«{each}»" for each in self.merged)
            )
        if self.is_on_server:
            yield _("The server's write-ahead log, its archive, replicas and backups of its own.")
        if not self.is_looked_for:
            yield _("Files were not searched: what was written is not known here any more.")
        yield _(
            "Copies others made, screens that show the answer at this moment, and what the disk keeps in "
            "freed space and snapshots."
        )

    def _end(self) -> str:
        if self.is_finished:
            return _("Everything within reach is done.")
        if self.is_overwritten:
            return _("Not finished: a backup could not be written anew. Delete it, or run the command again.")
        if self.is_on_server:
            return _(
                "Not finished: the server's tables are not written anew yet, since others use them or own "
                "them. Let the owner of the database run the same command."
            )
        return _(
            "Not finished: others are in the middle of something, so that freed space is not overwritten "
            "yet. Run the same command again when they have closed the project."
        )


def _section(title: str, lines: Sequence[str]) -> list[str]:
    return ["", title, *_indented(lines)] if lines else []


def _indented(lines: Sequence[str] | Iterator[str]) -> Iterator[str]:
    yield from (f"  {each}" for each in lines)


def _backup(copy: CopyHandled) -> str:
    said = {
        "rewritten": _("written anew without the words: {path}"),
        "clean": _("holds nothing of theirs: {path}"),
        "gone": _("lies there no more; if it was moved, delete it: {path}"),
        "failed": _("not reached, delete it: {path} ({why})"),
        "waiting": _("to be written anew without the words: {path}"),
    }
    return said[copy.outcome].format(path=copy.path, why=copy.why)


def _left(left: TextLeft) -> str:
    return f"{left.file} ({left.at[:10]})"


def _counted_noun(noun: str, count: int) -> str:
    said = {
        "note": ngettext("{n} note taken away.", "{n} notes taken away.", count),
        "passage": ngettext("{n} passage taken away.", "{n} passages taken away.", count),
        "finding": ngettext(
            "{n} finding of the privacy check taken away.",
            "{n} findings of the privacy check taken away.",
            count,
        ),
        "proposal": ngettext("{n} proposed code taken away.", "{n} proposed codes taken away.", count),
    }
    return said[noun].format(n=written_count(count))


def _field(noun: str, name: str) -> str:
    said = {
        "definition": _("definition of a code"),
        "use_when": _("when to use a code"),
        "not_when": _("when not to use a code"),
        "examples": _("examples of a code"),
        "body": _("analysis"),
        "lead_in": _("lead-in"),
        "translation": _("translation"),
        "words": _("passage"),
        "reason": _("reason of a finding"),
    }
    return said.get(name, _("question") if noun == "question" else _("note"))
