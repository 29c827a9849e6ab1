// Creates a git repository in a new directory: the release greeter 1.1.0, and a later change with the same version.
//
//   node examples/broken/version-not-bumped/history.mjs DIRECTORY
//   node dist/cli.js DIRECTORY
import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const [directory] = process.argv.slice(2)
if (directory === undefined || existsSync(directory)) {
  console.error('Usage: node history.mjs DIRECTORY (the directory must not exist)')
  process.exit(2)
}

const git = (...args) =>
  execFileSync(
    'git',
    ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.org', '-c', 'commit.gpgsign=false', ...args],
    { cwd: directory },
  )
const commit = (message) => {
  git('add', '--all')
  git('commit', '--quiet', `--message=${message}`)
}

cpSync(fileURLToPath(new URL('../../greeter', import.meta.url)), directory, {
  recursive: true,
  filter: (path) => !/__pycache__|\.egg-info|\.pytest_cache/.test(path),
})
git('init', '--quiet', '--initial-branch=main')
commit('Greet politely')
git('-c', 'tag.gpgsign=false', 'tag', 'greeter-1.1.0')

const code = join(directory, 'src/greeter/polite/__init__.py')
writeFileSync(code, readFileSync(code, 'utf8').replace('name=name)', 'name=name.strip())'))
commit('Greet the name without the spaces around it')
