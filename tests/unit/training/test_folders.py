"""Pictures and masks in folders, and the errors where they do not belong together."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from pydicom.uid import generate_uid

from iodeep_viewer.core.task import TaskControl
from iodeep_viewer.errors import IODeepError
from iodeep_viewer.objects.common import file_bytes
from iodeep_viewer.training.configuration import FolderSource
from iodeep_viewer.training.examples import LabelledSlice
from iodeep_viewer.training.folders import read_folder
from tests.pacs_objects import make_series
from tests.unit.training.folders import write_pictures, write_png

BLANK = np.zeros((6, 8), np.uint8)


def read(source: FolderSource, labels: tuple[str, ...] = ("Bright",)) -> list[LabelledSlice]:
    return read_folder(source, labels, lambda masks: masks, TaskControl())


def test_pictures_with_and_without_a_mask_in_the_order_of_their_names(tmp_path: Path) -> None:
    write_pictures(tmp_path, 8)
    found = read(FolderSource(tmp_path / "images", tmp_path / "masks", spacing=(0.5, 2.0)))
    assert [item.name for item in found] == [f"images/{index:04d}" for index in range(8)]
    assert [item.has_finding for item in found] == [bool(index % 4) for index in range(8)]
    item = found[1]
    assert item.image.spacing == (0.5, 2.0)
    inside = item.image.values[item.truth[0]]
    assert inside.mean() > 2 * item.image.values[~item.truth[0]].mean()


def test_several_labels_are_numbers_in_the_mask(tmp_path: Path) -> None:
    mask = BLANK.copy()
    mask[1, 2], mask[3, 4] = 1, 2
    write_png(tmp_path / "images" / "a.png", BLANK)
    write_png(tmp_path / "masks" / "a.png", mask)
    source = FolderSource(tmp_path / "images", tmp_path / "masks")
    (item,) = read(source, ("First", "Second"))
    assert [np.argwhere(label).tolist() for label in item.truth] == [[[1, 2]], [[3, 4]]]
    write_png(tmp_path / "masks" / "a.png", mask * 100)
    with pytest.raises(IODeepError, match="holds the value 200; the network has 2 labels"):
        read(source, ("First", "Second"))
    write_png(tmp_path / "masks" / "a.png", np.stack([mask] * 3, axis=2))
    with pytest.raises(IODeepError, match="is in colour"):
        read(source, ("First", "Second"))


def test_a_label_for_a_whole_folder(tmp_path: Path) -> None:
    write_png(tmp_path / "images" / "a.png", BLANK)
    (item,) = read(FolderSource(tmp_path / "images", label="Second"), ("First", "Second"))
    assert item.truth.all(axis=(1, 2)).tolist() == [False, True]
    with pytest.raises(IODeepError, match="no label “Third”"):
        read(FolderSource(tmp_path / "images", label="Third"), ("First", "Second"))


def test_sub_folders_are_patients_and_where_there_are_two_the_first_is_a_group(tmp_path: Path) -> None:
    for name in ("north/Rossi/a.png", "north/Rossi/b.png", "south/Rossi/a.png", "Verdi/a.png", "alone.png"):
        write_png(tmp_path / "images" / name, BLANK)
    found = {item.name: item for item in read(FolderSource(tmp_path / "images"))}
    assert [(name, item.group, item.patient) for name, item in found.items()] == [
        ("images/patient 1/a", "", "Verdi"),
        ("images/alone", "", ""),
        ("images/north/patient 2/a", "north", "north/Rossi"),
        ("images/north/patient 2/b", "north", "north/Rossi"),
        ("images/south/patient 3/a", "south", "south/Rossi"),
    ]
    assert len({item.image.sop_instance_uid for item in found.values()}) == 5


def test_colours_and_sixteen_bits_are_kept(tmp_path: Path) -> None:
    color = np.zeros((4, 4, 3), np.uint8)
    color[..., 2] = 200  # red, as OpenCV orders it
    write_png(tmp_path / "a.png", color)
    write_png(tmp_path / "b.png", np.full((4, 4), 40_000, np.uint16))
    write_png(tmp_path / "c.png", color.astype(np.uint16) * 200)
    first, second, third = read(FolderSource(tmp_path))
    assert first.image.is_color
    assert first.image.values[0, 0].tolist() == [200, 0, 0]
    assert float(second.image.values.max()) == 40_000
    assert third.image.values[0, 0].tolist() == [156, 0, 0]  # 40000 of 65535


def test_dicom_images_bring_patient_and_spacing(tmp_path: Path) -> None:
    for index, dataset in enumerate(make_series(2, PixelSpacing=[0.5, 0.25], PatientID="P7").datasets):
        path = tmp_path / "images" / f"{index}.dcm"
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(file_bytes(dataset))
    write_png(tmp_path / "masks" / "1.png", np.full((16, 16), 255, np.uint8))
    first, second = read(FolderSource(tmp_path / "images", tmp_path / "masks"))
    assert first.image.spacing == (0.5, 0.25)
    assert first.patient == second.patient == "P7"
    assert (first.has_finding, second.has_finding) == (False, True)
    assert first.image.series_instance_uid == second.image.series_instance_uid != ""


def test_dicom_is_known_by_its_content(tmp_path: Path) -> None:
    (dataset,) = make_series(1).datasets
    images, masks = tmp_path / "images", tmp_path / "masks"
    images.mkdir()
    for name in ("1.2.840.1", "1.2.840.2"):
        (images / name).write_bytes(file_bytes(dataset))
    (images / "README").write_text("no picture")
    write_png(masks / "1.2.840.2.png", np.full((16, 16), 255, np.uint8))
    found = read(FolderSource(images, masks))
    assert [(item.name, item.has_finding) for item in found] == [
        ("images/1.2.840.1", False),
        ("images/1.2.840.2", True),
    ]


def test_masks_are_found_however_their_ending_is_spelled_and_no_file_beside_them_is_passed_over(
    tmp_path: Path,
) -> None:
    images, masks = tmp_path / "images", tmp_path / "masks"
    mask = BLANK + 255
    for name in ("a.png", "b.PNG"):
        write_png(images / name, BLANK)
    write_png(masks / "a.PNG", mask)
    write_png(masks / "b.png", mask)
    (masks / ".DS_Store").write_bytes(b"of the system")
    assert [item.has_finding for item in read(FolderSource(images, masks))] == [True, True]
    write_png(masks / "b.tif", mask)
    with pytest.raises(IODeepError, match=r"1 mask\(s\) in .* have no picture, b.tif for example.*A mask is a PNG"):
        read(FolderSource(images, masks))


def test_each_frame_has_its_mask(tmp_path: Path) -> None:
    (dataset,) = make_series(1, NumberOfFrames=2).datasets
    dataset.PixelData = np.zeros((2, 16, 16), np.uint16).tobytes()
    dataset.SOPInstanceUID = generate_uid()
    (tmp_path / "images").mkdir()
    (tmp_path / "images" / "clip.dcm").write_bytes(file_bytes(dataset))
    write_png(tmp_path / "masks" / "clip.2.png", np.full((16, 16), 255, np.uint8))
    assert [item.has_finding for item in read(FolderSource(tmp_path / "images", tmp_path / "masks"))] == [False, True]


def test_what_does_not_belong_together_is_said(tmp_path: Path) -> None:
    images, masks = tmp_path / "images", tmp_path / "masks"
    source = FolderSource(images, masks)
    with pytest.raises(IODeepError, match="images is not a folder"):
        read(source)
    images.mkdir()
    with pytest.raises(IODeepError, match="masks is not a folder"):
        read(source)
    masks.mkdir()
    with pytest.raises(IODeepError, match="no PNG or DICOM pictures"):
        read(source)
    write_png(images / "a.png", BLANK)
    write_png(masks / "a.png", BLANK)
    with pytest.raises(IODeepError, match=r"All masks in .* are empty"):
        read(source)
    write_png(masks / "b.png", BLANK)
    with pytest.raises(IODeepError, match=r"1 mask\(s\) in .* have no picture, b.png for example"):
        read(source)
    write_png(masks / "a.png", np.zeros((8, 6), np.uint8))
    with pytest.raises(IODeepError, match="has 8 x 6 pixels, its picture 6 x 8"):
        read(source)
    (masks / "a.png").write_bytes(b"no picture")
    with pytest.raises(IODeepError, match=r"a.png is damaged"):
        read(source)
    (images / "c.dcm").write_bytes(b"no DICOM either")
    with pytest.raises(IODeepError, match="not a DICOM file"):
        read(FolderSource(images))
