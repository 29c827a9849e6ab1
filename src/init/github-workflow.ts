import { list } from '../program/sentence.ts'
import type { RepositoryFacts } from './repository-facts.ts'
import { yamlItems, yamlText } from './yaml-text.ts'

/** The path of the workflow, relative to the root of the repository. */
export const WORKFLOW_FILE = '.github/workflows/as-installed.yml'

/** A file to write, and what it does, in a few sentences. */
export interface WorkflowFile {
  readonly text: string
  readonly summary: readonly string[]
  /** The name for the required status check. */
  readonly statusCheck: string
}

/** Returns the workflow of a repository: one job for one package, the reusable workflow for several. */
export function githubWorkflow(facts: RepositoryFacts): WorkflowFile {
  const { packages, tagPatterns, defaultBranch, publishes } = facts
  const [only, ...others] = packages
  const patterns = publishes && tagPatterns.length === 0 ? ['v*'] : tagPatterns
  const isSingle = others.length === 0
  const isOnTags = patterns.length > 0
  const text = [
    'name: as-installed',
    '',
    'on:',
    '  pull_request:',
    '  merge_group:',
    '  push:',
    `    branches: ${yamlItems([defaultBranch])}`,
    ...(isOnTags ? [`    tags: ${yamlItems(patterns)}`] : []),
    '',
    'permissions:',
    '  contents: read',
    '',
    'jobs:',
    ...(isSingle ? verifyJob(facts, only.pythons, isOnTags) : reusableJob(facts)),
    ...(isSingle && publishes ? ['', ...PUBLISH_JOB] : []),
    '',
  ].join('\n')
  const what = isSingle
    ? `Verifies ${only.name} with Python ${list(only.pythons)}`
    : `Verifies ${packages.length} packages, with the lowest and the highest Python that each allows,`
  return {
    text,
    summary: [
      `${what} on pull requests, in the merge queue and on ${defaultBranch}.`,
      ...(isSingle
        ? []
        : ['On pull requests, verifies only the packages that changed and their dependents.']),
      ...(isOnTags
        ? [`On the tags ${list(patterns)}, also checks that the version is that of the tag.`]
        : []),
      ...(isSingle && publishes
        ? [
            'On these tags, publishes the verified files to PyPI, with a trusted publisher and the environment pypi.',
          ]
        : []),
    ],
    statusCheck: isSingle ? 'as-installed' : 'as-installed / gate',
  }
}

function verifyJob({ paths }: RepositoryFacts, pythons: readonly string[], isOnTags: boolean): string[] {
  const inputs = [
    ...(paths.length === 1 && paths[0] === '.' ? [] : [`          path: ${yamlText(paths[0])}`]),
    ...(pythons.length === 1 ? [] : [`          python-version: ${pythons.join(' ')}`]),
  ]
  return [
    '  as-installed:',
    '    runs-on: ubuntu-latest',
    '    steps:',
    '      - uses: actions/checkout@v7',
    '        with:',
    '          fetch-depth: 0          # tags, to find the last release',
    '          persist-credentials: false',
    '      - uses: actions/setup-python@v7',
    '        with:',
    ...(pythons.length === 1
      ? [`          python-version: '${pythons[0]}'`]
      : ['          python-version: |', ...pythons.map((python) => `            ${python}`)]),
    '      - uses: as-installed/as-installed@v0',
    ...(isOnTags ? ['        id: verified'] : []),
    ...(inputs.length === 0 ? [] : ['        with:', ...inputs]),
    ...(isOnTags
      ? [
          "      - if: github.ref_type == 'tag'",
          '        uses: actions/upload-artifact@v7',
          '        with:',
          '          name: dist',
          `          path: \${{ steps.verified.outputs.dist }}`,
        ]
      : []),
  ]
}

function reusableJob({ paths }: RepositoryFacts): string[] {
  const [only, ...others] = paths
  return [
    '  as-installed:',
    '    uses: as-installed/as-installed/.github/workflows/as-installed.yml@v0',
    '    with:',
    ...(others.length === 0
      ? [`      path: ${yamlText(only)}`]
      : ['      path: |', ...paths.map((path) => `        ${path}`)]),
    `      changed-only: \${{ github.event_name == 'pull_request' || github.event_name == 'merge_group' }}`,
  ]
}

const PUBLISH_JOB = [
  '  publish:',
  "    if: github.ref_type == 'tag'",
  '    needs: as-installed',
  '    runs-on: ubuntu-latest',
  '    environment: pypi',
  '    permissions:',
  '      id-token: write           # trusted publishing',
  '    steps:',
  '      - uses: actions/download-artifact@v8',
  '        with:',
  '          name: dist',
  '          path: dist',
  '      - uses: pypa/gh-action-pypi-publish@release/v1',
]
