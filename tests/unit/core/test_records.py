"""Names of patients on the screen: the component groups of PS3.5 section 6.2.1 and its examples."""

import pytest

from iodeep_viewer.core.records import PatientRecord


@pytest.mark.parametrize(
    ("stored", "shown"),
    [
        ("", ""),
        ("^^", ""),
        ("Adams^John Robert Quincy^^Rev.^B.A. M.Div.", "Adams, John Robert Quincy Rev. B.A. M.Div."),
        ("Nobody", "Nobody"),
        ("^Ada", "Ada"),
        ("Yamada^Tarou=山田^太郎=やまだ^たろう", "Yamada, Tarou (山田, 太郎)"),
        ("Yamada^Tarou==やまだ^たろう", "Yamada, Tarou"),
        ("=山田^花子", "山田, 花子"),
        ("=山田^花子=やまだ^はなこ", "山田, 花子"),
        ("==やまだ^はなこ", "やまだ, はなこ"),
        ("Hong^Gildong=洪^吉洞=홍^길동", "Hong, Gildong (洪, 吉洞)"),
        ("A^B=C^D=E^F=G", "A, B (C, D)"),
    ],
)
def test_a_name_is_shown_by_its_groups(stored: str, shown: str) -> None:
    assert PatientRecord(patient_name=stored).display_name == shown
