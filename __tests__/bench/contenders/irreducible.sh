#!/usr/bin/env bash
# The minimum, in environments created before: the hooks of the backend, unpacking, the scripts and the tests. READY is
# the directory of the environments, BACKEND is `build-backend`, the other variables are as for pip.sh.
set -euo pipefail
hook=${BASH_SOURCE[0]%/*}/hook.py

cd "$PROJECT"
"$READY/build/bin/python" "$hook" sdist "$BACKEND" "$WORK/dist" "$WORK/source"
cd "$WORK"/source/*
"$READY/build/bin/python" "$hook" wheel "$BACKEND" "$WORK/dist" "$READY"/test/lib/python*/site-packages

for script in $CONSOLE_SCRIPTS; do
  "$READY/test/bin/$script" --help >"$WORK/$script.help"
done

mkdir "$WORK/outside"
cd "$PROJECT"
# shellcheck disable=SC2086 # A list of words.
cp -R $TEST_FILES "$WORK/outside"
cd "$WORK/outside"
"$READY/test/bin/python" -m pytest
