import { describe, expect, test } from '@jest/globals'
import { secondsIn } from './process-times.ts'
import { chain, gaps, readTrace, total, union } from './trace.ts'

const TRACE = String.raw`
10  100.000000 execve("/usr/bin/node", ["node", "cli.js"], 0x7ffd /* 30 vars */) = 0
10  100.050000 clone(child_stack=0x7f, flags=CLONE_VM|CLONE_FS|CLONE_THREAD|CLONE_SETTLS, tls=0x7f) = 11
11  100.060000 clone(child_stack=NULL, flags=CLONE_CHILD_CLEARTID|SIGCHLD <unfinished ...>
20  100.100000 execve("/shims/python", ["python", "-c", "print(\"a, b\")\n", "caf\303\251"...], 0x7ffd /* 30 vars */) = 0
11  100.110000 <... clone resumed>, child_tidptr=0x7f) = 20
20  100.150000 execve("/no/python", ["python", "-V"], 0x7ffd /* 30 vars */) = -1 ENOENT (No such file or directory)
20  100.200000 execve("/usr/bin/python", ["/usr/bin/python", "-V"], 0x7ffd /* 30 vars */ <unfinished ...>
20  100.210000 <... execve resumed>)          = 0
20  100.300000 vfork( <unfinished ...>
21  100.310000 exit_group(3)                     = ?
21  100.320000 +++ exited with 3 +++
20  100.330000 <... vfork resumed>)              = 21
20  100.340000 --- SIGCHLD {si_signo=SIGCHLD, si_code=CLD_EXITED, si_pid=21, si_uid=0, si_status=3, si_utime=1, si_stime=2} ---
20  100.400000 +++ exited with 0 +++
10  100.410000 --- SIGCHLD {si_signo=SIGCHLD, si_code=CLD_EXITED, si_pid=20, si_uid=0, si_status=0, si_utime=25, si_stime=5} ---
11  100.490000 +++ exited with 0 +++
10  100.500000 +++ exited with 0 +++
`

describe('a trace', () => {
  test('has every process with its parent, its last command, its time and its CPU', () => {
    expect(readTrace(TRACE)).toEqual([
      { pid: 10, parent: undefined, argv: ['node', 'cli.js'], start: 100, end: 100.5, cpu: undefined },
      { pid: 20, parent: 10, argv: ['/usr/bin/python', '-V'], start: 100.1, end: 100.4, cpu: 0.3 },
      { pid: 21, parent: 20, argv: [], start: 100.31, end: 100.32, cpu: 0.03 },
    ])
  })

  test('unescapes quoted arguments', () => {
    const [, , , , line = ''] = TRACE.split('\n')
    expect(readTrace(line)[0]?.argv).toEqual(['python', '-c', 'print("a, b")\n', String.raw`caf\303\251`])
  })

  test('that is truncated ends all running processes', () => {
    expect(readTrace(TRACE.split('\n').slice(0, 5).join('\n')).map(({ end }) => end)).toEqual([100.1, 100.1])
  })
})

const intervals = (...of: [number, number][]) => of.map(([start, end]) => ({ start, end }))

describe('intervals', () => {
  test.each([
    ['apart', intervals([3, 4], [1, 2]), intervals([1, 2], [3, 4])],
    ['one in the other', intervals([1, 5], [2, 3]), intervals([1, 5])],
    ['one after the other', intervals([1, 2], [2, 3]), intervals([1, 3])],
    ['none', [], []],
  ])('are joined: %s', (_, given, expected) => {
    expect(union(given)).toEqual(expected)
  })

  test.each([
    ['between and around', intervals([1, 2], [4, 5]), intervals([0, 1], [2, 4], [5, 6])],
    ['nowhere', intervals([0, 3], [2, 6]), []],
    ['everywhere', [], intervals([0, 6])],
  ])('leave gaps: %s', (_, given, expected) => {
    expect(gaps({ start: 0, end: 6 }, given)).toEqual(expected)
  })

  test('have a chain: always the one that ended last before the next began', () => {
    const all = intervals([0, 1], [0, 2], [1, 5], [2.5, 4], [4.5, 6])
    expect(chain(all, 7)).toEqual(intervals([0, 2], [2.5, 4], [4.5, 6]))
    expect(chain([], 7)).toEqual([])
  })

  test('have a total', () => {
    expect(total(intervals([0, 1], [3, 5]))).toBe(3)
  })
})

test('the times of children are read after any program name', () => {
  const fields = Array.from({ length: 50 }, (_, i) => i + 1).slice(3)
  expect(secondsIn(`42 (a) b (c) R ${fields.join(' ')}`)).toBe((16 + 17) / 100)
})
