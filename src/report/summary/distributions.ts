import type { PhrasingContent, RootContent } from 'mdast'
import { count } from '../../program/sentence.ts'
import type { PackageReport, ReportedArtifact } from '../report.ts'
import { fileTree, sizeInWords } from './file-tree.ts'
import { code, codeAsHtml, codeBlock, folded, paragraph, plain } from './markdown.ts'

/** The wheel and the sdist with their contents as trees, folded. */
export function distributions({ artifacts, ships, previousVersion, bump }: PackageReport): RootContent[] {
  return artifacts.flatMap((artifact) => {
    const facts =
      artifact.kind === 'wheel'
        ? [
            importNames(ships),
            ...(previousVersion === null
              ? []
              : [
                  [
                    plain('Last release: '),
                    code(previousVersion),
                    plain(bump == null ? '' : ` (${bump} step)`),
                  ],
                ]),
          ]
        : []
    return distribution(artifact, facts)
  })
}

/** Names of modules that are listed; the others are counted. */
const MAX_NAMES = 20

function importNames(ships: readonly string[]): PhrasingContent[] {
  const names = ships.slice(0, MAX_NAMES).map(code)
  const rest = ships.length - names.length
  return [
    plain(`Import packages and modules: ${ships.length === 0 ? 'none' : ''}`),
    ...names.flatMap((name, i) => (i === 0 ? [name] : [plain(', '), name])),
    ...(rest === 0 ? [] : [plain(` and ${rest} more`)]),
  ]
}

function distribution(
  { file, kind, bytes, sha256, files }: ReportedArtifact,
  facts: readonly (readonly PhrasingContent[])[],
): RootContent[] {
  const name = file.split(/[\\/]/).at(-1) ?? file
  const counted = files === undefined ? [] : [count(files.length, 'file')]
  const title = [
    `${kind === 'wheel' ? 'Wheel' : 'Sdist'} ${codeAsHtml(name)}`,
    ...counted,
    sizeInWords(bytes),
  ]
  return folded(title.join(' · '), [
    paragraph(...facts, [plain('SHA-256: '), code(sha256)]),
    ...(files === undefined ? [] : [codeBlock(fileTree(files))]),
  ])
}
