/** Default number of bytes to keep of the beginning of an output, and as many of its end. */
export const CAPTURE_LIMIT = 256 * 1024

/** The output of a program, without the middle if it is long, so that its use of memory is bounded. */
export class CapturedOutput {
  readonly #head: Buffer[] = []
  #headBytes = 0
  /** Ring buffer for the end of the output, allocated when the head is full. */
  #ring: Buffer | undefined
  /** Number of bytes that followed the head; modulo the limit, the position of the next byte in the ring buffer. */
  #tailBytes = 0
  readonly #limit: number

  /** @param limit bytes to keep of each end */
  constructor(limit: number) {
    this.#limit = limit
  }

  add(bytes: Buffer): void {
    const head = bytes.subarray(0, this.#limit - this.#headBytes)
    if (head.length > 0) {
      this.#head.push(head)
      this.#headBytes += head.length
    }
    this.#addToTail(bytes.subarray(head.length))
  }

  #addToTail(bytes: Buffer): void {
    if (bytes.length === 0) return
    this.#ring ??= Buffer.allocUnsafe(this.#limit)
    const last = bytes.subarray(Math.max(0, bytes.length - this.#limit))
    const position = (this.#tailBytes + bytes.length - last.length) % this.#limit
    const copied = last.copy(this.#ring, position)
    last.copy(this.#ring, 0, copied)
    this.#tailBytes += bytes.length
  }

  /**
   * The output with a line that states how much was cut. As UTF-8 it has U+FFFD for invalid bytes; as latin1 each character
   * is one byte.
   */
  text(encoding: 'utf8' | 'latin1' = 'utf8'): string {
    const ring = this.#ring ?? Buffer.alloc(0)
    const position = this.#tailBytes % this.#limit
    const cutBytes = this.#tailBytes - this.#limit
    if (cutBytes <= 0)
      return Buffer.concat([...this.#head, ring.subarray(0, this.#tailBytes)]).toString(encoding)
    const tail = Buffer.concat([ring.subarray(position), ring.subarray(0, position)])
    const megabytes = (cutBytes / 1_000_000).toFixed(1)
    return `${Buffer.concat(this.#head).toString(encoding)}\n[... ${megabytes} MB of output cut here ...]\n${tail.toString(encoding)}`
  }
}
