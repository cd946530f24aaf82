#!/bin/sh
# Installs Dateline into .venv with the versions of constraints.txt. `make` runs it; the argument names an extra, such as
# [dev]. Dateline alone, [documents], [milvus], [postgres], [ray] and [tracing] need no torch; every other extra does.
# It may be interrupted and run again: pip caches what it has downloaded and installs only what is missing.
set -eu
cd "$(dirname "$0")/.."

EXTRA=${1-}
TORCH=$(grep '^torch==' constraints.txt)
CPU_BUILDS=https://download.pytorch.org/whl/cpu
LOG=.venv/install.log

fail() {
  echo "$1" >&2
  exit 1
}

is_supported() {
  "$1" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 13))' 2>/dev/null
}

find_python() {
  if [ -n "${PYTHON-}" ]; then set -- "$PYTHON"; else set -- python3.11 python3.12 python3; fi
  for python; do
    if is_supported "$python"; then
      echo "$python"
      return
    fi
  done
  fail "Dateline needs Python 3.11 or 3.12, which is not what $* is here; install it, or say where it is: make PYTHON=/path/to/python3.11"
}

has_card() {
  nvidia-smi -L >/dev/null 2>&1 || [ -e /dev/nvidia0 ] || [ -e /proc/driver/nvidia ]
}

# What the disk must have free, in MB. Measured: 500 without an extra; with [dev] 2,300 on a machine without a card.
needed_disk() {
  if [ -z "$EXTRA" ]; then
    echo 800
  elif has_card; then
    echo 6500
  else
    echo 2800
  fi
}

check_disk() {
  if [ -d .venv ]; then present=$(du -sk .venv | cut -f 1); else present=0; fi
  free=$(df -Pk . | awk 'NR == 2 { print $4 }')
  [ $((free + present)) -ge $((NEEDED * 1000)) ] ||
    fail "Dateline$EXTRA needs $NEEDED MB of disk, and $PWD has $((free / 1000)) MB free; free some, then run make again."
}

create_venv() {
  if is_supported .venv/bin/python && .venv/bin/python -m pip --version >/dev/null 2>&1; then return; fi
  python=$(find_python)
  "$python" -c 'import ensurepip, venv' 2>/dev/null ||
    fail "$python lacks the modules venv and ensurepip; install them (on Debian and Ubuntu: apt install python3-venv), then run make again."
  "$python" -m venv --clear .venv || fail "$python could not create a virtual environment in $PWD/.venv; its reason stands above."
}

pip_install() {
  .venv/bin/python -m pip install --disable-pip-version-check --constraint constraints.txt "$@" >"$LOG" 2>&1
}

explain() {
  if grep -q 'No space left on device' "$LOG"; then
    fail "The disk is full: free $NEEDED MB in $PWD and 1000 MB in ${TMPDIR:-/tmp}, then run make again."
  elif grep -Eq 'establish a new connection|from versions: none|[Tt]imed? ?out|connection broken|ProxyError|SSLError' "$LOG"; then
    fail "The package index cannot be reached; connect this machine or set PIP_INDEX_URL to a mirror, then run make again (details: $LOG)."
  fi
  tail -n 20 "$LOG" >&2
  fail "pip could not install Dateline; its reason stands above and in $LOG."
}

needs_torch() {
  case "$EXTRA" in "" | "[documents]" | "[milvus]" | "[postgres]" | "[ray]" | "[tracing]") return 1 ;; esac
}

has_torch() {
  set -- .venv/lib/*/site-packages/"$(echo "$TORCH" | tr -s = -)"*.dist-info/RECORD
  [ -e "$1" ]
}

# The torch of PyPI brings gigabytes of CUDA. Where no card can use them, the CPU build is looked for: where pip is
# configured to look, then at pytorch.org. The look is one short try; without success the ordinary build is installed.
install_cpu_torch() {
  for index in "" "--extra-index-url=$CPU_BUILDS"; do
    # shellcheck disable=SC2086 # no index is no argument
    if timeout 30 .venv/bin/python -m pip install --dry-run --no-deps --retries 0 --timeout 5 $index "$TORCH+cpu" >"$LOG" 2>&1; then
      echo "Installing the CPU build of torch."
      pip_install --no-deps $index "$TORCH+cpu" || explain
      return
    fi
  done
}

NEEDED=$(needed_disk)
check_disk
create_venv
echo "Installing Dateline$EXTRA into .venv; this takes some minutes."
if needs_torch && ! has_card && ! has_torch; then install_cpu_torch; fi
pip_install --editable ".$EXTRA" || explain
