import { fileOf, type Project, pyprojectOf, valueAt } from '../../project/project.ts'

/** A version that is written down in the configuration. */
export interface DeclaredVersion {
  readonly version: string
  /** Relative to the checkout's root. */
  readonly file: string
  /** 1-based; undefined where it is not known. */
  readonly line: number | undefined
  /** Whether it is what is built; else a plug-in or a setting makes another one of it. */
  readonly isFinal: boolean
}

/** The version that pyproject.toml or setup.cfg states for the backend to take; undefined where the build finds it. */
export function declaredVersion(project: Project): DeclaredVersion | undefined {
  const { backend } = project.buildSystem
  const inPyproject = (path: readonly string[], isFinal: boolean): DeclaredVersion | undefined => {
    const version = valueAt(project, path)
    if (typeof version !== 'string') return undefined
    return { version, file: pyprojectOf(project), line: project.lineOf(path), isFinal }
  }
  const isSetuptools = /^setuptools\b/.test(backend)
  const standard = inPyproject(['project', 'version'], !(isSetuptools && isTagged(project)))
  if (standard !== undefined) return standard
  if (backend.startsWith('poetry')) {
    const replaced = valueAt(project, ['tool', 'poetry-dynamic-versioning']) !== undefined
    return inPyproject(['tool', 'poetry', 'version'], !replaced)
  }
  const version = project.setupCfg.get('metadata')?.get('version')
  // `attr:` and `file:` say where it is.
  if (!isSetuptools || version === undefined || /^(?:attr|file):/.test(version)) return undefined
  return { version, file: fileOf(project, 'setup.cfg'), line: undefined, isFinal: !isTagged(project) }
}

/** setuptools appends to the version what `[egg_info]` says. */
function isTagged({ setupCfg }: Project): boolean {
  const settings = setupCfg.get('egg_info')
  const isOn = (value = '') => !/^(?:0|no|false|off)?$/i.test(value)
  return isOn(settings?.get('tag_build')) || isOn(settings?.get('tag_date'))
}
