import { normalizeName, parseRequirement, type Requirement } from '../artifact/metadata.ts'
import type { Contents } from '../evidence/contents.ts'
import type { PythonError } from '../evidence/python-error.ts'
import type { Finding, Where } from '../rules.ts'
import { type PackageFacts, seenValue } from './facts.ts'
import { needsOf } from './needs.ts'

/** The wheel installs, its dependencies agree, and what it imports is declared. */
export function checkInstall(facts: PackageFacts): Finding[] {
  const installation = seenValue(facts.install)
  if (installation === undefined) return []
  if (installation.kind === 'refused')
    return [{ rule: 'install-failed', severity: 'error', facts: { words: installation.words } }]
  const conflicts: Finding[] =
    installation.conflicts.length === 0
      ? []
      : [{ rule: 'dependency-conflict', severity: 'error', facts: { conflicts: installation.conflicts } }]
  return [...conflicts, ...undeclaredDependencies(facts)]
}

/** A module of another distribution that was seen to be missing where only what is declared is installed. */
interface MissingModule {
  readonly module: string
  readonly neededBy: readonly string[]
  readonly error: PythonError
}

/** The modules of other distributions that public imports and scripts lack. */
export function missingDistributions(facts: PackageFacts): MissingModule[] {
  const found = new Map<string, MissingModule>()
  for (const { cause, who, from, error } of needsOf(facts)) {
    if (cause.kind !== 'distribution' || from === 'test' || !isReached(who)) continue
    const module = cause.module.split('.')[0] as string
    const known = found.get(module)
    found.set(module, { module, neededBy: [...(known?.neededBy ?? []), who], error: known?.error ?? error })
  }
  return [...found.values()]
}

function undeclaredDependencies(facts: PackageFacts): Finding[] {
  const contents = seenValue(facts.contents)
  if (contents === undefined) return []
  return missingDistributions(facts).map(({ module, neededBy, error }) => {
    const { distribution, known } = distributionOf(module, facts)
    const extras = extrasWith(distribution, contents)
    return {
      rule: 'dependency-undeclared',
      // Code that needs an extra may say so to its users; that is for them to judge.
      severity: extras.length > 0 || namesExtra(error) ? 'warning' : 'error',
      facts: {
        module,
        distribution,
        known,
        declared: isDeclared(distribution, contents),
        extras,
        neededBy,
        table: dependencyTable(facts),
      },
      where: whereInCheckout(error, contents) ?? undefined,
    }
  })
}

/** What users reach first: the public top-level names and the scripts. Other modules may be for those who have more installed. */
function isReached(who: string): boolean {
  return !who.startsWith('import ') || /^import [^_.][^.]*$/.test(who)
}

function namesExtra({ message }: PythonError): boolean {
  return /pip install|\[\w[\w,-]*\]/.test(message)
}

function isDeclared(distribution: string, { wheel }: Contents): boolean {
  return wheel.metadata.requirements
    .map(parseRequirement)
    .some(
      (requirement) => requirement?.name === normalizeName(distribution) && requirement.ofExtra === undefined,
    )
}

/** The extras that bring a distribution. */
export function extrasWith(distribution: string, { wheel }: Contents): string[] {
  return wheel.metadata.requirements
    .map(parseRequirement)
    .filter((requirement): requirement is Requirement => requirement?.name === normalizeName(distribution))
    .flatMap(({ ofExtra }) => ofExtra ?? [])
}

/** Modules whose distribution has another name, the most used of them. */
const KNOWN: Readonly<Record<string, string>> = {
  attr: 'attrs',
  bs4: 'beautifulsoup4',
  Crypto: 'pycryptodome',
  cv2: 'opencv-python',
  dateutil: 'python-dateutil',
  docx: 'python-docx',
  dotenv: 'python-dotenv',
  fitz: 'PyMuPDF',
  git: 'GitPython',
  google: 'protobuf',
  jose: 'python-jose',
  jwt: 'PyJWT',
  magic: 'python-magic',
  OpenSSL: 'pyOpenSSL',
  PIL: 'Pillow',
  pkg_resources: 'setuptools',
  serial: 'pyserial',
  skimage: 'scikit-image',
  sklearn: 'scikit-learn',
  slugify: 'python-slugify',
  usb: 'pyusb',
  win32api: 'pywin32',
  yaml: 'PyYAML',
  zmq: 'pyzmq',
}

/** The distribution that a module comes from: as seen where the tests' requirements are installed, else as commonly known. */
export function distributionOf(
  module: string,
  { providers }: Pick<PackageFacts, 'providers'>,
): { distribution: string; known: boolean } {
  const distribution = providers[module]?.[0] ?? KNOWN[module]
  return distribution === undefined ? { distribution: module, known: false } : { distribution, known: true }
}

function dependencyTable({ project }: PackageFacts): string {
  if (project.pyproject.project !== undefined) return 'dependencies of [project] in pyproject.toml'
  if (project.lineOf(['tool', 'poetry', 'dependencies']) !== undefined)
    return '[tool.poetry.dependencies] in pyproject.toml'
  return project.setupCfg.has('options')
    ? 'install_requires of [options] in setup.cfg'
    : 'install_requires in setup.py'
}

/** The line of the project's own code in which an exception came about, in the checkout. */
export function whereInCheckout(error: PythonError, { wheel, sourceMap }: Contents): Where | undefined {
  for (const { file, line } of [...error.frames].reverse()) {
    const path = file.replaceAll('\\', '/')
    const shipped = wheel.files.find((candidate) => path.endsWith(`/${candidate.path}`))
    const source = shipped === undefined ? undefined : sourceMap.sourceOf(shipped.path)
    if (source !== undefined) return { file: source, line }
  }
  return undefined
}
