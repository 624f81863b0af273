"""Giving everybody in a project another name, by a key that is kept apart from the file."""

from __future__ import annotations

import random
import secrets
from pathlib import Path

from coder.domain.coder_kind import CONSENSUS
from coder.domain.portable import PortableProject
from coder.domain.pseudonyms import Pseudonyms, extended_pseudonyms
from coder.exchange.key_file import SUFFIX, read_key
from coder.messages import _


def key_beside(file: Path) -> Path:
    """Return where the key of a file lies if nobody says otherwise."""
    return file.with_name(file.name + SUFFIX)


def key_for(project: PortableProject, file: Path) -> Pseudonyms:
    """Return a key with everybody in the project: the one in a file, with who is new added, or a fresh one.

    Numbers are given at random, so that neither file order nor ids can be told from them.

    Raises:
        NotAKeyError: If the file is something else.
    """
    known = read_key(file) or Pseudonyms(secret=secrets.token_hex(16))
    asked = [each.respondent for each in project.participations]
    respondents = list(dict.fromkeys([*asked, *(each.respondent for each in project.answers)]))
    people = [each.name for each in project.coders if each.kind != CONSENSUS]
    shuffling = random.SystemRandom()
    shuffling.shuffle(respondents)
    shuffling.shuffle(people)
    return extended_pseudonyms(known, respondents, people, _("Coder"))
