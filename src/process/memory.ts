import { setFlagsFromString } from 'node:v8'

/**
 * Stops V8 from enlarging the space for new objects: with hundreds of packages it would grow to 128 MB, of which 20 MB
 * are live. V8 reads the flag `semi_space_growth_factor` each time that the space could grow.
 */
export function keepHeapSmall(): void {
  setFlagsFromString('--semi-space-growth-factor=1')
}
