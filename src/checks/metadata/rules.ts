import { list } from '../../program/sentence.ts'
import type { RuleTexts } from '../rule.ts'
import { type MetadataFault, metadataFix } from './fixes.ts'
import { describeFeature, minimumPythonFix, type NewerFeature } from './requires-python-fixes.ts'

/** The facts of the rules about metadata. */
export interface MetadataRuleFacts {
  'metadata-invalid': MetadataFault & { files: readonly string[]; problem: string }
  'requires-python-false': NewerFeature & {
    /** The minimum Python, such as `3.9`. `requiresPython` is the complete specifier. */
    floor: string
    requiresPython: string
    path: string
    line: number
    /** Whether that Python is on this machine and confirmed it. */
    asked: boolean
  }
  'dependency-pinned': { pins: readonly string[] }
  'wheel-tag-unpublishable': { file: string; tags: readonly string[] }
}

export const METADATA_RULES: RuleTexts<MetadataRuleFacts> = {
  'metadata-invalid': {
    title: 'Invalid metadata',
    why: 'PyPI refuses the upload, the last step of the release, or what is declared is silently ignored.',
    message: ({ files, problem }) => `${files.join(', ')} ${problem}.`,
    fix: metadataFix,
  },
  'requires-python-false': {
    title: 'Requires-Python allows a Python that it does not run on',
    why: 'Installers trust it: users of that Python get a package that fails, in place of an older release that works.',
    message: ({ floor, requiresPython, path, line, feature, kind }) =>
      `Requires-Python ${requiresPython} allows Python ${floor}, which lacks what ${path}:${line} uses: ${describeFeature(kind, feature)}.`,
    fix: minimumPythonFix,
  },
  'dependency-pinned': {
    title: 'A library pins a dependency',
    why: 'Whoever needs another version of it, or its next security fix, cannot install the two together.',
    message: ({ pins }) =>
      `It allows one version only of ${list(pins.map((pin) => pin.split('==')[0] as string))}: ${list(pins)}.`,
    fix: ({ pins }) =>
      `Allow a range, and pin in a lock file: ${pins.map((pin) => `"${pin.replace('==', '>=')}"`).join(', ')}`,
  },
  'wheel-tag-unpublishable': {
    title: 'Platform tag that PyPI refuses',
    why: 'PyPI refuses the upload, as a wheel that is built on any Linux machine may need libraries that others lack.',
    message: ({ file, tags }) => `PyPI refuses the platform tag ${list(tags)} of ${file}.`,
    fix: ({ file, tags }) =>
      tags.some((tag) => tag.startsWith('linux_'))
        ? `Build the wheels to upload with cibuildwheel, or repair this one with "auditwheel repair ${file}": it copies the libraries into the wheel and sets a manylinux tag. If the wheel contains no compiled code, remove the platform tag from the settings of the build.`
        : 'Build the wheels to upload with cibuildwheel, which sets tags that PyPI accepts.',
  },
}
