"""Order of the slices of a series, and its summary."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from iodeep_viewer.core.display import VoiLutFunction, Window
from iodeep_viewer.core.geometry import Plane
from iodeep_viewer.core.image_series import ImageSeries, Slice
from iodeep_viewer.core.regions import Contour, Roi


def image(number: int, z: float | None, *, frame: int | None = None, shape: tuple[int, ...] = (4, 5)) -> Slice:
    plane = None if z is None else Plane((0.0, 0.0, z), (1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (2.0, 3.0))
    return Slice(
        path=Path("unused.dcm"),
        study_instance_uid="1.2",
        series_instance_uid="1.2.3",
        sop_class_uid="1.2.840.10008.5.1.4.1.1.4",
        sop_instance_uid=f"1.2.3.{number}",
        frame_number=frame,
        instance_number=number,
        frame_of_reference_uid="1.2.9",
        modality="MR",
        body_part_examined="BRAIN",
        study_description="",
        values=np.arange(np.prod(shape), dtype=np.int16).reshape(shape),
        samples_per_pixel=1,
        photometric_interpretation="MONOCHROME2",
        pixel_representation=0,
        bits_stored=12,
        plane=plane,
        spacing=(2.0, 3.0),
        spacing_known=True,
        windows=(),
        unit="",
    )


def numbers(series: ImageSeries) -> list[int]:
    return [item.instance_number for item in series.slices]


def series_of(*slices: Slice) -> ImageSeries:
    return ImageSeries("1.2.3").with_slices(slices)


def test_slices_are_sorted_by_position_not_by_number() -> None:
    series = series_of(image(1, 10.0), image(2, -5.0), image(3, 2.5))
    assert numbers(series) == [2, 3, 1]
    assert series.notes == ()


def test_slices_that_arrive_later_find_their_place_and_replace_their_earlier_selves() -> None:
    series = series_of(image(1, 0.0), image(3, 6.0)).with_slices([image(2, 3.0), image(3, 9.0)])
    assert numbers(series) == [1, 2, 3]
    assert len(series) == 3
    assert series.notes == ("The gaps between the slices are not equal; slices may be missing.",)


def test_frames_at_one_position_keep_their_order() -> None:
    series = series_of(*(image(1, 0.0, frame=frame) for frame in (3, 1, 2)))
    assert [item.frame_number for item in series.slices] == [1, 2, 3]
    assert series.notes == ()


def test_without_geometry_the_instance_number_decides() -> None:
    assert numbers(series_of(image(2, None), image(10, None), image(1, None))) == [1, 2, 10]


@pytest.mark.parametrize(
    ("odd_one", "words"),
    [
        (image(2, None), "no patient geometry"),
        (image(2, 1.0, shape=(9, 9)), "differ in size"),
        (
            replace(image(2, 1.0), plane=Plane((0.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0), (1.0, 1.0))),
            "not parallel",
        ),
    ],
)
def test_what_is_inconsistent_is_said(odd_one: Slice, words: str) -> None:
    series = series_of(image(1, 0.0), odd_one, image(3, 2.0))
    assert [words in note for note in series.notes] == [True]
    assert numbers(series) == [1, 2, 3]


def test_an_empty_series_is_no_error() -> None:
    assert series_of().slices == ()


def test_index_and_area_follow_the_key_of_the_image() -> None:
    series = series_of(image(1, 0.0), image(2, 5.0))
    square = np.array([[0.0, 0.0], [2.0, 0.0], [2.0, 2.0], [0.0, 2.0]])
    contours = tuple(Contour(uid, None, square) for uid in ("1.2.3.1", "1.2.3.2", "9.9"))
    assert series.index_of(("1.2.3.2", None)) == 1
    assert series.index_of(("1.2.3.2", 1)) is None
    assert series.area_mm2(Roi("a", "lesion", contours)) == 2 * 4 * 6


def test_low_values_are_white_for_monochrome1_until_inverted_again() -> None:
    plain = image(1, 0.0)
    window = Window(9.5, 20, VoiLutFunction.LINEAR_EXACT)
    negative = replace(plain, photometric_interpretation="MONOCHROME1")
    assert negative.starts_inverted
    assert np.array_equal(negative.grey(window), plain.grey(window, invert=True))
    assert np.array_equal(negative.grey(window, invert=True), plain.grey(window))
    assert plain.grey(window)[0, 0] < plain.grey(window)[3, 4]


def test_colour_is_shown_as_it_is() -> None:
    pixels = np.zeros((2, 2, 3), np.uint8)
    pixels[0, 0] = (10, 20, 30)
    color = replace(image(1, 0.0), values=pixels, photometric_interpretation="RGB")
    assert color.is_color
    assert color.grey(Window(0, 1))[0, 0].tolist() == [10, 20, 30]
    assert color.grey(Window(0, 1), invert=True)[0, 0].tolist() == [245, 235, 225]


def test_the_default_window_is_the_first_of_the_object_else_fits_the_values() -> None:
    first, second = Window(40, 80), Window(1, 2)
    assert replace(image(1, 0.0), windows=(first, second)).default_window == first
    assert image(1, 0.0).default_window.center == pytest.approx(9.5)
