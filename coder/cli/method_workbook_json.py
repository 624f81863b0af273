"""What `coder import-coded` says of a workbook of the method that came back, as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from coder.usecases.exchange.method_workbook.report import MethodWorkbookReport


def method_workbook_json(report: MethodWorkbookReport) -> dict[str, Any]:
    """Return it for scripts."""
    return {
        "file": report.file,
        "coder": report.coder,
        "rows": report.rows,
        "unchanged": report.unchanged,
        "new_codings": report.new_codings,
        "removed_codings": report.removed_codings,
        "removed_excerpts": report.removed_excerpts,
        "newly_done": report.newly_done,
        "reopened": report.reopened,
        "notes": report.notes,
        "new_codes": list(report.new_codes),
        "new_coders": list(report.new_coders),
        "left": report.left,
        "found": [
            {
                "kind": each.kind.value,
                "place": each.place or None,
                "what": each.what,
                "detail": each.detail or None,
                "near": list(each.near),
            }
            for each in report.found
        ],
    }
