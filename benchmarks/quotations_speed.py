"""How long the Quotations screen reads before it shows: what is chosen, who answered, what may be suggested.

python -m benchmarks.quotations_speed PROJECT [QUESTION]

It writes nothing. Seconds of the clock and of the processor, libraries loaded.
"""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Callable
from functools import partial
from typing import TypeVar

from benchmarks.sized_projects import QUESTION
from coder.store.project import open_project
from coder.store.questions import question_named
from coder.store.unit_of_work import reading
from coder.usecases.report.quotations import quotations_of, respondents_of, suggestions_of
from coder.usecases.report.quotes_options import QuotesOptions
from coder.usecases.report.theme_outline import outline_of

Made = TypeVar("Made")
RUNS = 3


def main() -> None:
    """Read, and print how long it took."""
    project, question = sys.argv[1], (sys.argv[2:] or [QUESTION])[0]
    engine = open_project(project)
    options = QuotesOptions("report")
    for _run in range(RUNS):
        with reading(engine) as work:
            chosen = _told("what is chosen", partial(quotations_of, work, question, options))
            people = _told("who answered", partial(respondents_of, work, question))
            _told("what may be suggested", partial(suggestions_of, work, chosen, people))
            question_id = question_named(work, question).id
            outline = _told("the outline with its remainder", partial(outline_of, work, question_id))
        texts = sum(len(each.keys) for each in outline.headings)
        del chosen, people, outline
    engine.dispose()
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    sys.stdout.write(f"{texts} texts under headings, {most} MB at most\n")


def _told(what: str, work: Callable[[], Made]) -> Made:
    wall, processor = time.perf_counter(), time.process_time()
    made = work()
    spent = time.perf_counter() - wall, time.process_time() - processor
    sys.stdout.write(f"{what:32} {spent[0]:6.2f} s, {spent[1]:6.2f} s of the processor\n")
    sys.stdout.flush()
    return made


if __name__ == "__main__":
    main()
