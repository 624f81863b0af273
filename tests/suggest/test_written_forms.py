"""An answer coded in one written form of Norwegian lends its code to the same words in the other."""

from __future__ import annotations

import numpy as np
import pytest

from coder.suggest.code_ranker import CodeRanker
from coder.suggest.code_rows import CodeRows
from coder.suggest.text_space import TextSpace

DISTRACTORS = {
    "Møteplasser": "fleire arenaer der kommunar kan snakke saman",
    "Kurs": "opplæring for nye medarbeidere",
    "Ledelse": "en rådmann som tar ansvar",
    "Digitale løysingar": "betre datasystem og fagprogram",
    "Transport": "lange avstander og dårlig vei",
    "Frivillige": "lag og foreiningar som stiller opp",
}
PAIRS = [
    ("øyremerka midlar", "øremerkede midler"),
    ("øremerkede midler", "øyremerka midlar"),
    ("ikkje nok folk", "ikke nok folk"),
    ("fleire tilsette", "flere ansatte"),
    ("utbygging av heimetenestene", "bygge ut hjemmetjenester"),
    ("høgt sjukefråvær", "sykefraværet er høyt"),
    ("meir kjennskap til ordninga", "kjenner ikke ordningen"),
    ("rettleiing frå statsforvaltaren", "veiledning fra statsforvalteren"),
    ("moglegheit for heiltidsstillingar", "heltidsstilling er en mulighet"),
    ("tryggleik i kvardagen", "trygghet i hverdagen"),
    ("einsemd blant eldre", "ensomme eldre"),
]


def ranked(coded: dict[str, str], answer: str) -> list[str]:
    """Return the codes, best first, when each has one answer coded and a name that says nothing of it."""
    codes = list(coded)
    space = TextSpace()
    rows = space.fit_transform([*coded.values(), answer, *codes])
    n = len(codes)
    code_rows = CodeRows.read(space, codes, [""] * n)
    ranker = CodeRanker().fit(rows[:n], np.eye(n, dtype=bool), code_X=code_rows)
    scores = ranker.predict_proba(rows[n])[0]
    return [codes[place] for place in np.argsort(-scores, kind="stable")]


@pytest.mark.parametrize("coded, answer", PAIRS)
def test_the_code_of_one_written_form_comes_first_for_the_other(coded: str, answer: str) -> None:
    assert ranked(DISTRACTORS | {"Annet": coded}, answer)[0] == "Annet"


@pytest.mark.slow
def test_it_does_so_in_a_space_of_many_answers_too() -> None:
    pairs = dict(PAIRS[:1] + PAIRS[2:])
    for coded, answer in pairs.items():
        others = {f"Kode {number}": other for number, other in enumerate(pairs) if other != coded}
        assert ranked(DISTRACTORS | others | {"Annet": coded}, answer)[0] == "Annet"
