/**
 * Generates a repository of many small packages, always the same for the same size: each with a script, two or three
 * modules and a few tests, with four build backends, a third of them with a workspace member as dependency.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Package } from './task.ts'

export const SIZES = [10, 100, 300] as const
/** The part of the packages that changed since the base commit. */
export const CHANGES = ['one', 'tenth', 'all'] as const

const SEED = 20_261_121
const BACKENDS = [
  { requires: ['uv_build>=0.9'], backend: 'uv_build' },
  { requires: ['hatchling>=1.27'], backend: 'hatchling.build' },
  { requires: ['flit_core>=3.11,<4'], backend: 'flit_core.buildapi' },
  { requires: ['setuptools>=77'], backend: 'setuptools.build_meta' },
] as const
const REQUIREMENTS = ['pytest==8.4.2']

/** Writes the packages into a directory; changed ones have another version and another docstring. */
export function writeWorkspace(directory: string, size: number, changed: ReadonlySet<string>): Package[] {
  const packages: Package[] = []
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(directory, path)), { recursive: true })
    writeFileSync(join(directory, path), text)
  }
  write('README.md', `# ${size} packages\n`)
  for (let number = 0; number < size; number++) {
    const sibling = number % 3 === 2 ? packages[Math.floor(number / 3)] : undefined
    const name = nameOf(number)
    for (const [path, text] of Object.entries(filesOf(number, sibling?.name, changed.has(name))))
      write(`packages/${name}/${path}`, text)
    packages.push({
      name,
      path: `packages/${name}`,
      scripts: [name],
      requirements: REQUIREMENTS,
      tests: ['tests', 'pyproject.toml'],
      buildSystem: backendOf(number),
      siblings: sibling === undefined ? [] : [sibling.name, ...sibling.siblings],
    })
  }
  return packages
}

/**
 * Names of the packages that change. No other package depends on them, so that only they have to be verified; if only
 * one changes, it has no dependency either, so that it can be compared with a single package.
 */
export function changedIn(all: readonly Package[], changes: (typeof CHANGES)[number]): Set<string> {
  if (changes === 'all') return new Set(all.map(({ name }) => name))
  const needed = new Set(all.flatMap(({ siblings }) => siblings))
  const random = randomNumbers(SEED)
  const independent = all
    .filter(({ name }) => !needed.has(name))
    .map((one) => ({ one, key: random() }))
    .sort((a, b) => a.key - b.key)
    .map(({ one }) => one)
  const chosen =
    changes === 'one'
      ? independent.filter(({ siblings }) => siblings.length === 0).slice(0, 1)
      : independent.slice(0, all.length / 10)
  return new Set(chosen.map(({ name }) => name))
}

function nameOf(number: number): string {
  return `as-installed-benchmark-${String(number).padStart(3, '0')}`
}

function backendOf(number: number): (typeof BACKENDS)[number] {
  return BACKENDS[number % BACKENDS.length] as (typeof BACKENDS)[number]
}

function filesOf(number: number, sibling: string | undefined, isChanged: boolean): Record<string, string> {
  const random = randomNumbers(SEED + number)
  const name = nameOf(number)
  const module = name.replaceAll('-', '_')
  const other = sibling?.replaceAll('-', '_')
  const { requires, backend } = backendOf(number)
  const factor = 2 + Math.floor(random() * 97)
  const cases = Array.from({ length: 3 + Math.floor(random() * 4) }, () => Math.floor(random() * 1000))
  const version = isChanged ? '1.1.0' : '1.0.0'
  const dependencies = [...(sibling === undefined ? [] : [`${sibling}>=1.0`])]
  const hasText = random() < 0.5

  const base = other === undefined ? '0' : `${other}.scale(number)`
  const files: Record<string, string> = {
    'README.md': `# ${name}\n\nScales numbers by ${factor}.\n`,
    'pyproject.toml': `[build-system]
requires = ${JSON.stringify(requires)}
build-backend = "${backend}"

[project]
name = "${name}"
version = "${version}"
description = "Scales numbers by ${factor}."
readme = "README.md"
requires-python = ">=3.9"
dependencies = ${JSON.stringify(dependencies)}

[project.scripts]
${name} = "${module}.cli:main"

[dependency-groups]
test = ${JSON.stringify(REQUIREMENTS)}
`,
    [`src/${module}/__init__.py`]: `"""Scales numbers by ${factor}."""

from ${module}.core import scale

__all__ = ["scale"]
`,
    [`src/${module}/core.py`]: `"""The arithmetic."""
${other === undefined ? '' : `\nimport ${other}\n`}

def scale(number: int) -> int:
    """Gives a multiple of a number${isChanged ? ', as it should be' : ''}."""
    return number * ${factor} + ${base}
`,
    [`src/${module}/cli.py`]: `"""The command."""

import argparse

from ${module}.core import scale
${hasText ? `from ${module}.text import sentence\n` : ''}

def main() -> None:
    """Scales the number on the command line."""
    parser = argparse.ArgumentParser(prog="${name}")
    parser.add_argument("number", type=int)
    number = parser.parse_args().number
    print(${hasText ? 'sentence(number, scale(number))' : 'scale(number)'})
`,
    'tests/test_core.py': `import pytest

import ${module}
${other === undefined ? '' : `import ${other}\n`}

@pytest.mark.parametrize("number", ${JSON.stringify(cases).replaceAll(',', ', ')})
def test_scale(number):
    assert ${module}.scale(number) == number * ${factor} + ${base}


def test_zero():
    assert ${module}.scale(0) == 0
`,
    'tests/test_cli.py': `import sys

from ${module} import cli


def test_prints_the_result(monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", ["${name}", "0"])
    cli.main()
    assert capsys.readouterr().out.strip().endswith("0")
`,
  }
  if (hasText)
    files[`src/${module}/text.py`] = `"""The words."""


def sentence(number: int, result: int) -> str:
    """Says what became of a number."""
    return f"{number} becomes {result}"
`
  return files
}

/** Pseudorandom numbers in [0, 1) that depend only on the seed (mulberry32). */
export function randomNumbers(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
