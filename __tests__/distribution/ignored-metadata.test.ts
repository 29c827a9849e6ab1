import { expect, test } from '@jest/globals'
import { ignoredFieldsIn } from '../../src/distribution/ignored-metadata.ts'

const warning = (field: string, value: string) => `
/env/lib/setuptools/config/_apply_pyprojecttoml.py:75: _MissingDynamic: \`${field}\` defined outside of \`pyproject.toml\` is ignored.
!!

        ********************************************************************************
        The following seems to be defined outside of \`pyproject.toml\`:

        \`${field} = ${value}\`

        According to the spec (see the link below), however, setuptools CANNOT
        consider this value unless \`${field}\` is listed as \`dynamic\`.
        ********************************************************************************

!!
  _handle_missing_dynamic(dist, project_table)
`

test('each ignored field is found once, although each build warns of it', () => {
  const once = warning('dependencies', "['idna>=3', 'a `b`']") + warning('scripts', "['x=x:main']")
  expect(ignoredFieldsIn(once + once)).toEqual([
    { field: 'dependencies', value: "['idna>=3', 'a `b`']" },
    { field: 'scripts', value: "['x=x:main']" },
  ])
})

test('setuptools before 69 still used the value', () => {
  expect(ignoredFieldsIn(once().replace('_MissingDynamic', '_WouldIgnoreField'))).toEqual([])
})

const once = () => warning('scripts', "['x=x:main']").replace('is ignored', 'would be ignored')
