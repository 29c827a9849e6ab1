import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { redact } from './secrets.ts'

/** One log, named for its stage: what other people's programs printed. */
export interface Log {
  readonly name: string
  /** With the package that it is of. */
  readonly title: string
  /** Without credentials. It is read where it is shown: those of hundreds of packages would fill the memory. */
  readonly file: string
}

/** The logs of one package: kept as files, and shown by the doors. */
export class Logs {
  readonly folder: string
  readonly #secrets: readonly string[]
  readonly #all: Log[]
  readonly #packageName: string
  readonly #suffix: string

  constructor(
    folder: string,
    packageName: string,
    secrets: readonly string[],
    { all, suffix }: { all: Log[]; suffix: string } = { all: [], suffix: '' },
  ) {
    this.folder = folder
    this.#packageName = packageName
    this.#secrets = secrets
    this.#all = all
    this.#suffix = suffix
  }

  /** The same logs, with one of several Pythons in their names. */
  with(python: string): Logs {
    const suffix = `-${python.replace(/[^\w.]+/g, '-')}`
    return new Logs(this.folder, this.#packageName, this.#secrets, { all: this.#all, suffix })
  }

  get all(): readonly Log[] {
    return this.#all
  }

  async write(stage: string, text: string): Promise<void> {
    const name = `${stage}${this.#suffix}`
    const log = {
      name,
      title: `${this.#packageName}: ${name}`,
      file: join(this.folder, `${name}.log`),
    }
    this.#all.push(log)
    await mkdir(this.folder, { recursive: true })
    await writeFile(log.file, redact(text, this.#secrets))
  }
}
