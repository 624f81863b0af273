"""Small projects for tests of files in and out, built without a survey file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from sqlalchemy import Engine

from coder.domain.errors import ProblemsError
from coder.store.coders import present_coder
from coder.store.unit_of_work import Writing, reading, writing
from coder.usecases.exchange.codings_files import (
    CodingsReport,
    export_codings,
    import_codings,
    read_codings_file,
)
from tests.builders import new_project
from tests.made_once import made_once

QUESTION = "hva_skal_til"
HEADER = "respondent_id,wave,theme,code,coder,start,end,state"
TEXTS = {
    "r1": "Tettere oppfølging fra Nav. Flere plasser i bedrifter.",
    "r2": "Meir tid til kvar brukar.",
    "r3": "Vet ikke",
}
CODES = (
    "Samarbeid > Tettere oppfølging",
    "Samarbeid > Annet",
    "Kapasitet > Annet",
    "Kapasitet > Mer tid",
    "Vet ikke",
)


@made_once
def small_project(
    target: str,
    texts: Mapping[str, str] = TEXTS,
    codes: Sequence[str] = CODES,
    *,
    waves: Sequence[str] = ("2016",),
    exclusive: bool = False,
) -> Engine:
    """Make a project with one question; every respondent gives the text in each wave."""
    engine = new_project(target)
    coder = present_coder(engine, "kari")
    with writing(engine, coder_id=coder.id, operation="import_survey") as work:
        codebook = work.create("codebook", name=QUESTION, exclusive=int(exclusive))
        question = work.create(
            "question",
            key=QUESTION,
            position=1,
            unit="answer",
            quantify="list",
            counts="responsible",
            reading_order="random",
            seed="0",
            codebook=codebook,
        )
        _codes(work, codebook, codes)
        wave_ids = [work.create("wave", name=name, position=number) for number, name in enumerate(waves)]
        for position, (respondent_id, text) in enumerate(texts.items(), 1):
            respondent = work.create("respondent", external_id=respondent_id, position=position)
            for wave in wave_ids:
                work.create("participation", respondent=respondent, wave=wave, background={})
                work.create(
                    "answer",
                    question=question,
                    respondent=respondent,
                    wave=wave,
                    text=text,
                    position=position,
                )
    return engine


def _codes(work: Writing, codebook: int, paths: Iterable[str]) -> None:
    ids: dict[str, int] = {}
    wanted = list(paths)
    for path in wanted:
        names = path.split(" > ")
        for depth in range(1, len(names) + 1):
            part = " > ".join(names[:depth])
            if part not in ids:
                ids[part] = work.create(
                    "code",
                    codebook=codebook,
                    parent=ids.get(" > ".join(names[: depth - 1])),
                    name=names[depth - 1],
                    position=len(ids) + 1,
                    kind="ordinary",
                    codable=int(part in wanted),
                    colour="",
                    born=work.number,
                    from_file=1,
                    aliases=[],
                    labels={},
                )


def codings_csv(folder: Path, *rows: str, header: str = HEADER) -> Path:
    """Write a codings file."""
    path = folder / "codings.csv"
    path.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
    return path


def imported(
    engine: Engine,
    path: Path,
    *,
    create_codes: bool = False,
    only_coder: str | None = None,
    state: str = "done",
    own_name: str = "kari",
    question: str = QUESTION,
) -> CodingsReport:
    """Import a codings file as the command does."""
    from coder.domain.coding import CodedState

    file = read_codings_file(path, only_coder=only_coder)
    coder = present_coder(engine, own_name)
    with writing(engine, coder_id=coder.id, operation="import_codings") as work:
        return import_codings(
            work,
            question,
            file,
            own_name=own_name,
            default_state=CodedState(state),
            create_codes=create_codes,
        )


def problems_of(
    engine: Engine, path: Path, *, create_codes: bool = False
) -> list[tuple[int | None, str | None]]:
    """Import a file that must be refused; return row and column of each problem."""
    try:
        imported(engine, path, create_codes=create_codes)
    except ProblemsError as error:
        return [(problem.row, problem.column) for problem in error.problems]
    raise AssertionError("The file was taken.")


def exported(engine: Engine, question: str = QUESTION, *, coders: Sequence[str] = ()) -> list[str]:
    """Return the codings as the lines of a file would be, blank cells left out."""
    with reading(engine) as work:
        rows = export_codings(work, question, coders=coders)
    return [
        ",".join(
            str(cell)
            for cell in (r.respondent_id, r.wave, r.theme, r.code, r.coder, r.start, r.end, r.state)
            if cell not in (None, "")
        )
        for r in rows
    ]
