"""The shipped demo survey and starter codebooks hold together, read with the standard library only."""

from __future__ import annotations

import csv
import re
import tomllib
from collections import Counter, defaultdict
from itertools import pairwise
from pathlib import Path

import pytest

from coder.resources import codebooks_folder, demo_survey_folder

Row = dict[str, str]

WAVES = ("2025", "2026")
CODERS = ("Koder A", "Koder B")
QUESTIONS = ("hva_skal_til", "forventninger")
STARTERS = ("arbeidstiltak", "individuell_plan", "opptrappingsplan", "samarbeid")
SIZE_CLASSES = {
    "<2000",
    "2000-5000",
    "5000-10000",
    "10000-20000",
    "20000-50000",
    "50000 og større",
    "Bydeler i Oslo",
}
COUNTIES = {
    "Østfold",
    "Akershus",
    "Oslo",
    "Innlandet",
    "Buskerud",
    "Vestfold",
    "Telemark",
    "Agder",
    "Rogaland",
    "Vestland",
    "Møre og Romsdal",
    "Trøndelag",
    "Nordland",
    "Troms",
    "Finnmark",
}
CODEBOOK_COLUMNS = [
    "theme",
    "code",
    "definition",
    "use_when",
    "not_when",
    "examples",
    "aliases",
    "kind",
    "codable",
    "label_nb",
    "label_nn",
    "label_en",
    "colour",
    "retired",
]
SPECIAL_KINDS = {"other", "don't know", "no content", "not codable"}


def rows_of(path: Path, columns: list[str] | None = None) -> list[Row]:
    """Read a shipped CSV file strictly; fail if a row has cells too many or too few."""
    with path.open(encoding="utf-8", newline="") as lines:
        reader = csv.DictReader(lines, strict=True)
        rows = list(reader)
    assert reader.fieldnames is not None
    if columns is not None:
        assert list(reader.fieldnames) == columns
    assert all(None not in row and None not in row.values() for row in rows), path.name
    return rows


def survey() -> list[Row]:
    """Return the demo survey's rows."""
    return rows_of(demo_survey_folder() / "survey.csv")


def codebook(question: str) -> list[Row]:
    """Return one question's codebook."""
    return rows_of(demo_survey_folder() / f"codebook_{question}.csv", CODEBOOK_COLUMNS)


def codings(question: str) -> list[Row]:
    """Return one question's codings, a row per excerpt."""
    columns = ["respondent_id", "wave", "theme", "code", "coder", "start", "end", "state"]
    return rows_of(demo_survey_folder() / f"codings_{question}.csv", columns)


def texts(question: str) -> dict[tuple[str, str], str]:
    """Return the answers to a question by respondent and wave, blank cells left out."""
    return {(row["respondent_id"], row["aar"]): row[question] for row in survey() if row[question]}


def code_sets(question: str, coder: str) -> dict[tuple[str, str], set[str]]:
    """Return the codes a coder gave each answer that is done."""
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for row in codings(question):
        if row["coder"] == coder and row["state"] == "done":
            found[row["respondent_id"], row["wave"]] |= {row["code"]} - {""}
    return found


def test_every_shipped_file_is_utf8_with_line_feeds_only() -> None:
    files = [*demo_survey_folder().glob("*.csv"), *codebooks_folder().glob("*.csv")]
    assert len(files) == 10
    for path in files:
        raw = path.read_bytes()
        assert b"\r" not in raw, path.name
        assert not raw.startswith(b"\xef\xbb\xbf"), path.name
        assert raw.endswith(b"\n"), path.name
        raw.decode("utf-8")


def test_a_respondent_stands_once_in_a_wave_with_known_background() -> None:
    seen = Counter((row["respondent_id"], row["aar"]) for row in survey())
    assert set(seen.values()) == {1}
    for row in survey():
        assert re.fullmatch(r"k\d{3}", row["respondent_id"])
        assert row["aar"] in WAVES
        assert row["kommunestorrelse"] in SIZE_CLASSES
        assert row["fylke"] in COUNTIES
        assert (row["kommunestorrelse"] == "Bydeler i Oslo") == (row["fylke"] == "Oslo")
        assert re.fullmatch(r"\d\.\d\d", row["vekt"])
        assert row["samarbeid_nav"] in {
            "Svært godt",
            "Godt",
            "Verken godt eller dårlig",
            "Dårlig",
            "Vet ikke",
        }


def test_there_are_answers_enough_to_both_questions_in_both_waves() -> None:
    answers = [(*key, question) for question in QUESTIONS for key in texts(question)]
    assert len(answers) >= 150
    per_cell = Counter((wave, question) for _, wave, question in answers)
    assert len(per_cell) == 4
    assert min(per_cell.values()) >= 40
    assert len(answers) < len(QUESTIONS) * len(survey()), "some cells should be blank"


def test_most_respondents_stand_in_both_waves() -> None:
    waves = Counter(row["respondent_id"] for row in survey())
    assert sum(count == 2 for count in waves.values()) > len(waves) / 2


def test_the_frame_holds_every_respondent_and_some_who_did_not_answer() -> None:
    frame = rows_of(demo_survey_folder() / "frame.csv", ["respondent_id", "aar", "kommunestorrelse", "fylke"])
    invited = {(row["respondent_id"], row["aar"]): (row["kommunestorrelse"], row["fylke"]) for row in frame}
    assert len(invited) == len(frame)
    for row in survey():
        background = (row["kommunestorrelse"], row["fylke"])
        assert invited[row["respondent_id"], row["aar"]] == background
    for wave in WAVES:
        answered = sum(row["aar"] == wave for row in survey())
        asked = sum(row["aar"] == wave for row in frame)
        assert 0.10 <= 1 - answered / asked <= 0.16


def test_answers_carry_no_blanks_at_their_ends_and_no_control_characters() -> None:
    for question in QUESTIONS:
        for text in texts(question).values():
            assert text == text.strip()
            assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f\u00a0]", text)


def test_answers_are_in_bokmal_and_nynorsk() -> None:
    bokmal = re.compile(r"\b(ikke|jeg|flere|mer|noen|hva|fra|tjenesten)\b", re.IGNORECASE)
    nynorsk = re.compile(r"\b(ikkje|eg|fleire|meir|nokon|kva|frå|tenesta|dei)\b", re.IGNORECASE)
    every = [text for question in QUESTIONS for text in texts(question).values()]
    assert sum(bool(bokmal.search(text)) for text in every) >= 40
    assert sum(bool(nynorsk.search(text)) for text in every) >= 40
    mixed = [text for text in every if nynorsk.search(text) and bokmal.search(text)]
    assert len(mixed) <= 10, mixed


def test_answers_are_short_and_long_and_of_the_kinds_met_in_the_wild() -> None:
    every = [text for question in QUESTIONS for text in texts(question).values()]
    lengths = sorted(len(text.split()) for text in every)
    assert lengths[0] == 1
    assert lengths[-1] >= 100
    assert sum(length <= 5 for length in lengths) >= 20
    lowered = {text.casefold().rstrip(".") for text in every}
    assert {"-", "x", "ingen", "se over", "vet ikke", "veit ikkje"} <= lowered
    assert any("\n2." in text for text in every), "a numbered list"
    assert any(text.startswith("- ") and "\n- " in text for text in every), "a list with dashes"
    assert any("[" in text for text in every)
    assert any("«" in text for text in every)
    assert any(ord(character) > 0xFFFF for text in every for character in text), "an emoji"
    for word in ("FACT", "IPS", "ROP", "LAR", "DPS", "NAV", "f.eks.", "mht.", "kl."):
        assert any(word in text for text in every), word


def test_some_answers_are_repeated_from_the_year_before_and_one_is_shared_by_two() -> None:
    for question in QUESTIONS:
        answers = texts(question)
        first = {who: text for (who, wave), text in answers.items() if wave == "2025"}
        repeated = [who for who, text in first.items() if answers.get((who, "2026")) == text]
        assert len(repeated) >= 3, question
    shared = defaultdict(set)
    for (who, _), text in texts("hva_skal_til").items():
        if len(text) > 60:
            shared[text].add(who)
    assert any(len(people) == 2 for people in shared.values())


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_coding_points_at_an_answer_and_a_code_that_exist(question: str) -> None:
    known = {(row["theme"], row["code"]) for row in codebook(question)}
    answers = texts(question)
    for row in codings(question):
        assert (row["respondent_id"], row["wave"]) in answers, row
        assert row["coder"] in CODERS, row
        assert row["state"] in {"started", "done"}, row
        if row["code"]:
            assert (row["theme"], row["code"]) in known, row
        else:
            assert (row["theme"], row["start"], row["end"], row["state"]) == ("", "", "", "done"), row


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_excerpt_lies_within_its_text_and_ends_on_no_blank(question: str) -> None:
    answers = texts(question)
    placed = [row for row in codings(question) if row["start"] or row["end"]]
    for row in placed:
        text = answers[row["respondent_id"], row["wave"]]
        start, end = int(row["start"]), int(row["end"])
        assert 0 <= start < end <= len(text), row
        excerpt = text[start:end]
        assert excerpt == excerpt.strip(), row
        assert end == len(text) or text[end].isspace(), f"cuts a sentence: {row}"
        assert start == 0 or text[start - 1].isspace(), f"cuts a sentence: {row}"
    assert len(placed) > len(codings(question)) / 2
    assert len(placed) < len(codings(question)), "some codes stand on the whole answer"


@pytest.mark.parametrize("question", QUESTIONS)
def test_excerpts_of_one_coding_stand_apart_and_some_codings_have_two(question: str) -> None:
    spans: dict[tuple[str, ...], list[tuple[int, int]]] = defaultdict(list)
    for row in codings(question):
        key = (row["respondent_id"], row["wave"], row["theme"], row["code"], row["coder"])
        spans[key].append((int(row["start"] or 0), int(row["end"] or 0)))
    for coding, found in spans.items():
        ordered = sorted(found)
        assert all(a[1] < b[0] for a, b in pairwise(ordered)), coding
    assert any(len(found) > 1 for found in spans.values())


@pytest.mark.parametrize("question", QUESTIONS)
def test_nobody_has_two_states_on_one_answer(question: str) -> None:
    states: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    codes: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    for row in codings(question):
        key = (row["respondent_id"], row["wave"], row["coder"])
        states[key].add(row["state"])
        codes[key].append(row["code"])
    assert {len(found) for found in states.values()} == {1}
    assert any("started" in found for found in states.values())
    for key, found in codes.items():
        assert "" not in found or found == [""], f"a row without a code beside others: {key}"
    assert [""] in codes.values(), "a done answer to which nothing applies"


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_user_of_the_demo_has_work_left_and_two_coders_to_compare(question: str) -> None:
    touched = {(row["respondent_id"], row["wave"]) for row in codings(question)}
    left = set(texts(question)) - touched
    assert {wave for _, wave in left} == {"2026"}
    assert len(left) >= 15
    first, second = code_sets(question, "Koder A"), code_sets(question, "Koder B")
    assert {wave for _, wave in second} == {"2026"}
    assert len(second) >= 25
    assert set(second) <= set(first)
    alike = sum(first[key] == second[key] for key in second)
    assert 0.3 < alike / len(second) < 0.8, "honest differences"


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_code_of_the_demo_is_used_and_one_lacks_a_definition(question: str) -> None:
    assert {row["code"] for row in codings(question)} - {""} == {row["code"] for row in codebook(question)}
    assert sum(not row["definition"] for row in codebook(question)) == 1


@pytest.mark.parametrize(
    "path",
    [codebooks_folder() / f"{name}.csv" for name in STARTERS]
    + [demo_survey_folder() / f"codebook_{question}.csv" for question in QUESTIONS],
    ids=lambda path: path.stem,
)
def test_a_codebook_has_the_columns_unique_names_and_the_special_codes_last(path: Path) -> None:
    rows = rows_of(path, CODEBOOK_COLUMNS)
    assert 12 <= len(rows) <= 25
    names = [(row["theme"], row["code"].casefold()) for row in rows]
    assert len(set(names)) == len(names)
    assert 3 <= len({row["theme"] for row in rows} - {""}) <= 6
    assert [row["kind"] for row in rows[-4:]] == ["other", "don't know", "no content", "not codable"]
    assert all(row["kind"] in {"", "ordinary"} for row in rows[:-4])
    for row in rows:
        assert row["code"] == row["code"].strip()
        assert " > " not in row["code"]
        assert re.fullmatch(r"(#[0-9A-F]{6})?", row["colour"])
        assert row["codable"] in {"", "true", "false"}
        assert row["retired"] == ""
        assert row["label_nb"]
        assert row["label_nn"]
        assert row["label_en"]
        for column in ("examples", "aliases"):
            assert all(line == line.strip() and line for line in row[column].split("\n") if row[column])


@pytest.mark.parametrize("name", STARTERS)
def test_a_starter_codebook_explains_every_code(name: str) -> None:
    rows = rows_of(codebooks_folder() / f"{name}.csv", CODEBOOK_COLUMNS)
    codes = {row["code"] for row in rows}
    for row in rows:
        assert row["definition"], row["code"]
        if row["kind"] in SPECIAL_KINDS:
            continue
        for column in ("use_when", "not_when", "examples", "aliases"):
            assert row[column], f"{row['code']}: {column}"
        for other in re.findall(r"bruk «([^»]+)»", row["not_when"]):
            assert other in codes - {row["code"]}, f"{row['code']} sends the reader to {other}"


def test_the_codebooks_folder_names_each_of_its_files() -> None:
    listed = (codebooks_folder() / "README.md").read_text(encoding="utf-8")
    assert sorted(path.stem for path in codebooks_folder().glob("*.csv")) == sorted(STARTERS)
    assert all(f"`{name}.csv`" in listed for name in STARTERS)


def test_phrases_cover_every_ordinary_code_in_both_languages() -> None:
    phrases = tomllib.loads((demo_survey_folder() / "phrases.toml").read_text(encoding="utf-8"))
    assert set(phrases["questions"]) == set(QUESTIONS)
    assert len(phrases["common"]["no_content"]) >= 5
    for part in ("openers", "dont_know", "fillers"):
        assert phrases["common"][part]["nb"]
        assert phrases["common"][part]["nn"]
    for question in QUESTIONS:
        assert phrases["questions"][question]["text"].endswith("?")
        codes = phrases["questions"][question]["codes"]
        known = {row["code"]: row["kind"] for row in codebook(question)}
        assert set(codes) <= set(known)
        for code, kind in known.items():
            if kind not in SPECIAL_KINDS:
                assert 8 <= len(codes[code]["nb"]) + len(codes[code]["nn"]) <= 20, code
        for code, found in codes.items():
            for language in ("nb", "nn"):
                assert len(set(found[language])) == len(found[language]), code
