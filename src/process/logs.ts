import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { redact } from './secrets.ts'

/** The log of a stage: the output of its child processes. */
export interface Log {
  readonly name: string
  /** The name of the package and of the log. */
  readonly title: string
  /** Redacted. Renderers read the file when they need it, as the logs of hundreds of packages would fill the memory. */
  readonly file: string
}

/** The logs of one package, which are written to files. */
export class Logs {
  readonly directory: string
  readonly #secrets: readonly string[]
  readonly #all: Log[]
  readonly #packageName: string
  readonly #suffix: string

  constructor(
    directory: string,
    packageName: string,
    secrets: readonly string[],
    { all, suffix }: { all: Log[]; suffix: string } = { all: [], suffix: '' },
  ) {
    this.directory = directory
    this.#packageName = packageName
    this.#secrets = secrets
    this.#all = all
    this.#suffix = suffix
  }

  /** The same collection of logs; the names of those that it adds end with the name of a Python. */
  with(python: string): Logs {
    const suffix = `-${python.replace(/[^\w.]+/g, '-')}`
    return new Logs(this.directory, this.#packageName, this.#secrets, { all: this.#all, suffix })
  }

  get all(): readonly Log[] {
    return this.#all
  }

  async write(stage: string, text: string): Promise<void> {
    const name = `${stage}${this.#suffix}`
    const log = {
      name,
      title: `${this.#packageName}: ${name}`,
      file: join(this.directory, `${name}.log`),
    }
    this.#all.push(log)
    await mkdir(this.directory, { recursive: true })
    await writeFile(log.file, redact(text, this.#secrets))
  }
}
