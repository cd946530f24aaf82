"""Measure how the packages are laid out: `python -m bench.structure`.

Rooms are the modules and folders directly inside a package. An arrow is one module that imports another of the same
package; a module's floor is one above the highest floor it imports, so the number of floors is the longest chain of
imports. Lines of a function run from `def` to its last line. Writes bench/results/structure.json.
"""

import ast
import statistics
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from bench.report import write_result

ROOT = Path(__file__).parents[1]
PACKAGES = ("index", "qa", "api")


@dataclass(frozen=True, slots=True)
class Layout:
    """The counts of one package; lengths are in lines."""

    rooms: int
    files: int
    floors: int
    arrows: int
    longest_file: int
    function_p90: int
    longest_function: int


def measure(package: Path) -> Layout:
    """Count the files, imports and lengths of a package."""
    sources = {_name(path): path.read_text(encoding="utf-8") for path in sorted(package.rglob("*.py"))}
    trees = {name: ast.parse(text) for name, text in sources.items() if not name.endswith("__init__")}
    arrows = {name: set(_imports(tree, trees)) - {name} for name, tree in trees.items()}
    functions = [length for tree in trees.values() for length in _functions(tree)]
    return Layout(
        rooms=sum(_is_room(path) for path in package.iterdir()),
        files=len(trees),
        floors=_floors(arrows),
        arrows=sum(map(len, arrows.values())),
        longest_file=max(text.count("\n") for text in sources.values()),
        function_p90=round(statistics.quantiles(functions, n=10)[-1]),
        longest_function=max(functions),
    )


def _name(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts)


def _is_room(path: Path) -> bool:
    if path.is_dir():
        return any(path.glob("*.py")) and path.name != "__pycache__"
    return path.suffix == ".py" and path.name != "__init__.py"


def _imports(tree: ast.Module, known: Mapping[str, ast.Module]) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name in known)
        elif isinstance(node, ast.ImportFrom) and node.module:
            if node.module in known:
                yield node.module
            yield from (name for alias in node.names if (name := f"{node.module}.{alias.name}") in known)


def _floors(arrows: Mapping[str, set[str]]) -> int:
    heights: dict[str, int] = {}

    def height(name: str, path: frozenset[str] = frozenset()) -> int:
        if name not in heights and name not in path:
            heights[name] = 1 + max((height(target, path | {name}) for target in arrows[name]), default=0)
        return heights.get(name, 0)

    return max(map(height, arrows))


def _functions(tree: ast.Module) -> Iterator[int]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield (node.end_lineno or node.lineno) - node.lineno + 1


def main() -> None:
    """Print one line a package, and write the result."""
    layouts = {name: measure(ROOT / name) for name in PACKAGES}
    for name, layout in layouts.items():
        print(name, ", ".join(f"{key} {value}" for key, value in asdict(layout).items()))
    write_result("structure", {name: asdict(layout) for name, layout in layouts.items()})


if __name__ == "__main__":
    main()
