"""Findings that are not stored yet survive on disk, whatever happens to the program, the file or a second viewer."""

from __future__ import annotations

import itertools
import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import fields, replace
from pathlib import Path

import numpy as np
import pytest

from iodeep_viewer.core.findings import Findings
from iodeep_viewer.core.measurements import Measurement, MeasurementKind
from iodeep_viewer.core.regions import Contour, Roi, RoiOrigin, RoiState
from iodeep_viewer.errors import IODeepError
from iodeep_viewer.workflows.journal import Journal, JournalState
from iodeep_viewer.workflows.journal.database import open_database
from iodeep_viewer.workflows.journal.rows import checksum, findings_of, items, positions
from tests.journals import ROI, SERIES, another_program, on_disk

ROOT = Path(__file__).resolve().parents[3]
DRAWN = Roi("b", "", ROI.contours, RoiState.REJECTED, RoiOrigin.MANUAL)
MEASUREMENTS = tuple(
    Measurement(
        kind.name,
        kind,
        "1.2.3",
        number or None,
        np.arange(2.0 * kind.point_count).reshape(-1, 2) / 7,
        "Größe ≥ 5 mm" if kind.has_text else "",
    )
    for number, kind in enumerate(MeasurementKind)
)
FINDINGS = Findings((ROI, DRAWN), MEASUREMENTS, frozenset({("1.2.3", None), ("1.2.4", 2), ("1.2.4", 10)}))
# As program version 0.3 wrote it, in journal/1.2.3.json.
FORMER = """{"rois": [{"roi_id": "a", "label": "Tumour", "state": "VALIDATED", "origin": "SEMIAUTOMATIC",
"probability": 0.87, "color": [255, 80, 80], "network": ["1.9", "Net", "2",
"abababababababababababababababababababababababababababababababab", 0.5], "contours": [{"image": ["1.2.3", 4],
"points": [[0.1, 0.2], [3.3, 0.2], [3.0, 4.25]]}], "proposed": [{"image": ["1.2.3", 4], "points": [[0.0, 0.0],
[3.0, 0.0], [3.0, 4.0]]}], "predecessor": "1.9.8.7"}, {"roi_id": "b", "label": "Cyst", "state": "PROPOSED",
"origin": "MANUAL", "probability": null, "color": null, "network": null, "contours": [{"image": ["1.2.5", null],
"points": [[0, 0], [1, 0], [1, 1]]}], "proposed": [], "predecessor": ""}], "measurements": [{"measurement_id": "m",
"kind": "LENGTH", "image": ["1.2.3", null], "points": [[0.0, 0.5], [3.0, 4.5]]}], "key_images": [["1.2.3", null],
["1.2.4", 2]]}"""


def rows(database: sqlite3.Connection) -> dict[int, tuple[object, ...]]:
    return {row[0]: row for row in database.execute("SELECT * FROM finding")}


def alter(path: Path, change: Callable[[str], str]) -> None:
    """Change bodies of rows, and make their checksums right."""
    with another_program(path) as database:
        for row_id, series, kind, finding_id, position, body, _ in list(database.execute("SELECT * FROM finding")):
            check = checksum(series, kind, finding_id, position, change(body))
            database.execute(
                "UPDATE finding SET body = ?, checksum = ? WHERE row_id = ?", (change(body), check, row_id)
            )


def flipped(rng: random.Random, value: str | float | bytes) -> str | float | bytes:
    """Flip one bit."""
    if isinstance(value, float):
        (number,) = np.frombuffer(np.float64(value).tobytes(), np.int64) ^ np.int64(1 << rng.randrange(63))
        return float(np.int64(number).view(np.float64))
    data = bytearray(value.encode() if isinstance(value, str) else value)
    data[rng.randrange(len(data))] ^= 1 << rng.randrange(7)
    return data.decode() if isinstance(value, str) else bytes(data)


def plain(value: object) -> object:
    """Everything in a finding, arrays as the bytes of their numbers."""
    if isinstance(value, np.ndarray):
        return value.tobytes()
    if isinstance(value, tuple):
        return tuple(plain(item) for item in value)
    if hasattr(value, "__dataclass_fields__"):
        return tuple(plain(getattr(value, field.name)) for field in fields(value))  # type: ignore[arg-type]
    return value


def state_of(journal: Journal) -> JournalState:
    return journal.state


def same(first: Findings, second: Findings) -> bool:
    return plain(first) == plain(second)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "journal.sqlite3"


@pytest.fixture
def open_journal(path: Path) -> Iterator[Callable[[], Journal]]:
    """Open the journal as one viewer more."""
    journals: list[Journal] = []

    def make() -> Journal:
        journals.append(Journal(path, former=path.parent / "journal"))
        return journals[-1]

    yield make
    for journal in journals:
        journal.close()


@pytest.fixture
def journal(open_journal: Callable[[], Journal]) -> Journal:
    return open_journal()


def test_every_field_of_every_finding_comes_back_exactly(journal: Journal, path: Path) -> None:
    assert {type(item) for _, item in items(FINDINGS)} == {Roi, Measurement, tuple}
    assert {item.kind for item in FINDINGS.measurements} == set(MeasurementKind)
    journal.write(SERIES, FINDINGS).result()
    assert same(on_disk(path, SERIES), FINDINGS)
    assert state_of(journal) is JournalState.KEPT
    if os.name == "posix":
        assert [item.stat().st_mode & 0o777 for item in path.parent.glob("journal.sqlite3*")] == [0o600] * 3


def test_a_commit_is_synced(path: Path) -> None:
    """No test can cut the power: these two settings are SQLite's promise for it."""
    connection = open_database(path)
    assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    assert connection.execute("PRAGMA synchronous").fetchone() == (2,)  # FULL
    connection.close()


def test_texts_that_utf_8_cannot_hold_are_kept(journal: Journal, path: Path) -> None:
    odd = replace(SERIES, patient="\ud800")
    findings = Findings((replace(ROI, roi_id="\udcff", label="\ud800"),))
    journal.write(odd, findings).result()
    assert same(on_disk(path, odd), findings)


@pytest.mark.parametrize(
    "other",
    [{"archive": "files"}, {"patient": "2\\rossi^anna"}, {"study_instance_uid": "1.4"}, {"series_instance_uid": "1.5"}],
)
def test_each_series_of_each_patient_study_and_archive_has_its_own(journal: Journal, other: dict[str, str]) -> None:
    second = replace(SERIES, **other)
    journal.write(SERIES, FINDINGS)
    assert journal.read(second).findings.empty
    journal.write(second, FINDINGS)
    journal.write(second, Findings())
    journal.remove(second, {"a"}, FINDINGS.key_images)
    assert same(journal.read(SERIES).findings, FINDINGS)


def test_each_step_is_on_disk_as_it_is(journal: Journal, path: Path) -> None:
    """A random walk: add, change, remove, put back in its old place."""
    rng = random.Random(1)
    findings = Findings()
    gone: list[tuple[int, Roi]] = []
    for step in range(60):
        rois = list(findings.rois)
        match rng.choice(["add", "add", "change", "remove", "back", "swap", "mark"]):
            case "add":
                rois.append(replace(ROI, roi_id=str(step)))
            case "change" if rois:
                index = rng.randrange(len(rois))
                rois[index] = replace(rois[index], label=f"at {step}")
            case "remove" if rois:
                index = rng.randrange(len(rois))
                gone.append((index, rois.pop(index)))
            case "back" if gone:
                rois.insert(*gone.pop())
            case "swap" if len(rois) > 1:
                rois[0], rois[-1] = rois[-1], rois[0]
            case "mark":
                findings = replace(findings, key_images=findings.key_images ^ {("1.2.3", rng.randrange(3))})
        findings = replace(findings, rois=tuple(rois))
        journal.write(SERIES, findings).result()
        if step % 5 == 0:
            assert same(on_disk(path, SERIES), findings)
    assert same(on_disk(path, SERIES), findings)
    journal.write(SERIES, Findings()).result()
    assert on_disk(path, SERIES).empty


def test_one_decision_writes_one_row(journal: Journal, path: Path) -> None:
    rois = tuple(replace(ROI, roi_id=str(number)) for number in range(50))
    journal.write(SERIES, Findings(rois)).result()
    with another_program(path) as database:
        before = rows(database)
    changed = Findings((*rois[:20], replace(rois[20], state=RoiState.REJECTED), *rois[22:]))
    journal.write(SERIES, changed).result()
    with another_program(path) as database:
        after = rows(database)
    assert len(before.items() - after.items()) == 2  # one changed, one removed
    assert len(after.items() - before.items()) == 1


@pytest.mark.parametrize(
    ("former", "expected"),
    [
        ([], []),
        ([None, None], [1, 2]),
        ([3.0, None, None], [3, 4, 5]),
        ([None, 1.0], [0.5, 1]),
        ([1.0, None, 2.0], [1, 1.5, 2]),
        ([2.0, 1.0], [2, 3]),
        ([1.0, 1.0], [1, 2]),
        ([1.0, None, np.nextafter(1.0, 2.0)], [1, 2, 3]),
    ],
)
def test_positions_rise_and_change_little(former: list[float | None], expected: list[float]) -> None:
    assert positions(former) == expected


def test_positions_rise_whatever_comes() -> None:
    for former in itertools.product([None, 1.0, 2.0, 1.5, np.nextafter(1.0, 2.0)], repeat=4):
        found = positions(former)
        assert all(before < after for before, after in itertools.pairwise(found)), former


def test_writes_that_wait_become_one_and_each_is_told(journal: Journal, path: Path) -> None:
    on_disk(path, SERIES)
    with another_program(path) as other:
        other.execute("BEGIN IMMEDIATE")
        futures = [journal.write(SERIES, Findings((replace(ROI, label=str(step)),))) for step in range(20)]
        assert state_of(journal) is JournalState.PENDING
        assert len(set(futures)) <= 2
        assert not futures[-1].done()
        other.execute("ROLLBACK")
        assert [future.result() for future in futures] == [None] * 20
    assert state_of(journal) is JournalState.KEPT
    assert on_disk(path, SERIES).rois[0].label == "19"


def test_findings_that_are_safe_elsewhere_leave_and_the_rest_stays(journal: Journal, path: Path) -> None:
    journal.write(SERIES, FINDINGS)
    journal.remove(SERIES, {"a", "ANGLE"}, {("1.2.4", 2)})
    left = FINDINGS.without({"a", "ANGLE"}, {("1.2.4", 2)})
    assert same(on_disk(path, SERIES), left)
    # Until the screen knows of it, its writes do not bring them back.
    journal.write(SERIES, replace(FINDINGS, rois=(*FINDINGS.rois, replace(ROI, roi_id="new")))).result()
    assert [roi.roi_id for roi in on_disk(path, SERIES).rois] == ["b", "new"]
    journal.write(SERIES, left).result()
    # Marked anew, it is a new decision.
    journal.write(SERIES, replace(left, key_images=FINDINGS.key_images)).result()
    assert on_disk(path, SERIES).key_images == FINDINGS.key_images


def test_a_viewer_that_did_not_write_them_takes_findings_out(
    journal: Journal, open_journal: Callable[[], Journal]
) -> None:
    journal.write(SERIES, FINDINGS).result()
    open_journal().remove(SERIES, {"a"}, FINDINGS.key_images)
    assert same(open_journal().read(SERIES).findings, FINDINGS.without({"a"}, FINDINGS.key_images))


# Faults


def test_a_disk_that_cannot_be_written_is_told_and_the_next_write_catches_up(
    path: Path, open_journal: Callable[[], Journal], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("iodeep_viewer.workflows.journal.database.BUSY", 0.02)
    journal, second = open_journal(), replace(SERIES, study_instance_uid="9")
    assert journal.read(SERIES).findings.empty
    with another_program(path) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(IODeepError, match="locked"):
            journal.write(SERIES, FINDINGS).result()
        assert state_of(journal) is JournalState.FAILED
        assert not journal.flush(10)
        # What is on screen is not lost where the series is closed and opened again.
        kept = journal.read(SERIES)
        assert same(kept.findings, FINDINGS)
        assert "cannot be read now" in kept.problems[0].sentence
        journal.remove(SERIES, {"a"})
        other.execute("ROLLBACK")
    journal.write(second, FINDINGS).result()
    assert state_of(journal) is JournalState.KEPT
    assert same(on_disk(path, second), FINDINGS)
    assert same(on_disk(path, SERIES), FINDINGS.without({"a"}))
    assert journal.flush(10)


def test_waiting_for_a_disk_that_does_not_answer_is_bounded(journal: Journal, path: Path) -> None:
    on_disk(path, SERIES)
    with another_program(path) as other:
        other.execute("BEGIN IMMEDIATE")
        future = journal.write(SERIES, FINDINGS)
        assert not journal.flush(0.02)
        assert not future.done()
        other.execute("ROLLBACK")
    assert journal.flush(10)
    assert future.done()


def test_a_folder_that_cannot_be_used_is_told(path: Path, journal: Journal) -> None:
    path.mkdir()
    assert "cannot be read now" in journal.read(SERIES).problems[0].sentence
    with pytest.raises(IODeepError, match="out of reach"):
        journal.write(SERIES, FINDINGS).result()
    path.rmdir()
    assert journal.flush(10)
    assert same(on_disk(path, SERIES), FINDINGS)


def test_a_journal_of_a_later_version_is_left_alone(path: Path, open_journal: Callable[[], Journal]) -> None:
    on_disk(path, SERIES)
    with another_program(path) as other:
        other.execute("PRAGMA user_version = 99")
    content = path.read_bytes()
    journal = open_journal()
    assert "later version" in journal.read(SERIES).problems[0].sentence
    with pytest.raises(IODeepError, match="later version"):
        journal.write(SERIES, FINDINGS).result()
    assert path.read_bytes() == content


def test_keys_that_only_a_later_version_knows_stay_in_a_row(path: Path, open_journal: Callable[[], Journal]) -> None:
    open_journal().write(SERIES, Findings((ROI,))).result()
    alter(path, lambda body: body.replace('"label":', '"grade":3,"label":'))
    journal = open_journal()
    (found,) = journal.read(SERIES).findings.rois
    journal.write(SERIES, Findings((replace(found, label="Cyst"),))).result()
    with another_program(path) as database:
        (body,) = database.execute("SELECT body FROM finding").fetchone()
    assert (json.loads(body)["grade"], json.loads(body)["label"]) == (3, "Cyst")


def test_a_row_that_is_whole_but_not_understood_stays(path: Path, open_journal: Callable[[], Journal]) -> None:
    open_journal().write(SERIES, FINDINGS).result()
    alter(path, lambda body: body.replace("SEMIAUTOMATIC", "DICTATED"))
    for _ in range(2):
        journal = open_journal()
        kept = journal.read(SERIES)
        assert [roi.roi_id for roi in kept.findings.rois] == ["b"]
        assert "1 finding" in kept.problems[0].sentence
        journal.write(SERIES, kept.findings).result()
    alter(path, lambda body: body.replace("DICTATED", "SEMIAUTOMATIC"))
    assert same(on_disk(path, SERIES), FINDINGS)


def test_a_bit_that_flips_anywhere_in_a_row_is_told_and_the_rest_is_offered(
    path: Path, open_journal: Callable[[], Journal]
) -> None:
    rng = random.Random(2)
    open_journal().write(SERIES, FINDINGS).result()
    with another_program(path) as database:
        whole = list(database.execute("SELECT * FROM finding"))
    for _ in range(40):
        with another_program(path) as database:
            database.execute("DELETE FROM finding")
            database.execute("DELETE FROM damaged")
            database.executemany("INSERT INTO finding VALUES (?, ?, ?, ?, ?, ?, ?)", whole)
            row_id, *values = rng.choice(whole)
            names = ("series", "kind", "finding_id", "position", "body", "checksum")
            index = rng.randrange(6)
            database.execute(
                f"UPDATE finding SET {names[index]} = ? WHERE row_id = ?", (flipped(rng, values[index]), row_id)
            )
        journal = open_journal()
        kept = journal.read(SERIES)
        expected = [item for (kind, name), item in items(FINDINGS) if (kind.value, name) != (values[1], values[2])]
        assert same(kept.findings, findings_of(expected))
        assert "1 finding" in kept.problems[0].sentence
        assert str(path) in kept.problems[0].hint
        assert journal.read(SERIES).problems == ()
        journal.close()
        with another_program(path) as database:
            assert database.execute("SELECT count(*) FROM damaged").fetchone() == (1,)


def test_a_file_that_is_damaged_is_put_aside_and_what_can_be_read_is_kept(
    path: Path, open_journal: Callable[[], Journal]
) -> None:
    """Cut off at many lengths, and with a page overwritten: never a false finding, never an end."""
    rois = tuple(replace(ROI, roi_id=str(number), label="x" * 2000) for number in range(30))
    whole = Findings(rois)
    first = open_journal()
    first.write(SERIES, whole).result()
    first.close()
    content = path.read_bytes()
    assert not path.with_name("journal.sqlite3-wal").exists()
    damages = [content[: len(content) * part // 10] for part in range(10)]
    damages += [content[:at] + b"\xa5" * 4096 + content[at + 4096 :] for at in range(0, len(content), 8192)]
    saved = []
    for damage in damages:
        for left in path.parent.glob("journal.sqlite3*"):
            left.unlink()
        path.write_bytes(damage)
        journal = open_journal()
        kept = journal.read(SERIES)
        known = {roi.roi_id: plain(roi) for roi in rois}
        assert all(plain(roi) == known[roi.roi_id] for roi in kept.findings.rois)
        saved.append(len(kept.findings.rois))
        if len(kept.findings.rois) < len(rois) and damage:
            assert kept.problems
            assert f"{len(kept.findings.rois)} finding" in kept.problems[0].sentence or "1 finding" in str(
                kept.problems
            )
        journal.write(SERIES, whole).result()
        journal.close()
        assert same(on_disk(path, SERIES), whole)
        if damage[:100] != content[:100] and damage:
            assert any(item.read_bytes() == damage for item in path.parent.glob("*.damaged"))
    assert max(saved) >= 28
    assert sum(saved) > len(rois) * len(damages) / 3


def test_a_file_that_turns_out_damaged_while_it_is_open_is_written_again_from_the_screen(
    path: Path, journal: Journal
) -> None:
    second = replace(SERIES, study_instance_uid="9")
    journal.write(second, FINDINGS).result()
    journal.write(SERIES, FINDINGS).result()
    with another_program(path) as database:
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    with path.open("r+b") as file:
        file.seek(0)
        file.write(b"\xa5" * path.stat().st_size)
    changed = replace(FINDINGS, rois=(replace(ROI, label="Cyst"), DRAWN))
    journal.write(SERIES, changed).result()
    journal.write(SERIES, changed).result()
    assert same(on_disk(path, SERIES), changed)
    assert same(on_disk(path, second), FINDINGS)


# Two viewers


def test_two_viewers_keep_what_either_decides(path: Path, open_journal: Callable[[], Journal]) -> None:
    open_journal().write(SERIES, FINDINGS).result()
    one, two = open_journal(), open_journal()
    of_one, of_two = one.read(SERIES).findings, two.read(SERIES).findings
    first, second = of_one.rois
    mine, theirs = replace(ROI, roi_id="mine"), replace(ROI, roi_id="theirs")
    one.write(SERIES, replace(of_one, rois=(replace(first, label="by one"), second, mine))).result()
    first, second = of_two.rois
    two.write(SERIES, replace(of_two, rois=(first, replace(second, label="by two"), theirs))).result()
    found = on_disk(path, SERIES)
    assert {roi.roi_id: roi.label for roi in found.rois} == {
        "a": "by one",
        "b": "by two",
        "mine": ROI.label,
        "theirs": ROI.label,
    }
    assert len(found.measurements) == len(MEASUREMENTS)
    assert found.key_images == FINDINGS.key_images


def test_of_what_two_viewers_change_both_forms_stay(path: Path, open_journal: Callable[[], Journal]) -> None:
    open_journal().write(SERIES, Findings((ROI,), MEASUREMENTS[:1])).result()
    one, two = open_journal(), open_journal()
    (roi,), (length,) = (found := one.read(SERIES).findings).rois, found.measurements
    (other,), (other_length,) = (found := two.read(SERIES).findings).rois, found.measurements
    one.write(SERIES, Findings((replace(roi, label="one"),), (replace(length, frame_number=1),))).result()
    two.write(SERIES, Findings((replace(other, label="two"),), (replace(other_length, frame_number=2),))).result()
    third = open_journal()
    found = third.read(SERIES).findings
    assert {item.label for item in found.rois} == {"one", "two"}
    assert {item.frame_number for item in found.measurements} == {1, 2}
    assert len({item.roi_id for item in found.rois}) == len({item.measurement_id for item in found.measurements}) == 2
    # Each form is a finding like any other from now on.
    third.write(SERIES, Findings(tuple(replace(item, label=f"{item.label}!") for item in found.rois))).result()
    assert {item.label for item in on_disk(path, SERIES).rois} == {"one!", "two!"}
    third.write(SERIES, Findings()).result()
    assert on_disk(path, SERIES).empty


def test_a_finding_that_one_viewer_removes_and_the_other_changes_stays(
    path: Path, open_journal: Callable[[], Journal]
) -> None:
    open_journal().write(SERIES, Findings((ROI, DRAWN))).result()
    one, two = open_journal(), open_journal()
    first, second = one.read(SERIES).findings.rois
    two.read(SERIES)
    two.write(SERIES, Findings()).result()
    one.write(SERIES, Findings((replace(first, label="changed"), second))).result()
    assert [roi.label for roi in on_disk(path, SERIES).rois] == ["changed"]
    three, four = open_journal(), open_journal()
    (first,) = three.read(SERIES).findings.rois
    four.read(SERIES)
    three.write(SERIES, Findings((replace(first, label="changed again"),))).result()
    four.remove(SERIES, {"a"})
    assert [roi.label for roi in on_disk(path, SERIES).rois] == ["changed again"]
    three.write(SERIES, Findings((replace(first, label="and again"),))).result()
    four.write(SERIES, Findings()).result()
    assert [roi.label for roi in on_disk(path, SERIES).rois] == ["and again"]


WRITER = """
import sys
from dataclasses import replace
from pathlib import Path
from iodeep_viewer.core.findings import Findings
from iodeep_viewer.workflows.journal import Journal
from tests.journals import ROI, SERIES

journal, name = Journal(Path(sys.argv[1])), sys.argv[2]
rois = ()
print("begin", flush=True)
for number in range(int(sys.argv[3])):
    rois = (*rois, replace(ROI, roi_id=f"{name}{number}", label="0"))
    journal.write(SERIES, Findings(rois)).result()
    rois = (*rois[:-1], replace(rois[-1], label="1"))
    journal.write(SERIES, Findings(rois)).result()
    print(f"{name}{number}", flush=True)
journal.close()
"""


def writer(path: Path, name: str, count: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", WRITER, str(path), name, str(count)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)


def test_everything_that_was_reported_kept_survives_a_kill(path: Path) -> None:
    for after in (0, 1, 3, 8):
        process = writer(path, f"r{after}-", 100_000)
        assert process.stdout is not None
        told = list(itertools.islice(process.stdout, after + 1))[1:]
        process.send_signal(signal.SIGKILL)
        told += process.stdout.readlines()
        process.wait()
        process.stdout.close()
        kept = {roi.roi_id: roi.label for roi in on_disk(path, SERIES).rois}
        assert [kept.get(name.strip()) for name in told if name.endswith("\n")] == ["1"] * len(told)
        assert len(told) >= after


def test_two_processes_write_at_once_and_nothing_is_lost(path: Path) -> None:
    processes = [writer(path, name, 25) for name in "xy"]
    assert [process.communicate()[0].split()[-1] for process in processes] == ["x24", "y24"]
    found = on_disk(path, SERIES).rois
    assert {roi.roi_id for roi in found} == {f"{name}{number}" for name in "xy" for number in range(25)}
    assert {roi.label for roi in found} == {"1"}


# Program version 0.3


def former_file(path: Path, text: str, uid: str = "1.2.3") -> Path:
    folder = path.parent / "journal"
    folder.mkdir(exist_ok=True)
    (folder / f"{uid}.json").write_text(text)
    return folder


IMAGES = frozenset({("1.2.3", 4), ("1.2.3", None), ("1.2.4", 2), ("1.2.5", None), ("1.2.6", None)})


def test_findings_of_version_0_3_wait_for_a_series_that_they_fit(
    path: Path, open_journal: Callable[[], Journal]
) -> None:
    folder = former_file(path, FORMER)
    journal = open_journal()
    assert journal.read(SERIES).findings.empty
    assert list(folder.iterdir()) == []
    assert journal.unclaimed(replace(SERIES, series_instance_uid="1.2.4"), IMAGES).empty
    # Another patient's series of the same UID has other images.
    assert journal.unclaimed(SERIES, {("9.9", None)}).empty
    part = journal.unclaimed(SERIES, IMAGES - {("1.2.5", None)})
    assert [roi.roi_id for roi in part.rois] == ["a"]

    found = open_journal().unclaimed(SERIES, IMAGES)
    first, second = found.rois
    assert plain(first) == plain(
        replace(
            ROI,
            label="Tumour",
            contours=(Contour("1.2.3", 4, np.array([[0.1, 0.2], [3.3, 0.2], [3.0, 4.25]])),),
            proposed=(Contour("1.2.3", 4, np.array([[0.0, 0.0], [3.0, 0.0], [3.0, 4.0]])),),
        )
    )
    square = np.array([[0.0, 0.0], [1.0, 0.0], [1.0, 1.0]])
    assert plain(second) == plain(Roi("b", "Cyst", (Contour("1.2.5", None, square),), origin=RoiOrigin.MANUAL))
    (length,) = found.measurements
    assert (length.measurement_id, length.kind, length.image) == ("m", MeasurementKind.LENGTH, ("1.2.3", None))
    assert length.points.tolist() == [[0.0, 0.5], [3.0, 4.5]]
    assert found.key_images == {("1.2.3", None), ("1.2.4", 2)}


def test_findings_of_version_0_3_belong_to_the_series_that_they_are_written_for(
    path: Path, open_journal: Callable[[], Journal]
) -> None:
    former_file(path, FORMER)
    journal = open_journal()
    found = journal.unclaimed(SERIES, IMAGES - {("1.2.5", None)})
    journal.write(SERIES, found).result()
    assert same(on_disk(path, SERIES), found)
    second = replace(SERIES, patient="2")
    left = open_journal().unclaimed(second, IMAGES)
    assert [roi.roi_id for roi in left.rois] == ["b"]
    assert (left.measurements, left.key_images) == ((), frozenset())


def test_a_damaged_file_of_version_0_3_is_kept_and_what_is_whole_of_it_imported(
    path: Path, open_journal: Callable[[], Journal]
) -> None:
    text = FORMER.replace('"VALIDATED"', '"MAYBE"')
    folder = former_file(path, text)
    former_file(path, "{", "1.2.9")
    former_file(path, '{"rois": 3, "measurements": [7], "key_images": [["1"]]}', "1.2.10")
    journal = open_journal()
    kept = journal.read(SERIES)
    assert "version before" in kept.problems[0].sentence
    assert str(folder) in kept.problems[0].hint
    assert text in {item.read_text() for item in folder.glob("1.2.3.*.damaged")}
    assert len(list(folder.iterdir())) == 3
    found = journal.unclaimed(SERIES, IMAGES)
    assert [roi.roi_id for roi in found.rois] == ["b"]
    assert len(found.measurements) == 1
    again = open_journal()
    assert again.read(SERIES).problems == ()
    assert same(again.unclaimed(SERIES, IMAGES), found)


def test_an_import_that_was_cut_off_is_done_again_without_doubles(
    path: Path, open_journal: Callable[[], Journal]
) -> None:
    former_file(path, FORMER)
    first = open_journal().unclaimed(SERIES, IMAGES)
    former_file(path, FORMER)
    assert same(open_journal().unclaimed(SERIES, IMAGES), first)


# Archives that have another name now


def test_findings_of_a_pacs_that_was_renamed_are_found(path: Path, open_journal: Callable[[], Journal]) -> None:
    journal, renamed = open_journal(), replace(SERIES, archive="Renamed")
    journal.write(SERIES, FINDINGS).result()
    journal.adopt(renamed, {"Renamed"})
    assert same(journal.read(renamed).findings, FINDINGS)
    journal.write(renamed, FINDINGS.without({"b"})).result()
    assert same(on_disk(path, renamed), FINDINGS.without({"b"}))
    assert on_disk(path, SERIES).empty


@pytest.mark.parametrize(
    ("changes", "known"),
    [
        ({}, {"Other", SERIES.archive}),
        ({"patient": "2\\verdi^ugo"}, {"Other"}),
        ({"study_instance_uid": "9"}, {"Other"}),
        ({"series_instance_uid": "9"}, {"Other"}),
    ],
    ids=["of an archive that is there", "another patient", "another study", "another series"],
)
def test_findings_on_anything_else_stay_where_they_are(
    path: Path, journal: Journal, changes: dict[str, str], known: set[str]
) -> None:
    journal.write(SERIES, FINDINGS).result()
    other = replace(SERIES, archive="Other", **changes)
    journal.adopt(other, known)
    assert journal.read(other).findings.empty
    assert same(on_disk(path, SERIES), FINDINGS)


def test_a_viewer_that_still_has_the_former_name_loses_nothing(path: Path, open_journal: Callable[[], Journal]) -> None:
    first, second, renamed = open_journal(), open_journal(), replace(SERIES, archive="Renamed")
    first.write(SERIES, FINDINGS).result()
    second.adopt(renamed, {"Renamed"})
    decided = replace(FINDINGS, rois=(replace(ROI, state=RoiState.REJECTED), DRAWN))
    first.write(SERIES, decided).result()
    assert same(on_disk(path, renamed), FINDINGS)
    assert on_disk(path, SERIES).rois[0].state is RoiState.REJECTED


def test_damage_is_told_and_not_moved_along(path: Path, open_journal: Callable[[], Journal]) -> None:
    journal, renamed = open_journal(), replace(SERIES, archive="Renamed")
    journal.write(SERIES, FINDINGS).result()
    with another_program(path) as database:
        database.execute("UPDATE finding SET position = position + 1 WHERE kind = 'ROI'")
    journal.adopt(renamed, {"Renamed"})
    kept = journal.read(renamed)
    assert "2 findings not stored yet cannot be read" in kept.problems[0].sentence
    assert same(kept.findings, FINDINGS.without({"a", "b"}))
