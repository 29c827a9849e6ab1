import type { Files } from './project.ts'

export interface SamplePackage {
  /** Name of the distribution and of its import package. */
  readonly name?: string
  /** Requires-Dist of the wheel that no file of the project declares. */
  readonly requires?: readonly string[]
  /** Requires-Dist that is also declared in pyproject.toml. */
  readonly dependencies?: readonly string[]
  /** Extra -> its requirement. */
  readonly extras?: Readonly<Record<string, string>>
  readonly requiresPython?: string
  /** `build-system.requires`. */
  readonly buildRequires?: readonly string[]
  /** More lines of pyproject.toml; by default, its tests are skipped. */
  readonly pyproject?: string
  /** Source directory, such as `src`. */
  readonly source?: string
  /** Directories below the source directory that the wheel contains. */
  readonly includes?: readonly string[]
  /** Paths below the source directory that the wheel lacks. */
  readonly excludes?: readonly string[]
  /** Python code at the end of the backend's module. */
  readonly backend?: string
  /** More files than `sample/__init__.py`. */
  readonly files?: Files
}

const WITHOUT_TESTS = '[tool.as-installed.tests]\nskip = "not what this is about"\n'

/** A package with an in-tree build backend (PEP 517) and without tests, so that its verification needs no index. */
export function samplePackage({
  name = 'sample',
  requires = [],
  dependencies = [],
  extras = {},
  requiresPython,
  buildRequires = [],
  pyproject = WITHOUT_TESTS,
  source = '.',
  includes = ['sample'],
  excludes = [],
  backend = '',
  files = {},
}: SamplePackage = {}): Files {
  const metadata = [
    'Metadata-Version: 2.1',
    'Name: sample',
    'Version: 1.0',
    ...(requiresPython === undefined ? [] : [`Requires-Python: ${requiresPython}`]),
    ...[...requires, ...dependencies].map((requirement) => `Requires-Dist: ${requirement}`),
    ...Object.entries(extras).flatMap(([extra, requirement]) => [
      `Provides-Extra: ${extra}`,
      `Requires-Dist: ${requirement}; extra == "${extra}"`,
    ]),
  ].join('\n')
  const written: Record<string, string> = {
    'pyproject.toml': `[build-system]
requires = ${JSON.stringify(buildRequires)}
build-backend = "backend"
backend-path = ["."]

[project]
name = "sample"
version = "1.0"
${requiresPython === undefined ? '' : `requires-python = "${requiresPython}"`}
${dependencies.length === 0 ? '' : `dependencies = ${JSON.stringify(dependencies)}`}

${pyproject}`,
    ...(includes.includes('sample')
      ? { [`${source === '.' ? '' : `${source}/`}sample/__init__.py`]: '' }
      : {}),
    'backend.py': `import base64, hashlib, os, tarfile, zipfile

METADATA = ${JSON.stringify(`${metadata}\n`)}
SHIPS = ${JSON.stringify(includes)}
FORGETS = tuple(${JSON.stringify(excludes)})
WHEEL = "Wheel-Version: 1.0\\nGenerator: backend\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n"


def files(top):
    for folder, folders, names in os.walk(top):
        folders[:] = [name for name in folders if name not in (".git", "__pycache__")]
        yield from (os.path.relpath(os.path.join(folder, name), top).replace(os.sep, "/") for name in names)


def shipped():
    for path in sorted(files(${JSON.stringify(source)})):
        if any(path.startswith(name + "/") for name in SHIPS) and not path.startswith(FORGETS):
            with open(os.path.join(${JSON.stringify(source)}, path), "rb") as file:
                yield path, file.read()


def build_sdist(folder, settings=None):
    with open("PKG-INFO", "w") as file:
        file.write(METADATA)
    with tarfile.open(os.path.join(folder, "sample-1.0.tar.gz"), "w:gz") as sdist:
        for path in sorted(files(".")):
            sdist.add(path, "sample-1.0/" + path)
    return "sample-1.0.tar.gz"


def build_wheel(folder, settings=None, metadata=None):
    contents = dict(shipped())
    contents["sample-1.0.dist-info/METADATA"] = METADATA.encode()
    contents["sample-1.0.dist-info/WHEEL"] = WHEEL.encode()
    record = "sample-1.0.dist-info/RECORD,,\\n"
    for path, content in contents.items():
        digest = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()
        record += f"{path},sha256={digest},{len(content)}\\n"
    with zipfile.ZipFile(os.path.join(folder, "sample-1.0-py3-none-any.whl"), "w") as wheel:
        for path, content in {**contents, "sample-1.0.dist-info/RECORD": record.encode()}.items():
            wheel.writestr(zipfile.ZipInfo(path), content)
    return "sample-1.0-py3-none-any.whl"


${backend}
`,
  }
  const renamed = (text: string) => text.replaceAll('sample', name)
  return {
    ...Object.fromEntries(Object.entries(written).map(([path, text]) => [renamed(path), renamed(text)])),
    ...files,
  }
}
