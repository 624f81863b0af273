"""What a document of quotations says of its own making."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.metadata import version
from typing import Any

from coder.domain.question import Question
from coder.messages import _, current_language
from coder.store.coded import origin_of
from coder.store.unit_of_work import Reading
from coder.usecases.report.quotes_options import QuotesOptions
from coder.usecases.tables.provenance import PROGRAM


def quotes_provenance(work: Reading, question: Question, options: QuotesOptions) -> dict[str, Any]:
    """Return what a document was made from, as plain values."""
    origin = origin_of(work, question, work)
    return {
        "kind": "quotes",
        "language": current_language(),
        "project": {"uid": origin.project_uid, "name": origin.project},
        "entry": {"number": origin.entry, "uid": origin.entry_uid, "at": origin.at},
        "question": {"uid": question.uid, "key": question.key},
        "codebook": {"uid": origin.codebook_uid, "name": origin.codebook},
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
