"""What is chosen for the report, suggested, and found in it, and where one stands; knows no widgets."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from coder.tui.texts.rows import TextRow, TextRows
from coder.tui.texts.state import TextsState

if TYPE_CHECKING:
    from coder.domain.passages import PassageKey
    from coder.usecases.privacy.disclose import AnswerFinding
    from coder.usecases.report.quotation_suggestions import Suggestion
    from coder.usecases.report.quotations import Checked, QuotationHeading, Quotations, Respondents
    from coder.usecases.report.quoted import HowOftenQuoted
    from coder.usecases.report.theme_reading import Passage


class QuotationsState(TextsState):
    """Headings with chosen texts, then suggested ones; a cursor on a text, and on a finding in it."""

    def __init__(self, quotations: Quotations) -> None:
        super().__init__()
        self.quotations = quotations
        self.respondents: Respondents | None = None
        self.has_suggested = False
        """Whether suggestions were looked for."""
        self.checked: Checked | None = None
        self.progress: tuple[int, int] | None = None
        """Of the check that goes on: texts checked, texts."""
        self.could_not_check = False
        """Whether the check ended before it was through."""
        self.quoted: HowOftenQuoted | None = None
        self._finding: int | None = None
        """Which finding of the text was chosen; None goes to the first that waits."""
        self._suggestions: dict[int, tuple[Suggestion, ...]] = {}
        self._let_go: dict[PassageKey, None] = {}
        """Texts that were chosen on this screen and are not any more: they stay in sight."""
        self._headings: list[QuotationHeading] = []
        self._passages: dict[PassageKey, Passage] = {}
        self._lay_out()

    # What there is

    @property
    def headings(self) -> Sequence[QuotationHeading]:
        """The headings that have something to show."""
        return self._headings

    @property
    def others(self) -> list[PassageKey]:
        """Texts to read beside the chosen ones."""
        suggested = [each.passage.key for under in self._suggestions.values() for each in under]
        return list(dict.fromkeys([*suggested, *self._let_go]))

    @property
    def passages(self) -> list[Passage]:
        """All texts that are shown, chosen or suggested; those are checked."""
        return list(self._passages.values())

    @property
    def chosen(self) -> tuple[Passage, ...]:
        """What the report would quote."""
        return self.quotations.leaving

    @property
    def passage(self) -> Passage | None:
        """The text under the cursor."""
        return None if self.key is None else self._passages[self.key]

    def passage_of(self, key: PassageKey) -> Passage:
        """Return a text that is shown."""
        return self._passages[key]

    def suggestion(self, key: PassageKey) -> Suggestion | None:
        """Return why a text is suggested."""
        under = self._suggestions.get(key.code_id, ())
        return next((each for each in under if each.passage.key == key), None)

    def is_starred(self, key: PassageKey) -> bool:
        """Tell whether a text is chosen, or about to be."""
        return self._passages[key].starred != (key in self.unsaved)

    def is_dropped(self, passage: Passage) -> bool:
        """Tell whether a text's answer stays out of documents."""
        return passage.answer_id in self.quotations.dropped

    # What was found

    def findings(self, key: PassageKey) -> tuple[AnswerFinding, ...]:
        """Return what was found in a text."""
        return () if self.checked is None else self.checked.findings.get(key, ())

    @property
    def finding_number(self) -> int | None:
        """Which finding of the text under the cursor the keys decide on."""
        passage = self.passage
        found = () if passage is None else self.findings(passage.key)
        if not found:
            return None
        if self._finding is not None:
            return min(self._finding, len(found) - 1)
        return next((n for n, each in enumerate(found) if each.decided is None), 0)

    @property
    def finding(self) -> AnswerFinding | None:
        """What the keys decide on."""
        number, passage = self.finding_number, self.passage
        return None if number is None or passage is None else self.findings(passage.key)[number]

    @property
    def is_checked(self) -> bool:
        """Whether what would leave is checked as it stands now."""
        return self.progress is None and self.checked is not None and self.checked.holds(self.chosen)

    @property
    def waiting(self) -> int:
        """How many decisions keep the report back; 0 before it is checked."""
        return 0 if self.checked is None else self.checked.waiting(self.chosen)

    @property
    def unfilled(self) -> tuple[str, ...]:
        """What keeps the report back though all is decided: figures of notes, each with where it stands."""
        return () if self.checked is None else self.checked.unfilled

    @property
    def waiting_beside(self) -> int:
        """How many findings wait in texts that are shown and not chosen; they keep nothing back."""
        leaving = {each.key for each in self.chosen}
        return sum(1 for _each in self._undecided(self._passages.keys() - leaving))

    # Going about

    def stand_at(self, place: int) -> None:
        """Stand on a row; on another one the keys go to the first finding that waits."""
        if place != self.cursor:
            self._finding = None
        super().stand_at(place)

    def choose_finding(self, step: int) -> None:
        """Stand on the finding before or after, round and round within the text."""
        number, passage = self.finding_number, self.passage
        if number is not None and passage is not None:
            self._finding = (number + step) % len(self.findings(passage.key))

    def next_undecided(self) -> bool:
        """Stand on the next finding that waits, in what would leave or else in what is shown beside it.

        Tell if there is one.
        """
        leaving = {each.key for each in self.chosen}
        places = list(self._undecided(leaving)) or list(self._undecided(self._passages.keys()))
        if not places:
            return False
        here = self.cursor, -1 if self.finding_number is None else self.finding_number
        cursor, number = next((each for each in places if each > here), places[0])
        self.stand_at(cursor)
        self._finding = number
        return True

    def show_only_starred(self, *, wanted: bool) -> None:
        """Show suggested texts too, or not."""
        self.is_only_starred = wanted
        self._lay_out()

    # What changes

    def take(self, quotations: Quotations) -> None:
        """Take what was read anew; the cursor stays on its text, or near where it was."""
        self.quotations = quotations
        self.could_not_check = False
        self.unsaved.clear()
        self._lay_out()
        if self.respondents is not None:
            self.quoted = self.respondents.quoted(self.chosen)

    def take_respondents(self, respondents: Respondents) -> None:
        """Take who answered."""
        self.respondents = respondents
        self.quoted = respondents.quoted(self.chosen)

    def take_suggestions(self, suggestions: Mapping[int, tuple[Suggestion, ...]]) -> None:
        """Take what might be chosen; read their texts with the next reading."""
        self.has_suggested = True
        self._suggestions = dict(suggestions)

    def take_checked(self, checked: Checked) -> None:
        """Take what was found."""
        self.checked, self.progress, self.could_not_check = checked, None, False

    def not_checked(self) -> None:
        """Hear that the check failed."""
        self.progress, self.could_not_check = None, True

    def star(self, key: PassageKey) -> bool:
        """Choose a text, or no longer; not on disk yet. Tell which."""
        starred = not self.is_starred(key)
        self.unsaved ^= {key}
        if not starred:
            self._let_go[key] = None
        return starred

    def reordered(self, step: int) -> list[PassageKey] | None:
        """Let the chosen text under the cursor change places with its chosen neighbour; seen at once."""
        row, passage = self.at, self.passage
        if row is None or passage is None or not passage.starred:
            return None
        heading = self._headings[row.heading]
        chosen = list(heading.chosen)
        here = [each.key for each in chosen].index(passage.key)
        there = here + step
        if not 0 <= there < len(chosen):
            return None
        chosen[here], chosen[there] = chosen[there], chosen[here]
        other = replace(heading, chosen=tuple(chosen))
        headings = (other if each is heading else each for each in self.quotations.headings)
        self.quotations = replace(self.quotations, headings=tuple(headings))
        self._lay_out()
        return [each.key for each in chosen]

    # How it is kept

    def _lay_out(self) -> None:
        row = self.at
        heading = None if row is None else self._headings[row.heading].code.id
        if row is None:
            # On the first text rather than on the heading above it.
            self.cursor = 1
        self._passages, self._headings = {}, []
        keys = []
        for each in self.quotations.headings:
            under = [*each.chosen, *self._beside(each.code.id)]
            if under:
                self._headings.append(each)
                self._passages.update((passage.key, passage) for passage in under)
                keys.append([passage.key for passage in under])
        self.rows = TextRows(keys)
        self._stand_on(row, heading)

    def _beside(self, code_id: int) -> Iterator[Passage]:
        if self.is_only_starred:
            return
        for key in self.others:
            passage = self.quotations.others.get(key)
            if key.code_id == code_id and passage is not None and not passage.starred:
                yield passage

    def _stand_on(self, row: TextRow | None, code_id: int | None) -> None:
        """Stand where a row is now: on its text, or as far down under its heading."""
        codes = [each.code.id for each in self._headings]
        if row is None or code_id not in codes:
            self.cursor = min(self.cursor, max(len(self.rows) - 1, 0))
            return
        heading = codes.index(code_id)
        place = self.rows.place_of(heading, row.key)
        if place is None:
            following = [*range(self.rows.heading_at(heading), len(self.rows))]
            here = [each for each in following if self.rows.at(each).heading == heading]
            place = here[min(row.number + 1, len(here) - 1)]
        self.cursor = place

    def _undecided(self, keys: Container[PassageKey]) -> Iterator[tuple[int, int]]:
        """Yield the places of findings in these texts that wait: rows, and numbers in them."""
        for place in range(len(self.rows)):
            key = self.rows.at(place).key
            if key is not None and key in keys:
                for number, each in enumerate(self.findings(key)):
                    if each.decided is None:
                        yield place, number

    def decided(self) -> None:
        """Hear that something is decided: the keys go on to what waits next in the text."""
        self._finding = None
