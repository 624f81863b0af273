"""A project as pandas DataFrames, for notebooks and reports."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from types import TracebackType
from typing import TYPE_CHECKING, Any, Literal, Self

from coder.agreement.results import REPLICATES
from coder.api.report_files import ReportFiles
from coder.api.table_request import table_options
from coder.domain.coding import CodedState
from coder.domain.told_apart import told_apart
from coder.messages import guess_language, set_language
from coder.platform import system_user
from coder.store.answers import answer_keys, answers_by_id
from coder.store.coded import settling_coders
from coder.store.coders import all_coders, coder_named
from coder.store.codes import codes_of
from coder.store.codings import Coding, codings_of
from coder.store.project import open_project
from coder.store.questions import all_questions, question_named
from coder.store.states import states_of
from coder.store.unit_of_work import Reading, reading
from coder.store.waves import wave_named
from coder.usecases.tables.frequency_table import frequency_table

if TYPE_CHECKING:
    import pandas as pd

    from coder.domain.codebook import Code

QUESTION_COLUMNS = ("key", "text", "unit", "quantify", "counts", "answers", "settled", "unsettled")
CODING_COLUMNS = ("respondent_id", "wave", "theme", "code", "path", "coder", "start", "end", "state")
_OF_ANSWERS = ("respondent_id", "wave", "text")


class ProjectHandle(ReportFiles):
    """A project opened from Python; use it in ``with``, or ``close`` it, or let it be.

    Every call reads the project as it is at that moment. All it writes there is that a file was exported.
    """

    def __init__(self, target: str, *, name: str | None = None, language: str | None = None) -> None:
        set_language(language or guess_language())
        self._target = target
        self._coder_name = name or os.environ.get("CODER_NAME") or system_user()
        self._engine = open_project(target)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"<coder project {self._engine.url.render_as_string(hide_password=True)}>"

    def close(self) -> None:
        """Let go of the file or the server."""
        self._engine.dispose()

    def questions(self) -> pd.DataFrame:
        """Return the questions in their order: key, text, settings, and numbers of answers.

        Columns: key, text, unit, quantify, counts, answers, settled, unsettled.
        """
        import pandas as pd

        rows = []
        with reading(self._engine) as work:
            for question in all_questions(work):
                answers = len(answer_keys(work, question.id))
                settled = len(settling_coders(work, question.id))
                settings = (question.key, question.text, question.unit, question.quantify, question.counts)
                rows.append((*settings, answers, settled, answers - settled))
        return pd.DataFrame(rows, columns=list(QUESTION_COLUMNS))

    def answers(self, question: str, wave: str | None = None) -> pd.DataFrame:
        """Return a question's answers in file order, wave after wave.

        Columns: respondent_id, wave (None where there is one unnamed wave), text, each background variable;
        one that is called as one of the first three stands in «».
        The index is the answer's uid.
        """
        import pandas as pd

        with reading(self._engine) as work:
            if wave is not None:
                wave_named(work, wave)
            keys = answer_keys(work, question_named(work, question).id, wave)
            found = answers_by_id(work, [answer_id for answer_id, _uid in keys])
        rows = [found[answer_id] for answer_id, _uid in keys]
        variables = dict.fromkeys(name for row in rows for name in row.background)
        frame = pd.DataFrame(
            {
                "respondent_id": [row.respondent_id for row in rows],
                "wave": pd.Series([row.wave or None for row in rows], dtype=object),
                "text": [row.text for row in rows],
            }
            | {
                told_apart(name, _OF_ANSWERS): pd.Series(
                    [row.background.get(name) for row in rows], dtype=object
                )
                for name in variables
            }
        )
        return frame.set_index(pd.Index([uid for _answer_id, uid in keys], name="answer"))

    def codings(
        self, question: str, coders: str | Iterable[str] | None = None, settled: bool = False
    ) -> pd.DataFrame:
        """Return who gave which answer which code: a row per coding, or per excerpt where there are excerpts.

        An answer that is done without codes is a row without code. Count distinct answers, not rows.

        Args:
            question: The question's key.
            coders: Only this coder or these, by name.
            settled: Only the coding that counts for each answer.

        Returns:
            Columns respondent_id, wave, theme, code, path, coder, start, end, state, in the order of the
            answers, the coders, the codebook and the excerpts.
        """
        import pandas as pd

        with reading(self._engine) as work:
            names = (coders,) if isinstance(coders, str) else coders
            rows = _coding_rows(work, question, names, settled)
        frame = pd.DataFrame(rows, columns=list(CODING_COLUMNS))
        return frame.astype({"start": "Int64", "end": "Int64"})

    def table(
        self,
        question: str,
        *,
        wave: str | Sequence[str] | None = (),
        by: str | Sequence[str] = (),
        where: Mapping[str, str | Sequence[str]] | None = None,
        exclude_kind: str | Sequence[str] = (),
        codes: str | Sequence[str] = (),
        **options: Any,
    ) -> pd.DataFrame:
        """Return the frequency table of a question, the same as ``coder table`` prints.

        Args:
            question: The question's key.
            wave: Only this wave or these.
            by: A background variable or several, whose levels become columns.
            where: Only respondents with a level, or one of several levels, of each background variable.
            exclude_kind: Leave out codes of this kind or these, and answers that have nothing else.
            codes: Only this code or these.
            **options: trend, level, base, counts, decimals, order, as_of, caption, number, small_bases and
                the others of ``coder table``, with ``_`` for ``-``.

        Returns:
            A row per theme or code, by its path: id, theme, code, level, count, percent. Count and percent
            are missing where the code was not in use or the number is hidden, percent where the base is too
            small. With ``by`` or ``trend`` the columns have three levels: ("count", "", "") of everybody, and
            ("percent", "size", "<2000") of those, so that ``table["percent"]["size"]`` is a frame of codes by
            levels; waves stand under "wave". ``attrs`` holds caption, base, base_kind, counts, unsettled,
            columns (with their bases), note, warnings and provenance.
        """
        from coder.tables.frame import table_frame

        chosen = table_options(
            wave=wave, by=by, where=where, exclude_kind=exclude_kind, codes=codes, **options
        )
        return table_frame(frequency_table(self._engine, question, chosen))

    def agreement(
        self,
        question: str,
        coders: str | Iterable[str] | None = None,
        round: int | Literal["now", "all"] | None = None,
        *,
        replicates: int = REPLICATES,
        seed: int = 1,
    ) -> pd.DataFrame:
        """Return how far coders agree on each code, the same numbers as ``coder agreement`` prints.

        Args:
            question: The question's key.
            coders: Only these, by name.
            round: A round by its number, "all" of them, or codings as they stand ("now"); None: the newest
                round, else as they stand.
            replicates: Samples drawn again for intervals.
            seed: Of that drawing.

        Returns:
            A row per code, by its path: n (answers compared), used, of two coders the cells a, b, c, d, then
            each statistic with its interval (``krippendorff_alpha``, ``…_low``, ``…_high``) and the warning.
            What is not estimable is missing. ``attrs`` holds overall (by statistic: value, low, high),
            coders (by letter), answers, blind, caption, note and provenance.
        """
        from coder.api.agreement_frame import agreement_frame
        from coder.usecases.agreement.project_agreement import agreement_of
        from coder.usecases.second_coder.blindness import refuse_while_blind

        names = (coders,) if isinstance(coders, str) else tuple(coders or ())
        with reading(self._engine) as work:
            refuse_while_blind(work, question, self._coder_name)
            found = agreement_of(work, question, names, round, replicates=replicates, seed=seed)
        return agreement_frame(found)


def _coding_rows(
    work: Reading, question_key: str, names: Iterable[str] | None, settled: bool
) -> list[tuple[Any, ...]]:
    question = question_named(work, question_key)
    answer_ids = [answer_id for answer_id, _uid in answer_keys(work, question.id)]
    answers = answers_by_id(work, answer_ids)
    codes = {code.id: (place, code) for place, code in enumerate(codes_of(work, question.codebook_id))}
    codings = codings_of(work, answer_ids)
    counting = settling_coders(work, question.id) if settled else {}
    coders = all_coders(work) if names is None else [coder_named(work, name) for name in names]
    states = {coder.id: states_of(work, question.id, coder.id) for coder in coders}
    rows: list[tuple[Any, ...]] = []
    for answer_id in answer_ids:
        answer = answers[answer_id]
        for coder in coders:
            state = states[coder.id].get(answer_id)
            if state is None or (settled and counting.get(answer_id) != coder.id):
                continue
            own = [coding for coding in codings.get(answer_id, ()) if coding.coder_id == coder.id]
            own.sort(key=lambda coding: codes[coding.code_id][0])
            lead = (answer.respondent_id, answer.wave or None)
            for coding in own:
                code = codes[coding.code_id][1]
                rows.extend(
                    (*lead, *_of_code(code), coder.name, *span, state.value) for span in _spans(coding)
                )
            if not own and state is CodedState.DONE:
                rows.append((*lead, None, None, None, coder.name, None, None, state.value))
    return rows


def _of_code(code: Code) -> tuple[str | None, str, str]:
    return code.theme, code.name, code.written_path


def _spans(coding: Coding) -> Sequence[tuple[int | None, int | None]]:
    return coding.excerpts or ((None, None),)
