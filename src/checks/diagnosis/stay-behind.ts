import { isTestPath } from '../../project/test-paths.ts'

/** Sources of compiled code and of generated files, which run-time code does not read. */
const SOURCE =
  /\.(pyx|pxd|pxi|c|cc|cpp|cxx|h|hh|hpp|hxx|inc|rs|f|f77|f90|f95|f03|for|go|zig|cu|cuh|s|asm|mm?|swg|i|l|y|lex|idl|proto|thrift|capnp|fbs|g4|ts|tsx|jsx|vue|svelte|scss|sass|less|styl|coffee|po|pot|qrc|psd|xcf|ai|sketch|blend|drawio|map)$/i

/** Files for those who develop, build or document the package. */
const FOR_DEVELOPERS = [
  /(^|\/)\./,
  /(^|\/)(README|CHANGE(S|LOG)|HISTORY|NEWS|LICEN[CS]E|COPYING|NOTICE|AUTHORS|CONTRIBUT(ING|ORS)|TODO|INSTALL|OWNERS|CODEOWNERS|MAINTAINERS|CITATION|SECURITY|CLAUDE|AGENTS|Makefile|GNUmakefile|Dockerfile|Jenkinsfile|BUILD|WORKSPACE|SConscript|SConstruct|Doxyfile|VENDORED)(\.[^/]*|-[^/]*)?$/i,
  /(^|\/)(meson\.build|meson_options\.txt|meson\.options|CMakeLists\.txt|Cargo\.(toml|lock)|pyproject\.toml|setup\.(py|cfg)|tox\.ini|pytest\.ini|mypy\.ini|ruff\.toml|uv\.lock|poetry\.lock|Pipfile(\.lock)?|requirements[^/]*\.(txt|in)|package(-lock)?\.json|yarn\.lock|pnpm-lock\.yaml|(ts|js)config(\.[^/]*)?\.json|[^/]*\.config\.([cm]?js|ts)|Gruntfile\.js|gulpfile\.js|bower\.json|vendor\.txt|vendoring[^/]*|MANIFEST(\.in)?|CMakePresets\.json)$/,
  /\.(in|orig|rej|bak|tmpl\.py|sh|bash|zsh|bat|cmd|ps1|mk|cmake|bazel|bzl|lock|patch|diff|log|ipynb|code-workspace|sublime-project)$/i,
  /(^|\/)(docs?|examples?|benchmarks?|tools?|dev|scripts|samples|screenshots|node_modules|testing|testdata|test-data|__pycache__|__tests__|__snapshots__|spec|e2e)\//i,
]

/** Whether a file is a source that a build compiles or converts: code that names it is probably the build's. */
export function isCompiledSource(path: string): boolean {
  return SOURCE.test(path)
}

/** Whether a data file of an import package is known to stay behind, so that its absence from the wheel means nothing. */
export function staysBehind(path: string): boolean {
  return isTestPath(path) || isCompiledSource(path) || FOR_DEVELOPERS.some((kind) => kind.test(path))
}
