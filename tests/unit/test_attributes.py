from __future__ import annotations

import pytest
from pydicom import Dataset
from pydicom.dataelem import RawDataElement
from pydicom.tag import Tag

from iodeep_viewer.pacs.attributes import Attributes


def raw(**values: bytes) -> Attributes:
    """Make a dataset as it comes from the wire: bytes that nobody has looked at."""
    dataset = Dataset()
    for keyword, value in values.items():
        tag = Tag(keyword)
        dataset._dict[tag] = RawDataElement(tag, None, len(value), value, 0, True, True)
    return Attributes(dataset)


@pytest.mark.parametrize(
    ("character_set", "encoded", "text"),
    [
        (b"", b"Joerg", "Joerg"),
        (b"ISO_IR 100", "Jörg".encode("latin-1"), "Jörg"),
        (b"ISO_IR 192", "Ψυχή^山田".encode(), "Ψυχή^山田"),
        (b"ISO_IR 144", "Люкceмбypг".encode("iso8859-5"), "Люкceмбypг"),
        (b"\\ISO 2022 IR 87", b"Yamada^Tarou=\x1b$B;3ED\x1b(B^\x1b$BB@O:\x1b(B", "Yamada^Tarou=山田^太郎"),
        (b"NO_SUCH_SET", "Jörg".encode(), "Jörg"),
        (b"ISO_IR 192", b"J\xf6rg", "Jörg"),
    ],
)
def test_text_in_its_character_set(character_set: bytes, encoded: bytes, text: str) -> None:
    assert raw(SpecificCharacterSet=character_set, PatientName=encoded).text("PatientName") == text


def test_padding_is_no_part_of_a_value() -> None:
    assert raw(StudyInstanceUID=b"1.2\0").uid("StudyInstanceUID") == "1.2"
    assert raw(Modality=b" MR ").text("Modality") == "MR"
    assert raw(ModalitiesInStudy=b"CT \\ MR\\").values("ModalitiesInStudy") == ("CT", "MR")


@pytest.mark.parametrize("value", [b"", b"abc", b"1.5", b"1\\2", b"\xff"])
def test_what_is_no_number_is_none(value: bytes) -> None:
    assert raw(InstanceNumber=value).integer("InstanceNumber") is None


def test_numbers() -> None:
    assert raw(InstanceNumber=b" +12 ").integer("InstanceNumber") == 12
    assert raw(SamplesPerPixel=b"\x03\x00").short("SamplesPerPixel") == 3
    assert raw(SamplesPerPixel=b"\x03").short("SamplesPerPixel") is None
    assert raw().short("SamplesPerPixel") is None


@pytest.mark.parametrize("value", [b"", b"../1", b"1.2 .3", b"1" * 65])
def test_what_is_no_uid_is_empty(value: bytes) -> None:
    assert raw(StudyInstanceUID=value).uid("StudyInstanceUID") == ""
