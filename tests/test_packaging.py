"""What is shipped around the code: the compose file, the image, the package."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[1]


def test_the_compose_file_fits_the_compose_schema() -> None:
    """The compose file is valid by the published schema of the compose specification."""
    command = [
        sys.executable,
        "-m",
        "check_jsonschema",
        "--builtin-schema",
        "vendor.compose-spec",
        "docker-compose.yml",
    ]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_image_is_as_promised() -> None:
    """The image pins the same torch as the package, runs as another user than root, has a health check and a volume."""
    lines = (ROOT / "Dockerfile").read_text()
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    (torch,) = [name for name in project["dependencies"] if name.startswith("torch")]
    assert f" {torch}\n" in lines
    users = re.findall(r"^USER (\S+)", lines, re.MULTILINE)
    assert users
    assert users[-1] != "root"
    assert "HEALTHCHECK" in lines
    assert "VOLUME /data" in lines


def test_the_wheel_holds_everything_the_product_reads(tmp_path: Path) -> None:
    """The pages and the migrations are where the installed packages look for them."""
    for package, pattern in (("index", "migrations/*.sql"), ("api", "static/*.html")):
        assert list((ROOT / package).glob(pattern)), f"{package}/{pattern}"
