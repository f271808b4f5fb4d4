"""The schema and the documentation agree with the layer dictionary and with the reader."""

from __future__ import annotations

import json
import random
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import dnn_parser
from dnn_parser.layers import LAYERS
from dnn_parser.reference import layer_reference
from dnn_parser.schema import json_schema, schema_text
from tests.unit.dnn_parser.random_documents import mutated, published_documents, random_document

ROOT = Path(__file__).parents[3]
VALIDATOR = jsonschema.Draft202012Validator(json_schema())


def test_the_schema_is_a_schema_and_the_shipped_file_is_the_same() -> None:
    jsonschema.Draft202012Validator.check_schema(json_schema())
    assert (ROOT / "dnn_parser" / "schema.json").read_text() == schema_text(), (
        "dnn-parser schema > dnn_parser/schema.json"
    )


def test_the_schema_knows_every_code_and_option() -> None:
    definitions = json_schema()["$defs"]
    for entry in LAYERS.values():
        assert set(definitions[entry.code]["properties"]) == set(entry.options)
        assert set(entry.options) < set(definitions["layerParameters"]["properties"])


def test_whole_numbers_may_be_any_text_that_the_reader_takes() -> None:
    document = published_documents()[0]
    first = int(document["convolutional"]["cn1"])
    for text in (f"{first}.0", f" {first}", f"{first / 10}e1", f"{first}0e-1"):
        document["convolutional"]["cn1"] = text
        dnn_parser.read_description(json.dumps(document))
        VALIDATOR.validate(document)


def test_published_documents_are_valid() -> None:
    for document in published_documents():
        VALIDATOR.validate(document)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 2**32))
def test_what_the_reader_accepts_the_schema_accepts(seed: int) -> None:
    choose = random.Random(seed)
    sources = [random_document(choose, 3), *published_documents()]
    for _ in range(8):
        text = mutated(choose, choose.choice(sources), sources)
        try:
            dnn_parser.read_description(text)
        except dnn_parser.NetworkDescriptionError:
            continue
        VALIDATOR.validate(json.loads(text))


@pytest.mark.parametrize(
    ("section", "value"),
    [
        ("architecture", {"1": "conv3d"}),
        ("architecture", {"first": "relu"}),
        ("convolutional", {"cn1": 0}),
        ("convolutional", {"channels": 1}),
        ("kernel", {"kernel1": [1, 2, 3]}),
        ("layer_parameters", {"1": {"strid": 2}}),
        ("layer_parameters", {"1": {"mode": "cubical"}}),
        ("skip_connection", {"1": "end"}),
        ("data_format", {"data_format": "middle"}),
        ("preprocessing", {"intensity": {"method": "magic"}}),
        ("postprocessing", {"threshold": 2}),
        ("input_shape", {"input_shape0": 3}),
    ],
    ids=str,
)
def test_the_schema_refuses_what_it_can_see(section: str, value: object) -> None:
    document = published_documents()[0] | {section: value}
    assert list(VALIDATOR.iter_errors(document))
    with pytest.raises(dnn_parser.NetworkDescriptionError):
        dnn_parser.read_description(json.dumps(document))


def test_the_readme_holds_the_layer_reference() -> None:
    text = (ROOT / "models" / "README.md").read_text()
    begin, end = "<!-- layers: printed by dnn-parser layers -->\n", "<!-- end of layers -->"
    assert text.split(begin)[1].split(end)[0].strip() == layer_reference().strip()


def test_the_readme_names_every_key() -> None:
    text = (ROOT / "models" / "README.md").read_text()
    for key in json_schema()["properties"]:
        assert f"`{key}`" in text
    examples = text.split("```json\n")[1:]
    assert examples
    for example in examples:
        dnn_parser.read_description(example.split("```")[0])
