"""What must hold between rows, brought about where two sides that hold by themselves do not together."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Set
from uuid import NAMESPACE_URL, uuid5

from coder.domain.coding import CodedState, united
from coder.domain.entry import Value, canonical_json
from coder.store.as_of import State
from coder.store.merging.conflict import Conflict, ConflictKind
from coder.store.merging.three_way import Merged
from coder.store.merging.uids import holding_uids, referring
from coder.store.nouns import NOUNS, unique_fields
from coder.store.records import Values

_REFERRED = (
    "coder",
    "wave",
    "variable",
    "level",
    "respondent",
    "codebook",
    "question",
    "code",
    "answer",
    "sample",
)
_FIELD_TARGETS = {
    name: {each.name: each.target for each in noun.fields if each.target} for name, noun in NOUNS.items()
}


class Mending:
    """Brings the rows merged one by one into order; says what could not stay as either side had it."""

    def __init__(self, base: State, ours: State, theirs: State, merged: Merged) -> None:
        self.base, self.ours, self.theirs = base, ours, theirs
        self.state, self.conflicts = merged.state, merged.conflicts

    def rounds(self) -> None:
        """Give rounds of samples that were drawn there numbers of their own."""
        self._keep_numbers_that_would_meet()
        rows = self.state["sample"]
        drawn = {(row["question"], row["round"]) for uid, row in rows.items() if uid in self.ours["sample"]}
        known = {(row["question"], row["round"]) for row in self.base["sample"].values()}
        new: dict[tuple[str, int], list[str]] = defaultdict(list)
        for uid, row in rows.items():
            if uid not in self.ours["sample"]:
                new[row["question"], row["round"]].append(uid)
        for (question, number), uids in sorted(new.items()):
            coders = {
                row["coder"]
                for uid, row in rows.items()
                if uid not in uids and (row["question"], row["round"]) == (question, number)
            }
            same_coder = any(rows[uid]["coder"] in coders for uid in uids)
            if (question, number) in drawn and ((question, number) not in known or same_coder):
                taken = [row["round"] for row in rows.values() if row["question"] == question]
                for uid in uids:
                    rows[uid] = rows[uid] | {"round": max(taken) + 1}

    def _keep_numbers_that_would_meet(self) -> None:
        """Leave rounds the numbers they have here, where with those from there two would be one."""
        rows, here = self.state["sample"], self.ours["sample"]
        both = sorted(rows.keys() & here.keys())
        held: set[tuple[Value, ...]] = set()
        meeting: set[Value] = set()
        for uid in both:
            key = tuple(rows[uid][name] for name in ("question", "round", "coder"))
            if key in held:
                meeting.add(rows[uid]["question"])
            held.add(key)
        for uid in both:
            if rows[uid]["question"] in meeting:
                rows[uid] = rows[uid] | {"round": here[uid]["round"]}

    def references(self) -> None:
        """Bring back what one side took away and the other built upon."""
        gone = {
            noun: {
                uid
                for side in (self.ours, self.base, self.theirs)
                for uid in side[noun]
                if uid not in self.state[noun]
            }
            for noun in _REFERRED
        }
        if not any(gone.values()):
            return
        again = True
        while again:
            again = False
            for noun, uid in list(self._missed(gone)):
                if uid in self.state[noun]:
                    continue
                self.state[noun][uid] = self._last_known(noun, uid)
                gone[noun].discard(uid)
                kept = (Conflict(ConflictKind.STILL_USED, noun, uid),)
                self.conflicts[:] = [
                    each for each in self.conflicts if (each.noun, each.uid, each.field) != (noun, uid, "")
                ]
                self.conflicts.extend(kept)
                again = True

    def codings(self, became: Mapping[str, str]) -> None:
        """Let everything stand under living codes of the question's codebook, once, on answers begun."""
        self._follow_merges(became)
        self._stray()
        self._several_of_exclusive()
        self._begin()
        self._alone()

    def _missed(self, gone: Mapping[str, set[str]]) -> Iterator[tuple[str, str]]:
        """Yield noun and uid of what rows refer to although it is gone."""
        everything = {uid: noun for noun, uids in gone.items() for uid in uids}
        for noun, rows in self.state.items():
            targets = _FIELD_TARGETS[noun]
            for row in rows.values():
                for name in referring(noun):
                    if row[name] in gone[targets[name]]:
                        yield targets[name], row[name]
                for name in holding_uids(noun):
                    for uid in _strings(row[name]):
                        if uid in everything:
                            yield everything[uid], uid

    def _last_known(self, noun: str, uid: str) -> Values:
        sides = (self.ours, self.theirs, self.base)
        return next(side[noun][uid] for side in sides if uid in side[noun])

    def _follow_merges(self, became: Mapping[str, str]) -> None:
        """Put codings, passages and analyses of codes that were merged away under what these became.

        An analysis stays where it is when there is one already under that code: both are kept.
        """
        analyses = self.state["analysis"]
        written = {(row["question"], row["code"]) for row in analyses.values()}
        for uid, row in sorted(analyses.items()):
            now = row["question"], became.get(row["code"])
            if row["code"] in became and now not in written:
                analyses[uid] = row | {"code": now[1]}
                written.add(now)
        for noun, alone in (
            ("coding", ("answer", "code", "coder")),
            ("passage", ("answer", "code", "start", "end", "lost")),
        ):
            rows = self.state[noun]
            used: dict[tuple[Value, ...], str] = {}
            for uid in sorted(rows, key=lambda each: (each not in self.ours[noun], each)):
                row = rows[uid]
                if row["code"] in became:
                    row = rows[uid] = row | {"code": became[row["code"]]}
                key = tuple(row[name] for name in alone)
                if key not in used:
                    used[key] = uid
                    continue
                del rows[uid]
                kept = rows[used[key]]
                if noun == "coding":
                    rows[used[key]] = kept | {"excerpts": _both_places(kept, row)}
                else:
                    # As where codes are merged on one side: what was chosen, cut or translated stays.
                    rows[used[key]] = kept | {
                        "starred": max(kept["starred"], row["starred"]),
                        "cuts": kept["cuts"] or row["cuts"],
                        "translation": kept["translation"] or row["translation"],
                    }

    def _stray(self) -> None:
        """Keep codings of another codebook off answers: the question stays here, then they stay away."""
        for noun in ("coding", "passage", "look", "proposal", "analysis"):
            for uid, question in list(self._astray(noun)):
                here = self.ours["question"].get(question)
                row = self.state["question"][question]
                if here is not None and here["codebook"] != row["codebook"] and uid in self.ours[noun]:
                    self.state["question"][question] = row | {"codebook": here["codebook"]}
                    values = here["codebook"], row["codebook"]
                    conflict = Conflict(ConflictKind.CODEBOOK, "question", question, "codebook", *values)
                    self.conflicts.append(conflict)
        left: set[tuple[Value, Value]] = set()
        for noun in ("coding", "passage", "look", "proposal", "analysis"):
            for uid, _question in list(self._astray(noun)):
                row = self.state[noun].pop(uid)
                if noun == "coding":
                    left.add((row["answer"], row["coder"]))
                if noun in ("coding", "passage", "analysis"):
                    self.conflicts.append(Conflict(ConflictKind.CODEBOOK, noun, uid, "", None, row))
        self._leave_as_far_as_here(left)

    def _leave_as_far_as_here(self, units: Set[tuple[Value, Value]]) -> None:
        """Let nothing be done by codes that stay away: it would count as «no code fits»."""
        coded, ours = self.state["coded"], self.ours["coded"]
        for uid in [uid for uid, row in coded.items() if (row["answer"], row["coder"]) in units]:
            if uid in ours:
                coded[uid] = ours[uid]
            else:
                del coded[uid]

    def _astray(self, noun: str) -> Iterator[tuple[str, str]]:
        codes, answers, questions = self.state["code"], self.state["answer"], self.state["question"]
        books = {uid: row["codebook"] for uid, row in codes.items()}
        own = {uid: row["codebook"] for uid, row in questions.items()}
        for uid, row in self.state[noun].items():
            question = row["question"] if noun == "analysis" else answers[row["answer"]]["question"]
            if row["code"] is not None and books[row["code"]] != own[question]:
                yield uid, question

    def _several_of_exclusive(self) -> None:
        """Let a codebook allow several codes where answers have several: no coding goes for a setting."""
        books = self.state["codebook"]
        if not any(row["exclusive"] for row in books.values()):
            return
        code_books = {uid: row["codebook"] for uid, row in self.state["code"].items()}
        given = Counter(
            (code_books[row["code"]], row["answer"], row["coder"]) for row in self.state["coding"].values()
        )
        several = {book for (book, _answer, _coder), count in given.items() if count > 1}
        for book in sorted(several):
            if books[book]["exclusive"]:
                books[book] = books[book] | {"exclusive": 0}
                self.conflicts.append(Conflict(ConflictKind.EXCLUSIVE, "codebook", book, "exclusive"))

    def _begin(self) -> None:
        """Count every answer with codes as begun."""
        coded = self.state["coded"]
        begun = {(row["answer"], row["coder"]) for row in coded.values()}
        missing = {(row["answer"], row["coder"]) for row in self.state["coding"].values()} - begun
        had = _rows_of(missing, (self.ours, self.theirs, self.base))
        for answer, coder in sorted(missing):
            uid = had.get((answer, coder)) or uuid5(NAMESPACE_URL, f"{answer}{coder}").hex
            started = {
                "answer": answer,
                "coder": coder,
                "state": CodedState.STARTED.value,
                "done_entry": None,
            }
            coded[uid] = started

    def _alone(self) -> None:
        """Let what must be alone at its place be so; what is here stays."""
        for name, noun in NOUNS.items():
            if name in _REFERRED or name in ("project", "tag", "layer", "outcome"):
                continue
            rows = self.state[name]
            for names in unique_fields(noun):
                used: set[str] = set()
                for uid in sorted(rows, key=lambda each: (each not in self.ours[name], each)):
                    key = canonical_json([rows[uid][each] for each in names])
                    if key in used:
                        del rows[uid]
                    used.add(key)


def _both_places(one: Values, other: Values) -> Value:
    """Return the places of two codings that become one: placed and whole together are placed."""
    return [list(place) for place in united(tuple(each) for each in (*one["excerpts"], *other["excerpts"]))]


def _rows_of(units: Set[tuple[Value, Value]], sides: Iterable[State]) -> dict[tuple[Value, Value], str]:
    """Return, by answer and coder, the uid its state has on the first side that has one."""
    found: dict[tuple[Value, Value], str] = {}
    for side in sides if units else ():
        for uid, row in side["coded"].items():
            unit = row["answer"], row["coder"]
            if unit in units:
                found.setdefault(unit, uid)
    return found


def _strings(value: Value) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for each in value:
            yield from _strings(each)
    elif isinstance(value, dict):
        for each in (*value.keys(), *value.values()):
            yield from _strings(each)
