import { pyprojectOf } from '../../project/project.ts'
import { locationOfStatement } from '../diagnosis/source-location.ts'
import { completed, type PackageFacts } from '../facts.ts'
import type { Finding, SourceLocation } from '../rules.ts'
import type { ImportMessage } from './rules.ts'

/** Reports warnings and output of the package on import in one note, and an import that takes longer than allowed. */
export function checkImportMessages(facts: PackageFacts): Finding[] {
  return [...messagesFinding(facts), ...timeFinding(facts)]
}

function messagesFinding(facts: PackageFacts): Finding[] {
  const imports = completed(facts.imports) ?? []
  const warnings = imports.flatMap((evidence) => evidence.warnings ?? [])
  const printed = imports.flatMap((evidence) => evidence.printed ?? [])
  const messages = [
    ...warnings.map(({ category, message, ...place }) => ({ kind: category, text: message, ...place })),
    ...printed.map(({ stream, ...text }) => ({ ...text, kind: stream })),
  ].map(({ kind, text, file, line }): { message: ImportMessage; where: SourceLocation | undefined } => {
    const source = completed(facts.contents)?.sourceMap.sourceOf(file)
    return {
      message: { kind, text, place: `${source ?? file}:${line}` },
      where: locationOfStatement({ source, line }),
    }
  })
  const [first] = messages
  if (first === undefined) return []
  return [
    {
      rule: 'import-warning',
      severity: 'note',
      facts: { messages: messages.map(({ message }) => message), slow: null },
      where: first.where,
    },
  ]
}

function timeFinding({ imports, project }: PackageFacts): Finding[] {
  const limit = project.settings.imports['max-seconds']
  const timed = (completed(imports) ?? []).find(({ time }) => time !== undefined)
  if (limit === undefined || timed?.time === undefined || timed.time.seconds <= limit) return []
  return [
    {
      rule: 'import-warning',
      severity: 'warning',
      facts: { messages: [], slow: { module: timed.module, ...timed.time, limit } },
      where: {
        file: pyprojectOf(project),
        line: project.lineOf(['tool', 'as-installed', 'imports', 'max-seconds']),
      },
    },
  ]
}
