import { parse as parseYaml } from 'yaml'
import { parseToml, type TomlTable, table } from '../../config/toml.ts'
import { normalizeName } from '../../python/requirement.ts'
import type { FileVersion } from '../version/facts.ts'

/** Reads the version of a distribution from a file; anything but a literal version if the file has none. */
type VersionReader = (content: string, name: string) => unknown

/** By paths relative to the project. */
const FILES: Readonly<Record<string, VersionReader>> = {
  'CITATION.cff': (content) => yaml(content).version,
  'codemeta.json': (content) => json(content).softwareVersion ?? json(content).version,
  'server.json': (content, name) => (isOwnServer(json(content), name) ? json(content).version : undefined),
  'package.json': (content, name) =>
    isSameName(String(json(content).name ?? '').replace(/^@[^/]+\//, ''), name)
      ? json(content).version
      : undefined,
  'pixi.toml': (content, name) => pixiVersion(toml(content), name),
  'pixi.lock': pixiLockVersion,
  ...paths(
    ['docs', 'doc', 'docs/source', 'doc/source'],
    'conf.py',
    (content) => /^release\s*=\s*["']([^"']+)["']\s*(?:#.*)?$/m.exec(content)?.[1],
  ),
  ...paths(['recipe', 'conda', 'conda.recipe', 'conda-recipe'], 'meta.yaml', condaVersion),
  ...paths(['snap', '.'], 'snapcraft.yaml', (content, name) =>
    isSameName(yaml(content).name, name) ? yaml(content).version : undefined,
  ),
}

function paths(
  directories: readonly string[],
  file: string,
  read: VersionReader,
): Record<string, VersionReader> {
  return Object.fromEntries(
    directories.map((directory) => [directory === '.' ? file : `${directory}/${file}`, read]),
  )
}

/** The files that may have the version of a distribution besides those that it is built from, relative to the project. */
export const VERSION_FILES: readonly string[] = Object.keys(FILES)

/** Returns the literal version of a distribution in one of these files; undefined if it has none. */
export function versionInFile(
  file: string,
  content: string,
  name: string,
): Pick<FileVersion, 'version' | 'line'> | undefined {
  const version = read(file, content, name)
  if (typeof version !== 'string' || !/^v?\d/.test(version)) return undefined
  const lines = content.split('\n')
  const at = lines.findIndex((line) => /version|release/i.test(line) && line.includes(version))
  return { version, line: at < 0 ? undefined : at + 1 }
}

function read(file: string, content: string, name: string): unknown {
  try {
    return FILES[file]?.(content, name)
  } catch {
    // The file is invalid, or a template.
    return undefined
  }
}

function toml(content: string): TomlTable {
  return parseToml(content).table
}

/** With scalars as strings, as `1.10` would be the number 1.1. */
function yaml(content: string): Record<string, unknown> {
  return Object(parseYaml(content, { schema: 'failsafe' }))
}

function json(content: string): Record<string, unknown> {
  return Object(JSON.parse(content))
}

function isSameName(found: unknown, name: string): boolean {
  return typeof found === 'string' && normalizeName(found) === normalizeName(name)
}

/** Whether a description of an MCP server is that of the distribution. */
function isOwnServer({ packages }: Record<string, unknown>, name: string): boolean {
  return Array.isArray(packages) && packages.some((one) => isSameName(Object(one).identifier, name))
}

function pixiVersion(document: TomlTable, name: string): unknown {
  const tables = [document.package, document.workspace, document.project].map(table)
  return tables.find((one) => isSameName(one.name, name) && one.version !== undefined)?.version
}

/** Only the entry of the project is read, as a lock file may be large. */
function pixiLockVersion(content: string, name: string): string | undefined {
  const entry = content
    .split(/^- /m)
    .find((one) => /^pypi: \.\/?$/m.test(one) && isSameName(/^ {2}name: (\S+)$/m.exec(one)?.[1], name))
  return /^ {2}version: ["']?([^\s"']+)/m.exec(entry ?? '')?.[1]
}

function condaVersion(content: string, name: string): string | undefined {
  const set = (key: string) =>
    new RegExp(`\\{%-?\\s*set\\s+${key}\\s*=\\s*["']([^"']+)["']`).exec(content)?.[1]
  const declared = set('name') ?? /^package:\s*\n\s+name:\s*([\w.-]+)/m.exec(content)?.[1]
  return isSameName(declared, name)
    ? (set('version') ?? /^\s+version:\s*["']?(\d[\w.]*)/m.exec(content)?.[1])
    : undefined
}
