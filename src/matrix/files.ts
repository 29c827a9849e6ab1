import { readdir, readFile, stat } from 'node:fs/promises'
import { join, relative } from 'node:path'
import type { Report } from '../report/report.ts'
import type { ReadFile } from './decide.ts'
import type { Plan } from './plan.ts'
import { type Read, readPlan, readReport } from './read.ts'

/** Larger than any report, and small enough to be read. */
const MOST_BYTES = 100_000_000

/**
 * Reads the plan; that it is not there is told like any other reason.
 *
 * @param cwd what people take paths to be relative to
 */
export async function gatherPlan(file: string, cwd: string): Promise<ReadFile<Plan>> {
  return { file: shown(file, cwd), content: await readFrom(file, readPlan) }
}

/**
 * Reads every JSON file in a folder, at any depth, or the one file, as a report: in the order of their names. A
 * folder that is not there has none.
 *
 * @param except a file that is none
 */
export async function gatherReports(path: string, cwd: string, except?: string): Promise<ReadFile<Report>[]> {
  const found = await stat(path).catch(() => undefined)
  if (found === undefined) return []
  const files = found.isDirectory()
    ? (await readdir(path, { recursive: true, withFileTypes: true }))
        .filter((entry) => entry.name.endsWith('.json') && !entry.isDirectory())
        .map((entry) => join(entry.parentPath, entry.name))
        .sort()
    : [path]
  const reports: ReadFile<Report>[] = []
  for (const file of files)
    if (file !== except) reports.push({ file: shown(file, cwd), content: await readFrom(file, readReport) })
  return reports
}

async function readFrom<T>(file: string, read: (content: string) => Read<T>): Promise<Read<T>> {
  try {
    if ((await stat(file)).size > MOST_BYTES) return { kind: 'unreadable', reason: 'it is too large' }
    return read(await readFile(file, 'utf8'))
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    return { kind: 'unreadable', reason: code === 'ENOENT' ? 'there is no such file' : message }
  }
}

function shown(file: string, cwd: string): string {
  const path = relative(cwd, file)
  return path.startsWith('..') ? file : path
}
