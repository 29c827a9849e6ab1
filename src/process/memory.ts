import { setFlagsFromString } from 'node:v8'

/**
 * Keeps the part of the heap in which V8 makes objects as large as it is. Hundreds of packages would have it grow to
 * 128 MB, although 20 MB are all that ever lives (V8's flag `semi_space_growth_factor`, which is read when it grows).
 */
export function keepHeapSmall(): void {
  setFlagsFromString('--semi-space-growth-factor=1')
}
