/** Usual names of directories and files of tests and their data (pytest documentation, "Good Integration Practices"). */
const TEST_PATH =
  /(^|\/)(tests?\/|tests?[_-]?(data|assets?|files?|fixtures?|resources?|cases|inputs?|images?|samples?|vectors?|snapshots?)\/|conftest\.py$|tests?\.py$|test_[^/]*\.py$|[^/]*_tests?\.py$)/

/** Whether a path is a test, or a file that belongs to the tests, such as conftest.py. */
export function isTestPath(path: string): boolean {
  return TEST_PATH.test(path)
}
