// Makes a git repository in a new folder: greeter 1.1.0, released, and then a change that ships under the same version.
//
//   node examples/broken/version-not-bumped/history.mjs FOLDER
//   node dist/cli.js FOLDER
import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const [folder] = process.argv.slice(2)
if (folder === undefined || existsSync(folder)) {
  console.error('Name a new folder: node history.mjs FOLDER')
  process.exit(2)
}

const git = (...args) =>
  execFileSync(
    'git',
    ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.org', '-c', 'commit.gpgsign=false', ...args],
    { cwd: folder },
  )
const commit = (message) => {
  git('add', '--all')
  git('commit', '--quiet', `--message=${message}`)
}

cpSync(fileURLToPath(new URL('../../greeter', import.meta.url)), folder, {
  recursive: true,
  filter: (path) => !/__pycache__|\.egg-info|\.pytest_cache/.test(path),
})
git('init', '--quiet', '--initial-branch=main')
commit('Greet politely')
git('-c', 'tag.gpgsign=false', 'tag', 'greeter-1.1.0')

const code = join(folder, 'src/greeter/polite/__init__.py')
writeFileSync(code, readFileSync(code, 'utf8').replace('name=name)', 'name=name.strip())'))
commit('Greet the name without the spaces around it')
