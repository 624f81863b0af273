"""Search forms of text: case, accents, blanks, and the two written forms of Norwegian."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_PLAIN = re.compile(r"[ -~æøåÆØÅ]*")
_LETTER_PAIRS = str.maketrans({"ä": "æ", "ö": "ø", "đ": "d", "ł": "l", "œ": "ø"})
_INVISIBLE = dict.fromkeys((0xAD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF))
_CLOSING = " .,;:!?…\"'»”’"
_OPENING = " \"'«“‘"


def folded(text: str) -> str:
    """Return the search form: lower case, blanks collapsed, no accents; æ, ø and å stay."""
    return " ".join(_fold_letters(text).split())


def _fold_letters(text: str) -> str:
    if _PLAIN.fullmatch(text):
        return text.lower()
    text = unicodedata.normalize("NFKC", text.translate(_INVISIBLE)).casefold()
    text = unicodedata.normalize("NFKC", text).translate(_LETTER_PAIRS)
    kept: list[str] = []
    for letter in text:
        kept.append(letter if letter == "å" else _without_accents(letter))
    return "".join(kept)


@lru_cache(maxsize=4096)
def _without_accents(letter: str) -> str:
    parts = unicodedata.normalize("NFD", letter)
    return "".join(part for part in parts if not unicodedata.combining(part)).translate(_LETTER_PAIRS)


def folded_with_places(text: str) -> tuple[str, list[int]]:
    """Return ``folded(text)`` and, for each of its characters, the place in ``text`` it comes from."""
    letters: list[str] = []
    places: list[int] = []
    start = 0
    while start < len(text):
        end = start + 1
        while end < len(text) and unicodedata.combining(text[end]):
            end += 1
        for letter in _fold_letters(text[start:end]):
            blank = letter.isspace()
            if blank and (not letters or letters[-1] == " "):
                continue
            letters.append(" " if blank else letter)
            places.append(start)
        start = end
    if letters and letters[-1] == " ":
        letters.pop()
        places.pop()
    return "".join(letters), places


def equal_answer_key(text: str) -> str:
    """Return a key that answers share when only case, blanks, quotes around or closing punctuation differ."""
    return folded(text).rstrip(_CLOSING).lstrip(_OPENING)


# Each rule takes nynorsk and bokmål to one common form, which need not be a word. Order matters: whole
# parts of words first, then sounds. A rule may join words that have nothing to do with each other; this
# key is only asked when plain search finds nothing better.
_SAME_WORD = {
    "eg": "jeg", "nokon": "noen", "nokre": "noen", "noko": "noe", "kvifor": "hvorfor", "korleis": "hvordan",
    "kven": "hvem", "kvar": "hver", "kor": "hvor", "då": "da", "no": "nå", "sjølv": "selv", "berre": "bare",
    "anna": "annet", "vere": "være", "vera": "være", "gjere": "gjøre", "gjera": "gjøre", "dei": "de",
    "ho": "hun", "einskild": "enkelt", "einskilde": "enkelt", "enkelte": "enkelt", "medan": "mens",
}  # fmt: skip
_PARTS = (
    ("tjenest", "tenest"), ("hjemme", "heim"), ("heime", "heim"), ("hjem", "heim"), ("skule", "skole"),
    ("sjuk", "syk"), ("frå", "fra"), ("saman", "sammen"), ("mykje", "mye"), ("mogleg", "mulig"),
    ("mogeleg", "mulig"), ("tilskot", "tilskudd"), ("høg", "høy"), ("auk", "øk"), ("hovud", "hoved"),
    ("løysing", "løsning"), ("bustad", "bolig"), ("kjensl", "følels"), ("verksemd", "virksomhet"),
    ("rettleiing", "veiledning"), ("handsaming", "behandling"), ("menneskj", "mennesk"),
    ("naudsynt", "nødvendig"), ("lækjar", "lege"), ("eigen", "egen"), ("tryggleik", "trygghet"),
    ("sjølvst", "selvst"), ("einsemd", "ensomhet"), ("likn", "lign"), ("tilsett", "ansatt"),
    ("tilset", "anset"), ("leiing", "ledelse"), ("leiar", "leder"), ("oppgåv", "oppgav"), ("fram", "frem"),
    ("ynsk", "ønsk"), ("fylg", "følg"), ("rådgjev", "rådgiv"), ("forbod", "forbud"), ("utvalg", "utval"),
)  # fmt: skip
_SOUNDS = (
    ("leik", "het"), ("ei", "e"), ("au", "ø"), ("hv", "k"), ("kv", "k"), ("gj", "g"), ("kj", "k"),
    ("skj", "sk"), ("ld", "l"), ("nd", "n"),
)  # fmt: skip
_DOCTORS = (
    "fast", "tann", "over", "turnus", "barne", "kommune", "bedrifts", "sjef", "vikar", "avdelings", "skole",
    "skule", "distrikts", "hud", "kvinne", "øye", "øre", "vakt", "dyr", "spesialist", "allmenn", "sykehjems",
    "sjukeheims", "institusjons", "kreft", "smittevern", "bydels",
)  # fmt: skip
"""What stands before «lege», which is no ending there: fastlege is no nynorsk for «fastlig»."""
_LEG = re.compile(
    "".join(f"(?<!{each})" for each in _DOCTORS)
    + r"(?<=[a-zæøå]{2})leg(?=(?:e|t|are|ere|ast|est|heit|het|heita|heten)?$)"
)
_DIPHTHONG = re.compile(r"øy(?=[bcdfghjklmnpqrstvwxz])")
_DOUBLE = re.compile(r"([bcdfghjklmnpqrstvwxz])\1")
_ENDINGS = (
    "ningane", "ningene", "ningar", "ninger", "ningen", "ingane", "ingene", "ninga", "ingar", "inger",
    "ingen", "heten", "heter", "ning", "inga", "heta", "ing", "ane", "ene", "are", "ere", "ede", "ete", "ast",
    "est", "ar", "er", "en", "et", "a", "e", "t",
)  # fmt: skip


@lru_cache(maxsize=65536)
def written_forms_key(word: str) -> str:
    """Return a key that the forms of one word share: øyremerka and øremerking, tenester and tjenestene."""
    key = _fold_letters(word).strip()
    key = _SAME_WORD.get(key, key)
    for nynorsk, common in _PARTS:
        key = key.replace(nynorsk, common)
    key = _LEG.sub("lig", key)
    for sound, common in _SOUNDS:
        key = key.replace(sound, common)
    key = _DOUBLE.sub(r"\1", _DIPHTHONG.sub("ø", key))
    # As long as one comes off, so that kvalitet, whose -et is no ending, meets kvaliteten.
    shorter = _without_ending(key, shortest=3)
    while shorter != key:
        key, shorter = shorter, _without_ending(shorter, shortest=4)
    return key


def _without_ending(word: str, shortest: int) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= shortest:
            return word[: -len(ending)]
    return word
