"""The acts a coding screen hands to the session; each loads what it needs on the writer's thread."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from coder.domain.coding import Span
from coder.domain.errors import UnusableInputError
from coder.messages import _
from coder.tui.coding.change import Excerpts

if TYPE_CHECKING:
    from coder.store.unit_of_work import Writing
    from coder.tui.suggesting.seen_list import SeenList

Act = Callable[["Writing"], object]


class CodeNotMadeError(UnusableInputError):
    """A code that was to be set could not be made."""

    def __init__(self) -> None:
        super().__init__(_("The new code was not made, so nothing was done with it."))


class CodingActs:
    """Makes acts of one coder; a code that is still to be made is known by a negative id until it is."""

    def __init__(self, coder_id: int) -> None:
        self.coder_id = coder_id
        self._made: dict[int, int] = {}
        self.shared: set[int] = set()
        """Codes that were to be made, and were there by then."""

    def set_code(self, answer_id: int, code_id: int, excerpts: Excerpts = ()) -> Act:
        """Give an answer a code, on all of it or on excerpts."""

        def act(work: Writing) -> None:
            from coder.usecases.coding.setting import set_code

            set_code(work, answer_id, self._real(code_id), self.coder_id, excerpts)

        return act

    def make_and_set_code(
        self, answer_id: int, codebook_id: int, written_path: str, expected: int, excerpts: Excerpts = ()
    ) -> Act:
        """Make a code and give it to an answer, in one act that one undo takes back; gives the code's id."""

        def act(work: Writing) -> int:
            from coder.usecases.codebook.growth import add_code
            from coder.usecases.coding.setting import set_code

            code_id = add_code(work, codebook_id, written_path)
            if not any(change.noun == "code" and not change.field for change in work.changes):
                self.shared.add(code_id)
            set_code(work, answer_id, code_id, self.coder_id, excerpts)
            self._made[expected] = code_id
            return code_id

        return act

    def remove_code(self, answer_id: int, code_id: int) -> Act:
        """Take a code off an answer."""

        def act(work: Writing) -> None:
            from coder.usecases.coding.setting import remove_code

            remove_code(work, answer_id, self._real(code_id), self.coder_id)

        return act

    def remove_excerpt(self, answer_id: int, code_id: int, excerpt: Span) -> Act:
        """Take a code off one place of an answer."""

        def act(work: Writing) -> None:
            from coder.usecases.coding.setting import remove_excerpt

            remove_excerpt(work, answer_id, self._real(code_id), self.coder_id, excerpt)

        return act

    def make_whole(self, answer_id: int, code_id: int) -> Act:
        """Let a code that is set stand for the whole answer."""

        def act(work: Writing) -> None:
            from coder.usecases.coding.setting import place_coding

            place_coding(work, answer_id, self._real(code_id), self.coder_id, ())

        return act

    def mark_done(self, answer_id: int, without: tuple[int, ...] = ()) -> Act:
        """Say that an answer is done, some codes taken off first."""

        def act(work: Writing) -> None:
            from coder.usecases.coding.setting import mark_done, remove_code

            for code_id in without:
                remove_code(work, answer_id, self._real(code_id), self.coder_id)
            mark_done(work, answer_id, self.coder_id)

        return act

    def seen(self, act: Act, answer_id: int, seen: SeenList | None) -> Act:
        """Let an act also write down what its coder saw."""
        if seen is None:
            return act

        def with_trail(work: Writing) -> object:
            result = act(work)
            seen.record(work, answer_id, self.coder_id, self._made_id)
            return result

        return with_trail

    def _made_id(self, code_id: int) -> int | None:
        return code_id if code_id >= 0 else self._made.get(code_id)

    def _real(self, code_id: int) -> int:
        made_id = self._made_id(code_id)
        if made_id is None:
            raise CodeNotMadeError
        return made_id
