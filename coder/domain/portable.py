"""A project as files of other programs carry it: what stands in it today, by uid and name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from coder.domain.codebook import CodeRow
from coder.domain.coder_kind import PERSON
from coder.domain.coding import CodedState, Span
from coder.domain.loss import Loss
from coder.messages import _

Progress = Callable[[int, int], None]
"""Told how much of how many is done."""
UNCHECKED = "IKKE KONTROLLERT"
"""The mark of a file whose text nobody has checked; the same in every language."""
TEXT_LEFT_OUT = "[tekst utelatt]"
"""What stands for a text that was left out on purpose, where a format needs one."""


@dataclass(frozen=True)
class PortableCoder:
    """Who codes: a person, or the consensus."""

    uid: str
    name: str
    kind: str = PERSON


@dataclass(frozen=True)
class PortableLevel:
    """One value of a background variable."""

    name: str
    missing: bool = False
    """Whether it says that there is no answer (SPSS: user-missing)."""


@dataclass(frozen=True)
class PortableVariable:
    """A background variable, its levels in their order."""

    uid: str
    name: str
    label: str = ""
    levels: tuple[PortableLevel, ...] = ()


@dataclass(frozen=True)
class PortableCode:
    """A living code: what a codebook file says of it, and who it is."""

    uid: str
    parent: str | None
    """The uid of the code above it."""
    row: CodeRow


@dataclass(frozen=True)
class PortableCodebook:
    """A codebook, parents before children, in codebook order."""

    uid: str
    name: str
    exclusive: bool = False
    codes: tuple[PortableCode, ...] = ()


@dataclass(frozen=True)
class PortableQuestion:
    """A question and the codebook it is coded with."""

    uid: str
    key: str
    text: str
    codebook: str
    """A uid."""
    unit: str = "answer"
    lead: str = ""
    """The name of the coder whose codings tables count; empty where nobody is said."""


@dataclass(frozen=True)
class PortableParticipation:
    """A respondent in a wave."""

    uid: str
    respondent: str
    """The external id."""
    wave: str = ""
    weight: float | None = None
    returned: bool = True
    background: Mapping[str, str] = field(default_factory=dict)
    """Level by variable, both by name."""


@dataclass(frozen=True)
class PortableAnswer:
    """What a respondent wrote; ``text`` is None where texts were left out on the way."""

    uid: str
    question: str
    """The question's key."""
    respondent: str
    wave: str
    text: str | None


@dataclass(frozen=True)
class PortableCoded:
    """How far a coder has come with an answer; untouched ones have none."""

    answer: str
    """A uid."""
    coder: str
    """A name."""
    state: CodedState


@dataclass(frozen=True)
class PortableCoding:
    """That a coder gave an answer a code."""

    uid: str
    answer: str
    """A uid."""
    code: str
    """A uid."""
    coder: str
    """A name."""
    excerpts: tuple[Span, ...] = ()
    """Code points of the answer, end exclusive; none = all of it."""
    place: str = ""
    """Where it stood in the file it was read from: a sheet and a cell, a source; empty where it is ours."""


@dataclass(frozen=True)
class PortableNote:
    """A coder's note on an answer, a code or a question: the one that is not None, by uid."""

    uid: str
    coder: str
    text: str
    answer: str | None = None
    code: str | None = None
    question: str | None = None


@dataclass(frozen=True)
class PortableProject:
    """All of it. Codes merged away, proposals, shadows of blind re-coding and history are not in it.

    Everything stands in the project's own order: respondents in file order, codes in codebook order.
    """

    name: str
    uid: str
    entry: int = 0
    """Number of the newest entry when it was read."""
    coders: tuple[PortableCoder, ...] = ()
    waves: tuple[str, ...] = ()
    variables: tuple[PortableVariable, ...] = ()
    codebooks: tuple[PortableCodebook, ...] = ()
    questions: tuple[PortableQuestion, ...] = ()
    participations: tuple[PortableParticipation, ...] = ()
    answers: tuple[PortableAnswer, ...] = ()
    coded: tuple[PortableCoded, ...] = ()
    codings: tuple[PortableCoding, ...] = ()
    notes: tuple[PortableNote, ...] = ()


@dataclass(frozen=True)
class PortableFile:
    """What was read from a file of another program: what could be taken, and all that is to be told."""

    file: str
    project: PortableProject
    losses: tuple[Loss, ...] = ()
    notices: tuple[str, ...] = ()
    """What was decided on the reader's behalf: a position convention, a repaired file."""


@dataclass(frozen=True)
class FileMarks:
    """What every exported file says of itself."""

    program: str
    """Name and version."""
    project: str
    """The project's uid and its newest entry."""
    unchecked: bool = False
    """It holds text that nobody has checked for what identifies people: marked IKKE KONTROLLERT."""
    checked: str = ""
    """What was checked for and what not, as sentences; empty where nothing was."""
    pseudonymous: bool = False
    without_text: bool = False

    def lines(self) -> tuple[str, ...]:
        """Return all of it as sentences, the warning first, for what a file tells about itself."""
        said = [
            UNCHECKED if self.unchecked else "",
            self.checked,
            _("Respondents and coders are pseudonymised: who has the key knows them. It is not anonymous.")
            if self.pseudonymous
            else "",
            _("What respondents wrote is left out.") if self.without_text else "",
            f"{self.program} · {self.project}" if self.project else self.program,
        ]
        return tuple(line for line in said if line)
