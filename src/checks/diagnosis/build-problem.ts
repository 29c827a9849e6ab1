/** What the message of a failed build says about a setting. */
export type BuildProblem =
  | 'duplicate'
  | 'no package'
  | 'several packages'
  | 'missing'
  | 'unknown'
  | 'superseded'
  | 'compiler'
  | 'invalid'

/** The messages of setuptools 84, hatchling 1.32, flit_core 4, poetry-core 2.5, pdm-backend 2.4, uv_build 0.9. */
const PATTERNS: readonly (readonly [BuildProblem, RegExp])[] = [
  ['duplicate', /A second file is being added|added twice|already added|duplicate entry/i],
  ['several packages', /Multiple top-level (packages|modules) discovered/],
  [
    'no package',
    /Unable to determine which files to ship|No file\/folder found for (module|package)|Expected a Python module at|No module found/i,
  ],
  ['superseded', /have been superseded .*Please remove/s],
  [
    'compiler',
    /^\s*(\S+\.\w+[:(]\d+\S*?|cc1\w*|collect2|ld|clang\S*|LINK) ?: (fatal )?error\b|^error(\[E\d+\])?: could not compile|command '.*' (failed with exit|returned non-zero)/im,
  ],
  [
    'unknown',
    /must not contain|Unrecogni[sz]ed key|Additional properties|Unknown (build hook|version source|field|key|plugin)|unknown field|Unexpected names/i,
  ],
  [
    'missing',
    /does not exist|doesn't exist|not found|No such file or directory|does not contain any element|cannot be found|not match any|No files found|must refer to a directory|No module named/i,
  ],
]

/** Returns the kind of problem that the message of a build backend states. */
export function buildProblem(output: readonly string[]): BuildProblem {
  const text = output.join('\n')
  return PATTERNS.find(([, pattern]) => pattern.test(text))?.[0] ?? 'invalid'
}
