import { readdir, readFile, stat } from 'node:fs/promises'
import { join, relative } from 'node:path'
import type { Report } from '../report/report.ts'
import type { ReadFile } from './decide.ts'
import type { Plan } from './plan.ts'
import { type ReadResult, readPlan, readReport } from './read.ts'

/** Larger than any report. */
const MAX_BYTES = 100_000_000

/**
 * Reads the plan. A missing file is unreadable, not an error.
 *
 * @param cwd the path in the result is relative to it
 */
export async function gatherPlan(file: string, cwd: string): Promise<ReadFile<Plan>> {
  return { file: displayPath(file, cwd), content: await readFrom(file, readPlan) }
}

/**
 * Reads one report, or each JSON file in a directory and below, sorted by path; none if the path does not exist.
 *
 * @param cwd the paths in the result are relative to it
 * @param except a file to skip
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
    if (file !== except)
      reports.push({ file: displayPath(file, cwd), content: await readFrom(file, readReport) })
  return reports
}

async function readFrom<T>(file: string, read: (content: string) => ReadResult<T>): Promise<ReadResult<T>> {
  try {
    if ((await stat(file)).size > MAX_BYTES) return { kind: 'unreadable', reason: 'the file is too large' }
    return read(await readFile(file, 'utf8'))
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    return { kind: 'unreadable', reason: code === 'ENOENT' ? 'no such file' : message }
  }
}

function displayPath(file: string, cwd: string): string {
  const path = relative(cwd, file)
  return path.startsWith('..') ? file : path
}
