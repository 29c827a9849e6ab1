import { isLocalReference } from '../../python/requirement.ts'

/** The parts of a metadata problem that determine its fix. */
export interface MetadataFault {
  readonly kind: string
  readonly field: string
  readonly value: string | null
}

const PRIVATE =
  'If the package is never uploaded to a public index, say so by the classifier "Private :: Do Not Upload".'

/** Returns the fix for a metadata problem, as one or more sentences. */
export function metadataFix({ kind, field, value }: MetadataFault): string {
  return FIXES[kind]?.(field, value ?? '') ?? `Mend ${field} where the build backend reads it from.`
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
    'Correct it as the specification of pyproject.toml defines it. "validate-pyproject pyproject.toml" prints the expected form.',
  'metadata-version': () => 'Look at the files with "twine check --strict" of the newest twine.',
  'field-unknown': () =>
    'Update the build backend in build-system.requires: it writes a field that core metadata does not have.',
  'requirement-invalid': (_, value) => `Write "${value}" as a dependency specifier (PEP 508): "name>=1.0".`,
  classifier: (_, value) =>
    `Remove "${value}" from classifiers, or write it as "python -m trove_classifiers" lists it. ${PRIVATE}`,
  'classifier-python': (_, value) =>
    `Delete "${value}" from classifiers, and the others of excluded versions. If the package still supports them, change Requires-Python instead.`,
  'direct-url': (_, value) =>
    isLocalReference(value)
      ? `Depend on it by its name and version, ${JSON.stringify(`${nameIn(value)}>=1.0`)}, and tell the tool alone where it lies: ${nameIn(value)} = { workspace = true } in [tool.uv.sources], or in a group of dependencies of poetry, pdm or hatch.`
      : `Depend on a release: "${nameIn(value)}>=1.0" with the version that has what you need. ${PRIVATE}`,
  summary: () => 'Shorten description of [project]; the README may be long.',
  license: () => 'Remove the table license = { ... }, and keep the expression: license = "MIT"',
  address: (field) =>
    `Give a whole address, or a name alone: ${field === 'maintainer-email' ? 'maintainers' : 'authors'} = [{ name = "Ada", email = "ada@mail.org" }]`,
  url: () => 'Write the whole address, with a short label:\n[project.urls]\nHomepage = "https://..."',
  readme: () =>
    'Mend that line, and see it with "python -m readme_renderer README.rst". Directives of Sphinx, such as :func: or toctree, are none of reStructuredText.',
  'readme-type': () =>
    'Say what the README is: readme = "README.md" in [project], or long_description_content_type="text/markdown" in setup.py.',
  'license-file': (_, value) =>
    `Let the backend ship ${value} in both files: license-files = ["${value}"] in [project], and no exclude that matches it.`,
  filename: () =>
    'Update the build backend in build-system.requires, for instance "setuptools>=77": older ones do not write names of files in their normal form.',
  archive: () => 'Build with an unchanged, current backend, and do not write to the files afterwards.',
  record: () =>
    'Do not write to the wheel after it was built; "python -m wheel unpack" and "python -m wheel pack" make a new RECORD.',
  'entry-points': () =>
    'Declare them where the build backend writes the file from, [project.scripts] and [project.entry-points] in pyproject.toml, and write none by hand.',
  'wheel-file': () => 'Let the build backend write the WHEEL file: leave Root-Is-Purelib and the tags to it.',
  'wheel-tags': () =>
    'Do not rename a wheel to change its tags: set them in the build backend, or run "python -m wheel tags", which changes the file name and the WHEEL file together.',
  'wheel-purelib': () =>
    'Tell the build backend that the wheel is compiled: declare ext_modules (setuptools), or set build_data["pure_python"] = False and build_data["infer_tag"] = True in the build hook (hatchling).',
  'wheel-platform': (_, value) =>
    `If the build compiles ${value}, declare it as an extension module, so that the wheel gets platform tags. If it is a leftover of an earlier build, delete it and exclude *.so and *.pyd.`,
  'wheel-module': (_, value) =>
    `If ${value} is a leftover of an earlier build, delete it and build in a clean directory. Otherwise build it for the Python that the tags name, with Py_LIMITED_API for abi3.`,
}
