import { list, listSome } from '../../program/sentence.ts'
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
    /** Whether that Python is on this machine, so that it confirmed the feature. */
    asked: boolean
  }
  'dependency-pinned': { pins: readonly string[] }
  'wheel-tag-unpublishable': {
    file: string
    tags: readonly string[]
    /** PyPI rejects the tag, the extension modules need a newer system than the tag, or a newer or another ABI. */
    problem: 'refused' | 'platform' | 'abi'
    /** The strictest platform tag that the extension modules comply with, if they were audited. */
    policy: string | null
    /** What the extension modules need: `GLIBC_2.34`, `libfoo.so.1`; for an ABI tag symbols: `PyType_GetName (3.11)`. */
    needs: readonly string[]
    /** The extension module with the symbols. */
    module: string | null
  }
}

export const METADATA_RULES: RuleTexts<MetadataRuleFacts> = {
  'metadata-invalid': {
    title: 'Invalid metadata',
    why: 'PyPI rejects the upload, the last step of a release, or the build backend silently ignores the value.',
    message: ({ files: [file, ...others], problem }) =>
      `${file} ${problem}${others.length === 0 ? '' : ` (also ${list(others)})`}.`,
    fix: metadataFix,
  },
  'requires-python-false': {
    title: 'Requires-Python too low',
    why: 'pip trusts Requires-Python: users on that Python get this broken release instead of the last one that worked.',
    message: ({ floor, requiresPython, path, line, feature, kind, needs }) =>
      `Requires-Python ${requiresPython} allows Python ${floor}, but ${path}:${line} needs ${needs === null ? 'a newer Python' : `Python ${needs}`} for ${describeFeature(kind, feature)}.`,
    fix: minimumPythonFix,
  },
  'dependency-pinned': {
    title: 'Pinned dependency in library',
    why: 'Users cannot install the library together with another version of the dependency, such as its next security fix.',
    message: ({ pins }) =>
      `The wheel allows only one version of ${list(pins.map((pin) => pin.split('==')[0] as string))}: ${list(pins)}.`,
    fix: ({ pins }) =>
      `Allow a range of versions, and pin in a lock file instead: ${pins.map((pin) => `"${pin.replace('==', '>=')}"`).join(', ')}`,
  },
  'wheel-tag-unpublishable': {
    title: 'Invalid platform or ABI tag',
    why: 'PyPI rejects the upload, or pip installs the wheel on a system or Python on which its extension modules cannot be loaded.',
    message: ({ file, tags, problem, policy, needs, module }) => {
      switch (problem) {
        case 'refused':
          return `PyPI rejects the platform tag ${list(tags)} of ${file}.${policy === null || needs.length === 0 ? '' : ` Its extension modules need ${describeNeeds(needs, policy)}.`}`
        case 'platform':
          return `${file} has the platform tag ${list(tags)}, but its extension modules need ${describeNeeds(needs, policy ?? '')}.`
        case 'abi':
          return `${file} has the ABI tag abi3 for ${list(tags)}, but ${module} uses symbols that are not in that stable ABI: ${listSome(needs, 5)}.`
      }
    },
    fix: ({ file, tags, problem, policy }) => {
      if (problem === 'abi')
        return 'Define Py_LIMITED_API as the Python of the tag, such as "#define Py_LIMITED_API 0x03080000" for cp38, and replace the symbols that the compiler reports. Or raise the tag and Requires-Python to the Python that has the symbols.'
      if (problem === 'platform')
        return policy?.startsWith('linux_') === true
          ? `Run "auditwheel repair ${file}", which copies the libraries into the wheel.`
          : `Build the wheel in the manylinux image of the tag, as cibuildwheel does. Or tag it as ${policy}: auditwheel repair --plat ${policy} ${file}`
      return tags.some((tag) => tag.startsWith('linux_'))
        ? `Build the wheels to upload with cibuildwheel, or repair this one with "auditwheel repair ${file}": it copies the libraries into the wheel and sets a manylinux tag. If the wheel contains no compiled code, remove the platform tag from the build settings.`
        : 'Build the wheels to upload with cibuildwheel, which sets tags that PyPI accepts.'
    },
  },
}

/** `GLIBC_2.34 (manylinux_2_34_x86_64)`; `libfoo.so.1, which no manylinux policy allows` */
function describeNeeds(needs: readonly string[], policy: string): string {
  return policy.startsWith('linux_')
    ? `${list(needs)}, which no manylinux policy allows`
    : `${list(needs)} (${policy})`
}
