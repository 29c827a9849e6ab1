import { dirname, join, resolve } from 'node:path'

/** Usual names of the requirements files of tests, relative to the project. */
export const TEST_FILES = [
  'requirements-test.txt',
  'requirements-tests.txt',
  'requirements-testing.txt',
  'requirements_test.txt',
  'requirements_tests.txt',
  'test-requirements.txt',
  'test_requirements.txt',
  'tests-requirements.txt',
  'requirements/test.txt',
  'requirements/tests.txt',
  'requirements/testing.txt',
  'requirements/requirements-test.txt',
  'requirements/requirements-tests.txt',
  'requirements/requirements-testing.txt',
  'requirements/test-requirements.txt',
  'requirements.test.txt',
  'tests/requirements.txt',
  'tests/requirements-test.txt',
  'tests/test-requirements.txt',
  'test/requirements.txt',
]

/** Usual names of the requirements files for development. */
export const DEV_FILES = [
  'requirements-dev.txt',
  'requirements_dev.txt',
  'dev-requirements.txt',
  'dev_requirements.txt',
  'requirements/dev.txt',
  'requirements/development.txt',
  'requirements/requirements-dev.txt',
  'requirements/dev-requirements.txt',
  'requirements.dev.txt',
]

/** Whether a file, relative to the project's directory, is a requirements file by its name. */
export function isRequirementsFile(file: string): boolean {
  return /^requirements(?:\/|[-_.]?)[\w.-]*\.txt$/.test(file) || [...TEST_FILES, ...DEV_FILES].includes(file)
}

/** A directory with files that declare requirements. */
export interface RequirementsDirectory {
  /** Absolute. */
  readonly directory: string
  /** Whether it is the directory of the project, to which the lines of a source are relative. */
  readonly isProject: boolean
  readonly read: (file: string) => Promise<string | undefined>
}

/** Returns the file that a line of a requirements file includes (`-r FILE`); undefined for other lines. */
export function includedFile(line: string): string | undefined {
  return /^(?:-r|--requirement)[ =]?(.+)$/.exec(line)?.[1]?.trim()
}

/**
 * Returns the lines of a requirements file and of the files that it includes, without comments.
 *
 * @param missingFiles the set to add the files to that do not exist
 */
export async function readRequirementsFile(
  place: RequirementsDirectory,
  file: string,
  missingFiles = new Set<string>(),
  seen: readonly string[] = [],
): Promise<string[]> {
  const content = await place.read(file)
  if (content === undefined) {
    missingFiles.add(file)
    return []
  }
  const lines: string[] = []
  for (const raw of content.replace(/\\\r?\n/g, ' ').split(/\r?\n/)) {
    const line = raw.replace(/(^|\s)#.*$/, '').trim()
    const included = includedFile(line)
    if (included !== undefined) {
      const path = join(dirname(file), included)
      if (path !== file && !seen.includes(path))
        lines.push(...(await readRequirementsFile(place, path, missingFiles, [...seen, file])))
    } else if (line !== '') lines.push(relocate(place, dirname(file), line))
  }
  return lines
}

/** Rewrites a line so that it means the same in a requirements file in another directory. */
export function relocate(
  place: Pick<RequirementsDirectory, 'directory' | 'isProject'>,
  directory: string,
  line: string,
): string {
  const relocated = line
    .replace(/^(-c|--constraint)[ =]?(.+)$/, (_, option, path) =>
      /^\w+:\/\//.test(path.trim())
        ? `${option} ${path.trim()}`
        : `${option} ${resolve(place.directory, directory, path.trim())}`,
    )
    // A single hash makes pip require hashes for everything, and the wheel under test has none ("Hash-checking mode").
    .replace(/\s+--hash[ =]\S+/g, '')
  return place.isProject ? relocated : withAbsolutePath(relocated, place.directory)
}

/** pip resolves paths in requirements files from its working directory, not from the file. */
function withAbsolutePath(line: string, directory: string): string {
  const local = localRequirement(line)
  return local === undefined ? line : `${local.option}${resolve(directory, local.path)}${local.rest}`
}

/** The placeholders of hatch (`{root:uri}`) and pdm (`${PROJECT_ROOT}`) for the project's directory or a parent of it. */
const PROJECT_PLACEHOLDER = /(?:file:\/*)?(?:\{(?:root|home)((?::\w+)*)\}|\$\{PROJECT_ROOT\})/

/** Replaces a placeholder for the project's directory in a requirement by a relative path. */
export function replaceProjectPlaceholder(line: string): string {
  return line.replace(
    PROJECT_PLACEHOLDER,
    (_, modifiers = '') => `.${'/..'.repeat(modifiers.split(':parent').length - 1)}`,
  )
}

/** A requirement on a local directory or file. */
export interface LocalRequirement {
  /** `-e ` or empty. */
  readonly option: string
  readonly path: string
  readonly extras: readonly string[]
  /** Extras, fragment and marker, as written. */
  readonly rest: string
}

/** Parses a line of a requirements file that begins with a path or a `file:` URL; undefined for other lines. */
export function localRequirement(line: string): LocalRequirement | undefined {
  const [, option, path, rest = ''] =
    /^(-e|--editable)?[ =]?\s*["']?(?:file:(?:\/\/)?)?((?:\.|\/|[A-Za-z]:[\\/])[^\s[\];#"']*)(.*?)["']?$/.exec(
      line,
    ) ?? []
  if (path === undefined) return undefined
  const extras = (/^\s*\[([^\]]*)\]/.exec(rest)?.[1] ?? '').split(',').map((name) => name.trim())
  return { option: option === undefined ? '' : '-e ', path, extras: extras.filter(Boolean), rest }
}

/** The requirements in the arguments of `pip install`, as lines of a requirements file. */
export function requirementArguments(args: readonly string[]): string[] {
  const lines: string[] = []
  for (let i = 0; i < args.length; i++) {
    const arg = (args[i] ?? '').replace(/^(['"])(.*)\1$/, '$2')
    if (/^(-r|--requirement|-e|--editable|-c|--constraint)$/.test(arg))
      lines.push(`${arg} ${args[++i] ?? ''}`)
    else if (/^(-r|-e|-c|--requirement=|--editable=|--constraint=)./.test(arg)) lines.push(arg)
    else if (!arg.startsWith('-') && arg !== '') lines.push(arg)
  }
  return lines
}
