import { importableModules } from '../../distribution/importable-modules.ts'

/** True for code of the wheel's own making that users reach; false for vendored code, examples, templates and the like. */
export function isOwnCode(file: string): boolean {
  return file.startsWith('scripts/') || importableModules([file]).length > 0
}
