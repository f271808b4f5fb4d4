"""Every element of a file is shown, a damaged one as such."""

import struct
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from pydicom.dataset import Dataset
from pydicom.tag import Tag

from iodeep_viewer.core.elements import Element, as_lines, matching
from iodeep_viewer.errors import DicomDataError
from iodeep_viewer.objects.common import file_bytes
from iodeep_viewer.objects.elements import read_elements

MakeSlice = Callable[..., Dataset]
WriteFile = Callable[..., Path]


def by_tag(elements: tuple[Element, ...]) -> dict[str, Element]:
    return {element.tag: element for element in elements}


@pytest.fixture
def elements(make_slice: MakeSlice, write_file: WriteFile) -> tuple[Element, ...]:
    ds = make_slice()
    item, inner = Dataset(), Dataset()
    inner.CodeValue, inner.CodeMeaning = "T-A0100", "Brain"
    item.ReferencedSOPInstanceUID, item.PurposeOfReferenceCodeSequence = "1.2.9", [inner]
    ds.ReferencedImageSequence = [item, Dataset()]
    ds.ImageComments = "first line\r\nsecond line"
    ds.FrameIncrementPointer = Tag(0x0018, 0x1063)
    block = ds.private_block(0x0029, "ACME 1.0", create=True)
    block.add_new(0x01, "LO", "secret sauce")
    ds.add_new(0x00310010, "OB", b"\1\2")
    ds.add_new(0x00080009, "LO", "no such element")
    return read_elements(write_file(ds))


def test_each_element_has_tag_vr_keyword_and_value(elements: tuple[Element, ...]) -> None:
    shown = by_tag(elements)
    assert shown["(0010,0010)"] == Element("(0010,0010)", "PN", "PatientName", "Müller^Jörg")
    assert shown["(0028,0030)"].value == "0.9\\0.6"
    assert shown["(0028,0010)"] == Element("(0028,0010)", "US", "Rows", "96")
    assert shown["(0008,0016)"].value == "1.2.840.10008.5.1.4.1.1.4 = MR Image Storage"
    assert shown["(0020,000D)"].value == "1.2.3"
    assert shown["(0028,0009)"].value == "(0018,1063)"
    assert shown["(0002,0010)"].value.endswith("= Explicit VR Little Endian")
    assert [element.tag for element in elements] == sorted(element.tag for element in elements)


def test_binary_values_are_shown_by_size_and_short_ones_as_bytes(elements: tuple[Element, ...]) -> None:
    shown = by_tag(elements)
    assert shown["(7FE0,0010)"].value == f"{96 * 128 * 2} bytes"
    assert shown["(0002,0001)"].value == "00 01 (2 bytes)"


def test_private_elements_say_whose_they_are(elements: tuple[Element, ...]) -> None:
    shown = by_tag(elements)
    assert shown["(0029,0010)"] == Element("(0029,0010)", "LO", "Private Creator", "ACME 1.0")
    assert shown["(0029,1001)"] == Element("(0029,1001)", "LO", "Private: ACME 1.0", "secret sauce")
    assert shown["(0008,0009)"].keyword == "Unknown"


def test_sequences_are_nested(elements: tuple[Element, ...]) -> None:
    sequence = by_tag(elements)["(0008,1140)"]
    assert (sequence.vr, sequence.value) == ("SQ", "2 items")
    assert [item.keyword for item in sequence.children] == ["Item 1", "Item 2"]
    first, second = sequence.children
    assert second.children == ()
    codes = by_tag(first.children)["(0040,A170)"]
    assert by_tag(codes.children[0].children)["(0008,0104)"].value == "Brain"


def test_a_search_keeps_what_leads_to_a_match(elements: tuple[Element, ...]) -> None:
    (sequence,) = matching(elements, "t-a0100")
    assert sequence.keyword == "ReferencedImageSequence"
    (item,) = sequence.children
    assert [element.keyword for element in item.children] == ["PurposeOfReferenceCodeSequence"]
    assert [element.keyword for element in matching(elements, "00280010")] == ["Rows"]
    assert [element.keyword for element in matching(elements, "(0028,0010")] == ["Rows"]
    assert [element.value for element in matching(elements, " müller ")] == ["Müller^Jörg"]
    assert len(matching(elements, "referencedimage")[0].children) == 2
    assert matching(elements, "no such value") == ()


def test_lines_are_indented_and_hold_no_line_breaks(elements: tuple[Element, ...]) -> None:
    lines = list(as_lines(elements))
    assert "(0010,0020)\tLO\tPatientID\tP 1" in lines
    assert "(0020,4000)\tLT\tImageComments\tfirst line second line" in lines
    assert any(line.startswith("    (0008,1155)\tUI\tReferencedSOPInstanceUID") for line in lines)


def test_long_values_are_cut_and_say_so(make_slice: MakeSlice, write_file: WriteFile) -> None:
    ds = make_slice(ImageComments="x" * 9000, PixelData=np.zeros(96 * 128, np.uint16).tobytes())
    ds.add_new("TextValue", "UT", "y" * 300_000)
    ds.add_new("DVHData", "DS", [f"{value}" for value in range(5_000)])
    shown = by_tag(read_elements(write_file(ds)))
    assert shown["(0040,A160)"].value.endswith("… (300000 characters)")
    assert len(shown["(0040,A160)"].value) < 21_000
    assert shown["(3004,0058)"].value.endswith("\\1999 … (5000 values)")
    assert shown["(0020,4000)"].value == "x" * 9000


@pytest.mark.filterwarnings("ignore")  # pydicom's, which the viewer does not stop at
def test_damaged_elements_say_so_and_the_others_are_shown(make_slice: MakeSlice, write_file: WriteFile) -> None:
    file_meta = file_bytes(make_slice()).partition(b"\x08\x00\x05\x00CS")[0]
    damaged = (
        (0x00080005, b"CS", b"NO SUCH SET "),
        (0x00081111, b"S\xcd", b"\1\2"),
        (0x00091001, b"LO", b"no creator"),
        (0x00100020, b"LO", b"P 1 "),
        (0x00101010, b"AS", bytes(range(200, 216))),
        (0x00180050, b"DS", b"thick\\er"),
        (0x00200013, b"IS", b"one "),
        (0x00280010, b"US", b"\1\2\3"),  # three bytes are no number of two
        (0x00280011, b"ZZ", b"\1\2"),
    )
    body = b"".join(
        struct.pack("<HH2sH", tag >> 16, tag & 0xFFFF, vr, len(value)) + value for tag, vr, value in damaged
    )
    path = write_file(make_slice())
    path.write_bytes(file_meta + body)
    shown = by_tag(read_elements(path))
    assert [tag for tag in shown if tag > "(0003"] == [f"({tag >> 16:04X},{tag & 0xFFFF:04X})" for tag, *_ in damaged]
    assert shown["(0028,0010)"] == Element("(0028,0010)", "US", "Rows", "Damaged: the value cannot be read, 3 bytes")
    assert shown["(0009,1001)"].keyword == "Private: creator not stated"
    assert shown["(0010,0020)"].value == "P 1"
    assert all(element.value for element in shown.values())


def test_sequences_without_end_are_cut(make_slice: MakeSlice, write_file: WriteFile) -> None:
    ds = make_slice()
    inner = Dataset()
    for _ in range(60):
        outer = Dataset()
        outer.ContentSequence = [inner]
        inner = outer
    ds.ContentSequence = [inner]
    path = write_file(ds)
    assert any("nested too deeply" in line for line in as_lines(read_elements(path)))


@pytest.mark.parametrize("content", [b"", b"not DICOM at all" * 20, b"\0" * 128 + b"DICM"])
def test_a_file_that_is_no_dicom_is_said(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "x.dcm"
    path.write_bytes(content)
    if content.endswith(b"DICM"):
        assert len(read_elements(path)) <= 1
    else:
        with pytest.raises(DicomDataError):
            read_elements(path)
