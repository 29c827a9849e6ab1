import { table } from '../../../config/toml.ts'
import { fileOf, valueAt } from '../../../project/project.ts'
import type { SourceLocation } from '../../rules.ts'
import type { Candidate } from '../edit.ts'
import type { ProjectSources } from '../sources.ts'
import type { CandidatesOf } from './candidates-of.ts'
import { changeClassifiers, declaredClassifiers } from './classifiers.ts'
import { set } from './edits.ts'
import { inPyproject, inSetupCfg, inSetupPy } from './project-paths.ts'

/** Raises Requires-Python to the Python that has the feature, or delays the evaluation of annotations. */
export const falseRequiresPython: CandidatesOf<'requires-python-false'> = ({ facts, where }, sources) => {
  const { kind, needs } = facts
  const delayed =
    (kind === 'generic' || kind === 'union') && where !== undefined
      ? delayedAnnotations(where.file, sources)
      : []
  return [...delayed, ...(needs === null ? [] : raisedPython(needs, facts.requiresPython, sources))]
}

/** `from __future__ import annotations`, before the first import. */
function delayedAnnotations(file: string, { textOf }: ProjectSources): Candidate[] {
  const lines = (textOf(file) ?? '').split('\n')
  const line = lines.findIndex((one) => /^(import|from)\s+\w/.test(one))
  const text = lines[line]?.trimEnd()
  if (text === undefined || /^from __future__ import annotations/m.test(lines.join('\n'))) return []
  const by = text.startsWith('from __future__ import')
    ? `${text}, annotations`
    : `from __future__ import annotations\n\n${text}`
  if (text.startsWith('from __future__ import (')) return []
  return [
    {
      summary: 'Postpone the evaluation of annotations (PEP 563).',
      edits: [{ kind: 'replace', file, line: line + 1, text, by }],
    },
  ]
}

function raisedPython(needs: string, current: string, sources: ProjectSources): Candidate[] {
  const { project, textOf } = sources
  const below = declaredClassifiers(sources).filter((one) => isBelow(one, needs))
  const classifiers = below.length === 0 ? [] : (changeClassifiers(below, undefined, sources) ?? [])
  const [, upper = ''] = /(,?\s*<=?\s*[\d.]+)/.exec(current) ?? []
  const value = `>=${needs}${upper && `,${upper.replace(/^,?\s*/, '')}`}`
  const summary = `Require Python ${needs} or later.`
  if (table(project.pyproject.project)['requires-python'] !== undefined)
    return [
      { summary, edits: [set(inPyproject(sources, 'project', 'requires-python'), value), ...classifiers] },
    ]
  if (valueAt(project, ['tool', 'poetry', 'dependencies', 'python']) !== undefined)
    return [
      {
        summary,
        edits: [set(inPyproject(sources, 'tool', 'poetry', 'dependencies', 'python'), value), ...classifiers],
      },
    ]
  if (project.setupCfg.get('options')?.has('python_requires'))
    return [
      { summary, edits: [set(inSetupCfg(sources, 'options', 'python_requires'), value), ...classifiers] },
    ]
  return /\bpython_requires\b/.test(textOf(fileOf(project, 'setup.py')) ?? '')
    ? [{ summary, edits: [set(inSetupPy(sources, 'python_requires'), value), ...classifiers] }]
    : []
}

function isBelow(classifier: string, needs: string): boolean {
  const [, minor] = /^Programming Language :: Python :: 3\.(\d+)$/.exec(classifier) ?? []
  return minor !== undefined && Number(minor) < Number(needs.split('.')[1])
}

/** The exceptions of annotations that need a later Python: PEP 604, PEP 585. */
const ANNOTATIONS: readonly (readonly [error: RegExp, needs: string])[] = [
  [/^TypeError: unsupported operand type\(s\) for \|: .*'(type|NoneType|\w*Meta|\w*Alias)'/, '3.10'],
  [/^TypeError: 'type' object is not subscriptable/, '3.9'],
]

/** Returns the candidates for an import that fails for an annotation that the Python does not support. */
export function annotationFixes(
  error: string,
  where: SourceLocation | undefined,
  sources: ProjectSources,
): Candidate[] {
  const needs = ANNOTATIONS.find(([pattern]) => pattern.test(error))?.[1]
  return needs === undefined || where === undefined
    ? []
    : [...delayedAnnotations(where.file, sources), ...raisedPython(needs, '', sources)]
}
