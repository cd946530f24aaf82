"""What is shipped around the code: the compose file, the image, the package."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path
from zipfile import ZipFile

import pytest

ROOT = Path(__file__).parents[1]


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
    """The image pins the package's torch, installs from the lock, is not root, has a health check and a volume."""
    lines = (ROOT / "Dockerfile").read_text()
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    (torch,) = [name for name in project["dependencies"] if name.startswith("torch")]
    assert f" {torch}\n" in lines
    assert "--constraint constraints.txt" in lines
    assert "!constraints.txt" in (ROOT / ".dockerignore").read_text().splitlines()
    users = re.findall(r"^USER (\S+)", lines, re.MULTILINE)
    assert users
    assert users[-1] != "root"
    assert "HEALTHCHECK" in lines
    assert "VOLUME /data" in lines


def test_the_wheel_holds_everything_the_product_reads(tmp_path: Path) -> None:
    """The three packages with their migrations and pages are in the wheel, whole, and nothing else is."""
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(command, cwd=ROOT, capture_output=True, check=True)
    (wheel,) = tmp_path.glob("*.whl")
    held = {name for name in ZipFile(wheel).namelist() if ".dist-info/" not in name}
    kept = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "index", "qa", "api"]
    listed = subprocess.run(kept, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()
    assert held == {name for name in listed if (ROOT / name).is_file()}
    assert {"index/py.typed", "qa/py.typed", "api/py.typed"} <= held
    for pattern in (
        r"index/catalogue/migrations/\d+_\w+\.sql",
        r"qa/findings/weights\.json",
        r"api/static/index\.html",
        r"api/static/\w+\.(js|css|svg)",
    ):
        assert any(re.fullmatch(pattern, name) for name in held), pattern
