"""What a blind coder is told is the same whatever others gave: each command, in two projects that differ in
nothing else."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

import click
import pytest
from click.testing import CliRunner
from sqlalchemy import Engine

from coder.cli.group import cli
from coder.store.coders import coder_named
from coder.store.notes import NotedOn
from coder.store.project import open_project
from coder.store.unit_of_work import Writing
from coder.usecases.coding.notes import write_note
from coder.usecases.coding.setting import mark_done, remove_code, set_code
from tests.builders import act, ask
from tests.usecases.double_coded import LETTERS, QUESTION, double_coded

SIZE = 14
GIVEN = (
    ["l", "u", "s", "k", "a", "l", "u", "s", "k", "a", "ls", "uk", "", ""],
    ["sk", "l", "lu", "s", "u", "k", "a", "l", "u", "s", "k", "", "", "a"],
)
"""What Kari gives, and Eva the other way round; in the one project and in the other. As much in both: how far
others have come is no secret."""
DRAWS = {"ola": "--against kari", "kari": "--after-days 0"}
"""Who codes blind: another, or Kari herself her own answers again."""

Q = QUESTION
TELLING = [
    "agreement Q",
    "agreement Q --round now --json",
    "autocode Q --dry-run --json",
    "check-table tabell.csv",
    "codebook Q clean-up --json",
    "codebook Q export ut.csv",
    "codebook Q other --json",
    "codebook Q show --all --json",
    "codebook Q show --as-of 20",
    "coders --json",
    "coders progress --json",
    "coders progress Q",
    "codings Q export ut.csv",
    "codings Q export ut.csv --coders ola",
    "codings Q export ut.csv --coders kari",
    "consensus Q --json",
    "disagreements Q --all --json",
    "disclose Q --json",
    "evaluate Q --json",
    "export bridges -o ut.d",
    "export csv -o ut.csv",
    "export qdc -o ut.qdc",
    "export qdpx -o ut.qdpx --by-coder kari --json",
    "export xlsx -o ut.xlsx --by-coder eva",
    "exports --json",
    "flags --json",
    "flags Q --of eva",
    "history --json",
    "history --question Q",
    "history --answer r1 --json",
    "history --answer {drawn}",
    "history --code Løn",
    "import-coded kodet.csv --question Q --dry-run --json",
    "layer Q list --json",
    "layer Q show kort --json",
    "layer Q suggest --under 4",
    "layer Q suggest --under 4 --json",
    "next Q",
    "next Q --json",
    # What others noted on answers that were not drawn may be read.
    "notes Q --waiting",
    "notes Q {drawn} --json",
    "project info --json",
    "project check",
    "project merge ../begun.sqlite --dry-run --json",
    "questions --json",
    "questions",
    "quotes Q --internal -o ut.docx",
    "regress Q --outcome Løn --on fylke",
    "revisit Q --json",
    "revisit Q --mine --json",
    "sample Q",
    "sample Q --json",
    "saturation Q --json",
    "settle Q --union --dry-run --json",
    "suggest Q --text pengar",
    "table Q",
    "table Q --progress --json",
    "table Q --by fylke --json",
]
"""What changes nothing."""
DOING = [
    "assign Q r3 Kurs",
    "assign Q {drawn} Kurs",
    "unassign Q {drawn} Løn",
    "done Q {drawn}",
    "codebook Q add Nytt",
    "codebook Q accept Nytt",
    "codebook Q define Kurs --definition Opplæring",
    "codebook Q exclusive",
    "codebook Q import koder.csv",
    "codebook Q clean-up --meant-so 1",
    "codebook Q merge Løn --into Utstyr",
    "codebook Q move Løn --top",
    "codebook Q other --to Kurs --answer {drawn}",
    "codebook Q rename Løn Lønn",
    "codebook Q reorder Løn 2",
    "codebook Q restore Løn",
    "codebook Q retire Løn",
    "codebook Q split Løn Lokal Sentral",
    "codings Q import koding.csv",
    "coders add per",
    "coders rename eva Eva",
    "deal Q --to ola --json",
    "exports withdraw 1 --reason feil",
    "layer Q fold kort Løn Utstyr --into Midlar",
    "layer Q drop kort Kurs",
    "layer Q keep kort Kurs",
    "layer Q label kort Kurs --nb Kurs",
    "layer Q order kort Kurs",
    "layer Q rare kort --under 3",
    "layer Q show kort --json",
    "layer Q unfold kort Løn",
    "layer Q delete kort",
    "import-coded kodet.csv --question Q",
    "project merge ../begun.sqlite",
    "project set --reference 24/1",
    "project tag no",
    "notes Q {drawn} --write Uklårt --waits",
    "notes Q {drawn} --dealt-with",
    "questions approve Q",
    "questions set Q --counts consensus",
    "questions levels fylke",
    "questions missing fylke nord",
    "questions waves 2024",
    "questions name-wave 2024",
    "undo",
    "redo",
    "sample Q --for per --round 1",
    "history --json",
    "sample Q --json",
]
"""What is tried in this order after that."""
OWN = {"history --json", "history --code Løn"}
"""What shows what one has given to answers that were not drawn."""
OF_NO_QUESTION = {
    "code": "the screens have tests of their own",
    "coders grant": "rights, of nobody's codes",
    "coders link": "a way in",
    "coders links": "ways in",
    "coders revoke": "rights",
    "coders roles": "rights",
    "coders time": "one's own, and not in the project",
    "coders unlink": "a way in",
    "completion": "of the shell",
    "demo": "makes a project",
    "doctor": "of the machine",
    "import": "brings answers",
    "keys": "keys",
    "project backup": "whoever can read the database can read codes",
    "project copy": "whoever can read the database can read codes",
    "project decrypt": "as a copy",
    "project encrypt": "as a copy",
    "project forget": "texts, of nobody's codes; its own tests",
    "project forgotten": "receipts",
    "project new": "makes a project",
    "project passphrase": "a key",
    "project password": "a key",
    "project restore": "makes a project",
    "serve": "the screens have tests of their own",
}


def commands(command: click.Command, *path: str) -> Iterator[str]:
    """Yield all commands there are."""
    if not isinstance(command, click.Group):
        yield " ".join(path)
        return
    context = click.Context(command)
    for name in command.list_commands(context):
        found = command.get_command(context, name)
        assert found is not None
        yield from commands(found, *path, name)


def test_every_command_is_tried() -> None:
    tried = {" ".join(each for each in line.split() if each != "Q") for line in (*TELLING, *DOING)}
    missing = {each for each in commands(cli) if not any(f"{line} ".startswith(f"{each} ") for line in tried)}
    assert missing == set(OF_NO_QUESTION)


@pytest.fixture
def twins(tmp_path: Path, blind: str) -> tuple[Path, Path]:
    """Make two projects that differ in what Kari and Eva gave, and wrote; somebody codes six blind."""
    begun = tmp_path / "begun.sqlite"
    people = {"kari": [None] * SIZE, "ola": [None] * SIZE, "eva": [None] * SIZE}
    made = double_coded(begun, people, background={"fylke": ["nord", "sør"] * (SIZE // 2)})
    made.engine.dispose()
    found = []
    for number, sets in enumerate(GIVEN):
        (tmp_path / str(number)).mkdir()
        target = tmp_path / str(number) / "p.sqlite"
        shutil.copy(begun, target)
        engine = open_project(str(target))
        for name in ("kari", "eva"):
            _code(engine, name, made.answers, sets if name == "kari" else sets[::-1], made.codes)
        for line in (
            "layer Q fold kort Løn Utstyr --into Midlar",
            f"sample Q --for {blind} {DRAWS[blind]} --size 6 --seed 5 --with-suggestions",
        ):
            done = run(target, line, "eva")
            assert done.exit_code == 0, done.output
        if blind == "ola":
            for place, answer_id in enumerate(made.answers):
                _change(engine, answer_id, sets[place - 3], made.codes)
        engine.dispose()
        for line in ("assign Q {drawn} Stillingar", "done Q {drawn}"):
            assert run(target, line.format(drawn=_next(target, blind)), blind).exit_code == 0
        found.append(target)
    return found[0], found[1]


def run(target: Path, line: str, coder: str = "kari") -> click.testing.Result:
    words = [Q if word == "Q" else word for word in line.split()]
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(target.parent)
        return CliRunner().invoke(
            cli, ["--project", target.name, "--coder", coder, "--lang", "en", *words], input=""
        )


@pytest.mark.slow
@pytest.mark.parametrize("blind", DRAWS)
def test_whatever_others_gave_a_blind_coder_is_told_the_same(twins: tuple[Path, Path], blind: str) -> None:
    for target in twins:
        (target.parent / "koder.csv").write_text("code\nReise\n", encoding="utf-8")
        (target.parent / "koding.csv").write_text(
            "respondent_id,code,coder,state\nr1,Løn,ola,done\n", encoding="utf-8"
        )
        (target.parent / "kodet.csv").write_text("respondent_id,code,coder\nr1,Løn,ola\n", encoding="utf-8")
        (target.parent / "tabell.csv").write_text(
            "code;count;percent\nLøn;50;50\nKurs;25;25\n", encoding="utf-8"
        )
    differing = {}
    for line in (*TELLING, *DOING):
        if blind == "kari" and line in OWN:
            continue
        told = []
        for target in twins:
            done = run(target, line.format(drawn=_next(target, blind)), blind)
            assert done.exception is None or isinstance(done.exception, SystemExit), (line, done.exception)
            assert not list(target.parent.glob("ut.*")), line
            told.append((done.exit_code, _timeless(done.output)))
        if told[0] != told[1]:
            differing[line] = told
    assert differing == {}


def _timeless(output: str) -> str:
    """Return what was printed without what differs between all projects: times, identities, sums."""
    output = re.sub(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d)?(\.\d+)?Z?", "TIME", output)
    return re.sub(r"\b[0-9a-f]{12,64}\b", "HASH", output)


def _next(target: Path, blind: str) -> str:
    return str(json.loads(run(target, "next Q --json", blind).stdout)["respondent_id"])


def _code(
    engine: Engine, name: str, answers: tuple[int, ...], sets: list[str], codes: Mapping[str, int]
) -> None:
    own = ask(engine, lambda work: coder_named(work, name).id)
    for answer_id, letters in zip(answers, sets, strict=True):

        def code(work: Writing, answer_id: int = answer_id, letters: str = letters) -> None:
            for letter in letters:
                set_code(work, answer_id, codes[letter], own)
            mark_done(work, answer_id, own)

        def note(work: Writing, answer_id: int = answer_id, letters: str = letters) -> None:
            write_note(work, NotedOn.ANSWER, answer_id, own, f"Tvil {letters}")

        act(engine, own, "code_together", code)
        act(engine, own, "write_note", note)


def _change(engine: Engine, answer_id: int, letters: str, codes: Mapping[str, int]) -> None:
    kari = ask(engine, lambda work: coder_named(work, "kari").id)

    def change(work: Writing) -> None:
        for letter in LETTERS:
            remove_code(work, answer_id, codes[letter], kari)
        for letter in letters:
            set_code(work, answer_id, codes[letter], kari)
        write_note(work, NotedOn.ANSWER, answer_id, kari, f"Tvil {letters}")

    act(engine, kari, "set_code", change)
