/** A small working project for each build backend and both layouts, into which defects are seeded. */
import type { Files } from '../support/project.ts'

export const BACKENDS = ['setuptools', 'hatchling', 'flit', 'poetry-core', 'pdm-backend', 'uv_build'] as const
export type Backend = (typeof BACKENDS)[number]
export const LAYOUTS = ['src', 'flat'] as const
export type Layout = (typeof LAYOUTS)[number]

/** The parts of a project, which a defect changes. */
export interface Greeter {
  readonly backend: Backend
  readonly layout: Layout
  /** `[project]`: key -> TOML. */
  readonly project: Readonly<Record<string, string>>
  /** Tables of the build backend. */
  readonly packaging: string
  /** Further tables of pyproject.toml. */
  readonly tables: string
  /** Path -> content; `source/` is the source directory of the layout. */
  readonly files: Files
  /** A tagged commit on main; the project is committed after it, on an unrelated branch, or merged into it. */
  readonly released?: {
    readonly project: Greeter
    readonly tag: string
    readonly way?: 'after' | 'beside' | 'merged'
  }
  /** A tag on the last commit. */
  readonly tag?: string
  /** Environment variables of the run. */
  readonly variables?: Readonly<Record<string, string>>
  /** The webhook payload of the event. */
  readonly payload?: object
  /** Options of the run. */
  readonly options?: readonly string[]
}

const REQUIRES: Readonly<Record<Backend, readonly [requires: string, backend: string]>> = {
  setuptools: ['setuptools>=77', 'setuptools.build_meta'],
  hatchling: ['hatchling>=1.26', 'hatchling.build'],
  flit: ['flit_core>=3.11', 'flit_core.buildapi'],
  'poetry-core': ['poetry-core>=2', 'poetry.core.masonry.api'],
  'pdm-backend': ['pdm-backend>=2.4', 'pdm.backend'],
  uv_build: ['uv_build>=0.9', 'uv_build'],
}

/** Where the layout has its sources, with a slash at the end. */
export const rootOf = ({ layout }: Pick<Greeter, 'layout'>) => (layout === 'src' ? 'src/' : '')

/** The tables that make a backend include packages and exclude patterns. */
export function packaging(
  backend: Backend,
  layout: Layout,
  {
    packages = ['greeter'],
    without = [],
  }: { packages?: readonly string[]; without?: readonly string[] } = {},
): string {
  const src = layout === 'src'
  const list = (items: readonly string[]) => `[${items.map((item) => `"${item}"`).join(', ')}]`
  const paths = packages.map((name) => `${src ? 'src/' : ''}${name}`)
  const excluded = without.map((pattern) => `${src ? 'src/' : ''}${pattern}`)
  switch (backend) {
    case 'setuptools': {
      const data = ['templates/*.txt', 'py.typed'].filter(
        (pattern) => !without.includes(`greeter/${pattern}`),
      )
      return `[tool.setuptools.packages.find]
where = ["${src ? 'src' : '.'}"]
include = ${list(packages.map((name) => `${name}*`))}
exclude = ${list(without.filter((pattern) => pattern.endsWith('/**')).map((pattern) => pattern.slice(0, -3).replaceAll('/', '.')))}

[tool.setuptools.package-data]
greeter = ${list(data)}
${without.includes('greeter/py.typed') ? '\n[tool.setuptools.exclude-package-data]\ngreeter = ["py.typed"]' : ''}`
    }
    case 'hatchling':
      return `[tool.hatch.build]\nexclude = ${list(excluded.map((path) => `/${path}`))}

[tool.hatch.build.targets.wheel]\npackages = ${list(paths)}`
    case 'flit':
      return ''
    case 'poetry-core':
      return `[tool.poetry]
packages = [${packages.map((name) => `{ include = "${name}"${src ? ', from = "src"' : ''} }`).join(', ')}]
exclude = ${list(excluded)}`
    case 'pdm-backend':
      return `[tool.pdm.build]\n${src ? 'package-dir = "src"\n' : ''}includes = ${list(paths)}\nexcludes = ${list(excluded)}`
    case 'uv_build':
      return `[tool.uv.build-backend]
module-root = "${src ? 'src' : ''}"
module-name = ${list(packages)}
wheel-exclude = ${list(excluded)}`
  }
}

/** The healthy project. */
export function greeter(backend: Backend, layout: Layout): Greeter {
  return {
    backend,
    layout,
    project: {
      name: '"greeter"',
      version: '"1.0.0"',
      description: '"Greets people."',
      readme: '"README.md"',
      'requires-python': '">=3.8"',
      dependencies: '[]',
      scripts: '{ greet = "greeter.cli:main" }',
    },
    packaging: packaging(backend, layout),
    tables: '[dependency-groups]\ntest = ["pytest"]',
    files: {
      'README.md': '# Greeter\n\nGreets people.\n',
      'source/greeter/__init__.py': 'from greeter.core import greeting\n\n__all__ = ["greeting"]\n',
      'source/greeter/core.py': CORE,
      'source/greeter/polite/__init__.py': 'def politely(text):\n    return text + ", please"\n',
      'source/greeter/cli.py': CLI,
      'source/greeter/templates/greeting.txt': 'Good day, {name}!\n',
      'source/greeter/py.typed': '',
      'tests/test_greeter.py': TESTS,
    },
  }
}

const CORE = `from pathlib import Path

from greeter.polite import politely

TEMPLATES = Path(__file__).parent / "templates"


def greeting(name, polite=False):
    text = (TEMPLATES / "greeting.txt").read_text(encoding="utf-8").strip()
    return politely(text.format(name=name)) if polite else text.format(name=name)
`

const CLI = `import argparse

from greeter import greeting


def main():
    parser = argparse.ArgumentParser(prog="greet")
    parser.add_argument("name")
    print(greeting(parser.parse_args().name))
`

const TESTS = `from greeter import greeting


def test_greets():
    assert greeting("Ada") == "Good day, Ada!"


def test_greets_politely():
    assert greeting("Ada", polite=True).endswith("please")
`

/** The files of a project, as they are committed. */
export function filesOf(project: Greeter): Files {
  const [requires, backend] = REQUIRES[project.backend]
  const keys = Object.entries(project.project).map(([key, value]) => `${key} = ${value}\n`)
  const pyproject = `[build-system]
requires = ["${requires}"]
build-backend = "${backend}"

[project]
${keys.join('')}
${project.tables}

${project.packaging}
`
  const placed = Object.entries(project.files).map(([path, content]) => [
    path.replace(/^source\//, rootOf(project)),
    content,
  ])
  return { 'pyproject.toml': pyproject, ...Object.fromEntries(placed) }
}

/** The project with changes. */
export function change(project: Greeter, changes: Partial<Greeter>): Greeter {
  return {
    ...project,
    ...changes,
    project: { ...project.project, ...changes.project },
    files: { ...project.files, ...changes.files },
  }
}

/** The project with text appended to a file. */
export function append(project: Greeter, path: string, text: string): Greeter {
  return change(project, { files: { [path]: `${project.files[path] ?? ''}${text}` } })
}

/** The project with text prepended to a file. */
export function prepend(project: Greeter, path: string, text: string): Greeter {
  return change(project, { files: { [path]: `${text}${project.files[path] ?? ''}` } })
}
