"""Edits of a region, and their traces in its origin and in the proposal of the network."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from iodeep_viewer.core.agreement import dice
from iodeep_viewer.core.geometry import Plane, Points, polygon_area
from iodeep_viewer.core.image_series import ImageSeries, Slice
from iodeep_viewer.core.interpolation import shapes_between
from iodeep_viewer.core.polygons import is_simple, keyhole, to_shape, union
from iodeep_viewer.core.region_edits import (
    copy_to_slice,
    cut_region,
    drawn_region,
    interpolated,
    join_regions,
    outline_on,
    with_outline,
)
from iodeep_viewer.core.regions import Contour, NetworkIdentification, Roi, RoiOrigin, RoiState
from iodeep_viewer.errors import EditingError
from tests.slices import make_slice

SQUARE = np.array([[10.0, 10.0], [30.0, 10.0], [30.0, 30.0], [10.0, 30.0]])
NETWORK = NetworkIdentification("2.25.7", "Brain U-Net", "1", "", 0.5)
IMAGE = ("1.1", None)


def circle(radius: float, column: float = 30, row: float = 30) -> Points:
    angle = np.linspace(0, 2 * np.pi, 90, endpoint=False)
    return np.column_stack([column + radius * np.cos(angle), row + radius * np.sin(angle)])


def slices(count: int, gap: float = 3.0, drift: float = 0.0, **changes: object) -> ImageSeries:
    made = [
        make_slice(
            np.zeros((60, 80)),
            sop_instance_uid=f"1.{number}",
            instance_number=number,
            plane=Plane((drift * number, 0.0, gap * number), (1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (1.0, 1.0)),
            **changes,
        )
        for number in range(1, count + 1)
    ]
    return ImageSeries("1.2.3.4").with_slices(made)


def proposed(*images: str, points: Points = SQUARE, state: RoiState = RoiState.PROPOSED) -> Roi:
    contours = tuple(Contour(image, None, points) for image in images or ("1.1",))
    return Roi("a", "Tumour", contours, state, RoiOrigin.AUTOMATIC, 0.9, NETWORK)


def test_the_first_change_keeps_what_the_network_proposed_and_the_second_keeps_it_too() -> None:
    roi = proposed("1.1", "1.2", state=RoiState.VALIDATED)
    once = with_outline(roi, IMAGE, [SQUARE + 1])
    twice = with_outline(once, IMAGE, [SQUARE + 2])
    assert (twice.origin, twice.state, twice.roi_id) == (RoiOrigin.SEMIAUTOMATIC, RoiState.VALIDATED, "a")
    assert twice.proposed == roi.contours
    assert [contour.points[0].tolist() for contour in twice.contours] == [[10, 10], [12, 12]]
    assert roi.proposed == ()


def test_a_drawn_region_is_manual_and_validated_and_stays_manual() -> None:
    roi = drawn_region("Cyst", IMAGE, [SQUARE], (1, 2, 3))
    changed = with_outline(roi, IMAGE, [SQUARE + 1])
    for item in (roi, changed):
        assert (item.origin, item.state, item.proposed) == (RoiOrigin.MANUAL, RoiState.VALIDATED, ())
    assert (roi.label, roi.color, roi.probability, roi.network) == ("Cyst", (1, 2, 3), None, None)


def test_a_region_may_leave_one_slice_but_not_all() -> None:
    assert with_outline(proposed("1.1", "1.2"), IMAGE, []).images == {("1.2", None)}
    with pytest.raises(EditingError, match="Nothing would be left"):
        with_outline(proposed(), IMAGE, [])


def test_a_proposal_that_crosses_itself_is_edited_as_the_parts_that_it_has() -> None:
    bow = np.array([[0.0, 0.0], [10.0, 10.0], [10.0, 0.0], [0.0, 10.0]])
    assert len(outline_on(proposed(points=bow), IMAGE)) == 2
    assert outline_on(proposed(), IMAGE)[0].tolist() == SQUARE.tolist()


def test_a_cut_region_is_two_of_one_proposal() -> None:
    roi = proposed("1.1", "1.2", state=RoiState.VALIDATED)
    large, small = cut_region(roi, IMAGE, np.array([[15.0, 0.0], [15.0, 50.0]]))
    assert [sum(contour.area for contour in item.contours_on(IMAGE)) for item in (large, small)] == [300, 100]
    assert large.images == roi.images
    assert small.images == {IMAGE}
    assert large.roi_id == "a" != small.roi_id
    for item in (large, small):
        assert (item.label, item.state, item.network) == ("Tumour", RoiState.VALIDATED, NETWORK)
        assert (item.origin, item.proposed) == (RoiOrigin.SEMIAUTOMATIC, roi.contours)


def test_parts_that_a_cut_does_not_divide_stay_with_the_region() -> None:
    contours = tuple(Contour(*IMAGE, SQUARE + np.array([across, 0])) for across in (0, 25, 50))
    first, second = cut_region(replace(proposed(), contours=contours), IMAGE, np.array([[40.0, 0.0], [40.0, 50.0]]))
    assert sorted(contour.points[:, 0].min() for contour in first.contours) == [10, 40, 60]
    assert [contour.points[:, 0].min() for contour in second.contours] == [35]


def test_a_region_without_an_area_has_no_outline_and_what_cannot_be_made_of_it_is_said() -> None:
    flat = proposed("1.1", "1.4", points=np.array([[10.0, 10.0], [20.0, 10.0], [30.0, 10.0]]))
    series = slices(4)
    assert outline_on(flat, IMAGE) == ()
    for edit in (
        lambda: cut_region(flat, IMAGE, np.array([[15.0, 0.0], [15.0, 50.0]])),
        lambda: join_regions([flat, replace(flat, roi_id="b")]),
        lambda: copy_to_slice(flat, series.slices[0], series.slices[1]),
        lambda: interpolated(flat, series),
    ):
        with pytest.raises(EditingError):
            edit()
    between = replace(flat, contours=(*proposed("1.1", "1.3").contours, Contour("1.2", None, flat.contours[0].points)))
    assert interpolated(between, series).contours_on(("1.2", None))[0].area == pytest.approx(400, rel=0.01)


def test_joined_regions_have_the_area_of_all_on_every_slice() -> None:
    first = replace(proposed("1.1", "1.2"), state=RoiState.VALIDATED)
    second = replace(drawn_region("Cyst", IMAGE, [SQUARE + np.array([10, 0])], None), roi_id="b")
    joined = join_regions([first, second])
    assert (joined.roi_id, joined.label) == ("a", "Tumour")
    assert {contour.image[0]: contour.area for contour in joined.contours} == {"1.1": 600, "1.2": 400}
    assert (joined.origin, joined.state) == (RoiOrigin.SEMIAUTOMATIC, RoiState.VALIDATED)
    assert joined.proposed == first.contours
    undecided = join_regions([second, replace(first, state=RoiState.PROPOSED)])
    assert (undecided.state, undecided.network, undecided.probability) == (RoiState.PROPOSED, NETWORK, 0.9)
    assert join_regions([second, replace(second, roi_id="c")]).origin is RoiOrigin.MANUAL


def test_regions_of_different_slices_and_one_alone_are_not_joined() -> None:
    with pytest.raises(EditingError, match="no slice together"):
        join_regions([proposed("1.1"), replace(proposed("1.2"), roi_id="b")])
    with pytest.raises(EditingError, match="one region only"):
        join_regions([proposed()])


def test_a_copy_lies_at_the_same_place_of_the_patient() -> None:
    series = slices(3, drift=2.0)
    roi = proposed()
    copied = copy_to_slice(roi, series.slices[0], series.slices[1])
    (contour,) = copied.contours_on(("1.2", None))
    assert contour.points.tolist() == (SQUARE - (2, 0)).tolist()
    assert (copied.origin, copied.proposed) == (RoiOrigin.SEMIAUTOMATIC, roi.contours)


def test_a_copy_ends_at_the_edge_of_the_slice() -> None:
    series = slices(2, drift=20.0)
    (contour,) = copy_to_slice(proposed(), *series.slices).contours_on(("1.2", None))
    assert contour.area == pytest.approx(10.5 * 20)


def turned(item: Slice) -> Slice:
    return replace(item, plane=Plane((0.0, 0.0, 0.0), (1.0, 0.0, 0.0), (0.0, 0.0, 1.0), (1.0, 1.0)))


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (turned, "not parallel"),
        (lambda item: replace(item, frame_of_reference_uid="9"), "same place"),
        (lambda item: replace(item, plane=None), "same place"),
        (lambda item: replace(item, sop_instance_uid="1.5"), "on the other slice already"),
    ],
)
def test_a_copy_to_a_slice_that_does_not_fit_is_refused(change: object, words: str) -> None:
    first, second = slices(2).slices
    with pytest.raises(EditingError, match=words):
        copy_to_slice(proposed("1.1", "1.5"), first, change(second))  # type: ignore[operator]
    with pytest.raises(EditingError, match="not on this slice"):
        copy_to_slice(proposed("1.1"), second, first)


def test_images_without_geometry_copy_by_pixel_where_they_are_alike() -> None:
    first, second = (replace(item, plane=None) for item in slices(2).slices)
    (contour,) = copy_to_slice(proposed(), first, second).contours_on(("1.2", None))
    assert contour.points.tolist() == SQUARE.tolist()


def radii(outline: tuple[Points, ...], column: float, row: float) -> Points:
    return np.linalg.norm(np.concatenate(outline) - (column, row), axis=1)


def test_between_two_circles_lies_the_circle_between() -> None:
    (between,) = shapes_between([circle(8)], [circle(16)], [0.25], (1.0, 1.0))
    assert np.abs(radii(between, 30, 30) - 10).max() < 0.15


def test_a_circle_that_moves_keeps_its_size_on_the_way() -> None:
    (between,) = shapes_between([circle(8, 20, 30)], [circle(8, 50, 36)], [0.5], (1.0, 1.0))
    assert np.abs(radii(between, 35, 33) - 8).max() < 0.15


def test_the_ends_are_what_they_were_holes_included_and_millimetres_count() -> None:
    ring = keyhole(SQUARE, [circle(5, 20, 20)])
    outlines = shapes_between([ring], [circle(9)], [0.0, 1.0], (2.0, 0.7))
    for (same,), expected in zip(outlines, (ring, circle(9)), strict=True):
        assert to_shape(same).symmetric_difference(to_shape(expected)).area < 0.02 * polygon_area(expected)


def test_one_that_parts_in_two_is_sound_on_the_way() -> None:
    two = [circle(6, 20, 30), circle(6, 40, 30)]
    for outline in shapes_between([circle(14)], two, [0.25, 0.5, 0.75], (1.0, 1.0)):
        assert all(is_simple(points) for points in outline)
        assert 226 * 0.8 < union(outline).area < 616


def test_the_slices_between_are_filled_by_their_position() -> None:
    series = slices(4)
    last = replace(series.slices[3], plane=Plane((0, 0, 18.0), (1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (1.0, 1.0)))
    series = series.with_slices([last])  # at 3, 6, 9 and 18 mm
    roi = with_outline(proposed("1.1", points=circle(8)), ("1.4", None), [circle(18)])
    filled = interpolated(roi, series)
    assert len(filled.images) == 4
    for image, radius in (("1.2", 10), ("1.3", 12)):
        (contour,) = filled.contours_on((image, None))
        assert np.abs(radii((contour.points,), 30, 30) - radius).max() < 0.2
    assert filled.contours_on(("1.1", None)) == roi.contours_on(("1.1", None))
    assert filled.proposed == roi.proposed


def test_outlines_with_nothing_between_them_are_refused() -> None:
    thin = keyhole(circle(12), [circle(11.5)])
    roi = with_outline(proposed("1.1", points=thin), ("1.3", None), [circle(2)])
    with pytest.raises(EditingError, match="too different"):
        interpolated(roi, slices(3))


def test_where_nothing_is_left_out_nothing_is_filled() -> None:
    for roi in (proposed("1.1", "1.2"), proposed("1.3")):
        with pytest.raises(EditingError, match="no slice to fill"):
            interpolated(roi, slices(4))


def test_dice_counts_every_slice_and_the_hole() -> None:
    def on(image: str, points: Points) -> Contour:
        return Contour(image, None, points)

    assert dice([on("1.1", SQUARE)], [on("1.1", SQUARE)]) == 1
    assert dice([on("1.1", SQUARE), on("1.2", SQUARE)], [on("1.1", SQUARE)]) == pytest.approx(2 / 3)
    ring = keyhole(SQUARE, [SQUARE / 2 + 10])
    assert dice([on("1.1", SQUARE)], [on("1.1", ring)]) == pytest.approx(600 / 700)
    assert dice([on("1.1", SQUARE)], [on("1.2", SQUARE)]) == 0
    assert dice([], []) == 0
