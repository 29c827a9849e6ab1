import type { EnvironmentVariables } from './environment-variables.ts'

/** Variables with `home`, an empty directory, as the home: a program then reads no configuration of the caller. */
export function withEmptyHome(variables: EnvironmentVariables, home: string): EnvironmentVariables {
  const kept = Object.entries(variables).filter(([name]) => !name.startsWith('XDG_'))
  return {
    ...Object.fromEntries(kept),
    HOME: home,
    USERPROFILE: home,
    APPDATA: home,
    LOCALAPPDATA: home,
  }
}
