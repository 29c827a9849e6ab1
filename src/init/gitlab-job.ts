import type { RepositoryFacts } from './repository-facts.ts'

/** Returns a job to add to `.gitlab-ci.yml`; `docs/ci/gitlab.md` describes it. */
export function gitlabJob({ packages, paths }: Pick<RepositoryFacts, 'packages' | 'paths'>): string {
  const python = packages[0].pythons.at(-1)
  const isSingle = packages.length === 1
  const isRoot = paths.length === 1 && paths[0] === '.'
  const arguments_ = [
    ...(isRoot ? [] : [paths.map((path) => `'${path}'`).join(' ')]),
    ...(isSingle ? [] : ['--changed-only']),
    '--out out',
    '--format gitlab --output gl-code-quality-report.json',
    '--format junit --output junit.xml',
  ]
  return [
    'as-installed:',
    `  image: python:${python}-trixie`,
    '  rules:',
    '    - if: $CI_PIPELINE_SOURCE == "merge_request_event"',
    '    - if: $CI_COMMIT_TAG',
    '    - if: $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH',
    '  variables:',
    '    GIT_DEPTH: "0"          # the whole history with tags, to find the last release',
    '  before_script:',
    '    - apt-get update && apt-get install --yes --no-install-recommends nodejs',
    '    - git clone --quiet --depth 1 https://github.com/as-installed/as-installed /opt/as-installed',
    '  script:',
    '    - >-',
    '      node /opt/as-installed/dist/cli.js',
    ...arguments_.map((one) => `      ${one}`),
    '  artifacts:',
    '    when: always',
    '    paths:',
    '      - out/dist/',
    '    reports:',
    '      codequality: gl-code-quality-report.json',
    '      junit: junit.xml',
    '',
  ].join('\n')
}
