import { isLocalReference } from '../../python/requirement.ts'

/** The parts of a metadata problem that determine its fix. */
export interface MetadataFault {
  readonly kind: string
  readonly field: string
  readonly value: string | null
}

const PRIVATE =
  'If the package is never uploaded to a public index, add the classifier "Private :: Do Not Upload".'

/** Returns the fix for a metadata problem, as one or more sentences. */
export function metadataFix({ kind, field, value }: MetadataFault): string {
  return (
    FIXES[kind]?.(field, value ?? '') ?? `Correct ${field} in the file from which the build backend reads it.`
  )
}

function nameIn(requirement: string): string {
  return requirement.split(/[@[\s;]/)[0] as string
}

const FIXES: Readonly<Record<string, (field: string, value: string) => string>> = {
  'pyproject-misspelled-key': (field, value) => `Rename "${field}" to "${value}".`,
  'pyproject-unknown-key': (field) =>
    `Delete "${field}", or move it to the table of the tool that reads it, such as [tool.poetry].`,
  'pyproject-dynamic': (field) => `Remove "${field}" from dynamic in [project], or delete its value.`,
  'pyproject-invalid': () =>
    'Correct it according to the pyproject.toml specification. "validate-pyproject pyproject.toml" prints the expected form.',
  'metadata-version': () => 'Check the files with the newest twine: "twine check --strict".',
  'field-unknown': () =>
    'Update the build backend in build-system.requires: it writes a field that the core metadata specification does not define.',
  'requirement-invalid': (_, value) =>
    `Write "${value}" as a dependency specifier (PEP 508), such as "name>=1.0".`,
  classifier: (_, value) =>
    `Remove "${value}" from classifiers, or use one that "python -m trove_classifiers" lists. ${PRIVATE}`,
  'classifier-python': (_, value) =>
    `Delete "${value}" and other classifiers of excluded versions. If the package still supports them, change Requires-Python instead.`,
  'direct-url': (_, value) =>
    isLocalReference(value)
      ? `Depend on a version, ${JSON.stringify(`${nameIn(value)}>=1.0`)}, and configure the path only for the project manager: ${nameIn(value)} = { workspace = true } in [tool.uv.sources], or a development dependency of Poetry, PDM or Hatch.`
      : `Depend on a release that has the features you need, such as "${nameIn(value)}>=1.0". ${PRIVATE}`,
  summary: () => 'Shorten description in [project]; the README may be long.',
  license: () => 'Replace the table license = { ... } by the SPDX expression: license = "MIT"',
  address: (field) =>
    `Use a complete address, or only a name: ${field === 'maintainer-email' ? 'maintainers' : 'authors'} = [{ name = "Ada", email = "ada@mail.org" }]`,
  url: () => 'Use a complete URL with a short label:\n[project.urls]\nHomepage = "https://..."',
  readme: () =>
    'Correct the README until "python -m readme_renderer README.rst" renders it. Sphinx roles and directives, such as :func: and toctree, are not part of reStructuredText.',
  'readme-type': () =>
    'Declare the content type: readme = "README.md" in [project], or long_description_content_type="text/markdown" in setup.py.',
  'license-file': (_, value) =>
    `Include ${value} in the sdist and the wheel: list it in license-files of [project], and remove each exclude pattern that matches it.`,
  filename: () =>
    'Update the build backend in build-system.requires, such as to "setuptools>=77": older versions do not normalize file names (PEP 625).',
  archive: () => 'Build with a current, unmodified backend, and do not change the files afterwards.',
  record: () =>
    'Do not change the wheel after the build. If you must, use "python -m wheel unpack" and "python -m wheel pack", which write a new RECORD.',
  'entry-points': () =>
    'Declare entry points in [project.scripts] and [project.entry-points] (pyproject.toml), from which the build backend writes entry_points.txt. Do not write the file by hand.',
  'wheel-file': () =>
    'Do not write the WHEEL file by hand: the build backend sets Root-Is-Purelib and the tags.',
  'wheel-tags': () =>
    'Do not rename a wheel to change its tags. Set them in the build backend, or run "python -m wheel tags", which changes the file name and the WHEEL file.',
  'wheel-purelib': () =>
    'Configure the build backend for a platform wheel: declare ext_modules (setuptools), or set build_data["pure_python"] = False and build_data["infer_tag"] = True in the build hook (hatchling).',
  'wheel-platform': (_, value) =>
    `If the build compiles ${value}, declare it as an extension module, so that the wheel gets platform tags. If it is left over from an earlier build, delete it and exclude *.so and *.pyd.`,
  'wheel-module': (_, value) =>
    `If ${value} is left over from an earlier build, delete it and build in a clean directory. Otherwise compile it for the Python of the tags, with Py_LIMITED_API for abi3.`,
}
