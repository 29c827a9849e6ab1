/** Bytes that are kept of the beginning, and as many of the end. */
export const KEPT = 256 * 1024

/** The output of a program, of which the middle is dropped when it is long: it cannot take memory with it. */
export class CapturedOutput {
  readonly #head: Buffer[] = []
  #headBytes = 0
  /** The end, in a ring: made when the beginning is full. */
  #ring: Buffer | undefined
  /** All bytes that came after the beginning; the next goes to this place of the ring. */
  #after = 0
  readonly #kept: number

  constructor(kept: number) {
    this.#kept = kept
  }

  add(bytes: Buffer): void {
    const head = bytes.subarray(0, this.#kept - this.#headBytes)
    if (head.length > 0) {
      this.#head.push(head)
      this.#headBytes += head.length
    }
    this.#addToEnd(bytes.subarray(head.length))
  }

  #addToEnd(bytes: Buffer): void {
    if (bytes.length === 0) return
    this.#ring ??= Buffer.allocUnsafe(this.#kept)
    // Only the last bytes of a long piece can stay.
    const last = bytes.subarray(Math.max(0, bytes.length - this.#kept))
    const at = (this.#after + bytes.length - last.length) % this.#kept
    const wrapped = last.copy(this.#ring, at)
    last.copy(this.#ring, 0, wrapped)
    this.#after += bytes.length
  }

  /** The text, decoded as UTF-8 with U+FFFD for what is not, and a line that says how much was cut. */
  text(): string {
    const ring = this.#ring ?? Buffer.alloc(0)
    const at = this.#after % this.#kept
    const dropped = this.#after - this.#kept
    if (dropped <= 0) return Buffer.concat([...this.#head, ring.subarray(0, this.#after)]).toString('utf8')
    const tail = Buffer.concat([ring.subarray(at), ring.subarray(0, at)])
    const megabytes = (dropped / 1_000_000).toFixed(1)
    return `${Buffer.concat(this.#head).toString('utf8')}\n[... ${megabytes} MB of output cut here ...]\n${tail.toString('utf8')}`
  }
}
