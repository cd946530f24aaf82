"""What is shipped around the code: the compose file, the image, the package."""

import re
import subprocess
import sys
import tarfile
import tomllib
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

ROOT = Path(__file__).parents[1]


def project_table() -> dict[str, Any]:
    """Return the table `project` of pyproject.toml."""
    project: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    return project


@pytest.mark.parametrize(
    ("schema", "file"),
    [("compose-spec", "docker-compose.yml"), ("github-workflows", ".github/workflows/ci.yml")],
)
def test_a_file_for_another_tool_fits_its_schema(schema: str, file: str) -> None:
    """The compose file and the workflow of the hosted CI are valid by the schemas that their tools publish."""
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", f"vendor.{schema}", file]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_hooks_check_what_make_checks() -> None:
    """Before a commit run the same commands, with the same arguments, as in `make check`."""
    makefile = (ROOT / "Makefile").read_text()
    rule = re.search(r"^check:.*\n((?:\t.*\n)+)", makefile, re.MULTILINE)
    assert rule
    checks = [line.strip().replace("$(BIN)", ".venv/bin") for line in rule[1].splitlines()]
    hooks = re.findall(r"entry: (\.venv/.*)", (ROOT / ".pre-commit-config.yaml").read_text())
    assert hooks == checks


def test_the_image_is_as_promised() -> None:
    """The image has torch only with an extra that needs it, installs from the lock, is not root, and has a volume."""
    lines = (ROOT / "Dockerfile").read_text()
    assert "\nARG EXTRA=\n" in lines
    light = '""|"[documents]"|"[milvus,postgres]"|"[postgres]"|"[ray]"|"[tracing]"'
    assert f'RUN case "${{EXTRA}}" in {light}) ;; *) pip install' in lines
    assert """"$(grep '^torch==' constraints.txt)" ;; esac\n""" in lines
    assert lines.count("torch==") == 1
    assert ' ".${EXTRA}"' in lines
    assert "--constraint constraints.txt" in lines
    copied = {name for line in re.findall(r"^COPY (.*) \S+$", lines, re.MULTILINE) for name in line.split()}
    assert {f"!{name}" for name in copied} <= set((ROOT / ".dockerignore").read_text().splitlines())
    assert {*project_table()["license-files"]} <= copied
    users = re.findall(r"^USER (\S+)", lines, re.MULTILINE)
    assert users
    assert users[-1] != "root"
    assert "HEALTHCHECK" in lines
    assert "VOLUME /data" in lines


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the wheel and the source distribution."""
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "hatchling", "build", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, capture_output=True, check=True)
    return folder


def test_the_wheel_holds_everything_the_product_reads(built: Path) -> None:
    """The three packages with their migrations, pages and models are in the wheel, whole, and nothing else is."""
    (wheel,) = built.glob("*.whl")
    held = {name for name in ZipFile(wheel).namelist() if ".dist-info/" not in name}
    kept = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "index", "qa", "api"]
    listed = subprocess.run(kept, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()
    assert held == {name for name in listed if (ROOT / name).is_file()}
    assert {"index/py.typed", "qa/py.typed", "api/py.typed"} <= held
    for pattern in (
        r"index/catalogue/migrations/\d+_\w+\.sql",
        r"qa/findings/weights\.json",
        r"index/passages/models/minilm-1/manifest\.json",
        r"index/passages/models/minilm-1/model\.onnx",
        r"index/passages/models/minilm-1/tokenizer\.json",
        r"index/passages/models/minilm-1/words\.bin",
        r"qa/reading/models/reader-4/model\.onnx",
        r"api/static/index\.html",
        r"api/static/\w+\.(js|css|svg)",
    ):
        assert any(re.fullmatch(pattern, name) for name in held), pattern


def test_whose_the_weights_are_travels_with_them(built: Path) -> None:
    """NOTICE names the folder of every packaged model, and is beside LICENSE in wheel and source."""
    notice = (ROOT / "NOTICE").read_text()
    assert [folder for folder in ROOT.glob("*/*/models/*/") if str(folder.relative_to(ROOT)) not in notice] == []
    (wheel,), (source,) = built.glob("*.whl"), built.glob("*.tar.gz")
    with tarfile.open(source) as archive:
        shipped = [*ZipFile(wheel).namelist(), *archive.getnames()]
    for name in ("LICENSE", "NOTICE"):
        assert sum(path.endswith(f"/{name}") for path in shipped) == 2
