import { diffArrays } from 'diff'
import type { Edit, LinesEdit, ReplaceEdit, SettingEdit } from './edit.ts'
import { editCfg } from './edit-cfg.ts'
import { editToml } from './edit-toml.ts'
import { attemptEdit, type EditedText, EditRefused, insertLines, lineEnding } from './edited-text.ts'

/** The text of a file before and after; undefined if it does not exist. */
export interface FileChange {
  readonly before: string | undefined
  readonly after: string | undefined
}

export type AppliedEdits =
  /** The files that change, relative to the repository root, with `/`. */
  | { readonly kind: 'applied'; readonly changes: ReadonlyMap<string, FileChange> }
  /** One sentence for each edit that does not apply. */
  | { readonly kind: 'refused'; readonly problems: readonly string[] }

/** Changes settings of setup.py, by the probe `edit_settings`. */
export type EditSettings = (request: EditSettingsRequest) => Promise<EditSettingsResult>

export interface EditSettingsRequest {
  readonly files: Readonly<Record<string, string>>
  readonly edits: readonly SettingEdit[]
}

export interface EditSettingsResult {
  readonly files: Readonly<Record<string, string>>
  /** `message` is a clause: `packages is not a literal`. */
  readonly errors: readonly { readonly index: number; readonly message: string }[]
}

/**
 * Applies edits in their order, each to the result of those before. Line numbers are those of the file in the checkout,
 * whatever the edits before changed. Nothing is written: `textOf` returns the text of a file of the checkout, undefined
 * if it does not exist.
 */
export async function applyEdits(
  edits: readonly Edit[],
  textOf: (file: string) => string | undefined,
  editSettings: EditSettings,
): Promise<AppliedEdits> {
  const files = new Map<string, NumberedLine[] | undefined>()
  const problems: string[] = []
  for (const [index, edit] of edits.entries()) {
    const { file } = edit
    const lines = files.has(file) ? files.get(file) : numberLines(textOf(file))
    const edited = await applyEdit(edit, lines, { editSettings, later: edits.slice(index + 1) })
    if (edited.kind === 'refused') problems.push(`${file} cannot be edited: ${edited.reason}.`)
    else files.set(file, edited.lines)
  }
  const changes = new Map(
    [...files]
      .map(([file, lines]) => [file, { before: textOf(file), after: lines && joinLines(lines) }] as const)
      .filter(([, { before, after }]) => before !== after),
  )
  if (problems.length === 0 && changes.size === 0) problems.push('The edits change nothing.')
  return problems.length > 0 ? { kind: 'refused', problems } : { kind: 'applied', changes }
}

/** A line with its line ending. */
interface NumberedLine {
  readonly text: string
  /** Its 1-based number in the file of the checkout; undefined if it was inserted since. */
  readonly number: number | undefined
}

type EditedFile =
  | { readonly kind: 'edited'; readonly lines: NumberedLine[] | undefined }
  | { readonly kind: 'refused'; readonly reason: string }

interface EditContext {
  readonly editSettings: EditSettings
  /** The edits that follow. */
  readonly later: readonly Edit[]
}

async function applyEdit(
  edit: Edit,
  lines: NumberedLine[] | undefined,
  context: EditContext,
): Promise<EditedFile> {
  if (edit.kind === 'create')
    return lines === undefined
      ? { kind: 'edited', lines: numberLines(edit.text) }
      : { kind: 'refused', reason: 'it exists already' }
  if (lines === undefined && !isCreatedBy(edit)) return { kind: 'refused', reason: 'it does not exist' }
  if (edit.kind === 'delete') return { kind: 'edited', lines: undefined }
  // Read with replaced characters, it would be written with other bytes.
  if (lines?.some(({ text }) => text.includes('\ufffd')))
    return { kind: 'refused', reason: 'it is not UTF-8' }
  const before = lines ?? []
  const edited = await editText(edit, before, context)
  return edited.kind === 'edited'
    ? { kind: 'edited', lines: renumber(before, edited.text) }
    : { kind: 'refused', reason: edited.reason }
}

/** Whether an edit creates its file if that does not exist. */
function isCreatedBy({ kind, file }: Edit): boolean {
  return kind === 'lines' || (kind === 'setting' && /(^|\/)(pyproject\.toml|setup\.cfg)$/.test(file))
}

async function editText(
  edit: LinesEdit | ReplaceEdit | SettingEdit,
  lines: readonly NumberedLine[],
  { editSettings, later }: EditContext,
): Promise<EditedText> {
  if (edit.kind === 'lines') return attemptEdit(() => editLines(lines, edit))
  if (edit.kind === 'replace') return attemptEdit(() => replaceInLine(lines, edit))
  const text = joinLines(lines)
  switch (edit.file.split('/').at(-1)) {
    case 'pyproject.toml':
      return editToml(text, edit.path, edit.change, (table) =>
        later.some((one) => addsTo(one, edit.file, table)),
      )
    case 'setup.cfg':
      return editCfg(text, edit.path, edit.change)
    case 'setup.py': {
      const { files, errors } = await editSettings({ files: { [edit.file]: text }, edits: [edit] })
      const [error] = errors
      return error === undefined
        ? { kind: 'edited', text: files[edit.file] ?? text }
        : { kind: 'refused', reason: error.message }
    }
    default:
      return { kind: 'refused', reason: 'it is not a file of packaging settings' }
  }
}

/** Whether an edit adds a setting to a table of a file. */
function addsTo(edit: Edit, file: string, table: readonly string[]): boolean {
  return (
    edit.kind === 'setting' &&
    edit.file === file &&
    (edit.change.kind === 'set' || edit.change.kind === 'append') &&
    edit.path.length > table.length &&
    table.every((key, i) => key === edit.path[i])
  )
}

function numberLines(text: string): NumberedLine[]
function numberLines(text: string | undefined): NumberedLine[] | undefined
function numberLines(text: string | undefined): NumberedLine[] | undefined {
  return text === undefined ? undefined : splitLines(text).map((line, i) => ({ text: line, number: i + 1 }))
}

function splitLines(text: string): string[] {
  return text.split(/(?<=\n)/).filter((line) => line !== '')
}

function joinLines(lines: readonly NumberedLine[]): string {
  return lines.map(({ text }) => text).join('')
}

/** The lines of a new text: unchanged lines keep their numbers, and lines that are replaced by as many others, too. */
function renumber(before: readonly NumberedLine[], text: string): NumberedLine[] {
  const parts = diffArrays(
    before.map((line) => line.text),
    splitLines(text),
  )
  let index = 0
  return parts.flatMap(({ value, added, removed }, i) => {
    const { length } = value
    const replaced = parts[i - 1]
    const isReplacement = replaced?.removed === true && replaced.value.length === length
    const old = added
      ? isReplacement
        ? before.slice(index - length, index)
        : []
      : before.slice(index, index + length)
    if (!added) index += length
    return removed ? [] : value.map((line, k) => ({ text: line, number: old[k]?.number }))
  })
}

function editLines(lines: readonly NumberedLine[], { delete: deleted = [], append = [] }: LinesEdit): string {
  const missing = deleted.find((number) => !lines.some((line) => line.number === number))
  if (missing !== undefined) throw new EditRefused(`it has no line ${missing}, or another edit deletes it`)
  const left = joinLines(lines.filter(({ number }) => number === undefined || !deleted.includes(number)))
  return append.length === 0 ? left : insertLines(left, left.length, append, lineEnding(joinLines(lines)))
}

function replaceInLine(lines: readonly NumberedLine[], { line, text, by }: ReplaceEdit): string {
  const old = lines.find(({ number }) => number === line)
  if (old === undefined) throw new EditRefused(`it has no line ${line}, or another edit deletes it`)
  const parts = old.text.split(text)
  if (text === '' || parts.length === 1)
    throw new EditRefused(`line ${line} does not contain ${JSON.stringify(text)}`)
  if (parts.length > 2) throw new EditRefused(`line ${line} contains ${JSON.stringify(text)} more than once`)
  return joinLines(lines.map((one) => (one === old ? { ...one, text: parts.join(by) } : one)))
}
