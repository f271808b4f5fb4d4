"""A JSON network description as plain data. Nothing here needs PyTorch."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

OptionValue = int | float | bool | str | tuple[int, ...] | None
Shape = tuple[int, ...]
"""Sizes without the batch: (channels, rows, columns), (channels, length) or (features,)."""


class DataFormat(StrEnum):
    """Order of the sizes in ``input_shape``."""

    CHANNELS_LAST = "channels_last"
    """Rows, columns, channels; or length, channels."""
    CHANNELS_FIRST = "channels_first"
    """Channels, rows, columns; or channels, length."""


class Backend(StrEnum):
    """Library that the network was made for; it decides the defaults in which the two differ."""

    PYTORCH = "pytorch"
    """Defaults of ``torch.nn``."""
    TENSORFLOW = "tensorflow"
    """Defaults of Keras: another epsilon in normalisation, no aligned corners in upsampling."""


class SkipKind(StrEnum):
    """How a skip connection joins its target."""

    CONCATENATE = "skip_connection"
    """Channels of the source first, then those of the target's output."""
    ADD = "residual_connection"
    """Sum of both, value by value."""


class IntensityMethod(StrEnum):
    """How pixel values become the values that a network reads."""

    WINDOW = "window"
    """``center`` and ``width`` in modality units become 0 to 1, clipped."""
    PERCENTILE = "percentile"
    """The percentiles ``lower`` and ``upper`` become 0 and 1, clipped."""
    ZSCORE = "zscore"
    """Mean becomes 0, standard deviation 1."""
    MINMAX = "minmax"
    """Smallest and largest value become 0 and 1, clipped."""
    NONE = "none"
    """Modality units as they are."""


class IntensityScope(StrEnum):
    """Where the numbers of an intensity method come from."""

    SLICE = "slice"
    """Measured on each slice."""
    FIXED = "fixed"
    """Constants given in the description."""


class Interpolation(StrEnum):
    """How a slice is brought to the input size."""

    LINEAR = "linear"
    """Bilinear."""
    NEAREST = "nearest"
    """Value of the nearest pixel."""
    AREA = "area"
    """Mean over the covered area; for making slices smaller."""
    CUBIC = "cubic"
    """Bicubic."""


class Aspect(StrEnum):
    """Treatment of a slice whose proportions are not those of the input."""

    STRETCH = "stretch"
    """Rows and columns are scaled each by its own factor."""
    PAD = "pad"
    """Proportions in mm are kept and the rest of the input is filled."""


class Task(StrEnum):
    """Meaning of the output."""

    SEGMENTATION = "segmentation"
    """One map per label; regions above the threshold are outlined."""
    BOUNDING_BOX = "bounding_box"
    """One map per label, then four maps: distances from the cell's centre to the edges of the box."""
    CLASSIFICATION = "classification"
    """One number per label for the whole slice."""


class OutputActivation(StrEnum):
    """Function from the network's output to probabilities; it is not part of the built module."""

    SIGMOID = "sigmoid"
    """Each output by itself."""
    SOFTMAX = "softmax"
    """Over the outputs; in segmentation the first one is the background."""
    NONE = "none"
    """The last layer did it."""


@dataclass(frozen=True, slots=True)
class Intensity:
    """Intensity step. Output range 0 to 1 for ``window``, ``percentile`` and ``minmax``.

    Attributes
    ----------
    method, scope
        The method, with numbers of the slice or with constants.
    center, width
        Of the window, in modality units (HU for CT).
    lower, upper
        Percentiles, 0 to 100.
    mean, std, minimum, maximum
        Constants in modality units, used when ``scope`` is ``fixed``.
    foreground
        Statistics over the pixels above the slice's minimum only.
    """

    method: IntensityMethod = IntensityMethod.PERCENTILE
    scope: IntensityScope = IntensityScope.SLICE
    center: float = 0.0
    width: float = 1.0
    lower: float = 0.5
    upper: float = 99.5
    mean: float = 0.0
    std: float = 1.0
    minimum: float = 0.0
    maximum: float = 1.0
    foreground: bool = False


@dataclass(frozen=True, slots=True)
class Preprocessing:
    """From a slice to the input.

    Attributes
    ----------
    pixel_spacing
        (row, column) spacing in mm to resample to; None to scale to the input size.
    mirror
        The network also looks at the mirror image; the mean of both answers counts, before temperature and activation.
    """

    intensity: Intensity = field(default_factory=Intensity)
    interpolation: Interpolation = Interpolation.LINEAR
    aspect: Aspect = Aspect.STRETCH
    pixel_spacing: tuple[float, float] | None = None
    mirror: bool = False


@dataclass(frozen=True, slots=True)
class LabelCode:
    """Coded meaning of a label: code value, coding scheme designator, code meaning (PS3.3 section 8.1)."""

    value: str
    scheme: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Label:
    """One finding that the network knows.

    Attributes
    ----------
    color
        (red, green, blue), each 0 to 255; None where the viewer chooses.
    """

    name: str
    color: tuple[int, int, int] | None = None
    code: LabelCode | None = None


@dataclass(frozen=True, slots=True)
class Postprocessing:
    """From the output to findings.

    Attributes
    ----------
    threshold
        Probability from which a pixel or label counts.
    smallest_area
        Smaller regions are dropped, in mm².
    temperature
        The output is divided by it before the activation (calibration).
    labels
        In the order of the outputs, without the background of a softmax segmentation.
    """

    task: Task = Task.SEGMENTATION
    activation: OutputActivation = OutputActivation.SIGMOID
    threshold: float = 0.5
    smallest_area: float = 0.0
    temperature: float = 1.0
    labels: tuple[Label, ...] = ()

    @property
    def background(self) -> bool:
        """Whether the first output map is that of the background, which has no label: a softmax segmentation."""
        return self.task is Task.SEGMENTATION and self.activation is OutputActivation.SOFTMAX


@dataclass(frozen=True, slots=True)
class Layer:
    """One entry of ``architecture``.

    Attributes
    ----------
    position
        Its key, 1 for the first.
    code
        Layer code in the spelling of the dictionary.
    inputs
        Positions whose outputs it reads; 0 is the network's input.
    options
        Every parameter of the layer, defaults filled in.
    """

    position: int
    code: str
    inputs: tuple[int, ...]
    options: Mapping[str, OptionValue]


@dataclass(frozen=True, slots=True)
class SkipConnection:
    """The output of layer ``source`` joins the output of layer ``target``."""

    source: int
    target: int
    kind: SkipKind = SkipKind.CONCATENATE


@dataclass(frozen=True, slots=True)
class NetworkDescription:
    """A whole description, as :func:`dnn_parser.read_description` returns it.

    Attributes
    ----------
    input_shape
        (channels, rows, columns), or (channels, length) for 1-D networks, or (features,); whatever the order in
        the document.
    label_shape
        Number of output maps or classes.
    data_format
        Order of the sizes in the document.
    warnings
        Keys that were not understood and therefore ignored, as sentences.
    """

    input_shape: Shape
    label_shape: int
    data_format: DataFormat
    backend: Backend
    layers: tuple[Layer, ...]
    skip_connections: tuple[SkipConnection, ...] = ()
    preprocessing: Preprocessing = field(default_factory=Preprocessing)
    postprocessing: Postprocessing = field(default_factory=Postprocessing)
    warnings: tuple[str, ...] = ()

    @property
    def channels(self) -> int:
        """Channels of the input."""
        return self.input_shape[0]

    @property
    def rows(self) -> int:
        """Rows of the input; 1 for 1-D networks."""
        return self.input_shape[1] if len(self.input_shape) == 3 else 1

    @property
    def columns(self) -> int:
        """Columns of the input; the length for 1-D networks, 1 for plain features."""
        return self.input_shape[-1] if len(self.input_shape) > 1 else 1
