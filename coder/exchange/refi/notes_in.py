"""Notes, as a REFI file says them, and what they are attached to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from coder.domain.loss import Losses
from coder.domain.portable import PortableNote, PortableQuestion
from coder.exchange.refi.guids import derived
from coder.exchange.refi.own_note import NOTE_NAME
from coder.exchange.refi.own_uids import UNCHECKED_NOTE, question_set
from coder.exchange.refi.package import Package
from coder.exchange.refi.sources_in import text_in
from coder.exchange.refi.users_in import Users
from coder.exchange.refi.xml_document import known_uid, listed, uid_in
from coder.messages import _

if TYPE_CHECKING:
    from lxml.etree import _Element


@dataclass(frozen=True)
class FileNote:
    """A note of the file; ``user`` is a uid, empty where nothing is said."""

    uid: str
    name: str
    user: str
    text: str


def notes_in(root: _Element, package: Package, losses: Losses) -> dict[str, FileNote]:
    """Return the notes by uid, line ends as LF; those without text are left out."""
    found: dict[str, FileNote] = {}
    for element in listed(root, "Notes", "Note"):
        name = (element.get("name") or "").strip()
        text = text_in(element, package)
        if text is None:
            losses.add(_("Notes whose text is not in the package are left out."), name)
            continue
        body = text[0].replace("\r\n", "\n").replace("\r", "\n")
        uid = uid_in(element)
        if not uid or uid in found:
            uid = derived("note", uid, name, body)
        if body.strip():
            found[uid] = FileNote(uid, name, uid_in(element, "creatingUser"), body)
    return found


def question_notes(root: _Element, questions: Sequence[PortableQuestion]) -> Iterator[tuple[str, str]]:
    """Yield (note, question) by uid, where a set of ours ties them, rather than a reference from a text."""
    noted = {question_set(question): question.uid for question in questions}
    for element in listed(root, "Sets", "Set"):
        question = noted.get(uid_in(element))
        if question is not None:
            for member in element.iterchildren("MemberNote"):
                yield known_uid(member.get("targetGUID") or ""), question


class AttachedNotes:
    """Notes as they find what they are about; one coder has one note on one thing."""

    def __init__(self, notes: dict[str, FileNote], users: Users) -> None:
        self._notes = notes
        self._users = users
        self._texts: dict[tuple[str, str, str], dict[str, str]] = {}
        self._used: Counter[str] = Counter()

    def attach(self, note: str, kind: str, uid: str) -> None:
        """Attach a note of the file to an ``answer``, a ``code`` or a ``question``."""
        found = self._notes.get(note)
        if found is not None:
            self.add(found.uid, found.text, found.user, kind, uid)

    def add(self, note: str, text: str, user: str, kind: str, uid: str) -> None:
        """Attach a text, whatever it is called in the file."""
        texts = self._texts.setdefault((kind, uid, self._users.named(user)), {})
        if note not in texts:
            texts[note] = text
            self._used[note] += 1

    def all(self, losses: Losses) -> tuple[PortableNote, ...]:
        """Return them in the order of the file; what is attached to nothing known is noted."""
        for uid, note in self._notes.items():
            if uid not in self._used and note.name != NOTE_NAME and uid != UNCHECKED_NOTE:
                losses.add(
                    _("Notes on other things than answers, codes and questions are left out."), note.name
                )
        order = {uid: number for number, uid in enumerate(self._notes)}
        found = [
            _note(texts, kind, uid, coder, alone=self._used[next(iter(texts))] == 1)
            for (kind, uid, coder), texts in self._texts.items()
        ]
        return tuple(sorted(found, key=lambda note: order.get(note.uid, len(order))))


def _note(texts: dict[str, str], kind: str, uid: str, coder: str, *, alone: bool) -> PortableNote:
    first = next(iter(texts))
    own = first if len(texts) == 1 and alone else derived("note", kind, uid, coder)
    about = {kind: uid}
    return PortableNote(
        own,
        coder,
        "\n\n".join(texts.values()),
        answer=about.get("answer"),
        code=about.get("code"),
        question=about.get("question"),
    )
