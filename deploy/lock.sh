#!/bin/sh
# Prints the versions installed in .venv as a constraints file. A local version (torch==2.13.0+cpu) loses its suffix:
# the pin then fits the CPU build and the ordinary one.
set -eu
cd "$(dirname "$0")/.."

echo "# Exact versions that \`make\`, CI and the image install; written by \`make lock\`, see CONTRIBUTING.md."
"${1:-.venv/bin/python}" -m pip freeze --all --exclude pip --exclude dateline | sed 's/+[A-Za-z0-9.]*$//'
