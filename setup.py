"""The part of the build that pyproject.toml cannot say: sample studies and networks travel inside the package."""

from pathlib import Path

from setuptools import find_packages, setup

networks = [path.parent for path in Path("models").glob("*/card.json")]
samples = {path.parent for path in Path("sample_dicom").glob("*/*.dcm")}
carried = {
    "iodeep_viewer.data." + ".".join(folder.parts): folder.as_posix() for folder in sorted({*networks, *samples})
}

setup(packages=[*find_packages(include=["iodeep_viewer*", "dnn_parser*"]), *carried], package_dir=carried)
