#!/usr/bin/env bash
# The same as pip.sh with as little work as possible: no pip in the environment, no bytecode, files linked from the
# cache (uv's defaults). The caller sets the same variables.
set -euo pipefail
export UV_NO_PROGRESS=1

uv build --quiet --python "$PYTHON" --out-dir "$WORK/dist" "$PROJECT"
uv venv --quiet --python "$PYTHON" "$WORK/test"
# shellcheck disable=SC2086 # Lists of words, here and below.
uv pip install --quiet --python "$WORK/test" "$WORK"/dist/*.whl $REQUIREMENTS

for script in $CONSOLE_SCRIPTS; do
  "$WORK/test/bin/$script" --help >"$WORK/$script.help"
done

mkdir "$WORK/outside"
cd "$PROJECT"
# shellcheck disable=SC2086
cp -R $TEST_FILES "$WORK/outside"
cd "$WORK/outside"
"$WORK/test/bin/python" -m pytest
