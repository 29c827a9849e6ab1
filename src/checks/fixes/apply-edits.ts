import type { Edit, LinesEdit, ReplaceEdit, SettingEdit } from './edit.ts'
import { editCfg } from './edit-cfg.ts'
import { editToml } from './edit-toml.ts'
import { attemptEdit, type EditedText, EditRefused, insertLines, lineEnding, splice } from './edited-text.ts'

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
 * Applies edits in their order, each to the result of those before. Nothing is written: `textOf` returns the text of a
 * file of the checkout, undefined if there is none.
 */
export async function applyEdits(
  edits: readonly Edit[],
  textOf: (file: string) => string | undefined,
  editSettings: EditSettings,
): Promise<AppliedEdits> {
  const texts = new Map<string, string | undefined>()
  const problems: string[] = []
  for (const edit of edits) {
    const { file } = edit
    const text = texts.has(file) ? texts.get(file) : textOf(file)
    const edited = await applyEdit(edit, text, editSettings)
    if (edited.kind === 'refused') problems.push(`${file} cannot be edited: ${edited.reason}.`)
    else texts.set(file, edited.text)
  }
  const changes = new Map(
    [...texts]
      .map(([file, after]) => [file, { before: textOf(file), after }] as const)
      .filter(([, { before, after }]) => before !== after),
  )
  if (problems.length === 0 && changes.size === 0) problems.push('The edits change nothing.')
  return problems.length > 0 ? { kind: 'refused', problems } : { kind: 'applied', changes }
}

type EditedFile = EditedText | { readonly kind: 'deleted'; readonly text: undefined }

async function applyEdit(
  edit: Edit,
  text: string | undefined,
  editSettings: EditSettings,
): Promise<EditedFile> {
  const missing = { kind: 'refused', reason: 'it does not exist' } as const
  switch (edit.kind) {
    case 'create':
      return text === undefined
        ? { kind: 'edited', text: edit.text }
        : { kind: 'refused', reason: 'it exists already' }
    case 'delete':
      return text === undefined ? missing : { kind: 'deleted', text: undefined }
    case 'lines':
      return attemptEdit(() => editLines(text ?? '', edit))
    case 'replace':
      return text === undefined ? missing : attemptEdit(() => replaceInLine(text, edit))
    case 'setting':
      return editSetting(edit, text, editSettings)
  }
}

async function editSetting(
  edit: SettingEdit,
  text: string | undefined,
  editSettings: EditSettings,
): Promise<EditedText> {
  const name = edit.file.split('/').at(-1)
  if (name === 'pyproject.toml') return editToml(text ?? '', edit.path, edit.change)
  if (name === 'setup.cfg') return editCfg(text ?? '', edit.path, edit.change)
  if (name !== 'setup.py') return { kind: 'refused', reason: 'it is not a file of packaging settings' }
  if (text === undefined) return { kind: 'refused', reason: 'it does not exist' }
  const { files, errors } = await editSettings({ files: { [edit.file]: text }, edits: [edit] })
  const [error] = errors
  if (error !== undefined) return { kind: 'refused', reason: error.message }
  return { kind: 'edited', text: files[edit.file] ?? text }
}

function editLines(text: string, { delete: deleted = [], append = [] }: LinesEdit): string {
  const lines = text.split(/(?<=\n)/)
  for (const line of deleted)
    if (line < 1 || line > lines.length || text === '') throw new EditRefused(`it has no line ${line}`)
  const left = lines.filter((_, i) => !deleted.includes(i + 1)).join('')
  return append.length === 0 ? left : insertLines(left, left.length, append, lineEnding(text))
}

function replaceInLine(text: string, { line, text: old, by }: ReplaceEdit): string {
  const lines = text.split(/(?<=\n)/)
  const current = lines[line - 1]
  if (current === undefined) throw new EditRefused(`it has no line ${line}`)
  const index = current.indexOf(old)
  if (old === '' || index === -1)
    throw new EditRefused(`line ${line} does not contain ${JSON.stringify(old)}`)
  if (current.includes(old, index + 1))
    throw new EditRefused(`line ${line} contains ${JSON.stringify(old)} more than once`)
  const offset = lines.slice(0, line - 1).join('').length + index
  return splice(text, offset, offset + old.length, by)
}
