/** Wheels for tests of installers without an index. */
import { execFileSync } from 'node:child_process'
import { temporaryDirectory } from './project.ts'

const WRITE = `import sys, zipfile
folder, *names = sys.argv[1:]
for name in names:
    info = f"{name}-1.0.dist-info"
    with zipfile.ZipFile(f"{folder}/{name}-1.0-py3-none-any.whl", "w") as wheel:
        wheel.writestr(f"{name}.py", "X = 1\\n")
        wheel.writestr(f"{info}/METADATA", f"Metadata-Version: 2.1\\nName: {name}\\nVersion: 1.0\\n")
        wheel.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\\nGenerator: hand\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n")
        wheel.writestr(f"{info}/RECORD", f"{name}.py,,\\n{info}/METADATA,,\\n{info}/WHEEL,,\\n{info}/RECORD,,\\n")
`

/** A directory for `--find-links`, with a wheel of version 1.0 with one module for each name. */
export async function wheelDirectory(...names: string[]): Promise<string> {
  const directory = await temporaryDirectory()
  execFileSync(process.platform === 'win32' ? 'python' : 'python3', ['-c', WRITE, directory, ...names])
  return directory
}
