"""The network as a DICOM object: ours and the reference implementation's."""

import base64
import hashlib
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pydicom.uid
import pytest
from pydicom import dcmread
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.uid import ExplicitVRLittleEndian, ImplicitVRLittleEndian, RawDataStorage
from safetensors.numpy import save

from iodeep_viewer.core.iodeep import IODeep, NetworkRecord
from iodeep_viewer.errors import DicomDataError, IODeepError, NetworkError
from iodeep_viewer.objects.iodeep.reader import read_iodeep
from iodeep_viewer.objects.iodeep.writer import validate_iodeep, write_iodeep

WriteFile = Callable[..., Path]

UID = "2.25.329800735698586629295641978511506172918"
DESCRIPTION = json.dumps({"input_shape": {"input_shape0": "1"}, "note": "façade \\ «»"}, ensure_ascii=False)


def network(**changes: Any) -> IODeep:
    weights = save({"layer.weight": np.arange(6, dtype=np.float32)})
    whole = IODeep(
        record=NetworkRecord(UID, "Brain tumour U-Net", "MR", 1, "BRAIN", UID, UID, UID),
        architecture=DESCRIPTION,
        weights=weights,
        weights_sha256=hashlib.sha256(weights).hexdigest(),
        version="1.4",
        card='{"licence": "CC BY 4.0"}',
        patient_orientation=("L", "P"),
        rows=192,
        columns=256,
    )
    return replace(whole, **changes)


def with_record(**changes: Any) -> IODeep:
    return network(record=replace(network().record, **changes))


def reference_object(architecture: str, checkpoint: bytes = b"checkpoint\0") -> Dataset:
    """As the reference implementation writes it: Implicit VR, no private creator."""
    ds = Dataset()
    ds.file_meta = FileMetaDataset()
    ds.file_meta.TransferSyntaxUID = ImplicitVRLittleEndian
    ds.SOPClassUID, ds.SOPInstanceUID = RawDataStorage, UID
    ds.StudyInstanceUID = ds.SeriesInstanceUID = UID
    ds.Modality, ds.BodyPartExamined = "MR", "HEAD"
    ds.SamplesPerPixel, ds.PhotometricInterpretation, ds.Rows, ds.Columns = 1, "MONOCHROME2", 224, 224
    ds.add_new(0x00170016, "UT", architecture)
    ds.add_new(0x00170018, "UT", base64.b64encode(checkpoint).decode())
    ds.add_new(0x00170020, "ST", "unet_mri")
    ds.add_new(0x00170022, "UI", UID)
    return ds


@pytest.mark.parametrize("extra", [b"", b"\0", b"\0\0", b"x"])
def test_what_is_written_is_read(extra: bytes, write_file: WriteFile) -> None:
    """Also weights of odd length, and weights that end in zero bytes of their own."""
    weights = (network().weights or b"") + extra
    record = replace(network().record, previous="2.25.1")
    written = network(record=record, weights=weights, weights_sha256=hashlib.sha256(weights).hexdigest())
    path = write_file(write_iodeep(written))
    read = read_iodeep(path)
    assert len(read.record.published) == 14
    assert replace(read, record=replace(read.record, published="")) == written


def test_the_digest_is_computed_where_the_author_gives_none() -> None:
    stated = read_iodeep(write_iodeep(network(weights_sha256=""))).weights_sha256
    assert stated == network().weights_sha256


def test_the_object_is_laid_out_as_the_paper_says(write_file: WriteFile) -> None:
    path = write_file(write_iodeep(network()))
    assert path.read_bytes()[:132] == b"\0" * 128 + b"DICM"
    ds = dcmread(path)
    assert ds.file_meta.TransferSyntaxUID == ExplicitVRLittleEndian
    assert ds.SOPClassUID == ds.file_meta.MediaStorageSOPClassUID == RawDataStorage
    assert ds.SOPInstanceUID == ds.SeriesInstanceUID == ds.StudyInstanceUID == UID
    assert (ds.PatientName, ds.PatientID, ds.PatientBirthDate, ds.PatientSex) == ("", "", "", "")
    assert (ds.StudyDescription, ds.SeriesDescription) == ("IODeep", "Brain tumour U-Net")
    assert (ds.Modality, ds.BodyPartExamined, ds.SamplesPerPixel) == ("MR", "BRAIN", 1)
    assert (ds.PhotometricInterpretation, ds.PlanarConfiguration, ds.PatientOrientation) == (
        "MONOCHROME2",
        0,
        ["L", "P"],
    )
    assert (ds.Rows, ds.Columns) == (192, 256)
    assert ds[0x00170010].value == "IODEEP"
    layout = {int(element.tag): (element.VR, element.value) for element in ds if element.tag.group == 0x17}
    assert layout[0x00171000] == ("UT", DESCRIPTION)
    assert layout[0x00171001] == ("UT", "#DnnWeightsData")
    assert layout[0x00171002] == ("PN", "Brain tumour U-Net")
    assert layout[0x00171003] == ("UI", UID)
    assert layout[0x00171010] == ("OB", network().weights)
    assert layout[0x00171011] == ("LO", network().weights_sha256)
    assert layout[0x00171012] == ("LO", "1.4")
    assert layout[0x00171013] == ("UT", network().card)
    assert 0x00171014 not in layout
    assert write_iodeep(with_record(previous="2.25.1"))[0x00171014].value == "2.25.1"


def test_dciodvfy_objects_to_nothing_but_the_shared_uid(dciodvfy_errors: Callable[[Dataset], list[str]]) -> None:
    errors = dciodvfy_errors(write_iodeep(network()))
    assert [error.replace(UID, "UID") for error in errors] == [
        "Error - SOPInstanceUID has same value as SeriesInstanceUID <UID>",
        "Error - SOPInstanceUID has same value as StudyInstanceUID <UID>",
        "Error - SeriesInstanceUID has same value as StudyInstanceUID <UID>",
    ]


@pytest.mark.parametrize("vr", [None, "UN"])
def test_implicit_vr_and_unknown_vr_make_no_difference(vr: str | None, write_file: WriteFile) -> None:
    ds = write_iodeep(network())
    if vr is None:
        ds.file_meta.TransferSyntaxUID = ImplicitVRLittleEndian
    else:
        for element in [element for element in ds if element.tag.group == 0x17 and element.tag.element > 0xFF]:
            value = element.value if isinstance(element.value, bytes) else str(element.value).encode()
            element.VR = vr
            element.value = value + b"\0" * (len(value) % 2)
    read = read_iodeep(write_file(ds))
    assert (read.architecture, read.weights, read.record.dnn_name) == (
        DESCRIPTION,
        network().weights,
        "Brain tumour U-Net",
    )


def test_another_block_of_the_group_is_found(write_file: WriteFile) -> None:
    ds = write_iodeep(network())
    for element in [element for element in ds if element.tag.group == 0x17]:
        del ds[element.tag]
    ds.private_block(0x17, "SOMEONE ELSE", create=True).add_new(0x00, "LO", "theirs")
    block = ds.private_block(0x17, "IODEEP", create=True)
    block.add_new(0x00, "UT", DESCRIPTION)
    block.add_new(0x03, "UI", UID)
    block.add_new(0x10, "OB", network().weights)
    block.add_new(0x11, "LO", network().weights_sha256)
    assert read_iodeep(write_file(ds)).weights == network().weights


def test_identity_and_place_may_differ() -> None:
    ds = write_iodeep(network())
    ds.SOPInstanceUID, ds.SeriesInstanceUID, ds.StudyInstanceUID = "1.2.3", "1.2.4", "1.2.5"
    record = read_iodeep(ds).record
    assert record.dnn_uid == UID
    assert (record.sop_instance_uid, record.series_instance_uid, record.study_instance_uid) == (
        "1.2.3",
        "1.2.4",
        "1.2.5",
    )
    assert validate_iodeep(ds) == ("SOPInstanceUID is not DnnUID.",)


def test_one_changed_byte_of_the_weights_is_noticed(write_file: WriteFile) -> None:
    path = write_file(write_iodeep(network()))
    content = bytearray(path.read_bytes())
    weights = network().weights or b""
    content[content.index(weights) + len(weights) // 2] ^= 1
    path.write_bytes(content)
    with pytest.raises(NetworkError, match=f"expected {network().weights_sha256}") as caught:
        read_iodeep(path)
    assert caught.value.hint
    assert validate_iodeep(dcmread(path)) == (caught.value.sentence,)


@pytest.mark.parametrize("element", [b"\x10\x00LO", b"\x10\x10OB", b"\x00\x10UT"])
@pytest.mark.filterwarnings("ignore")
def test_damaged_private_elements_give_a_sentence(element: bytes, write_file: WriteFile) -> None:
    path = write_file(write_iodeep(network()))
    content = path.read_bytes()
    assert content.count(b"\x17\x00" + element) == 1
    path.write_bytes(content.replace(b"\x17\x00" + element, b"\x17\x00" + element[:2] + b"O\xb0"))
    with pytest.raises(IODeepError) as caught:
        read_iodeep(path)
    assert caught.value.hint


def test_weights_at_another_place_are_left_to_the_caller() -> None:
    elsewhere = network(weights=None, weights_uri="https://models.example.org/unet.safetensors")
    read = read_iodeep(write_iodeep(elsewhere))
    assert read.weights is None
    assert read.weights_uri == elsewhere.weights_uri
    assert read.weights_sha256 == network().weights_sha256


@pytest.mark.parametrize(
    ("broken", "words"),
    [
        (network(weights_sha256="0" * 64), "have the SHA-256"),
        (network(architecture="{'python': 1}"), "DnnArchitecture is not JSON"),
        (network(architecture="[1]"), "not a JSON object"),
        (network(architecture=""), "no network description"),
        (network(architecture="https://example.org/a.json"), "at another address"),
        (network(card="{"), "DnnCard is not JSON"),
        (network(weights=None), "no weights"),
        (network(weights=None, weights_uri="ftp://x"), "names no place"),
        (network(weights=None, weights_uri="file:///w", weights_sha256=""), "DnnWeightsSHA256 is missing"),
        (network(rows=0), "no input size"),
        (network(photometric_interpretation=""), "PhotometricInterpretation is missing"),
        (with_record(dnn_uid="not a uid"), "not a valid UID"),
        (with_record(dnn_name=""), "no name"),
        (with_record(previous="not a uid"), "DnnPrevious 'not a uid' is not a valid UID"),
        (with_record(previous=UID), "cannot replace itself"),
        (with_record(modality=""), "Modality"),
        (with_record(modality="magnetic"), "Modality"),
        (with_record(body_part_examined="brain of the patient"), "BodyPartExamined"),
        (with_record(samples_per_pixel=2), "SamplesPerPixel"),
    ],
)
def test_what_is_not_fit_to_be_published_is_refused(broken: IODeep, words: str) -> None:
    with pytest.raises(NetworkError, match=words):
        write_iodeep(broken)


@pytest.mark.parametrize("element", [0x00, 0x10, 0x11])
def test_what_is_missing_is_said(element: int) -> None:
    ds = write_iodeep(network())
    del ds[0x00171000 + element]
    with pytest.raises(NetworkError, match=r"The object (has|states) no"):
        read_iodeep(ds)


def test_all_problems_are_told_together() -> None:
    ds = write_iodeep(network())
    assert validate_iodeep(ds) == ()
    ds.Modality, ds.Rows = "", 0
    assert len(validate_iodeep(ds)) == 2


def test_an_image_is_no_network(make_slice: Callable[..., Dataset], write_file: WriteFile, tmp_path: Path) -> None:
    with pytest.raises(NetworkError, match="not an IODeep"):
        read_iodeep(write_file(make_slice()))
    (tmp_path / "text").write_text("hello")
    with pytest.raises(DicomDataError, match="not a DICOM file"):
        read_iodeep(tmp_path / "text")


@pytest.mark.parametrize("transfer_syntax", [ImplicitVRLittleEndian, ExplicitVRLittleEndian])
@pytest.mark.parametrize(
    "architecture",
    [
        "{'input_shape': {'input_shape0': 224}, 'skip_connection': {1: '16'}, 'note': 'a\\\\ b ', 'on': True}",
        '{"input_shape": {"input_shape0": 224}, "skip_connection": {"1": "16"}, "note": "a\\\\ b ", "on": true}',
    ],
)
def test_the_reference_layout_is_read(architecture: str, transfer_syntax: pydicom.uid.UID, tmp_path: Path) -> None:
    ds = reference_object(architecture)
    ds.file_meta.TransferSyntaxUID = transfer_syntax
    path = tmp_path / "reference.dcm"
    ds.save_as(path, enforce_file_format=True)
    for source in (path, ds):
        read = read_iodeep(source)
        assert json.loads(read.architecture) == {
            "input_shape": {"input_shape0": 224},
            "skip_connection": {"1": "16"},
            "note": "a\\ b ",
            "on": True,
        }
        assert read.weights == b"checkpoint\0"
        assert read.weights_sha256 == ""
        assert (read.record.dnn_name, read.record.dnn_uid) == ("unet_mri", UID)
        assert (read.record.modality, read.record.body_part_examined) == ("MR", "HEAD")


@pytest.mark.parametrize(
    "architecture",
    [
        "__import__('os').system('true')",
        "{'a': open('x')}",
        "{'a': 1",
        "{'a': {1, 2}}",
        "{'a': 1e999}",
        "[" * 5000 + "]" * 5000,
        "-" * 100_000 + "1",
        "{'a': '" + "x" * 300_000 + "'}",
    ],
)
def test_a_description_that_is_no_plain_data_is_refused(architecture: str) -> None:
    with pytest.raises(NetworkError, match="neither JSON nor a Python literal"):
        read_iodeep(reference_object(architecture))


def test_a_checkpoint_that_is_not_base64_is_refused() -> None:
    ds = reference_object("{}")
    ds[0x00170018].value = "***"
    with pytest.raises(NetworkError, match="base64"):
        read_iodeep(ds)
