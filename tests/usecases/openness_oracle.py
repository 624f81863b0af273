"""What is open, worked out slowly and straight from the rule, pair by pair, from every state there was."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from coder.domain.entry import Entry
from coder.store.as_of import State, present_state
from coder.store.history import entries
from coder.store.settled import settled_of
from coder.store.unit_of_work import Reading

Pairs = set[tuple[str, str]]
"""(answer uid, code uid)"""


@dataclass
class Oracle:
    """Remembers the state after every entry; ask it after each act."""

    states: dict[int, State] = field(default_factory=dict)
    log: list[Entry] = field(default_factory=list)
    live: set[int] = field(default_factory=set)
    """The entries that stand now, undos and redos not counted."""

    def watch(self, work: Reading) -> None:
        """Look at the project as it is after an act."""
        self.log = entries(work)
        self.states[self.log[-1].number] = present_state(work)
        self.live = self._live()

    @property
    def now(self) -> State:
        return self.states[self.log[-1].number]

    def open_to(self, coder: str) -> Pairs:
        """Return the pairs open to a coder, by the coder's uid."""
        return {
            (answer, code)
            for answer in self.now["answer"]
            for code, values in self.now["code"].items()
            if values["codable"] and values["retired"] is None and values["merged_into"] is None
            if self._is_open(answer, code, coder)
        }

    def open_in_all(self, work: Reading) -> Pairs:
        """Return the pairs open to whoever's coding counts."""
        found: Pairs = set()
        answers = list(self.now["answer"])
        ids = work.records.ids_of("answer", answers)
        settled = settled_of(work.connection, ids)
        for answer, answer_id in zip(answers, ids, strict=True):
            if answer_id in settled:
                [coder] = work.records.uids_of("coder", [settled[answer_id]])
                opened = {pair for pair in self.open_to(coder) if pair[0] == answer}
                found |= opened if self._is_person(coder) else opened & self._open_to_people()
        return found

    def _open_to_people(self) -> Pairs:
        """Return the pairs open to anybody who can look."""
        return {pair for coder in self.now["coder"] if self._is_person(coder) for pair in self.open_to(coder)}

    def _is_person(self, coder: str) -> bool:
        return bool(self.now["coder"][coder]["kind"] == "person")

    def _is_open(self, answer: str, code: str, coder: str) -> bool:
        if self._done(answer, coder) is None:
            return False
        having = self._coding(self.now, answer, code, coder)
        if having is not None:
            return any(
                not self._asked(answer, code, coder, since) and self._stood_ever_since(having, since)
                for since in self._changes_of_meaning(code, "narrow_code")
            )
        return any(self._unasked(answer, part, coder, (), len(self.log) + 1) for part in self._parts(code))

    def _unasked(self, answer: str, part: str, coder: str, also: tuple[str, ...], before: int) -> bool:
        """Tell whether something opened the code, before an entry, and nobody has asked since."""
        values = self.now["code"][part]
        events = self._changes_of_meaning(part, "widen_code")
        born, old = values["born"], values["split_from"]
        if old is None and not values["from_file"]:
            events.append(born)
        if old is not None:
            if answer in self._answers_split_over(old, coder):
                events.append(born)
            for each in self._parts(old):
                earlier = self.now["code"][each]["born"] < born
                if earlier and self._unasked(answer, each, coder, (part, *also), min(before, born)):
                    return True
        return any(
            since < before and not any(self._asked(answer, each, coder, since) for each in (part, *also))
            for since in events
        )

    def _asked(self, answer: str, code: str, coder: str, since: int) -> bool:
        done = self._done(answer, coder)
        looks = (
            each["entry"]
            for each in self.now["look"].values()
            if (each["answer"], each["code"], each["coder"]) == (answer, code, coder)
        )
        question = self.now["answer"][answer]["question"]
        rounds = (
            each["entry"]
            for each in self.now["round"].values()
            if each["coder"] == coder and each["question"] == question and code in each["codes"]
        )
        return any(entry >= since for entry in (done or 0, *looks, *rounds))

    def _done(self, answer: str, coder: str) -> int | None:
        for each in self.now["coded"].values():
            if (each["answer"], each["coder"], each["state"]) == (answer, coder, "done"):
                return int(each["done_entry"])
        return None

    def _parts(self, code: str) -> list[str]:
        found = [code]
        for each in found:
            found += [uid for uid, values in self.now["code"].items() if values["merged_into"] == each]
        return found

    def _changes_of_meaning(self, code: str, operation: str) -> list[int]:
        return [
            each.number
            for each in self.log
            if each.operation == operation
            and each.number in self.live
            and self.states[each.number]["code"].get(code) != self.states[each.number - 1]["code"].get(code)
        ]

    def _live(self) -> set[int]:
        live: set[int] = set()
        undone_by: dict[int, int] = {}
        for each in self.log:
            if each.operation == "undo":
                root = self._root(each.undoes or 0)
                live.discard(root)
                undone_by[each.number] = root
            elif each.operation == "redo":
                live.add(undone_by[each.undoes or 0])
            else:
                live.add(each.number)
        return live

    def _root(self, number: int) -> int:
        """Return the act that was first done of one done, undone, redone."""
        by_number = {each.number: each for each in self.log}
        while (undoes := by_number[number].undoes) is not None:
            number = undoes
        return number

    def _answers_split_over(self, old: str, coder: str) -> set[str]:
        """Return the answers that have a code that was split, or had it until a split took it."""
        found = {answer for answer, _uid in self._having(self.now, old, coder)}
        by_number = {one.number: one for one in self.log}
        for each in self.log:
            is_split = each.operation == "split_code" or (
                each.operation == "redo" and by_number[self._root(each.number)].operation == "split_code"
            )
            if is_split:
                before = set(self._having(self.states[each.number - 1], old, coder))
                after = set(self._having(self.states[each.number], old, coder))
                found |= {answer for answer, _uid in before - after}
        return found

    @staticmethod
    def _having(state: State, code: str, coder: str) -> Iterator[tuple[str, str]]:
        for uid, each in state["coding"].items():
            if (each["code"], each["coder"]) == (code, coder):
                yield each["answer"], uid

    @staticmethod
    def _coding(state: State, answer: str, code: str, coder: str) -> str | None:
        for uid, each in state["coding"].items():
            if (each["answer"], each["code"], each["coder"]) == (answer, code, coder):
                return uid
        return None

    def _stood_ever_since(self, coding: str, since: int) -> bool:
        states: list[Any] = [self.states[each.number] for each in self.log if each.number >= since]
        return all(coding in state["coding"] for state in states)
