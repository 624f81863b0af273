"""Words that name nothing by themselves, bokmål and nynorsk: not to be pointed at, nor to name a group by."""

from __future__ import annotations

import unicodedata

# Words that turn a sentence round (ikke, uten, mer, mindre, for lite) tell something, and are not among them.
_STOP_WORDS = """
alle allerede alt altså andre anna annen annet at av bak bare begge berre blant ble blei bli blir blitt
både båe bør da de deg dei deira dem den denne der dere deres derfor dermed desse det dette difor disse
dit du dykk då eg egen egne ei eigen eigne ein eit eller en enn enno ennå ens er et ett etter fekk fikk
for fordi fra framleis fremdeles frå få får fått før gi gikk gir gjekk gjennom gjer gjere gjorde gjort
gjør gjøre gå går ha hadde ham han hans har hatt henne hennes her hit ho hos hun hva hvem hver hverandre
hvert hvilke hvilken hvis hvor hvordan hvorfor i igjen imidlertid inn inne ja jeg jo kan kjem kom komme
kommer kor korleis kunne kva kvar kvarandre kvart kven kvifor la ligg ligger likevel litt man me med medan
meg meget meiner mellom men mener mens mest min mine mitt mot må måtte ned nei no noe noen noko nokon
nokre nå når og også om opp oppe oss over på rundt sa same samme sann se seg seier selv ser si sia sidan
siden sier sin sine sitt sjølv skal skulle slik slike slikt som står svært synes synest så sånn sånne ta
tar tatt tek til tok treng trenger trengs trengst tror trur under ut ute var vart ved veldig vera vere vi
vil ville viss visst vore vorte vår våre vårt være vært ynskjer å ønsker ønskjer
"""
_KNOWN = frozenset(_STOP_WORDS.split())
_SHORTEST = 2


def says_something(word: str) -> bool:
    """Tell whether a word, in its search form, names something: no stop word, no lone letter, no mere sign.

    >>> [says_something(word) for word in ("ressursar", "dykk", "ikkje", "?", "👍", "7")]
    [True, False, True, False, True, True]
    """
    if not word[0].isalpha():
        return any(unicodedata.category(sign)[0] not in "PMC" for sign in word)
    return len(word) >= _SHORTEST and word not in _KNOWN
