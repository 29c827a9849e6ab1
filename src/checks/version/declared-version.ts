import { fileOf, type Project, pyprojectOf, valueAt } from '../../project/project.ts'

/** A static version in pyproject.toml or setup.cfg. */
export interface DeclaredVersion {
  readonly version: string
  /** Relative to the checkout's root. */
  readonly file: string
  /** 1-based; undefined if unknown. */
  readonly line: number | undefined
  /** Whether the backend uses it unchanged: no plugin or setting modifies it. */
  readonly isFinal: boolean
}

/** Returns the static version that the build backend reads; undefined for a dynamic version. */
export function declaredVersion(project: Project): DeclaredVersion | undefined {
  const { backend } = project.buildSystem
  const inPyproject = (path: readonly string[], isFinal: boolean): DeclaredVersion | undefined => {
    const version = valueAt(project, path)
    if (typeof version !== 'string') return undefined
    return { version, file: pyprojectOf(project), line: project.lineOf(path), isFinal }
  }
  const isSetuptools = /^setuptools\b/.test(backend)
  const standard = inPyproject(['project', 'version'], !(isSetuptools && hasBuildTag(project)))
  if (standard !== undefined) return standard
  if (backend.startsWith('poetry')) {
    const replaced = valueAt(project, ['tool', 'poetry-dynamic-versioning']) !== undefined
    return inPyproject(['tool', 'poetry', 'version'], !replaced)
  }
  const version = project.setupCfg.get('metadata')?.get('version')
  // `attr:` and `file:` declare a dynamic version (setuptools documentation, "Declarative config").
  if (!isSetuptools || version === undefined || /^(?:attr|file):/.test(version)) return undefined
  return { version, file: fileOf(project, 'setup.cfg'), line: undefined, isFinal: !hasBuildTag(project) }
}

/** Whether setuptools appends `tag_build` or `tag_date` of `[egg_info]` to the version. */
function hasBuildTag({ setupCfg }: Project): boolean {
  const settings = setupCfg.get('egg_info')
  const isOn = (value = '') => !/^(?:0|no|false|off)?$/i.test(value)
  return isOn(settings?.get('tag_build')) || isOn(settings?.get('tag_date'))
}
