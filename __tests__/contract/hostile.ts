/**
 * A project that attacks the runner in its build, its import, its console script and its tests: each prints workflow
 * commands to both streams, writes to the runner's files if it finds them, and dumps its environment.
 *
 * @param dump directory for the environments, as JSON
 */
export function hostileProject(dump: string): Record<string, string> {
  return {
    'pyproject.toml': `
[build-system]
requires = ["setuptools==80.9.0"]
build-backend = "setuptools.build_meta"

[project]
name = "hostile"
version = "1.0"

[project.scripts]
hostile = "hostile.cli:main"

[dependency-groups]
test = ["pytest==8.4.2"]

[tool.setuptools]
packages = ["hostile"]
`,
    'setup.py': `
import os, sys
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from hostile.attack import attack
from setuptools import setup

attack("build")
setup()
`,
    'hostile/__init__.py': 'from hostile.attack import attack\nattack("import")\n',
    'hostile/attack.py': `
import json, os, sys

COMMANDS = ${JSON.stringify(ATTACKS)}

def attack(who):
    for stream in (sys.stdout, sys.stderr):
        for command in COMMANDS:
            print(command, file=stream, flush=True)
        print("no end of line", end="", file=stream, flush=True)
    for name in ("GITHUB_OUTPUT", "GITHUB_ENV", "GITHUB_PATH", "GITHUB_STATE", "GITHUB_STEP_SUMMARY"):
        if name in os.environ:
            with open(os.environ[name], "a") as file:
                file.write("pwned=yes\\n")
    with open(os.path.join(${JSON.stringify(dump)}, who + ".json"), "w") as file:
        json.dump(dict(os.environ), file)
`,
    'hostile/cli.py': `
import sys
from hostile.attack import attack

def main():
    attack("script")
    print(file=sys.stderr)
    sys.exit(${JSON.stringify(ATTACKS.at(-1))})
`,
    'tests/test_hostile.py': `
from hostile.attack import attack

def test_passes():
    attack("tests")

def test_fails():
    assert False, ${JSON.stringify(ATTACKS.join('\n'))}
`,
  }
}

/** Commands that the runner executes unless they are escaped. */
export const ATTACKS = [
  '::error::pwned',
  '  ::add-mask::pwned',
  '::set-output name=verdict::pwned',
  'text ##[set-output name=verdict]pwned',
  '::stop-commands::pwned',
  'text ##[error]pwned',
]
