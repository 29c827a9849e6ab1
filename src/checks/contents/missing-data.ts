import { isTestPath } from '../../project/test-paths.ts'
import { moduleOf } from '../../python/module-names.ts'
import type { Declaration } from '../diagnosis/declared-files/declaration.ts'
import { declaredFiles } from '../diagnosis/declared-files/declared-files.ts'
import {
  type Exclusion,
  exclusionLocation,
  isExcludedOnPurpose,
  wheelExclusion,
} from '../diagnosis/exclusion-reason.ts'
import { failuresWithCauses } from '../diagnosis/failures.ts'
import { lastReleaseWith } from '../diagnosis/last-release.ts'
import { filesLostBySourceTree } from '../diagnosis/lost-by-sdist.ts'
import { packagingOf } from '../diagnosis/packaging.ts'
import { parentOf } from '../diagnosis/parent-directory.ts'
import { isCompiledSource, staysBehind } from '../diagnosis/stay-behind.ts'
import type { PackageFacts } from '../facts.ts'
import type { Finding, Severity } from '../rules.ts'
import type { Contents } from './facts.ts'
import { loadedByConvention } from './framework-files.ts'
import {
  declaredBy,
  filesMissingFromWheel,
  isStubContent,
  type MissingFile,
  missingBecause,
  missingDirectory,
  packageOf,
} from './missing-files.ts'
import { isTypingMarker } from './typing-markers.ts'

/** A missing data file, and why it matters. */
interface MissingData extends MissingFile {
  readonly neededBy: readonly string[]
  readonly possiblyReadBy: readonly string[]
  readonly convention: string | null
  readonly declaration: Declaration | undefined
  /** Tag of the last release, if its wheel has the file. */
  readonly lastRelease: string | undefined
  readonly siblings: number
  readonly exclusion: Exclusion | undefined
}

/** Reports data files of shipped packages that the wheel lacks: one finding for each directory and cause. */
export function checkMissingData(facts: PackageFacts, contents: Contents): Finding[] {
  const groups = new Map<string, MissingData[]>()
  for (const file of missingData(facts, contents)) {
    const directory = missingDirectory(file.installed, contents) ?? parentOf(file.installed)
    const cause = file.declaration?.problem ?? file.exclusion?.reason ?? ''
    const key = `${directory} ${cause} ${file.declaration?.pattern ?? ''}`
    groups.set(key, [...(groups.get(key) ?? []), file])
  }
  return [
    ...[...groups.values()].map((files) => findingFor(files, facts, contents)),
    ...declaredOutside(facts, contents),
    ...missingOutside(facts, contents),
    ...missingFromTreeWheel(facts, contents),
  ]
}

function missingData(facts: PackageFacts, contents: Contents): MissingData[] {
  const failures = failuresWithCauses(facts)
  const declared = declaredFiles(facts)
  const similarFiles = new Map<string, number>()
  for (const { path } of contents.wheel.files) {
    const similar = globOfSimilarFiles(path)
    similarFiles.set(similar, (similarFiles.get(similar) ?? 0) + 1)
  }
  return filesMissingFromWheel(facts, contents).flatMap(({ installed, source }): MissingData[] => {
    if (moduleOf(installed) !== undefined || isTestPath(installed)) return []
    if (isTypingMarker(installed) || isStubContent(installed, contents)) return []
    const failed = failures
      .filter(({ cause }) => cause.kind === 'data' && cause.path === installed)
      .map(({ label }) => label)
    const read = isCompiledSource(installed) ? [] : (contents.readers.get(installed) ?? [])
    const neededBy = [...new Set([...failed, ...read])]
    const exclusion = wheelExclusion(facts, contents, installed, source)
    const convention = staysBehind(installed) ? null : (loadedByConvention(installed, contents) ?? null)
    const declaration = declared.get(installed)?.declaration
    const isExpected =
      declaration !== undefined ||
      (!staysBehind(installed) &&
        !installed.endsWith('.pyi') &&
        !isExcludedOnPurpose(exclusion, facts, contents))
    if (neededBy.length === 0 && !isExpected) return []
    return [
      {
        installed,
        source,
        neededBy,
        possiblyReadBy: contents.possibleReaders.get(installed) ?? [],
        convention,
        declaration,
        lastRelease: lastReleaseWith(installed, facts),
        siblings: similarFiles.get(globOfSimilarFiles(installed)) ?? 0,
        exclusion,
      },
    ]
  })
}

function findingFor(group: readonly MissingData[], facts: PackageFacts, contents: Contents): Finding {
  const isNeeded = ({ neededBy, convention, declaration, lastRelease }: MissingData) =>
    neededBy.length > 0 || convention !== null || declaration !== undefined || lastRelease !== undefined
  const files = [...group].sort((a, b) => Number(isNeeded(b)) - Number(isNeeded(a)))
  const [first] = files as [MissingData]
  const severity: Severity = isNeeded(first) ? 'error' : 'warning'
  return {
    rule: 'data-missing',
    severity,
    facts: {
      path: first.installed,
      source: first.source,
      files: files.map(({ source }) => source),
      neededBy: [...new Set(files.flatMap(({ neededBy }) => neededBy))],
      possiblyReadBy: [...new Set(files.flatMap(({ possiblyReadBy }) => possiblyReadBy))],
      convention: files.find(({ convention }) => convention !== null)?.convention ?? null,
      declaredBy: declaredBy(first.declaration),
      lastRelease: first.lastRelease ?? null,
      siblings: first.siblings,
      package: packageOf(first.installed, contents),
      installed: files.map(({ installed }) => installed),
      builtFrom: 'sdist',
      ...missingBecause(first),
      ...packagingOf(facts),
    },
    where: first.declaration?.where ?? exclusionLocation(first.exclusion?.reason, first.source),
  }
}

/** Data of a package that a setting names and the wheel lacks entirely. */
function declaredOutside(facts: PackageFacts, contents: Contents): Finding[] {
  const groups = new Map<string, MissingData[]>()
  for (const { installed, source, declaration } of declaredFiles(facts).values()) {
    if (moduleOf(installed) !== undefined || contents.unshipped.has(installed)) continue
    const key = `${parentOf(installed)} ${declaration.pattern}`
    const file: MissingData = {
      installed,
      source,
      neededBy: [],
      possiblyReadBy: [],
      convention: null,
      declaration,
      lastRelease: undefined,
      siblings: 0,
      exclusion: undefined,
    }
    groups.set(key, [...(groups.get(key) ?? []), file])
  }
  return [...groups.values()].map((files) => findingFor(files, facts, contents))
}

/** The facts of files for which no code, setting or release is known that needs them. */
const WITHOUT_EVIDENCE = {
  neededBy: [],
  possiblyReadBy: [],
  convention: null,
  declaredBy: null,
  lastRelease: null,
  siblings: 0,
  excludedBy: null,
  declarationFix: null,
}

/** Files next to the shipped packages that shipped code reads. */
function missingOutside(facts: PackageFacts, { readOutside }: Contents): Finding[] {
  const groups = new Map<string, { files: string[]; readers: Set<string> }>()
  for (const [source, readers] of readOutside) {
    const group = groups.get(parentOf(source)) ?? { files: [], readers: new Set() }
    groups.set(parentOf(source), group)
    group.files.push(source)
    for (const reader of readers) group.readers.add(reader)
  }
  return [...groups.values()].map(({ files, readers }): Finding => {
    const [first = ''] = files
    return {
      rule: 'data-missing',
      severity: 'error',
      facts: {
        path: first,
        source: first,
        files,
        ...WITHOUT_EVIDENCE,
        neededBy: [...readers],
        package: '',
        installed: [],
        builtFrom: 'sdist',
        cause: 'It is in no import package',
        ...packagingOf(facts),
      },
      where: { file: first },
    }
  })
}

/** Data of the wheel built from the sdist that the wheel built directly from the source tree lacks. */
function missingFromTreeWheel(facts: PackageFacts, contents: Contents): Finding[] {
  const files = filesLostBySourceTree(facts).filter(
    ({ installed }) => moduleOf(installed) === undefined && !isTypingMarker(installed),
  )
  const [first] = files
  if (first === undefined) return []
  return [
    {
      rule: 'data-missing',
      severity: files.every(({ installed }) => staysBehind(installed)) ? 'warning' : 'error',
      facts: {
        path: first.installed,
        source: first.source,
        files: files.map(({ source }) => source),
        ...WITHOUT_EVIDENCE,
        package: packageOf(first.installed, contents),
        installed: files.map(({ installed }) => installed),
        builtFrom: 'source tree',
        cause: null,
        ...packagingOf(facts),
      },
      where: { file: first.source },
    },
  ]
}

/** `demo/data/*.json` */
function globOfSimilarFiles(path: string): string {
  const directory = path.slice(0, path.lastIndexOf('/') + 1)
  const extension = /\.[^./]+$/.exec(path)?.[0] ?? ''
  return `${directory}*${extension}`
}
