"""Random projects for recounting, made by the commands a user types; what is in hand afterwards is kept."""

from __future__ import annotations

import csv
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from random import Random

from click.testing import CliRunner, Result
from sqlalchemy import select

from coder.cli.group import cli
from coder.store import schema
from coder.store.project import open_project
from coder.store.unit_of_work import writing
from tests.tables.recount_people import InHand, Key, Person

QUESTION = "hva_skal_til"
SIZE, CITY, WEIGHT, SCHEME = "størrelse", "by", "vekt", "ordning"
SIZES = ("<5", "5-10", "5–10", "5 -10", "Over 10", "=", "Total")
CITIES = ("Oslo", "Bergen", "oslo", "Hå", "Å")
WEIGHTS = ("0", "0,1", "0,2", "0,7", "1", "2,5", "3")
CODEBOOKS: tuple[tuple[tuple[str, str, str], ...], ...] = (
    (
        ("Tid", "ordinary", "yes"),
        ("Tid > Ansatte", "ordinary", "yes"),
        ("Tid > Annet", "other", "yes"),
        ("Åpenhet", "ordinary", "no"),
        ("Åpenhet > Annet", "other", "yes"),
        ("Åpenhet > Møter", "ordinary", "yes"),
        ("Åpenhet > Møter > Ukentlig", "ordinary", "yes"),
        ("Ansatte", "ordinary", "yes"),
        ("Annet", "other", "yes"),
        ("Vet ikke", "don't know", "yes"),
        ("Tomt", "no content", "yes"),
        ("Overskrift", "ordinary", "no"),
    ),
    (
        ("Øremerking", "ordinary", "yes"),
        ("Bil", "ordinary", "yes"),
        ("Ærlighet", "ordinary", "yes"),
        ("Annet", "other", "yes"),
        ("Ikke svar", "not codable", "yes"),
    ),
    (
        *((f"Punkt {name}", "ordinary", "yes") for name in "abcde"),
        ("Ingen erfaring", "other", "yes"),
        ("Vet ikke", "don't know", "yes"),
    ),
)


def run(project: Path, *arguments: str, coder: str = "kari", language: str = "en") -> Result:
    """Run a command; it must succeed."""
    done = CliRunner().invoke(
        cli, ["--project", str(project), "--coder", coder, "--lang", language, *arguments]
    )
    assert done.exit_code == 0, (arguments, done.stderr, done.exception)
    return done


def refused(project: Path, *arguments: str) -> str:
    """Run a command that must be refused; return what it says."""
    done = CliRunner().invoke(cli, ["--project", str(project), "--coder", "kari", "--lang", "en", *arguments])
    assert done.exit_code == 2, (arguments, done.stdout)
    return str(done.stderr)


class RandomProject:
    """A project made by a seed, step by step."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.chance = Random(seed)
        self.folder = folder
        self.path = folder / "a.sqlite"
        self.is_scale = self.chance.random() < 0.25
        self.codes = list(self.chance.choice(CODEBOOKS[:2])) if not self.is_scale else list(CODEBOOKS[2])
        self.waves = ["2016", "2019", "2022"][: self.chance.choice([1, 2, 2, 3])]
        self.people: dict[Key, Person] = {}
        self.done_at: dict[tuple[str, str, str], int] = {}
        self.coded: set[tuple[str, str, str]] = set()
        self.born: dict[str, int] = {}
        self.retired: dict[str, int] = {}
        self.dealt: dict[Key, str] = {}
        self._survey()
        self._codebook()
        self.settings = self._settings()
        self._code(step=1, waves=self.waves[: self.chance.randint(1, len(self.waves))])
        self._grow()
        self._code(step=3, waves=self.waves)
        self._shrink()
        self.hand = self._in_hand()

    # -- making

    def _survey(self) -> None:
        chance = self.chance
        likely = chance.choice([0.5, 0.9])
        size = chance.choice([8, 30, 70])
        for number in range(size):
            who = f"k{number:03}"
            for wave in self.waves:
                if chance.random() < 0.15:
                    continue
                background = {
                    SIZE: chance.choice(["", *SIZES]),
                    CITY: chance.choice(["", *CITIES]),
                    WEIGHT: chance.choice(["", *WEIGHTS]),
                    SCHEME: chance.choice(["ja", "ja", "nei", ""]),
                }
                took_part = chance.random() < 0.8
                text = f"Svar fra {who}" if took_part and chance.random() < likely else ""
                self.people[who, wave] = Person(background, took_part, text)
        if not any(person.text for person in self.people.values()):
            self.people["k000", self.waves[0]] = Person({}, True, "Et svar")
        survey = self._file("survey", lambda person: person.took_part)
        frame = self._file("frame", lambda person: True)
        for file in (survey, frame):  # the other way round blank cells are lost: see test_recount.py
            question = ["--question", QUESTION] if file is survey else []
            columns = [each for name in (SIZE, CITY, WEIGHT, SCHEME) for each in ("--attribute", name)]
            run(self.path, "import", str(file), "--id", "id", *question, *columns, "--wave-column", "år")

    def _file(self, name: str, wanted: Callable[[Person], bool]) -> Path:
        path = self.folder / f"{name}.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            variables = [SIZE, CITY, WEIGHT, SCHEME]
            writer.writerow(["id", "år", *variables, *([QUESTION] if name == "survey" else [])])
            for (who, wave), person in self.people.items():
                if wanted(person):
                    values = [person.background.get(each, "") for each in variables]
                    writer.writerow([who, wave, *values, *([person.text] if name == "survey" else [])])
        return path

    def _codebook(self) -> None:
        path = self.folder / "codebook.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(["theme", "code", "kind", "codable"])
            for code, kind, codable in self.codes:
                theme, _sign, name = code.rpartition(" > ")
                writer.writerow([theme, name, kind, codable])
        run(self.path, "codebook", QUESTION, "import", str(path))
        if self.is_scale:
            run(self.path, "codebook", QUESTION, "exclusive")

    def _settings(self) -> dict[str, object]:
        chance = self.chance
        found: dict[str, object] = {"lead": "kari", "counts": chance.choice(["responsible", "consensus"])}
        words = ["--lead", "kari", "--counts", str(found["counts"])]
        if chance.random() < 0.3:
            found["asked_if"] = (SCHEME, ["ja"])
            words += ["--asked-if", f"{SCHEME}=ja"]
        if self.is_scale:
            words += ["--quantify", "scale"]
        found["is_scale"] = self.is_scale
        run(self.path, "questions", "set", QUESTION, *words)
        run(self.path, "coders", "add", "ola")
        levels = {}
        for name in (SIZE, CITY, WEIGHT, SCHEME):
            there = {person.background.get(name, "") for person in self.people.values()} - {""}
            levels[name] = sorted(sorted(there), key=lambda _level: chance.random())
            if there:
                run(self.path, "questions", "levels", name, "--", *levels[name])
        found["levels"] = levels
        # Drawn apart, so that projects are what they were before there was such a thing.
        chance = Random(len(self.people))
        missing = {
            name: (chance.choice(levels[name]),)
            for name in (SIZE, CITY)
            if len(levels[name]) > 1 and chance.random() < 0.5
        }
        for name, no_answers in missing.items():
            run(self.path, "questions", "missing", name, "--", *no_answers)
        found["missing"] = missing
        self._deal()
        return found

    def _deal(self) -> None:
        if self.chance.random() < 0.5:
            return
        engine = open_project(str(self.path))
        answer, respondent, wave, coder = schema.answer, schema.respondent, schema.wave, schema.coder
        with writing(engine, coder_id=None, operation="deal") as work:
            coders = {row.name: row.id for row in work.connection.execute(select(coder))}
            query = (
                select(answer.c.id, respondent.c.external_id, wave.c.name)
                .join(respondent, respondent.c.id == answer.c.respondent_id)
                .join(wave, wave.c.id == answer.c.wave_id)
            )
            for answer_id, who, when in work.connection.execute(query).all():
                if self.chance.random() < 0.5:
                    self.dealt[who, when] = self.chance.choice(["kari", "ola"])
                    work.update("answer", answer_id, dealt_to=coders[self.dealt[who, when]])
        engine.dispose()

    def _code(self, step: int, waves: Sequence[str]) -> None:
        """Let coders code some of what they have not."""
        chance = self.chance
        rows = []
        usable = [code for code, _kind, codable in self.codes if codable == "yes"]
        for (who, wave), person in self.people.items():
            if not person.text or wave not in waves:
                continue
            for coder, likely in (("kari", 0.8), ("ola", 0.5), ("consensus", 0.3)):
                if (who, wave, coder) in self.coded or chance.random() > likely:
                    continue
                self.coded.add((who, wave, coder))
                state = "started" if coder != "consensus" and chance.random() < 0.15 else "done"
                most = 1 if self.is_scale else 4
                found = chance.sample(usable, min(chance.randint(0, most), len(usable)))
                if chance.random() < 0.1:
                    found = [code for code in usable if code.split(" > ")[-1] in ("Tomt", "Vet ikke")][:most]
                if state == "done":
                    self.done_at[who, wave, coder] = step
                for code in found:
                    theme, _sign, name = code.rpartition(" > ")
                    rows.append([who, wave, theme, name, coder, state])
                if not found:
                    rows.append([who, wave, "", "", coder, state])
        path = self.folder / f"codings{step}.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([["respondent_id", "wave", "theme", "code", "coder", "state"], *rows])
        run(self.path, "codings", QUESTION, "import", str(path))

    def _grow(self) -> None:
        if self.chance.random() < 0.6:
            new = self.chance.choice(["Ny kode", "Tid > Ny kode" if not self.is_scale else "Ny"])
            if "Tid" not in {code for code, *_rest in self.codes}:
                new = "Ny kode"
            run(self.path, "codebook", QUESTION, "add", new)
            self.codes.append((new, "ordinary", "yes"))
            self.born[new] = 2

    def _shrink(self) -> None:
        """Retire a code, and merge two, of those without anything under them."""
        chance = self.chance
        paths = [code for code, _kind, codable in self.codes if codable == "yes"]
        leaves = [path for path in paths if not any(each.startswith(f"{path} > ") for each in paths)]
        if chance.random() < 0.5:
            gone = chance.choice(leaves)
            run(self.path, "codebook", QUESTION, "retire", gone)
            self.retired[gone] = 4
            leaves.remove(gone)
        if chance.random() < 0.5 and len(leaves) > 1:
            source, target = chance.sample(leaves, 2)
            run(self.path, "codebook", QUESTION, "merge", source, "--into", target)

    def _in_hand(self) -> InHand:
        codings, codebook = self.folder / "out.csv", self.folder / "out_codebook.csv"
        run(self.path, "codings", QUESTION, "export", str(codings))
        run(self.path, "codebook", QUESTION, "export", str(codebook))
        return InHand(
            people=self.people,
            waves=self.waves,
            codings=_read(codings),
            codebook=_read(codebook),
            dealt=self.dealt,
            born=self.born,
            retired=self.retired,
            done_at=self.done_at,
            **self.settings,  # type: ignore[arg-type]
        )


def _read(path: Path) -> list[Mapping[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))
