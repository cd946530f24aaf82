"""What `make` does before anything else: deploy/install.sh, with pip played by a script that records its calls."""

import os
import shutil
import subprocess
import sys
import tomllib
from dataclasses import dataclass, field
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
CPU_BUILDS = "--extra-index-url=https://download.pytorch.org/whl/cpu"
TRY = "--dry-run --no-deps --retries 0 --timeout 5"
LOCKED = "--disable-pip-version-check --constraint constraints.txt"
ALONE = f"{LOCKED} --editable ."
WITH_DEV = f"{LOCKED} --editable .[dev]"
HAS_CARD = Path("/dev/nvidia0").exists() or Path("/proc/driver/nvidia").exists()
PIP = """
case "$*" in
  *--dry-run*pytorch.org*) echo "${@#-m}" >>calls; exit "${UNREACHABLE-0}" ;;
  *--dry-run*) echo "${@#-m}" >>calls; exit "${NOT_CONFIGURED-0}" ;;
  *install*) echo "${@#-m}" >>calls; printf '%s' "${FAILURE-}"; [ -z "${FAILURE-}" ] ;;
esac
"""


@dataclass(slots=True)
class Checkout:
    """A copy of what the script reads, and a folder of programs that it finds first."""

    folder: Path
    env: dict[str, str] = field(default_factory=dict)

    def add_program(self, name: str, script: str) -> None:
        """Put a shell script in the place of a program."""
        path = self.folder / "bin" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"#!/bin/sh\n{script}")
        path.chmod(0o755)

    def install(self, extra: str = "", **env: str) -> "subprocess.CompletedProcess[str]":
        """Run the script, as `make` does: without an argument, or with an extra."""
        path = f"{self.folder / 'bin'}:{os.environ['PATH']}"
        command = ["sh", str(self.folder / "deploy" / "install.sh"), *filter(None, [extra])]
        surroundings = {name: value for name, value in os.environ.items() if name != "PYTHON"}
        return subprocess.run(
            command, env=surroundings | {"PATH": path} | env, capture_output=True, text=True, check=False
        )

    def pip_calls(self) -> list[str]:
        """Return the arguments that pip was given, a string a call."""
        return [line.split("pip install ", 1)[1] for line in (self.folder / "calls").read_text().splitlines()]


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    """A checkout without an environment."""
    shutil.copytree(ROOT / "deploy", tmp_path / "deploy")
    for name in ("pyproject.toml", "constraints.txt"):
        shutil.copy(ROOT / name, tmp_path)
    return Checkout(tmp_path)


@pytest.fixture
def prepared(checkout: Checkout) -> Checkout:
    """A checkout whose environment has a pip that records its calls."""
    checkout.add_program("python", PIP)
    (checkout.folder / ".venv" / "bin").mkdir(parents=True)
    shutil.move(checkout.folder / "bin" / "python", checkout.folder / ".venv" / "bin" / "python")
    return checkout


def test_without_an_extra_no_torch_is_looked_for(prepared: Checkout) -> None:
    """Dateline alone is one call of pip, for nothing but itself: the default models need no torch."""
    done = prepared.install()
    assert (done.returncode, done.stderr) == (0, "")
    assert prepared.pip_calls() == [ALONE]


def test_every_extra_but_five_brings_torch_and_dateline_alone_does_not() -> None:
    """The script looks for a build of torch wherever another extra is named, so each has to need one."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    extras = project["optional-dependencies"]
    assert any(line.startswith("torch==") for line in extras["torch"])
    without = {"torch", "documents", "milvus", "postgres", "ray", "tracing"}
    assert all("dateline[torch]" in extras[name] for name in extras.keys() - without)
    assert not [line for line in project["dependencies"] if line.startswith(("torch", "transformers", "sentence-"))]


@pytest.mark.skipif(HAS_CARD, reason="this machine has an NVIDIA card")
@pytest.mark.parametrize(
    ("found", "calls"),
    [
        ({}, [f"{TRY} torch==2.13.0+cpu", f"{LOCKED} --no-deps torch==2.13.0+cpu", WITH_DEV]),
        (
            {"NOT_CONFIGURED": "1"},
            [
                f"{TRY} torch==2.13.0+cpu",
                f"{TRY} {CPU_BUILDS} torch==2.13.0+cpu",
                f"{LOCKED} --no-deps {CPU_BUILDS} torch==2.13.0+cpu",
                WITH_DEV,
            ],
        ),
        (
            {"NOT_CONFIGURED": "1", "UNREACHABLE": "1"},
            [f"{TRY} torch==2.13.0+cpu", f"{TRY} {CPU_BUILDS} torch==2.13.0+cpu", WITH_DEV],
        ),
    ],
)
def test_an_extra_without_a_card_looks_for_the_cpu_build_once(
    prepared: Checkout, found: dict[str, str], calls: list[str]
) -> None:
    """The CPU build of torch comes from where pip is configured to look, else from pytorch.org, else is done without.

    Each look is one try without retries, and none leaves a line on the terminal.
    """
    done = prepared.install("[dev]", **found)
    assert (done.returncode, done.stderr) == (0, "")
    assert prepared.pip_calls() == calls


def test_with_a_card_the_ordinary_build_is_taken(prepared: Checkout) -> None:
    """Where nvidia-smi lists a card, no CPU build is looked for."""
    prepared.add_program("nvidia-smi", "exit 0")
    assert prepared.install("[dev]").returncode == 0
    assert prepared.pip_calls() == [WITH_DEV]


def test_an_installed_torch_is_kept(prepared: Checkout) -> None:
    """Where the pinned torch is installed, whichever build, none is looked for again."""
    record = (
        prepared.folder / ".venv" / "lib" / "python3.11" / "site-packages" / "torch-2.13.0+cpu.dist-info" / "RECORD"
    )
    record.parent.mkdir(parents=True)
    record.touch()
    assert prepared.install("[dev]").returncode == 0
    assert prepared.pip_calls() == [WITH_DEV]


@pytest.mark.parametrize(
    ("name", "script", "extra", "sentence"),
    [
        ("python", "exit 1", "", "Dateline needs Python 3.11 or 3.12, which is not what python is here"),
        ("python", 'case "$2" in *ensurepip*) exit 1;; esac', "", "python lacks the modules venv and ensurepip"),
        ("df", "echo; echo /dev/vda 9 9 1000 9 /", "", "Dateline needs 800 MB of disk"),
        ("df", "echo; echo /dev/vda 9 9 1000000 9 /", "[dev]", "Dateline[dev] needs 2800 MB of disk"),
    ],
)
@pytest.mark.skipif(HAS_CARD, reason="this machine has an NVIDIA card")
def test_a_machine_that_lacks_something_is_told_in_one_sentence(
    checkout: Checkout, name: str, script: str, extra: str, sentence: str
) -> None:
    """A Python of another version, one without venv and a full disk each end with what is wrong and what to do."""
    checkout.add_program(name, script)
    done = checkout.install(extra, PYTHON="python")
    assert done.returncode == 1
    assert sentence in done.stderr
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("failure", "sentence"),
    [
        ("ERROR: [Errno 28] No space left on device", "The disk is full: free 800 MB"),
        ("Failed to establish a new connection: [Errno -2]", "The package index cannot be reached; connect"),
    ],
)
def test_what_pip_meets_is_one_sentence(prepared: Checkout, failure: str, sentence: str) -> None:
    """A disk that fills up and an index out of reach are told without pip's own pages, which are in the log."""
    done = prepared.install(FAILURE=failure)
    assert done.returncode == 1
    assert done.stderr.startswith(sentence)
    assert done.stderr.count("\n") == 1
    assert failure in (prepared.folder / ".venv" / "install.log").read_text()


@pytest.mark.slow
def test_no_network_is_one_sentence(checkout: Checkout) -> None:
    """The real pip, with an index that nobody serves, ends in the sentence about the network, and so once more."""
    alone = {"PIP_INDEX_URL": "http://127.0.0.1:9/simple", "PIP_CONFIG_FILE": os.devnull, "PIP_RETRIES": "0"}
    nothing = {"PIP_FIND_LINKS": "", "PIP_EXTRA_INDEX_URL": "", "PYTHON": sys.executable}
    for _ in range(2):
        done = checkout.install(**alone, **nothing)
        assert done.returncode == 1
        assert done.stderr.startswith("The package index cannot be reached"), done.stderr
        assert done.stderr.count("\n") == 1
