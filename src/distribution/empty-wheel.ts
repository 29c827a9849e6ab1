import type { Wheel } from './wheel.ts'

/** Whether a wheel contains neither importable modules or stubs nor data files. */
export function isEmptyWheel({ members, files }: Pick<Wheel, 'members' | 'files'>): boolean {
  if (members.every(({ name }) => /^[^/]+\.dist-info\//.test(name))) return true
  // Scripts, headers and data files are installed outside of site-packages.
  if (members.some(({ name }) => /^[^/]+\.data\/(?!purelib\/|platlib\/)/.test(name))) return false
  const hasModules = files.some(({ path }) => path.endsWith('.py'))
  return (
    files.every(({ path }) => isNoContent(path)) ||
    (hasModules && files.every(({ path }) => isUnimportable(path)))
  )
}

/** The first module of a wheel that no import statement can name, such as `my-package/__init__.py`. */
export function unimportableModule({ files }: Pick<Wheel, 'files'>): string | undefined {
  return files.find(({ path }) => path.endsWith('.py') && path !== '__init__.py' && isUnimportable(path))
    ?.path
}

/** Whether a file at the top of site-packages is neither code nor data: a readme, a license, an `__init__.py`. */
function isNoContent(path: string): boolean {
  return !path.includes('/') && (path === '__init__.py' || !/\.(py|pyi|pth|so|pyd|dll|dylib)$/.test(path))
}

function isUnimportable(path: string): boolean {
  return isNoContent(path) || !/^[\p{ID_Start}_][\p{ID_Continue}]*($|[./]|-stubs\/)/u.test(path)
}
