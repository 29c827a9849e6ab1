import { parse } from 'smol-toml'
import { DEFAULT_SETTINGS } from '../../src/config/settings.ts'
import { parseToml } from '../../src/config/toml.ts'
import { parseIni } from '../../src/project/ini.ts'
import type { Project } from '../../src/project/project.ts'

/** Builds a project from its pyproject.toml and further properties. */
export function projectOf(pyproject = '', given: Partial<Project> & { setupCfgText?: string } = {}): Project {
  const { setupCfgText = '', ...rest } = given
  return {
    directory: '/checkout',
    path: '.',
    name: 'demo',
    pyproject: parse(pyproject),
    lineOf: parseToml(pyproject).lineOf,
    setupCfg: parseIni(setupCfgText),
    buildSystem: { requires: [], backend: 'setuptools.build_meta', backendPath: [] },
    requiresPython: undefined,
    declaredEntryPoints: [],
    lockedVersion: undefined,
    settings: DEFAULT_SETTINGS,
    workspaceMembers: [],
    dependencyCycle: [],
    ...rest,
  }
}
