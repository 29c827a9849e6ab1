import { prefixOf } from '../../project/project.ts'
import { packagingOf } from '../diagnosis/packaging.ts'
import { completed, type PackageFacts } from '../facts.ts'
import type { Finding } from '../rules.ts'
import type { Contents } from './facts.ts'

/** The names that build backends look for by default (PEP 639), in the directory of the project. */
const LICENSE = /^(LICEN[CS]E|COPYING|NOTICE)([-_. ][^/]*)?$/i
/** Not a text: `license.py`, a template, a list for a tool. */
const NO_TEXT = /\.(py|pyi|json|ya?ml|toml|in|tmpl|j2|sh|html?|ini|cfg)$/i

/** Reports license files of the project that the wheel or the sdist lacks, in one finding. */
export function checkLicenses(facts: PackageFacts, { wheel, sources }: Contents): Finding[] {
  const prefix = prefixOf(facts.project)
  const licenses = sources.filter(({ path }) => {
    const name = path.slice(prefix.length)
    return LICENSE.test(name) && !NO_TEXT.test(name)
  })
  const build = completed(facts.build)
  const inSdist = new Set(build?.kind === 'built' ? build.sdist.files : [])
  const missing = licenses.flatMap(({ path, sha256 }) => {
    const name = path.slice(prefix.length)
    const isInWheel = wheel.members.some(
      (member) => member.name.split('/').at(-1) === name || member.sha256 === sha256,
    )
    const from = [
      ...(isInWheel ? [] : ['wheel']),
      ...(build?.kind !== 'built' || inSdist.has(name) ? [] : ['sdist']),
    ]
    return from.length === 0 ? [] : [{ path, from }]
  })
  const [first] = missing
  if (first === undefined) return []
  return [
    {
      rule: 'license-missing',
      severity: 'warning',
      facts: {
        paths: missing.map(({ path }) => path),
        artifacts: ['wheel', 'sdist'].filter((kind) => missing.some(({ from }) => from.includes(kind))),
        ...packagingOf(facts),
      },
      where: { file: first.path },
    },
  ]
}
