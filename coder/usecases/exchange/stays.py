"""What stays in the project when a file of another program leaves, in words."""

from __future__ import annotations

from coder.domain.loss import Loss
from coder.messages import _
from coder.store.questions import question_named
from coder.store.stays_here import StaysHere, counted_stays
from coder.store.unit_of_work import Reading
from coder.text.numbers import written_count


def told_stays(work: Reading, questions: list[str]) -> tuple[Loss, ...]:
    """Return one loss that names all work that only a copy of the project holds, if there is any."""
    counts = counted_stays(work, [question_named(work, key).id for key in questions])
    if not counts:
        return ()
    named = tuple(f"{_name(kind)}: {written_count(count)}" for kind, count in counts.items())
    what = _("Kinds of work that stay in the project; a backup of it holds all.")
    return (Loss(what, len(named), named),)


def _name(kind: StaysHere) -> str:
    return {
        StaysHere.DEALT: _("answers dealt to coders"),
        StaysHere.LOOKS: _("looks at answers for newer codes, one for each code"),
        StaysHere.FLAGS: _("flags"),
        StaysHere.SAMPLES: _("blind samples"),
        StaysHere.PROPOSALS: _("proposals"),
        StaysHere.PASSAGES: _("texts starred, ordered or shortened"),
        StaysHere.ANALYSES: _("analyses and lead-ins"),
        StaysHere.FINDINGS: _("decisions of the privacy check"),
        StaysHere.LAYERS: _("reporting layers"),
        StaysHere.OUTCOMES: _("outcomes"),
        StaysHere.APPROVALS: _("approvals"),
    }[kind]
