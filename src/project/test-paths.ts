/** Folders and files that hold tests, by the names that pytest and unittest users give them. */
const TESTS = /(^|\/)(tests?\/|test_?data\/|conftest\.py$|tests?\.py$|test_[^/]*\.py$|[^/]*_tests?\.py$)/

/** True for a path that holds tests or what belongs to them. */
export function isTestPath(path: string): boolean {
  return TESTS.test(path)
}
