"""Weights as plain data: safetensors, and checkpoints without anything that could run."""

from __future__ import annotations

import hashlib
import io
import pickle
import zipfile
from collections.abc import Mapping
from pathlib import Path

import torch
from safetensors import SafetensorError
from safetensors.torch import load as load_safetensors
from safetensors.torch import save as write_safetensors
from torch import Tensor, nn

from dnn_parser.errors import WeightsError, first_line

_SHOWN = 8
_ZIP, _PICKLE = b"PK\x03\x04", b"\x80"


def weights_sha256(data: bytes) -> str:
    """Return the SHA-256 digest of a weights file, 64 lower-case hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


def read_weights(data: bytes | Path) -> dict[str, Tensor]:
    """Read a weights file: safetensors, or a PyTorch checkpoint holding tensors only.

    Parameters
    ----------
    data
        The file's content or its path. A checkpoint may hold the state dictionary itself or have it
        under ``state_dict``, ``model_state_dict`` or ``model``; plain values beside the tensors are left out.

    Returns
    -------
    dict of str to Tensor
        Tensors by name, in the order of the file, on the CPU.

    Raises
    ------
    WeightsError
        If it cannot be read, is neither of both, or holds anything that could run.
    """
    if isinstance(data, Path):
        data = read_file(data)
    if is_checkpoint(data):
        return _read_checkpoint(data)
    try:
        return load_safetensors(data)
    except (SafetensorError, KeyError, ValueError, TypeError) as error:
        raise WeightsError(f"the weights are not a safetensors file, or it is damaged: {error}") from error


def is_checkpoint(data: bytes) -> bool:
    """Whether a file looks like a PyTorch checkpoint; those keep their tensors in the order of the module."""
    return data[:4] == _ZIP or data[:1] == _PICKLE


def load_weights(module: nn.Module, data: bytes | Path) -> None:
    """Load a weights file into a network, strictly by name. float16 and bfloat16 are cast to the network's type.

    Raises
    ------
    WeightsError
        If the file cannot be read, a name is missing or unexpected, a shape differs, or a value is not finite;
        nothing is loaded then.
    """
    assign_weights(module, read_weights(data))


def assign_weights(module: nn.Module, weights: Mapping[str, Tensor]) -> None:
    """Copy tensors into a network, strictly by name; see :func:`load_weights`."""
    wanted = module.state_dict()
    missing = [name for name in wanted if name not in weights and not name.endswith("num_batches_tracked")]
    unexpected = [name for name in weights if name not in wanted]
    misshaped = [
        f"{name} is {_shape(tensor)}, should be {_shape(wanted[name])}"
        for name, tensor in weights.items()
        if name in wanted and tensor.shape != wanted[name].shape
    ]
    report = [
        f"{len(names)} {what}: {_listed(names)}"
        for what, names in (("missing", missing), ("unexpected", unexpected), ("of another shape", misshaped))
        if names
    ]
    if report:
        raise WeightsError("the weights do not fit the network; " + "; ".join(report))
    unusable = [name for name, tensor in weights.items() if wanted[name].is_floating_point() and not _is_finite(tensor)]
    if unusable:
        raise WeightsError(f"the weights hold values that are not finite numbers: {_listed(unusable)}")
    with torch.no_grad():
        for name, tensor in weights.items():
            wanted[name].copy_(tensor)


def save_weights(module: nn.Module, path: Path, half: bool = False) -> None:
    """Write a network's weights as a safetensors file.

    Parameters
    ----------
    half
        Store float32 values as float16: half the size, read back as float32.
    """
    path.write_bytes(weights_bytes(module.state_dict(), half))


def weights_bytes(weights: Mapping[str, Tensor], half: bool = False) -> bytes:
    """Return the content of a safetensors file with these tensors.

    Raises
    ------
    WeightsError
        If a value is too large for float16.
    """
    tensors = {}
    for name, tensor in weights.items():
        if name.endswith("num_batches_tracked"):
            continue
        stored = tensor.detach().cpu().contiguous()
        if half and stored.dtype is torch.float32:
            stored = stored.half()
            if not torch.isfinite(stored).all():
                raise WeightsError(f"{name} holds values too large for float16; store it as float32")
        tensors[name] = stored
    return write_safetensors(tensors)


def read_file(path: Path) -> bytes:
    """Return the content of a file, or raise :class:`WeightsError` with the reason."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise WeightsError(f"the weights file {path} cannot be read: {error.strerror}") from error


def _read_checkpoint(data: bytes) -> dict[str, Tensor]:
    _refuse_compression(data)
    try:
        loaded = torch.load(io.BytesIO(data), map_location="cpu", weights_only=True)
    except pickle.UnpicklingError as error:
        raise WeightsError(
            "the checkpoint holds more than tensors and is refused; save the state dictionary alone"
        ) from error
    except Exception as error:  # damaged archives raise errors of many kinds, none of them documented
        raise WeightsError(f"the checkpoint is damaged: {first_line(error)}") from error
    for key in ("state_dict", "model_state_dict", "model"):
        if isinstance(loaded, dict) and isinstance(loaded.get(key), dict):
            loaded = loaded[key]
            break
    tensors = {}
    if isinstance(loaded, dict):
        tensors = {str(name): value for name, value in loaded.items() if isinstance(value, Tensor)}
    if not tensors:
        raise WeightsError("the checkpoint is not a dictionary of tensors by name")
    for name, tensor in tensors.items():
        if tensor.layout is not torch.strided or tensor.device.type != "cpu" or tensor.is_quantized:
            raise WeightsError(f"{name} in the checkpoint is not a plain tensor with values")
    return tensors


def _refuse_compression(data: bytes) -> None:
    """Refuse compressed archives: PyTorch never makes one, and unpacked it could fill the memory."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            compressed = any(entry.compress_type != zipfile.ZIP_STORED for entry in archive.infolist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return  # not an archive, or a damaged one, which PyTorch will say
    if compressed:
        raise WeightsError("the checkpoint is a compressed archive and is refused; save it with torch.save")


def _is_finite(tensor: Tensor) -> bool:
    return tensor.is_floating_point() and bool(torch.isfinite(tensor.to(torch.float32)).all())


def _shape(tensor: Tensor) -> str:
    return " x ".join(map(str, tensor.shape)) or "a single value"


def _listed(names: list[str]) -> str:
    more = len(names) - _SHOWN
    return ", ".join(names[:_SHOWN]) + (f" and {more} more" if more > 0 else "")
