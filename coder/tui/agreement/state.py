"""What is looked at on the Agreement screen, and what is marked to settle on; knows no widgets."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Literal

from coder.tui.agreement.groups import Groups
from coder.tui.agreement.queue import ALL, Among, Queue

if TYPE_CHECKING:
    from coder.store.settlements import Settlement
    from coder.tui.agreement.figures import CodeFigures, Figures
    from coder.tui.agreement.round_lines import RoundLine
    from coder.usecases.agreement.compared import Compared, ComparedCoder
    from coder.usecases.agreement.consensus_effect import ConsensusEffect
    from coder.usecases.agreement.desk import AgreementDesk
    from coder.usecases.agreement.disagreements import DifferenceGroup, Disagreement
    from coder.usecases.agreement.project_agreement import RoundAsked
    from coder.usecases.agreement.settling_text import SettlingText

MOST_NUMBERED = 9
"""Codes of an answer that have a digit."""
READ_AROUND = 5
"""Answers before and after the one at hand whose texts are read."""
Level = Literal["code", "theme"]


class Pane(StrEnum):
    """What keys are about."""

    CODES = "codes"
    ANSWERS = "answers"
    GROUPS = "groups"
    ROUNDS = "rounds"
    AFTER = "after"


class AgreementState:
    """Codes by trouble, differences one by one, groups of them; a cursor in each."""

    def __init__(self, desk: AgreementDesk, everybody: Mapping[int, str]) -> None:
        self.desk = desk
        self.everybody = everybody
        """Names by coder id."""
        self.figures: dict[Level, Figures] = {}
        self.rounds: Sequence[RoundLine] | None = None
        self.effect: ConsensusEffect | None = None
        self.texts: dict[int, SettlingText] = {}
        self.asked_round: RoundAsked = None
        self.pane = Pane.CODES
        self.came_from = Pane.CODES
        """Where the differences one goes through were chosen."""
        self.level: Level = "code"
        self.shows_names = True
        self.code_row = 0
        self.round_row = 0
        self.after_row = 0
        self.groups = Groups()
        self.queue = Queue()
        self.scrolled = 0
        """Lines of the text above what is seen."""
        self.rules: list[tuple[int, int | None]] = []
        """Codes that were settled on for a whole group, each with what it stood against."""
        self._marked: dict[int, frozenset[int]] = {}
        self._named: Counter[str] = Counter()
        """How many codes have a name."""
        self.take_desk(desk)

    def take_desk(self, desk: AgreementDesk) -> None:
        """Take what coders gave and what is settled, as it is on disk; one stays where one stands."""
        before, now = self.desk.settlements, desk.settlements
        for answer_id in before.keys() | now.keys():
            if before.get(answer_id) != now.get(answer_id):
                # What was settled on is read anew, whoever settled it.
                self.texts.pop(answer_id, None)
                self._marked.pop(answer_id, None)
        self.desk = desk
        self._named = Counter(code.name for code in desk.to_settle.codes)
        self.queue.take(desk)
        self.groups.take(desk.only, desk.against)

    # People and names

    @property
    def compared(self) -> Compared:
        """What coders give now: what differences are settled from."""
        return self.desk.to_settle

    @property
    def are_two(self) -> bool:
        """Whether two coders are held against each other."""
        return len(self.compared.coders) == 2

    def person(self, coder_id: int) -> str:
        """Return what a coder is called on the screen."""
        coder = self.compared.coder(coder_id)
        return coder.name if self.shows_names else coder.title

    def letter(self, coder: ComparedCoder) -> str:
        """Return the letter of a coder, which is the key that takes what that one gave."""
        same = (each.letter for each in self.compared.coders if each.id == coder.id)
        return next(same, coder.letter)

    def coder_lettered(self, letter: str) -> int | None:
        """Return the id of the coder with a letter; a key is nobody's."""
        return next((each.id for each in self.compared.coders if each.letter == letter), None)

    def code_name(self, code_id: int) -> str:
        """Return a code's name, with its theme where another has the same."""
        code = self.compared.tree.code(code_id)
        return code.written_path if self._named[code.name] > 1 else code.name

    # Codes

    @property
    def shown(self) -> Figures | None:
        """The figures of the level that is looked at; None until they are counted."""
        return self.figures.get(self.level)

    @property
    def code(self) -> CodeFigures | None:
        """The code or theme one stands on."""
        rows = () if self.shown is None else self.shown.codes
        return rows[min(self.code_row, len(rows) - 1)] if rows else None

    @property
    def has_themes(self) -> bool:
        """Whether codes stand under themes."""
        return any(code.theme is not None for code in self.compared.codes)

    def move_code(self, step: int) -> None:
        """Go to another code."""
        rows = 0 if self.shown is None else len(self.shown.codes)
        self.code_row = min(max(self.code_row + step, 0), max(rows - 1, 0))

    def turn_level(self) -> None:
        """Look at themes, or at codes again."""
        self.level = "theme" if self.level == "code" else "code"
        self.code_row = 0

    # Which differences one goes through

    @property
    def difference(self) -> Disagreement | None:
        """The difference one stands on."""
        return self.queue.here

    def settlement(self, answer_id: int) -> Settlement | None:
        """Return how an answer was settled."""
        return self.desk.settlements.get(answer_id)

    def move(self, step: int) -> None:
        """Go to another difference, settled or not."""
        self.queue.move(step)
        self.scrolled = 0

    def look_at_code(self) -> None:
        """Go through the differences in the code one stands on."""
        row = self.code
        if row is not None:
            differing = [each for each in self.desk.differing if not each.different.isdisjoint(row.under)]
            self._look_among(Among(frozenset(each.answer_id for each in differing), row.path))

    def look_at_group(self, group: DifferenceGroup, title: str) -> None:
        """Go through the differences of a group."""
        self._look_among(Among(frozenset(group.answer_ids), title))

    def look_at_all(self) -> None:
        """Go through all differences, from where one stands."""
        self.turn_to(Pane.ANSWERS)

    def turn_to(self, pane: Pane) -> None:
        """Turn to something else, with all differences again."""
        self.pane, self.came_from = pane, Pane.CODES
        self.queue.among = ALL

    def leave(self) -> None:
        """Go back from where one stands to where one came from."""
        self.turn_to(self.came_from if self.pane is Pane.ANSWERS else Pane.CODES)

    def _look_among(self, among: Among) -> None:
        came_from = self.pane
        self.queue.look_among(among)
        self.pane, self.came_from, self.scrolled = Pane.ANSWERS, came_from, 0

    # What is marked

    @property
    def marked(self) -> frozenset[int]:
        """The codes that the answer one stands on would be settled on."""
        here = self.difference
        return frozenset() if here is None else self._marked.get(here.answer_id, self._usual(here))

    @property
    def listed(self) -> list[int]:
        """The codes of the answer one stands on, in the order they are numbered.

        Of two coders: what the one alone gave, what both gave with what was added, what the other gave.
        """
        here = self.difference
        if here is None:
            return []
        added = self.marked - here.any
        if not self.are_two:
            return [*self._in_order(here.any), *self._in_order(added)]
        first, second = (coder.id for coder in self.compared.coders)
        parts = (here.only(first), here.both | added, here.only(second))
        return [each for part in parts for each in self._in_order(part)]

    def toggle(self, code_id: int) -> None:
        """Mark a code, or let go of it."""
        here = self.difference
        if here is not None:
            self._marked[here.answer_id] = self.marked ^ {code_id}

    def toggle_numbered(self, number: int) -> None:
        """Mark the code with a number, or let go of it."""
        listed = self.listed
        if 1 <= number <= len(listed):
            self.toggle(listed[number - 1])

    def decide(self, answer_ids: Sequence[int]) -> bool:
        """Take answers as settled while that goes to the disk; tell if others of the queue wait."""
        self.queue.decide(answer_ids)
        self.scrolled = 0
        return self.queue.go_to_next()

    def written(self, answer_ids: Sequence[int]) -> None:
        """Take note that what was decided is on disk, or could not be written."""
        self.queue.written(answer_ids)
        for answer_id in answer_ids:
            self._marked.pop(answer_id, None)

    def wanted_texts(self) -> list[int]:
        """Return the answers near the cursor whose texts are not read."""
        ids, place = self.queue.ids, self.queue.place
        near = ids[max(place - READ_AROUND, 0) : place + READ_AROUND]
        return [each for each in near if each not in self.texts]

    def _usual(self, here: Disagreement) -> frozenset[int]:
        """Return what is marked at first: what it was settled on, what both gave, or the majority."""
        text = self.texts.get(here.answer_id)
        if text is not None and text.consensus is not None:
            return text.consensus
        return here.both if self.are_two else here.majority()

    def _in_order(self, codes: frozenset[int]) -> list[int]:
        return [code.id for code in self.compared.codes if code.id in codes]
