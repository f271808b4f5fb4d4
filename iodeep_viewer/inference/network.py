"""Build a network from its description and weights on the device that is there, and run it on tensors."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from dnn_parser import NetworkDescription, NetworkDescriptionError, OutputActivation, Postprocessing, read_description
from iodeep_viewer.core.iodeep import IODeep
from iodeep_viewer.core.prediction import NetworkLabel, NetworkOutput, NetworkTask
from iodeep_viewer.core.task import TaskControl
from iodeep_viewer.errors import NetworkError

if TYPE_CHECKING:
    import torch

_MOST_INPUT_VALUES = 64_000_000


@dataclass(frozen=True, slots=True, eq=False)
class LoadedNetwork:
    """A network that was built and given its weights.

    Attributes
    ----------
    iodeep
        The object that it came from.
    description
        Its parsed architecture.
    module
        In evaluation mode, on ``device``.
    device
        Where it runs.
    """

    iodeep: IODeep
    description: NetworkDescription
    module: torch.nn.Module
    device: torch.device

    @property
    def output(self) -> NetworkOutput:
        """Meaning of the output."""
        return _output(self.description.postprocessing)

    def logits(self, tensor: NDArray[np.float32]) -> NDArray[np.float32]:
        """Run the network on one input.

        Parameters
        ----------
        tensor
            Shape (channels, rows, columns), float32.

        Returns
        -------
        ndarray
            Its output, float32, without the batch axis: (maps, rows, columns) for a segmentation. Where the
            description says ``mirror``, the mean of that and of its output for the mirror image.

        Raises
        ------
        NetworkError
            If the network cannot read this input, or puts out something that is not finite.
        """
        import torch

        mirror = self.description.preprocessing.mirror
        try:
            with torch.inference_mode():
                batch = torch.from_numpy(tensor)[None].to(self.device)
                output = self.module(torch.cat([batch, batch.flip(-1)]) if mirror else batch).float()
        except (RuntimeError, ValueError, TypeError) as error:
            raise NetworkError(
                f"The network “{self.iodeep.record.dnn_name}” failed on this slice: {str(error).splitlines()[0]}",
                "Tell the network's author; other networks and the series stay usable.",
            ) from error
        if mirror:
            # Classes have no sides.
            output = (output[:1] + (output[1:].flip(-1) if output.ndim == 4 else output[1:])) / 2
        values = np.asarray(output[0].cpu().numpy(), dtype=np.float32)
        if not np.isfinite(values).all():
            raise NetworkError(
                f"The network “{self.iodeep.record.dnn_name}” put out values that are not numbers.",
                "Its weights or its preprocessing are wrong: tell the network's author.",
            )
        return values


def load_network(network: IODeep, task: TaskControl) -> LoadedNetwork:
    """Build one network, give it its weights and run it once.

    Parameters
    ----------
    network
        With its weights.
    task
        For progress and cancellation.

    Returns
    -------
    LoadedNetwork
        On a GPU where there is one, else on the processor.

    Raises
    ------
    NetworkError
        If the description or the weights are wrong; the sentence names the place and the reason.
    Cancelled
        If the task was cancelled.
    """
    name = network.record.dnn_name
    task.report(0, 3, f"Preparing the network “{name}”")
    import torch

    import dnn_parser

    if network.weights is None:
        raise NetworkError(
            f"The weights of the network “{name}” are not in its object but at {network.weights_uri}.",
            "Allow that place in the settings, or ask the author to publish the network with its weights inside.",
        )
    description = parse_architecture(network.architecture, name)
    try:
        if description.channels * description.rows * description.columns > _MOST_INPUT_VALUES:
            raise NetworkError(f"The network “{name}” asks for an absurdly large input.", _author_hint(name))
        module = dnn_parser.build_network(description)
        task.report(1, 3, f"Loading the weights of “{name}”")
        dnn_parser.load_weights(module, network.weights)
    except dnn_parser.NetworkDescriptionError as error:
        raise NetworkError(
            f"The description of the network “{name}” is not valid: {error}", _author_hint(name)
        ) from error
    except dnn_parser.WeightsError as error:
        raise NetworkError(
            f"The weights of the network “{name}” do not fit its description: {error}", _author_hint(name)
        ) from error
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    module = module.to(device).eval()
    loaded = LoadedNetwork(network, description, module, device)
    task.report(2, 3, f"Warming up “{name}”")
    loaded.logits(np.zeros((description.channels, description.rows, description.columns), dtype=np.float32))
    task.check()
    return loaded


def parse_architecture(architecture: str, name: str) -> NetworkDescription:
    """Read a JSON network description.

    Parameters
    ----------
    architecture
        JSON text.
    name
        Of the network, for the error.

    Returns
    -------
    NetworkDescription
        Checked.

    Raises
    ------
    NetworkError
        If it is not valid; the sentence gives the place and the reason.
    """
    try:
        return read_description(architecture)
    except NetworkDescriptionError as error:
        raise NetworkError(
            f"The description of the network “{name}” is not valid: {error}", _author_hint(name)
        ) from error


def _output(settings: Postprocessing) -> NetworkOutput:
    """Return the meaning of a network's output as plain data."""
    return NetworkOutput(
        NetworkTask(settings.task.value),
        tuple(NetworkLabel(label.name, label.color) for label in settings.labels),
        exclusive=settings.activation is OutputActivation.SOFTMAX,
        threshold=settings.threshold,
        smallest_area=settings.smallest_area,
        calibrated=settings.temperature != 1.0,
    )


def _author_hint(name: str) -> str:
    return f"It cannot be used as it is stored; ask the author of “{name}” to publish a corrected version."
