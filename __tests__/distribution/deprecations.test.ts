import { expect, test } from '@jest/globals'
import { deprecationsIn } from '../../src/distribution/deprecations.ts'

const SETUPTOOLS = `$ build_wheel
/env/lib/python3.12/site-packages/setuptools/config/_apply_pyprojecttoml.py:82: SetuptoolsDeprecationWarning: \`project.license\` as a TOML table is deprecated
!!

        ********************************************************************************
        Please use a simple string containing a SPDX expression for \`project.license\`. You can also use \`project.license-files\`.

        By 2027-Feb-18, you need to update your project and remove deprecated calls
        or your builds will no longer be supported.

        See https://packaging.python.org/en/latest/guides/writing-pyproject-toml/#license for details.
        ********************************************************************************

!!
  corresp(dist, value, root_dir)
running bdist_wheel
`

const OVERDUE = `/env/site-packages/setuptools/dist.py:599: SetuptoolsDeprecationWarning: Invalid dash-separated key 'long-description' in 'metadata' (setup.cfg), please use the underscore name 'long_description' instead.
!!

        Usage of dash-separated 'long-description' will not be supported in future
        versions.

        This deprecation is overdue, please update your project.
        See https://github.com/pypa/setuptools/discussions/5011 for details.

!!
`

test('a warning of setuptools, which is printed by every step', () => {
  expect(deprecationsIn(SETUPTOOLS + SETUPTOOLS)).toEqual([
    {
      message: '`project.license` as a TOML table is deprecated',
      paragraphs: [
        'Please use a simple string containing a SPDX expression for `project.license`. You can also use `project.license-files`.',
        'By 2027-Feb-18, you need to update your project and remove deprecated calls or your builds will no longer be supported.',
        'See https://packaging.python.org/en/latest/guides/writing-pyproject-toml/#license for details.',
      ],
      by: '2027-02-18',
      url: 'https://packaging.python.org/en/latest/guides/writing-pyproject-toml/#license',
      isOfBackend: true,
    },
  ])
  expect(deprecationsIn(OVERDUE)).toMatchObject([{ by: 'overdue', isOfBackend: true }])
})

test.each<[string, string, string | undefined]>([
  [
    'maturin',
    '⚠️  Warning: `tool.maturin.sdist-include` is deprecated, please use `tool.maturin.include`',
    '`tool.maturin.sdist-include` is deprecated, please use `tool.maturin.include`',
  ],
  [
    'scikit-build-core',
    'WARNING: Use cmake.version instead of cmake.minimum-version, which is deprecated',
    'Use cmake.version instead of cmake.minimum-version, which is deprecated',
  ],
  [
    'scikit-build-core, with the setting',
    'WARNING: cmake.minimum-version is deprecated.',
    'cmake.minimum-version is deprecated',
  ],
  ['a compiler', "src/a.c:12:3: warning: 'sprintf' is deprecated [-Wdeprecated-declarations]", undefined],
  ['pip', 'DEPRECATION: Legacy editable install of x is deprecated.', undefined],
  [
    'setuptools itself',
    '/x/setuptools/a.py:9: SetuptoolsDeprecationWarning: setup.py install is deprecated.',
    undefined,
  ],
  ['nothing', 'running build_ext', undefined],
])('a line of %s', (_, line, message) => {
  expect(deprecationsIn(`${line}\n`)[0]?.message).toBe(message)
})
