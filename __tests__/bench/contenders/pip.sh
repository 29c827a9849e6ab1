#!/usr/bin/env bash
# The pipeline that teams write by hand: one environment to build in, one to test in, and pip.
# The caller sets PYTHON, PROJECT, WORK (empty), REQUIREMENTS, CONSOLE_SCRIPTS and TEST_FILES.
set -euo pipefail

cd "$PROJECT"
"$PYTHON" -m venv "$WORK/build"
"$WORK/build/bin/python" -m pip install build
"$WORK/build/bin/python" -m build --outdir "$WORK/dist"

"$PYTHON" -m venv "$WORK/test"
# shellcheck disable=SC2086 # Lists of words, here and below.
"$WORK/test/bin/python" -m pip install "$WORK"/dist/*.whl $REQUIREMENTS

for script in $CONSOLE_SCRIPTS; do
  "$WORK/test/bin/$script" --help >"$WORK/$script.help"
done

# Outside the project, so that the source cannot be imported.
mkdir "$WORK/outside"
# shellcheck disable=SC2086
cp -R $TEST_FILES "$WORK/outside"
cd "$WORK/outside"
"$WORK/test/bin/python" -m pytest
