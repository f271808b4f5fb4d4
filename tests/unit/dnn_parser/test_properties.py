"""Random documents: valid ones build and have the computed shapes, others are refused cleanly."""

from __future__ import annotations

import json
import random

import torch
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import dnn_parser
from dnn_parser import plan_network
from tests.unit.dnn_parser.documents import example
from tests.unit.dnn_parser.random_documents import mutated, published_documents, random_document


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, 2**32))
def test_random_valid_descriptions_build_run_and_have_the_computed_shapes(seed: int) -> None:
    description = dnn_parser.read_description(json.dumps(random_document(random.Random(seed))))
    plan = plan_network(description)
    module = dnn_parser.build_network(description).eval()
    produced: dict[str, tuple[int, ...]] = {}
    for name, layer in module.named_children():
        layer.register_forward_hook(lambda _m, _i, out, name=name: produced.update({name: tuple(out.shape[1:])}))
    with torch.inference_mode():
        output = module(example(description.input_shape, batch=1))
    assert produced == {f"layer_{step.layer.position}": step.produced for step in plan.steps}
    assert tuple(output.shape) == (1, *plan.steps[-1].output)
    for step in plan.steps:
        layer = module.get_submodule(f"layer_{step.layer.position}")
        assert step.parameters == sum(p.numel() for p in layer.parameters())
    assert dnn_parser.parameter_count(description) == sum(p.numel() for p in module.parameters())


def test_mutated_documents_give_a_network_or_a_description_error() -> None:
    choose = random.Random(20)
    sources = [*(random_document(choose) for _ in range(10)), *published_documents()]
    built, refused = 0, []
    for _ in range(400):
        text = mutated(choose, choose.choice(sources), sources)
        try:
            description = dnn_parser.read_description(text)
            with torch.device("meta"):  # shapes and types only: building for real is in the benchmark
                dnn_parser.build_network(description)
            built += 1
        except dnn_parser.NetworkDescriptionError as error:
            refused.append(error)
    assert built > 20
    assert len(refused) > 200
    assert all(error.problems and str(error).isprintable() for error in refused)
