import type { EnvironmentVariables } from './environment-variables.ts'

/** Variables under which a program finds an empty home: neither the caller's settings nor the caller's files. */
export function inEmptyHome(variables: EnvironmentVariables, home: string): EnvironmentVariables {
  const kept = Object.entries(variables).filter(([name]) => !name.startsWith('XDG_'))
  return {
    ...Object.fromEntries(kept),
    HOME: home,
    USERPROFILE: home,
    APPDATA: home,
    LOCALAPPDATA: home,
  }
}
