import type { Progress } from './progress.ts'

/** Shows the progress of a run in several ways. */
export function severalProgress(all: readonly Progress[]): Progress {
  return {
    begin(packageName, stage, isReported, python) {
      const ends = all.map((one) => one.begin(packageName, stage, isReported, python))
      return (how, seconds) => {
        for (const end of ends) end(how, seconds)
      }
    },
    expect(packages) {
      for (const one of all) one.expect(packages)
    },
    found(packageName, problem) {
      for (const one of all) one.found?.(packageName, problem)
    },
    done(packageName, how, seconds) {
      for (const one of all) one.done(packageName, how, seconds)
    },
    end() {
      for (const one of all) one.end()
    },
  }
}
