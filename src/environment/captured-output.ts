/** Bytes that are kept of the beginning, and as many of the end. */
export const KEPT = 256 * 1024

/** The output of a program, of which the middle is dropped when it is long: it cannot take memory with it. */
export class CapturedOutput {
  #head: Buffer[] = []
  #headBytes = 0
  #tail: Buffer[] = []
  #tailBytes = 0
  #dropped = 0
  readonly #kept: number

  constructor(kept: number) {
    this.#kept = kept
  }

  add(bytes: Buffer): void {
    const room = this.#kept - this.#headBytes
    const head = bytes.subarray(0, room)
    if (head.length > 0) {
      this.#head.push(head)
      this.#headBytes += head.length
    }
    const rest = bytes.subarray(head.length)
    if (rest.length === 0) return
    this.#tail.push(rest)
    this.#tailBytes += rest.length
    while (this.#tailBytes - (this.#tail[0]?.length ?? 0) >= this.#kept) {
      const gone = this.#tail.shift()?.length ?? 0
      this.#tailBytes -= gone
      this.#dropped += gone
    }
  }

  /** The text, decoded as UTF-8 with U+FFFD for what is not, and a line that says how much was cut. */
  text(): string {
    const head = Buffer.concat(this.#head)
    const tail = Buffer.concat(this.#tail)
    if (this.#dropped === 0) return Buffer.concat([head, tail]).toString('utf8')
    const megabytes = (this.#dropped / 1_000_000).toFixed(1)
    return `${head.toString('utf8')}\n[... ${megabytes} MB of output cut here ...]\n${tail.toString('utf8')}`
  }
}
