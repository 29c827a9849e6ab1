import type { Fix, Log, ReportingDescriptor, Result } from 'sarif'
import { docsPage, RULES, type Rule, type Severity } from '../../checks/rules.ts'
import { programVersion } from '../../program/version.ts'
import { STATUS } from '../fixes-text.ts'
import type { PackageReport, Report, ReportedEdit, ReportedFinding, ReportedPatch } from '../report.ts'
import { TOOL_NAME, TOOL_URI } from '../report-header.ts'
import { placeOf } from './place.ts'

/** Where the paths of the report start (SARIF 2.1.0, 3.14.14). */
const ROOT = '%SRCROOT%'
const LEVELS: Readonly<Record<Severity, Result.level>> = { error: 'error', warning: 'warning', note: 'note' }

/**
 * The report as SARIF 2.1.0, which GitHub code scanning and editors read: one result for each finding, with its patch as
 * `fixes`. Ignored findings are suppressed results.
 *
 * @see https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 */
export function sarifOf(report: Report): string {
  const found = report.packages.flatMap((one) => one.findings.map((finding) => ({ one, finding })))
  const rules = [...new Set(found.map(({ finding }) => finding.rule))]
  const log: Log = {
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: TOOL_NAME,
            semanticVersion: programVersion(),
            informationUri: TOOL_URI,
            rules: rules.map(ruleOf),
          },
        },
        columnKind: 'utf16CodeUnits',
        invocations: [{ executionSuccessful: report.verdict !== 'error' }],
        results: found.map(({ one, finding }) => resultOf(one, finding, rules)),
      },
    ],
  }
  return `${JSON.stringify(log, null, 2)}\n`
}

function ruleOf(rule: Rule): ReportingDescriptor {
  const { title, why } = RULES[rule]
  return {
    id: rule,
    shortDescription: { text: title },
    fullDescription: { text: why },
    help: { text: why },
    helpUri: docsPage(rule),
  }
}

function resultOf(one: PackageReport, finding: ReportedFinding, rules: readonly Rule[]): Result {
  const { rule, severity, message, effect, fix, patch, ignored, fingerprint } = finding
  // GitHub shows only results with a place.
  const { file, line } = placeOf(one, finding)
  const text = [message, effect, fix === undefined ? undefined : `Fix: ${fix}`].filter(Boolean).join('\n')
  return {
    ruleId: rule,
    ruleIndex: rules.indexOf(rule),
    level: LEVELS[severity],
    message: { text },
    locations: [{ physicalLocation: { artifactLocation: locationOf(file), region: { startLine: line } } }],
    ...(fingerprint === undefined ? {} : { partialFingerprints: { 'asInstalledFinding/v1': fingerprint } }),
    ...(patch === undefined ? {} : { fixes: [fixOf(patch)] }),
    ...(ignored === undefined ? {} : { suppressions: [{ kind: 'external', justification: ignored }] }),
    properties: { package: one.name },
  }
}

function fixOf({ status, summary, edits }: ReportedPatch): Fix {
  const files = [...new Set(edits.map(({ file }) => file))]
  return {
    description: { text: `${summary} (${STATUS[status]})` },
    artifactChanges: files.map((file) => ({
      artifactLocation: locationOf(file),
      replacements: edits
        .filter((edit) => edit.file === file)
        .map((edit) => ({ deletedRegion: regionOf(edit), insertedContent: { text: edit.text } })),
    })),
  }
}

/** Whole lines, to the start of the next one; an empty region where lines are only inserted. */
function regionOf({ startLine, endLine }: ReportedEdit) {
  return { startLine, startColumn: 1, endLine: endLine + 1, endColumn: 1 }
}

function locationOf(file: string) {
  return { uri: file.split('/').map(encodeURIComponent).join('/'), uriBaseId: ROOT }
}
