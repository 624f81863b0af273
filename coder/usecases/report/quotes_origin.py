"""What a document of quotations says of its own making."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.metadata import version
from typing import Any

from coder.domain.question import Question
from coder.messages import _, current_language
from coder.store.project_state import project_state
from coder.store.unit_of_work import Reading
from coder.usecases.report.quotes_options import QuotesOptions
from coder.usecases.tables.provenance import PROGRAM


def quotes_provenance(work: Reading, question: Question, options: QuotesOptions) -> dict[str, Any]:
    """Return what a document was made from, as plain values."""
    rests_on = project_state(work, question, work)
    return {
        "kind": "quotes",
        "language": current_language(),
        "project": {"uid": rests_on.project_uid, "name": rests_on.project},
        "entry": {"number": rests_on.entry, "uid": rests_on.entry_uid, "at": rests_on.at},
        "question": {"uid": question.uid, "key": question.key},
        "codebook": {"uid": rests_on.codebook_uid, "name": rests_on.codebook},
        "counts": question.counts,
        "options": options.written(),
        "program": {"name": PROGRAM, "version": version(PROGRAM)},
    }


def colophon(provenance: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the small print: from which project, at which entry, by which program."""
    entry = provenance["entry"]
    made = _("Made from the project «{project}», question «{question}», entry {entry} ({at}).").format(
        project=provenance["project"]["name"],
        question=provenance["question"]["key"],
        entry=entry["number"],
        at=str(entry["at"])[:10],
    )
    program = provenance["program"]
    return made, _("{program} {version}.").format(program=program["name"], version=program["version"])
