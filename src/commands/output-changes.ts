import { readdir } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { readDistributionFile } from '../distribution/wheel.ts'
import { list, listSome } from '../program/sentence.ts'
import { type PackageReport, verdictOf, worst } from '../report/report.ts'

/**
 * Compares the files in the output directory with those that were verified, after everything that could write to it has
 * ended. The report of a package whose files changed is inconclusive, because unverified files would be uploaded.
 */
export async function checkOutputUnchanged(report: PackageReport): Promise<PackageReport> {
  const problem = await changesIn(report)
  if (problem === undefined) return report
  const reason = `${problem} while the checks ran, so the output differs from the verified files. A process that the build, the package or its tests started wrote to the output directory.`
  const checks = report.checks.map((check) =>
    check.check === 'build' && check.status !== 'fail'
      ? { ...check, status: 'error' as const, reason }
      : check,
  )
  return { ...report, checks, verdict: worst([report.verdict, verdictOf(checks, report.failOn)]) }
}

async function changesIn({ artifacts, logs }: PackageReport): Promise<string | undefined> {
  const directory = join(dirname(logs), 'dist')
  const verified = artifacts.filter(({ file }) => dirname(file) === directory)
  if (verified.length === 0) return undefined
  const changed: string[] = []
  for (const { file, kind, sha256 } of verified) {
    const now = await readDistributionFile(file, kind).catch(() => undefined)
    if (now?.sha256 !== sha256) changed.push(basename(file))
  }
  if (changed.length > 0) return `${list(changed)} changed`
  const names = verified.map(({ file }) => basename(file))
  const added = (await readdir(directory)).filter((name) => !names.includes(name))
  return added.length > 0 ? `${listSome(added, 3)} appeared in the output directory` : undefined
}
