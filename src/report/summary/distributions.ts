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
            [
              plain(`Import packages and modules: ${ships.length === 0 ? 'none' : ''}`),
              ...ships.flatMap((name, i) => (i === 0 ? [code(name)] : [plain(', '), code(name)])),
            ],
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
