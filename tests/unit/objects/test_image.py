"""Reading images: values, geometry, windows, notes; damage gives a sentence."""

import struct
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pydicom
import pytest
from pydicom.data import get_testdata_file
from pydicom.dataelem import RawDataElement
from pydicom.dataset import Dataset
from pydicom.encaps import encapsulate, generate_frames
from pydicom.tag import Tag
from pydicom.uid import EnhancedMRImageStorage

from iodeep_viewer.core.display import VoiLutFunction, Window
from iodeep_viewer.core.image_series import Slice
from iodeep_viewer.errors import DicomDataError
from iodeep_viewer.objects.header import read_header
from iodeep_viewer.objects.image import pixels
from iodeep_viewer.objects.image.codestream import stated_size
from iodeep_viewer.objects.image.reader import read_slices

MakeSlice = Callable[..., Dataset]
WriteFile = Callable[..., Path]


def bundled(name: str) -> Path:
    path = get_testdata_file(name, download=False)
    assert isinstance(path, str), f"pydicom does not bring {name}"
    return Path(path)


def item(**attributes: object) -> Dataset:
    ds = Dataset()
    for keyword, value in attributes.items():
        setattr(ds, keyword, value)
    return ds


def values_of(ds: Dataset, pixels: np.ndarray) -> Dataset:
    """Put pixels into a dataset: dtype and shape say the rest."""
    ds.Rows, ds.Columns = pixels.shape[-2:] if ds.SamplesPerPixel == 1 else pixels.shape[-3:-1]
    ds.BitsAllocated = ds.BitsStored = 8 * pixels.dtype.itemsize
    ds.HighBit = ds.BitsStored - 1
    ds.PixelRepresentation = int(pixels.dtype.kind == "i")
    ds.PixelData = pixels.tobytes()
    return ds


def test_ct_values_are_hounsfield_units() -> None:
    path = bundled("CT_small.dcm")
    stored = np.frombuffer(pydicom.dcmread(path).PixelData, "<i2").reshape(128, 128)
    (image,) = read_slices(path)
    assert image.unit == "HU"
    assert image.values.dtype == np.int16
    assert np.array_equal(image.values, stored - 1024)
    assert not image.values.flags.writeable
    assert (image.modality, image.samples_per_pixel, image.pixel_representation) == ("CT", 1, 1)
    assert image.frame_number is None
    assert image.spacing == (0.661468, 0.661468)
    assert image.plane is not None
    assert image.plane.position == (-158.135803, -179.035797, -75.699997)


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize(
    "name",
    ["MR_small_RLE", "MR_small_jp2klossless", "MR_small_jpeg_ls_lossless", "MR_small_bigendian", "MR_small_implicit"],
)
def test_lossless_transfer_syntaxes_give_the_same_values(name: str) -> None:
    (reference,) = read_slices(bundled("MR_small.dcm"))
    (image,) = read_slices(bundled(f"{name}.dcm"))
    assert np.array_equal(image.values, reference.values)
    assert image.windows == (Window(600, 1600),)


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize(
    ("name", "tolerance"),
    [
        ("SC_rgb_rle.dcm", 0),
        ("SC_rgb_rle_16bit.dcm", 0),
        ("SC_rgb_rle_32bit.dcm", 0),
        ("SC_ybr_full_422_uncompressed.dcm", 5),
        ("SC_rgb_dcmtk_+eb+cy+np.dcm", 5),
        ("SC_rgb_dcmtk_+eb+cr.dcm", 3),
    ],
)
def test_colour_becomes_8_bit_rgb(name: str, tolerance: int) -> None:
    """The test picture has bars of known colours, whatever its encoding."""
    (image,) = read_slices(bundled(name))
    assert image.values.shape == (100, 100, 3)
    assert image.values.dtype == np.uint8
    assert image.windows == ()
    assert image.unit == ""
    bars = {5: (255, 0, 0), 25: (0, 255, 0), 45: (0, 0, 255), 65: (0, 0, 0), 75: (64, 64, 64), 95: (255, 255, 255)}
    for row, color in bars.items():
        assert np.abs(image.values[row, 50].astype(int) - color).max() <= tolerance, row


def test_planar_configuration_does_not_matter(make_slice: MakeSlice, write_file: WriteFile) -> None:
    rgb = np.random.default_rng(0).integers(0, 256, (6, 8, 3), np.uint8)
    ds = make_slice(SamplesPerPixel=3, PhotometricInterpretation="RGB", PlanarConfiguration=0)
    (by_pixel,) = read_slices(write_file(values_of(ds, rgb)))
    ds.PlanarConfiguration = 1
    ds.PixelData = np.moveaxis(rgb, 2, 0).tobytes()
    (by_plane,) = read_slices(write_file(ds))
    assert np.array_equal(by_pixel.values, rgb)
    assert np.array_equal(by_plane.values, rgb)
    assert by_plane.samples_per_pixel == 3


def test_a_palette_is_looked_up(make_slice: MakeSlice, write_file: WriteFile) -> None:
    ds = values_of(make_slice(PhotometricInterpretation="PALETTE COLOR"), np.array([[0, 1], [2, 9]], np.uint8))
    for channel, table in (("Red", [0, 255, 10]), ("Green", [1, 128, 20]), ("Blue", [2, 64, 30])):
        setattr(ds, f"{channel}PaletteColorLookupTableDescriptor", [3, 0, 16])
        setattr(ds, f"{channel}PaletteColorLookupTableData", (np.array(table, "<u2") * 257).tobytes())
    (image,) = read_slices(write_file(ds))
    assert image.values.tolist() == [[[0, 1, 2], [255, 128, 64]], [[10, 20, 30], [10, 20, 30]]]
    assert (image.photometric_interpretation, image.samples_per_pixel) == ("PALETTE COLOR", 1)
    del ds.BluePaletteColorLookupTableData
    with pytest.raises(DicomDataError, match="palette"):
        read_slices(write_file(ds))


@pytest.mark.parametrize(
    ("stored", "slope", "intercept", "dtype"),
    [
        (np.array([[-5, 7]], np.int16), 1, -1024, np.int16),
        (np.array([[0, 65535]], np.uint16), 1, -32768, np.int16),
        (np.array([[0, 65535]], np.uint16), 1, 0, np.float32),
        (np.array([[0, 200]], np.uint8), 2, 1, np.int16),
        (np.array([[3, 4]], np.uint16), 0.5, 0, np.float32),
        (np.array([[3, 4]], np.uint32), -2, 0, np.int16),
    ],
)
def test_rescale_is_exact_and_as_small_as_it_can_be(
    stored: np.ndarray, slope: float, intercept: float, dtype: type, make_slice: MakeSlice, write_file: WriteFile
) -> None:
    ds = values_of(make_slice(RescaleSlope=slope, RescaleIntercept=intercept, RescaleType="US"), stored)
    (image,) = read_slices(write_file(ds))
    assert image.values.dtype == dtype
    assert image.values.tolist() == (stored.astype(float) * slope + intercept).tolist()
    assert image.unit == ""


def test_bits_above_bits_stored_are_no_part_of_the_value(make_slice: MakeSlice, write_file: WriteFile) -> None:
    ds = make_slice(Rows=1, Columns=2, PixelData=np.array([0xF005, 0x0FFF], "<u2").tobytes())
    assert read_slices(write_file(ds))[0].values.tolist() == [[5, 4095]]
    ds.PixelRepresentation = 1
    assert read_slices(write_file(ds))[0].values.tolist() == [[5, -1]]


def test_a_modality_lookup_table_takes_the_place_of_rescale(make_slice: MakeSlice, write_file: WriteFile) -> None:
    ds = values_of(make_slice(RescaleSlope=10, RescaleIntercept=0), np.array([[0, 4, 5, 6, 99]], np.uint8))
    ds.ModalityLUTSequence = [item(LUTDescriptor=[3, 4, 16], ModalityLUTType="OD", LUTData=[100, 200, 300])]
    ds.ModalityLUTSequence[0]["LUTData"].VR = "US"
    (image,) = read_slices(write_file(ds))
    assert image.values.tolist() == [[100, 100, 200, 300, 300]]
    ds.ModalityLUTSequence[0].LUTData = [100]
    (image,) = read_slices(write_file(ds))
    assert image.values.tolist() == [[0, 4, 5, 6, 99]]
    assert any("lookup table is damaged" in note for note in image.notes)


def test_monochrome1_values_stay_as_they_are(make_slice: MakeSlice, write_file: WriteFile) -> None:
    (image,) = read_slices(write_file(make_slice(PhotometricInterpretation="MONOCHROME1")))
    assert set(image.values.ravel().tolist()) == {100}
    assert image.starts_inverted


@pytest.mark.parametrize(
    ("changes", "windows"),
    [
        ({}, ()),
        (
            {"WindowCenter": [40, -600], "WindowWidth": [400, 1500]},
            (Window(40, 400), Window(-600, 1500)),
        ),
        (
            {"WindowCenter": 5, "WindowWidth": 9, "VOILUTFunction": "SIGMOID"},
            (Window(5, 9, VoiLutFunction.SIGMOID),),
        ),
        ({"WindowCenter": 0.5, "WindowWidth": 0.8}, (Window(0.5, 0.8, VoiLutFunction.LINEAR_EXACT),)),
        ({"WindowCenter": [1, 2], "WindowWidth": [0, 4]}, (Window(2, 4),)),
        ({"WindowCenter": 5, "WindowWidth": -9}, ()),
        ({"WindowCenter": [1, 2]}, ()),
        ({"WindowCenter": 1, "WindowWidth": 2, "VOILUTFunction": "ODD"}, (Window(1, 2),)),
    ],
)
def test_windows(
    changes: dict[str, Any], windows: tuple[Window, ...], make_slice: MakeSlice, write_file: WriteFile
) -> None:
    assert read_slices(write_file(make_slice(**changes)))[0].windows == windows


def test_a_voi_lookup_table_is_shown_as_a_window_over_its_range(make_slice: MakeSlice, write_file: WriteFile) -> None:
    ds = make_slice(VOILUTSequence=[item(LUTDescriptor=[101, 50, 16], LUTData=[0] * 101)])
    ds.VOILUTSequence[0]["LUTData"].VR = "US"
    (image,) = read_slices(write_file(ds))
    assert image.windows == (Window(100, 101, VoiLutFunction.LINEAR_EXACT),)
    assert any("lookup table" in note for note in image.notes)


def test_enhanced_multi_frame_reads_each_frame_by_its_functional_groups(
    make_slice: MakeSlice, write_file: WriteFile
) -> None:
    gone = ("ImagePositionPatient", "ImageOrientationPatient", "PixelSpacing")
    ds = make_slice(SOPClassUID=EnhancedMRImageStorage, NumberOfFrames=2, **dict.fromkeys(gone))
    values_of(ds, np.array([[[1, 2]], [[3, 4]]], np.uint16))
    ds.SharedFunctionalGroupsSequence = [
        item(
            PlaneOrientationSequence=[item(ImageOrientationPatient=[0, 1, 0, 0, 0, -1])],
            PixelMeasuresSequence=[item(PixelSpacing=[0.5, 0.25])],
            FrameVOILUTSequence=[item(WindowCenter=7, WindowWidth=8)],
        )
    ]
    ds.PerFrameFunctionalGroupsSequence = [
        item(
            PlanePositionSequence=[item(ImagePositionPatient=[x, 1, 2])],
            PixelValueTransformationSequence=[item(RescaleSlope=slope, RescaleIntercept=0, RescaleType="AU")],
        )
        for x, slope in ((10, 1), (20, 100))
    ]
    first, second = read_slices(write_file(ds))
    assert (first.frame_number, second.frame_number) == (1, 2)
    assert first.values.tolist() == [[1, 2]]
    assert second.values.tolist() == [[300, 400]]
    assert first.unit == "AU"
    assert first.plane is not None
    assert second.plane is not None
    assert list(first.plane.position) == [10, 1, 2]
    assert list(second.plane.position) == [20, 1, 2]
    assert list(second.plane.row_direction) == [0, 1, 0]
    assert second.spacing == (0.5, 0.25)
    assert first.windows == second.windows == (Window(7, 8),)


def test_one_position_does_not_place_every_frame(make_slice: MakeSlice, write_file: WriteFile) -> None:
    ds = values_of(make_slice(NumberOfFrames=2), np.zeros((2, 3, 4), np.uint8))
    assert [image.plane for image in read_slices(write_file(ds))] == [None, None]


@pytest.mark.parametrize(
    ("changes", "spacing", "known", "note"),
    [
        ({"PixelSpacing": [0.9, 0.6], "ImagerPixelSpacing": [9, 9]}, (0.9, 0.6), True, ""),
        ({"PixelSpacing": None, "ImagerPixelSpacing": [0.2, 0.1]}, (0.2, 0.1), True, "at the detector"),
        ({"PixelSpacing": None, "NominalScannedPixelSpacing": [0.3, 0.4]}, (0.3, 0.4), True, "scanned"),
        ({"PixelSpacing": None, "PixelAspectRatio": [4, 3]}, (4 / 3, 1.0), False, "not known"),
        ({"PixelSpacing": None}, (1.0, 1.0), False, "not known"),
        ({"PixelSpacing": [0, 0]}, (1.0, 1.0), False, "not known"),
    ],
)
def test_spacing(
    changes: dict[str, Any],
    spacing: tuple[float, float],
    known: bool,
    note: str,
    make_slice: MakeSlice,
    write_file: WriteFile,
) -> None:
    (image,) = read_slices(write_file(make_slice(**changes)))
    assert image.spacing == spacing
    assert image.spacing_known is known
    assert (image.plane is not None) is known
    assert any(note in said for said in image.notes) or not note


def test_ultrasound_is_calibrated_by_its_region(make_slice: MakeSlice, write_file: WriteFile) -> None:
    region = item(
        RegionSpatialFormat=1,
        PhysicalUnitsXDirection=3,
        PhysicalUnitsYDirection=3,
        PhysicalDeltaX=0.02,
        PhysicalDeltaY=-0.03,
    )
    doppler = item(RegionSpatialFormat=3, PhysicalUnitsXDirection=4, PhysicalUnitsYDirection=7)
    ds = make_slice(PixelSpacing=None, SequenceOfUltrasoundRegions=[region, doppler])
    (image,) = read_slices(write_file(ds))
    assert image.spacing == pytest.approx((0.3, 0.2))
    assert image.spacing_known


def test_what_the_user_has_to_know_is_noted(make_slice: MakeSlice, write_file: WriteFile) -> None:
    ds = make_slice(ImagePositionPatient=None, LossyImageCompression="01", LossyImageCompressionRatio=12.5)
    (image,) = read_slices(write_file(ds))
    assert any("no patient geometry" in note for note in image.notes)
    assert "This image was compressed with loss (12.5 to 1)." in image.notes
    assert read_slices(write_file(make_slice()))[0].notes == ()


def test_pet_values_have_the_unit_of_the_object(make_slice: MakeSlice, write_file: WriteFile) -> None:
    ds = make_slice(Modality="PT", Units="BQML", RescaleSlope=0.25, RescaleIntercept=0)
    (image,) = read_slices(write_file(ds))
    assert image.unit == "BQML"


@pytest.mark.parametrize(
    ("keyword", "vr", "value"),
    [
        ("ImageOrientationPatient", "DS", b"1\\0\\0\\0\\1 "),
        ("ImageOrientationPatient", "DS", b"1\\0\\\\0\\1\\0 "),
        ("ImageOrientationPatient", "DS", b"1\\0\\zero\\0\\1\\0"),
        ("ImagePositionPatient", "DS", b""),
        ("InstanceNumber", "IS", b""),
        ("InstanceNumber", "IS", b"1.5 "),
        ("WindowCenter", "DS", b"  "),
        ("RescaleSlope", "DS", b"x "),
        ("NumberOfFrames", "IS", b"1A"),
        ("PatientName", "PN", b"\xff\xfe"),
        ("FrameOfReferenceUID", "UI", b""),
        ("SequenceOfUltrasoundRegions", "LO", b"no sequence "),
    ],
)
def test_odd_values_are_read_past(
    keyword: str, vr: str, value: bytes, make_slice: MakeSlice, write_file: WriteFile
) -> None:
    ds = make_slice()
    tag = Tag(keyword)
    ds[tag] = RawDataElement(tag, vr, len(value), value, 0, False, True)
    assert len(read_slices(write_file(ds))) == 1


def test_files_without_a_preamble_are_read(tmp_path: Path) -> None:
    complete = bundled("MR_small.dcm").read_bytes()
    bare = tmp_path / "bare.dcm"
    bare.write_bytes(complete[132:])
    assert np.array_equal(read_slices(bare)[0].values, read_slices(bundled("MR_small.dcm"))[0].values)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "not a DICOM file"),
        (b"hello world" * 50, "not a DICOM file"),
        (b"\0" * 128 + b"DICM" + b"\xff" * 64, "damaged|no image"),
    ],
)
@pytest.mark.filterwarnings("ignore")
def test_what_is_not_dicom_is_said(content: bytes, words: str, tmp_path: Path) -> None:
    path = tmp_path / "file.dcm"
    path.write_bytes(content)
    with pytest.raises(DicomDataError, match=words) as caught:
        read_slices(path)
    assert caught.value.hint


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(DicomDataError, match=r"gone\.dcm cannot be read"):
        read_header(tmp_path / "gone.dcm")
    with pytest.raises(DicomDataError, match="cannot be read"):
        read_slices(tmp_path)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"PixelData": None}, "no image"),
        ({"PixelData": b"\0" * 100}, "cannot be decoded"),
        ({"Rows": 60000, "Columns": 60000}, "too much to open safely"),
        ({"NumberOfFrames": 2_000_000_000}, "too much to open safely"),
        ({"NumberOfFrames": 3}, "cannot be decoded"),
        ({"Rows": 0}, "that is no image"),
        ({"SamplesPerPixel": 7}, "that is no image"),
        ({"BitsAllocated": 13}, "cannot be decoded"),
        ({"SOPInstanceUID": ""}, "no SOPInstanceUID"),
    ],
)
@pytest.mark.filterwarnings("ignore")
def test_images_that_cannot_be_opened(
    changes: dict[str, Any], words: str, make_slice: MakeSlice, tmp_path: Path
) -> None:
    path = tmp_path / "image.dcm"
    make_slice(**changes).save_as(path)
    with pytest.raises(DicomDataError, match=words):
        read_slices(path)


def test_the_size_is_judged_before_anything_is_decoded(
    make_slice: MakeSlice, write_file: WriteFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write_file(make_slice())
    monkeypatch.setattr(pixels, "MAX_VALUES", 96 * 128)
    assert len(read_slices(path)) == 1
    monkeypatch.setattr(pixels, "MAX_VALUES", 96 * 128 - 1)
    monkeypatch.setattr(pixels, "iter_pixels", lambda *_, **__: pytest.fail("decoded"))
    with pytest.raises(DicomDataError, match="too much"):
        read_slices(path)


@pytest.mark.filterwarnings("ignore")
def test_every_file_that_pydicom_brings_is_read_or_refused_with_a_sentence() -> None:
    folder = bundled("CT_small.dcm").parent
    refusals: list[DicomDataError] = []
    images: list[Slice] = []
    for path in sorted(folder.glob("*.dcm")):
        try:
            images += read_slices(path)
        except DicomDataError as error:
            refusals.append(error)
    assert len(images) > 60
    assert len(refusals) > 5
    assert all(refusal.sentence.endswith(".") and refusal.hint for refusal in refusals)
    assert all(np.isfinite(image.values).all() for image in images)


@pytest.mark.filterwarnings("ignore")
def test_a_decoder_that_panics_gives_a_sentence(tmp_path: Path) -> None:
    """The RLE decoder answers a run over the end of the image with an exception of its own kind."""
    ds = pydicom.dcmread(bundled("MR_small_RLE.dcm"))
    run_of_128, run_of_127 = b"\x81\0", b"\x82\0"
    # 32 runs of 128 bytes fill the 64 x 64 pixels; the last run of the second segment is one byte too long.
    segments = [32 * run_of_128, 31 * run_of_128 + run_of_127 + run_of_128]
    header = np.zeros(16, "<u4")
    header[:3] = 2, 64, 128
    ds.PixelData = encapsulate([header.tobytes() + b"".join(segments)])
    ds.save_as(tmp_path / "panic.dcm")
    with pytest.raises(DicomDataError, match="cannot be decoded"):
        read_slices(tmp_path / "panic.dcm")


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize(
    ("name", "marker", "offset", "size"),
    [
        ("MR_small_jp2klossless.dcm", b"\xff\x4f\xff\x51", 12, b"\x10\0\0\0"),
        ("MR_small_jpeg_ls_lossless.dcm", b"\xff\xf7", 5, b"\xff\xff"),
        ("SC_rgb_jpeg_dcmtk.dcm", b"\xff\xc0", 5, b"\xff\xff"),
    ],
)
def test_a_codestream_of_another_size_is_not_decoded(
    name: str, marker: bytes, offset: int, size: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = bytearray(bundled(name).read_bytes())
    place = content.index(marker, content.index(b"\xfe\xff\x00\xe0")) + offset
    content[place : place + len(size)] = size
    (tmp_path / "bomb.dcm").write_bytes(content)
    monkeypatch.setattr(pixels, "iter_pixels", lambda *_, **__: pytest.fail("decoded"))
    with pytest.raises(DicomDataError, match="cannot be decoded") as caught:
        read_slices(tmp_path / "bomb.dcm")
    assert "codestream states" in str(caught.value.__cause__)


def app15_with_a_false_siz(frame: bytes, rows: int, columns: int) -> bytes:
    """JPEG of too many rows, before which a segment looks like the start of JPEG 2000 of the right size."""
    place = frame.index(b"\xff\xc0") + 5
    siz = b"\xff\x4f\xff\x51" + struct.pack(">HH8IH", 47, 0, columns, rows, 0, 0, columns, rows, 0, 0, 3)
    segment = b"\xff\xef" + struct.pack(">H", len(siz) + 2) + siz
    return frame[:2] + segment + frame[2:place] + b"\xff\xff" + frame[place + 2 :]


def a_marker_with_a_false_length(frame: bytes, rows: int, columns: int) -> bytes:
    """JPEG of too many rows, before which a marker without a length of its own hides a start of the right size."""
    place = frame.index(b"\xff\xc0")
    frame = frame[: place + 5] + b"\xff\xff" + frame[place + 7 :]
    return (
        frame[:2]
        + b"\xff\x01"
        + struct.pack(">H", len(frame))
        + frame[2:]
        + b"\xff\xc0"
        + bytes([0, 17, 8, *rows.to_bytes(2, "big"), *columns.to_bytes(2, "big"), 3, 0, 0, 0, 0])
    )


def jp2_behind_a_long_box(frame: bytes, rows: int, columns: int) -> bytes:
    """JPEG 2000 of too many rows, in a JP2 file whose codestream comes late."""
    place = frame.index(b"\xff\x4f\xff\x51") + 12
    boxes = b"\0\0\0\x0cjP  \r\n\x87\n" + struct.pack(">I4s", 5008, b"free") + bytes(5000)
    return boxes + b"\0\0\0\0jp2c" + frame[:place] + b"\x10\0\0\0" + frame[place + 4 :]


def rows_that_come_later(frame: bytes, rows: int, columns: int) -> bytes:
    place = frame.index(b"\xff\xc0") + 5
    return frame[:place] + b"\0\0" + frame[place + 2 :]


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize(
    ("name", "disguise"),
    [
        ("SC_rgb_jpeg_dcmtk.dcm", app15_with_a_false_siz),
        ("SC_rgb_jpeg_dcmtk.dcm", a_marker_with_a_false_length),
        ("SC_rgb_jpeg_dcmtk.dcm", rows_that_come_later),
        ("MR_small_jp2klossless.dcm", jp2_behind_a_long_box),
    ],
)
def test_a_codestream_that_hides_its_size_is_not_decoded(
    name: str, disguise: Callable[[bytes, int, int], bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ds = pydicom.dcmread(bundled(name))
    (frame,) = generate_frames(ds.PixelData, number_of_frames=1)
    ds.PixelData = encapsulate([disguise(frame, ds.Rows, ds.Columns)])
    ds.save_as(tmp_path / "bomb.dcm")
    monkeypatch.setattr(pixels, "iter_pixels", lambda *_, **__: pytest.fail("decoded"))
    with pytest.raises(DicomDataError, match="cannot be decoded") as caught:
        read_slices(tmp_path / "bomb.dcm")
    assert "codestream states" in str(caught.value.__cause__)


@pytest.mark.filterwarnings("ignore")
def test_a_jp2_file_is_read_past_its_boxes() -> None:
    ds = pydicom.dcmread(bundled("MR_small_jp2klossless.dcm"))
    (frame,) = generate_frames(ds.PixelData, number_of_frames=1)
    boxes = b"\0\0\0\x0cjP  \r\n\x87\n" + struct.pack(">I4s", 5008, b"free") + bytes(5000)
    assert stated_size(boxes + b"\0\0\0\0jp2c" + frame) == (ds.Rows, ds.Columns, 1)
    assert stated_size(boxes + struct.pack(">I4sQ", 1, b"jp2c", len(frame) + 16) + frame) == (ds.Rows, ds.Columns, 1)
    assert stated_size(boxes + struct.pack(">I4s", 4, b"free") + frame) is None
    assert stated_size(boxes) is None


@pytest.mark.filterwarnings("ignore")
def test_a_file_cut_off_anywhere_gives_a_sentence(tmp_path: Path) -> None:
    complete = bundled("MR_small_RLE.dcm").read_bytes()
    path = tmp_path / "cut.dcm"
    for length in range(0, len(complete) - 2, 211):
        path.write_bytes(complete[:length])
        with pytest.raises(DicomDataError):
            read_slices(path)


@pytest.mark.parametrize(
    ("value", "expected"),
    [(["L", "F"], ("L", "F")), (["LA", "FP "], ("LA", "FP")), (None, ()), ("L", ()), (["L", ""], ()), (["A"] * 3, ())],
)
def test_the_patient_orientation_is_kept_where_it_has_both_directions(
    make_slice: MakeSlice, write_file: WriteFile, value: object, expected: tuple[str, ...]
) -> None:
    ds = make_slice()
    del ds.ImagePositionPatient, ds.ImageOrientationPatient
    ds.PatientOrientation = value
    (image,) = read_slices(write_file(ds))
    assert image.patient_orientation == expected
