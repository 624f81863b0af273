"""Agreement of a project once more, from what people did: straight from the rules, answer by answer.

What is frozen is read from no table: it is what the project was after the entry of a draw or of a closing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from coder.store.unit_of_work import Reading
from coder.usecases.second_coder.samples import CLOSE, DRAW, OPEN
from tests.usecases.openness_oracle import Oracle

FREEZING = (DRAW, OPEN, CLOSE)
Codes = frozenset[str]
"""Uids of codes."""


@dataclass
class Recounted:
    """An answer as it goes into agreement."""

    given: dict[str, Codes] = field(default_factory=dict)
    """By coder's name."""
    unseen: set[str] = field(default_factory=set)
    weight: float = 1.0


@dataclass
class Recount(Oracle):
    """Sees the project after every act, and remembers who had never seen which code when it was frozen."""

    unseen_at: dict[tuple[int, str], dict[str, set[str]]] = field(default_factory=dict)

    def watch(self, work: Reading) -> None:
        super().watch(work)
        last = self.log[-1]
        if last.operation in FREEZING:
            self.note_unseen()
        if last.operation == DRAW:
            self._judge_draw(last.number)
        if last.operation == OPEN:
            self._judge_opening(last.number)

    def note_unseen(self) -> None:
        """Remember for all coders what they have never seen by now."""
        for coder in self.now["coder"]:
            self.unseen_at[self.log[-1].number, coder] = self.never_seen(coder)

    # What is drawn, and what is dropped

    def _judge_draw(self, entry: int) -> None:
        """Find that what was drawn could be, and stands for as many answers as it should."""
        sample = self.samples()[-1]
        drawn = self.drawn(sample)
        second = self.person(sample["coder"])
        if sample["drawn"] == entry:
            could = {answer for answer in self.now["answer"] if self._could_be_drawn(answer, sample, second)}
            assert drawn.keys() <= could
            assert sample["population"] == len(could)
            for row in drawn.values():
                alike = [each for each in drawn.values() if each["stratum"] == row["stratum"]]
                of_stratum = [each for each in could if self._level(each) == row["stratum"]]
                stands_for = 1.0 if sample["method"] == "random" else len(of_stratum) / len(alike)
                assert row["weight"] == stands_for
        else:
            first = self.drawn(self.samples(sample["round"])[0])
            key = {each for each in first if self.settled_by(each, sample["drawn"]) == second}
            left = {each for each in first if not self._begun(each, second)}
            assert drawn.keys() == (left - key if sample["purpose"] == "training" else left)
            assert all(row["weight"] == first[answer]["weight"] for answer, row in drawn.items())
        assert len({row["position"] for row in drawn.values()}) == len(drawn)

    def _could_be_drawn(self, answer: str, sample: Mapping[str, Any], second: str) -> bool:
        others = [each for each in self.samples() if each is not sample and answer in self.drawn(each)]
        if sample["purpose"] == "training":
            settled = self.settled_by(answer, self.log[-1].number) != ""
            blind = any(each["closed"] is None for each in others)
            return settled and not blind and not self._begun(answer, second)
        before = [each for each in others if (sample["purpose"], each["purpose"]) != ("double", "training")]
        if self._done(answer, sample["against"]) is None or before:
            return False
        return sample["purpose"] == "again" or not self._begun(answer, second)

    def _judge_opening(self, entry: int) -> None:
        """Find that exactly what was not done is dropped."""
        for sample in self.samples():
            if sample["closed"] == entry:
                for answer, row in self.drawn(sample).items():
                    assert (row["opened"] is None) == (self._done(answer, sample["coder"]) is not None)

    def _begun(self, answer: str, coder: str) -> bool:
        return any((each["answer"], each["coder"]) == (answer, coder) for each in self.now["coded"].values())

    def _people(self) -> list[str]:
        return [uid for uid, each in self.now["coder"].items() if each["kind"] == "person"]

    def _level(self, answer: str) -> str:
        respondent = self.now["answer"][answer]["respondent"]
        [row] = [each for each in self.now["participation"].values() if each["respondent"] == respondent]
        [level] = row["background"].values()
        return str(self.now["level"][level]["name"])

    # Who could not have given what

    def never_seen(self, coder: str) -> dict[str, set[str]]:
        """Return by answer the codes a coder who is done could not have given."""
        return {
            answer: {code for code in self.now["code"] if self._never_saw(answer, code, coder)}
            for answer in self.now["answer"]
            if self._done(answer, coder) is not None
        }

    def _never_saw(self, answer: str, code: str, coder: str) -> bool:
        proposer = self.now["code"][code]["proposed_by"]
        if proposer is not None:
            return bool(proposer != self.person(coder))
        if self._coding(self.now, answer, code, coder) is not None:
            return False
        return self._unasked(answer, code, coder, (), len(self.log) + 1)

    def _parts(self, code: str) -> list[str]:
        return [code]

    def _changes_of_meaning(self, code: str, operation: str) -> list[int]:
        return []

    def person(self, coder: str) -> str:
        """Return whose shadow a coder is; everybody else is herself."""
        for sample in self.samples():
            if sample["purpose"] == "again" and sample["coder"] == coder:
                return str(sample["against"])
        return coder

    # What codes are now

    def living(self) -> dict[str, Mapping[str, Any]]:
        return {uid: values for uid, values in self.now["code"].items() if values["merged_into"] is None}

    def path(self, code: str) -> str:
        values = self.now["code"][code]
        above = values["parent"]
        return values["name"] if above is None else f"{self.path(above)} > {values['name']}"

    def counts_as(self, code: str, since: int) -> str:
        """Return what a code given in a round drawn in an entry counts as today."""
        codes = self.now["code"]
        way: list[str] = []
        while code not in way:
            way.append(code)
            if codes[code]["split_from"] is not None and codes[code]["born"] > since:
                code = codes[code]["split_from"]
            elif codes[code]["merged_into"] is not None:
                code = codes[code]["merged_into"]
            else:
                return code
        code = min(way[way.index(code) :], key=lambda each: (codes[each]["born"], each))
        while codes[code]["merged_into"] is not None:
            code = codes[code]["merged_into"]
        return code

    # Rounds

    def samples(self, number: int | None = None) -> list[Mapping[str, Any]]:
        """Return the samples of a round, oldest first."""
        found = self.now["sample"].values()
        return [each for each in found if number in (None, each["round"])]

    def drawn(self, sample: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
        """Return what was drawn in a sample, by answer."""
        [uid] = [uid for uid, each in self.now["sample"].items() if each is sample]
        return {each["answer"]: each for each in self.now["sample_answer"].values() if each["sample"] == uid}

    def of_round(self, number: int) -> dict[str, Recounted]:
        """Return what was given in a round, with today's codes; only what two have done."""
        found: dict[str, Recounted] = {}
        for sample in self.samples(number):
            since = sample["drawn"]
            for answer, row in self.drawn(sample).items():
                recounted = found.setdefault(answer, Recounted(weight=row["weight"]))
                first = sample["against"] or self.settled_by(answer, since)
                title = "key" if sample["against"] is None else self._name(first)
                self._freeze(recounted, answer, first, title, since, since)
                closed = sample["closed"] or self.log[-1].number
                if row["opened"] is None and self._was_done(answer, sample["coder"], closed):
                    second = sample["coder"]
                    self._freeze(recounted, answer, second, self._name(second), closed, since)
        return {answer: each for answer, each in found.items() if len(each.given) > 1}

    def of_all(self) -> dict[str, Recounted]:
        """Return what was given in all rounds of the foremost purpose; each stands for as many answers."""
        order = ["double", "again", "training"]
        purpose = min((each["purpose"] for each in self.samples()), key=order.index)
        firsts = {each["round"]: each for each in reversed(self.samples()) if each["purpose"] == purpose}
        mixed = len({each["method"] for each in firsts.values()}) > 1
        found: dict[str, Recounted] = {}
        for number, first in firsts.items():
            for answer, recounted in self.of_round(number).items():
                if mixed and first["method"] == "random":
                    recounted.weight = first["population"] / len(self.drawn(first))
                found.setdefault(answer, recounted)
        return found

    def _freeze(
        self, recounted: Recounted, answer: str, coder: str, title: str, entry: int, since: int
    ) -> None:
        if title in recounted.given:
            return
        state = self.states[entry]
        codes = self.now["code"]
        raw = {
            each["code"]
            for each in state["coding"].values()
            if (each["answer"], each["coder"]) == (answer, coder)
        }
        given = frozenset(self.counts_as(code, since) for code in raw if code in codes)
        recounted.given[title] = given
        never = set(self.unseen_at.get((entry, coder), {}).get(answer, ()))
        never |= {code for code, each in codes.items() if each["born"] > entry and not each["from_file"]}
        parts: dict[str, set[str]] = {}
        for code in codes:
            parts.setdefault(self.counts_as(code, since), set()).add(code)
        recounted.unseen |= {
            code for code in self.living() if code not in given and parts.get(code, set()) <= never
        }

    def as_it_stands(self) -> dict[str, Recounted]:
        """Return what people have given by now; no answers still coded blind, and no exercises."""
        training = [each for each in self.samples() if each["purpose"] == "training"]
        exercises = {(answer, each["coder"]) for each in training for answer in self.drawn(each)}
        blind = {answer for each in self.samples() if each["closed"] is None for answer in self.drawn(each)}
        people = self._people()
        now = self.log[-1].number
        found: dict[str, Recounted] = {}
        for answer in self.now["answer"].keys() - blind:
            done = [coder for coder in people if self._done(answer, coder) is not None]
            done = [coder for coder in done if (answer, coder) not in exercises]
            recounted = Recounted()
            for coder in done if len(done) > 1 else ():
                self._freeze(recounted, answer, coder, self._name(coder), now, now)
            if recounted.given:
                found[answer] = recounted
        return found

    def settled_by(self, answer: str, entry: int) -> str:
        """Return whose coding counted after an entry: the lead's if done, else the only one's; or ""."""
        state = self.states[entry]
        [asked] = state["question"].values()
        people = {uid for uid, each in state["coder"].items() if each["kind"] == "person"}
        done = {each for each in people if self._was_done(answer, each, entry)}
        if asked["lead"] in done:
            return str(asked["lead"])
        return next(iter(done)) if len(done) == 1 else ""

    def _was_done(self, answer: str, coder: str, entry: int) -> bool:
        return any(
            (each["answer"], each["coder"], each["state"]) == (answer, coder, "done")
            for each in self.states[entry]["coded"].values()
        )

    def _name(self, coder: str) -> str:
        return str(self.now["coder"][coder]["name"])

    # In words

    def listed(self, answers: Mapping[str, Recounted]) -> Iterator[str]:
        """Yield the codes that are told of: given here, or open to all; a heading only if given."""
        used = {code for each in answers.values() for codes in each.given.values() for code in codes}
        living = self.living()
        above = {each["parent"] for each in living.values()}
        for code, values in living.items():
            offered = values["codable"] and values["retired"] is None and values["proposed_by"] is None
            if code in used or (offered and code not in above):
                yield code
