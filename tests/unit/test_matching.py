from __future__ import annotations

import pytest

from iodeep_viewer.pacs.matching import matches


@pytest.mark.parametrize(
    ("key", "value", "vr", "expected"),
    [
        ("", "", "LO", True),
        ("*", "", "LO", True),
        ("x", "", "LO", False),
        ("Head", "Head", "LO", True),
        ("head", "Head", "LO", False),
        ("He?d", "Head", "LO", True),
        ("H*d*", "Head", "LO", True),
        ("Hea", "Head", "LO", False),
        ("a.c", "abc", "LO", False),
        ("[a]*", "[a]bc", "LO", True),
        ("*" * 60 + "z", "a" * 60, "LO", False),
        ("*a" * 30 + "*b", "a" * 64, "LO", False),
        ("*a" * 30 + "*b", "a" * 63 + "b", "LO", True),
        ("a*b?*bc", "abbcbc", "LO", True),
        ("a*b?*bc", "abbc", "LO", False),
        ("*b*b", "bab", "LO", True),
        ("a*a", "a", "LO", False),
        ("doe^j*", "Doe^Jane", "PN", True),
        ("DOE", "Doe^^^", "PN", True),
        ("straße*", "STRASSE^A", "PN", True),
        ("1.2\\1.3", "1.3", "UI", True),
        ("1.*", "1.3", "UI", False),
        ("CT", "MR\\CT", "CS", True),
        ("PT\\MR", "MR\\CT", "CS", True),
        ("US", "MR\\CT", "CS", False),
        ("20240101", "20240101", "DA", True),
        ("20240101-20240131", "20240131", "DA", True),
        ("20240101-20240131", "20240201", "DA", False),
        ("-20240131", "20230101", "DA", True),
        ("20240131-", "20240130", "DA", False),
        ("1000-1200", "120059.5", "TM", True),
        ("1000-1200", "120100", "TM", False),
        ("1", "1", "IS", True),
    ],
)
def test_matching(key: str, value: str, vr: str, expected: bool) -> None:
    assert matches(key, value, vr) is expected
