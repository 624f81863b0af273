"""What is asked of a question's model and what it says: plain values that travel between processes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from coder.domain.coding import Span

MOST_CODES = 30
"""How many codes are ranked for an answer where a codebook has more."""


@dataclass(frozen=True)
class Suggestion:
    """One code for an answer."""

    code_id: int
    score: float
    """How likely the code is to be set, in [0, 1]."""
    words: tuple[Span, ...] = ()
    """Whole words of the answer that spoke for the code, the strongest first; of the first codes only."""


@dataclass(frozen=True)
class Suggested:
    """The codes of an answer, or of one sentence in it, the likeliest first; those it has are among them."""

    answer_id: int
    sentence: Span | None
    codes: tuple[Suggestion, ...]
    as_of: int
    """Number of the newest entry the model has seen."""
    learned_from: int
    """How many coded answers it has learned from; 0 where names and definitions are all it knows."""


@dataclass(frozen=True)
class Preparing:
    """How many of the question's texts have been prepared; until all are, rankings are rougher."""

    done: int
    total: int


@dataclass(frozen=True)
class Near:
    """The coded answers with a code that are likest an answer, and how alike they are in [0, 1]."""

    answer_id: int
    code_id: int
    answers: tuple[tuple[int, float], ...]


@dataclass(frozen=True)
class RevisitRanked:
    """How likely open codes belong to open answers, by answer id and code id; see ``ranked_open``."""

    scores: Mapping[int, Mapping[int, float]]


@dataclass(frozen=True)
class Inconsistencies:
    """Answers coded unlike their nearest: (answer id, code id, ``lacks`` or ``has``, strength)."""

    found: tuple[tuple[int, int, str, float], ...]


@dataclass(frozen=True)
class Groups:
    """Answers that are alike, uncoded or of some codes, with a name from their own words: (name, answer ids).

    Of codes, the last is what is in no group, and has no name.
    """

    groups: tuple[tuple[str, tuple[int, ...]], ...]
    code_ids: tuple[int, ...] = ()


@dataclass(frozen=True)
class Ended:
    """The model's process is gone; nothing but suggestions is lost."""

    starts_again: bool
    """Whether another is started after a pause, and told what was last asked about answers."""


@dataclass(frozen=True)
class OpenQuestion:
    """The first thing a model's process is told: which question, and who codes."""

    target: str = field(repr=False)  # a database's address may hold a password
    question_key: str
    coder_name: str
    passphrase: str | None = field(default=None, repr=False)
    """Of an encrypted project."""


@dataclass(frozen=True)
class AskSuggestions:
    """Asks for the codes of the answer on screen, or of a sentence in it."""

    answer_id: int
    sentence: Span | None = None


@dataclass(frozen=True)
class AskAhead:
    """Asks for the codes of the answers that may be next on screen."""

    answer_ids: tuple[int, ...]


@dataclass(frozen=True)
class Wrote:
    """Tells that something was written, so that the model can learn from it."""

    entry: int


@dataclass(frozen=True)
class AskNear:
    """Asks for the coded answers with a code that are likest an answer."""

    answer_id: int
    code_id: int


@dataclass(frozen=True)
class AskRevisit:
    """Asks how likely open codes belong to open answers: code ids by answer id."""

    open_codes: Mapping[int, tuple[int, ...]]


@dataclass(frozen=True)
class AskInconsistencies:
    """Asks for answers coded unlike their nearest."""


@dataclass(frozen=True)
class AskGroups:
    """Asks for groups of alike answers that nobody has coded; or of those that have one of some codes."""

    code_ids: tuple[int, ...] = ()


Said = Suggested | Preparing | Near | RevisitRanked | Inconsistencies | Groups | Ended
Asked = (
    OpenQuestion | AskSuggestions | AskAhead | Wrote | AskNear | AskRevisit | AskInconsistencies | AskGroups
)
