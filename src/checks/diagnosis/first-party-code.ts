import { importableModules } from '../../distribution/importable-modules.ts'

/** Returns whether a file of the wheel is code that users import or run, unlike vendored code, examples or templates. */
export function isFirstPartyCode(file: string): boolean {
  return file.startsWith('scripts/') || importableModules([file]).length > 0
}
