"""Software that is not ours makes the same masks of our structure sets."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from pydicom.dataset import Dataset
from rt_utils import RTStructBuilder

from iodeep_viewer.core.image_series import ImageSeries
from iodeep_viewer.core.regions import Contour, Roi, RoiState
from iodeep_viewer.core.structure_set import Approval, ApprovalStatus
from iodeep_viewer.objects.image.reader import read_slices
from iodeep_viewer.objects.rt_structure_set.writer import write_structure_set

Mask = NDArray[np.bool_]
WriteFile = Callable[..., Path]

APPROVED = Approval(ApprovalStatus.APPROVED, "20240506", "121314", "Rossi^Anna")
SLICE = 2


def shapes(scale: float = 1.0) -> dict[str, np.ndarray]:
    """A circle, a concave shape and a keyhole, (column, row) in pixels, within 128 columns and 96 rows."""
    angle = np.linspace(0, 2 * np.pi, 90, endpoint=False)
    outer = np.array([[29.5, 19.5], [100.5, 19.5], [100.5, 76.5], [29.5, 76.5]])
    inner = np.array([[50.5, 36.5], [50.5, 60.5], [80.5, 60.5], [80.5, 36.5]])
    return {
        "circle": scale * np.column_stack([64 + 25 * np.cos(angle), 48 + 17 * np.sin(angle)]),
        "concave": scale
        * np.array([[20.2, 20.4], [70, 18], [72, 30.3], [35, 32], [36, 60], [75, 62.6], [74, 75], [18.7, 72]]),
        "keyhole": scale * np.vstack([outer, outer[:1], inner, inner[:1]]),
    }


def write(series: ImageSeries, polygons: dict[str, np.ndarray]) -> Dataset:
    rois = [
        Roi(name, name, (Contour(series.slices[SLICE].sop_instance_uid, None, points),), RoiState.VALIDATED)
        for name, points in polygons.items()
    ]
    return write_structure_set(rois, series, approval=APPROVED, label="Shapes", software_version="0.1.0")


def pixels_inside(polygon: np.ndarray, rows: int, columns: int) -> Mask:
    """Pixels whose centre lies inside, by the even-odd rule; (rows, columns)."""
    row, column = np.mgrid[0:rows, 0:columns]
    inside = np.zeros((rows, columns), bool)
    for (x0, y0), (x1, y1) in zip(polygon, np.roll(polygon, -1, axis=0), strict=True):
        if y0 != y1:
            inside ^= ((y0 <= row) != (y1 <= row)) & (column < x0 + (x1 - x0) * (row - y0) / (y1 - y0))
    return inside


def iou(first: Mask, second: Mask) -> float:
    return float((first & second).sum() / (first | second).sum())


def read_mha(path: Path) -> NDArray[np.uint8]:
    """An uncompressed MetaImage of bytes, (slices, rows, columns)."""
    header, _, data = path.read_bytes().partition(b"ElementDataFile = LOCAL\n")
    fields = dict(line.split(" = ") for line in header.decode().splitlines())
    assert (fields["ElementType"], fields["CompressedData"]) == ("MET_UCHAR", "False")
    return np.frombuffer(data, np.uint8).reshape([int(size) for size in fields["DimSize"].split()][::-1])


def test_plastimatch_agrees_on_oblique_slices_with_pixels_that_are_not_square(
    oblique_series: ImageSeries, write_file: WriteFile, tmp_path: Path
) -> None:
    path = write_file(write(oblique_series, shapes()), "rt.dcm")
    command: list[str | Path] = ["plastimatch", "convert", "--input", path, "--referenced-ct", tmp_path / "series"]
    command += ["--output-prefix", tmp_path / "masks", "--prefix-format", "mha"]
    subprocess.run(command, check=True, capture_output=True)
    for name, polygon in shapes().items():
        volume = read_mha(tmp_path / "masks" / f"{name}.mha") > 0
        assert volume.any(axis=(1, 2)).tolist() == [index == SLICE for index in range(5)], name
        assert iou(volume[SLICE], pixels_inside(polygon, 96, 128)) >= 0.98, name


@pytest.mark.filterwarnings("ignore")
def test_rt_utils_agrees(make_slice: Callable[..., Dataset], write_file: WriteFile, tmp_path: Path) -> None:
    """On square images with square pixels: rt_utils exchanges rows and columns of others, and rounds to pixels."""
    size = 512
    square = {"Rows": size, "Columns": size, "PixelSpacing": [0.4, 0.4], "PixelData": bytes(2 * size * size)}
    paths = [write_file(make_slice(index, **square), f"square/{index}.dcm") for index in range(3)]
    series = ImageSeries("1.2.3.1").with_slices(image for path in paths for image in read_slices(path))
    polygons = shapes(scale=4)
    path = write_file(write(series, polygons), "rt.dcm")
    builder = RTStructBuilder.create_from(str(tmp_path / "square"), str(path))
    assert builder.get_roi_names() == list(polygons)
    for name, polygon in polygons.items():
        volume = builder.get_roi_mask_by_name(name)
        assert volume.any(axis=(0, 1)).tolist() == [False, False, True], name
        assert iou(volume[:, :, SLICE], pixels_inside(polygon, size, size)) >= 0.98, name
