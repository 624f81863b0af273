"""Agreement between coders as a DataFrame."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coder.usecases.agreement.provenance import agreement_provenance
from coder.usecases.agreement.table import codes_grid, wide_grid

if TYPE_CHECKING:
    import pandas as pd

    from coder.usecases.agreement.project_agreement import ProjectAgreement


def agreement_frame(found: ProjectAgreement) -> pd.DataFrame:
    """Return every number of every code, by path; what is of all codes together stands in ``attrs``."""
    import pandas as pd

    grid = codes_grid(found, agreement_provenance(found, "codes"))
    names, wide = wide_grid(found, grid)
    rows = [
        [None if cell.number is None else float(cell.number) for cell in row.cells[:-1]] for row in wide.rows
    ]
    paths = pd.Index([row.label for row in wide.rows], name="code")
    frame = pd.DataFrame(rows, columns=names[1:-1], index=paths).astype(float)
    counts = [name for name in ("n", "used", "a", "b", "c", "d") if name in frame]
    frame[counts] = frame[counts].astype("Int64")
    frame["warning"] = [row.cells[-1].text for row in wide.rows]
    frame.attrs.update(
        overall={
            result.metric: {
                "value": result.value,
                "low": None if result.interval is None else result.interval[0],
                "high": None if result.interval is None else result.interval[1],
            }
            for result in found.report.results
            if result.scope == "overall"
        },
        coders={coder.letter: coder.name for coder in found.compared.coders},
        answers=found.report.answers,
        blind=found.compared.is_blind,
        caption=grid.caption,
        note=grid.note,
        provenance=dict(grid.provenance),
    )
    return frame
