"""A codebook without codes: the sets of codes are compared all the same."""

from __future__ import annotations

import pytest

from coder.agreement.coded_sets import CodedSets
from coder.agreement.report import agreement


@pytest.mark.parametrize("replicates", [0, 100])
@pytest.mark.parametrize("coders", [("anna", "ben"), ("anna", "ben", "cem")])
def test_answers_without_codes_are_all_alike(coders: tuple[str, ...], replicates: int) -> None:
    coded = CodedSets.of([(unit, coder, ()) for unit in "ab" for coder in coders])
    report = agreement(coded, replicates=replicates)
    exact, alpha = (report.result(name, "overall") for name in ("exact_match", "alpha_masi"))
    assert exact is not None
    assert exact.value == 1
    assert alpha is not None
    assert alpha.undefined is not None
