/**
 * Bundles `src` into `dist`, the directory that users run: the actions, the CLI, the cache client, the chunks that they
 * share, the Python probes and the licenses of the bundled packages. The result depends only on the sources and the
 * lock file.
 */
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { build, type Metafile, type Plugin } from 'esbuild'

// Some bundled CommonJS modules call require(), which an ES module does not have.
const REQUIRE =
  'import{createRequire as __createRequire}from"node:module";const require=__createRequire(import.meta.url);'

const { metafile, outputFiles } = await build({
  entryPoints: {
    index: 'src/action.ts',
    plan: 'src/plan-action.ts',
    gate: 'src/gate-action.ts',
    cli: 'src/cli.ts',
    'cache-client': 'src/cache/client.ts',
  },
  outdir: 'dist',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  chunkNames: '[name]-[hash]',
  banner: { js: REQUIRE },
  plugins: [withoutOidcClient(), withoutKeyStores()],
  metafile: true,
  write: false,
  logLevel: 'warning',
})
const names = stableNames(metafile)
rmSync('dist', { recursive: true, force: true })
mkdirSync('dist')
for (const { path, text } of outputFiles) {
  let code = text
  for (const [hashed, stable] of names) code = code.replaceAll(hashed, stable)
  const mode = code.startsWith('#!') ? 0o755 : 0o644
  writeFileSync(join('dist', names.get(basename(path)) as string), code, { mode })
}
cpSync('src/probes', 'dist/probes', {
  recursive: true,
  filter: (file) => !file.includes('__pycache__'),
})
writeFileSync('dist/licenses.txt', licenses(metafile))

/**
 * The name of each file of the bundle without a hash, so that git shows a changed chunk as a change, not as a new file:
 * entry points and dynamic imports keep the name of their module, other chunks are named after what loads them.
 */
function stableNames({ outputs }: Metafile): Map<string, string> {
  const names = new Map<string, string>()
  const entries = Object.keys(outputs).filter((file) => outputs[file]?.entryPoint !== undefined)
  const loads = (from: string, file: string): boolean =>
    from === file ||
    (outputs[from]?.imports ?? []).some(({ kind, path }) => kind === 'import-statement' && loads(path, file))
  const withoutHash = (file: string) => basename(file, '.js').replace(/-[A-Z0-9]{8}$/, '')
  for (const file of Object.keys(outputs)) {
    const loading = entries.filter((entry) => loads(entry, file)).map(withoutHash)
    const name = entries.includes(file) ? withoutHash(file) : `shared-${loading.sort().join('-')}`
    if ([...names.values()].includes(`${name}.js`))
      throw new Error(
        `Two files of the bundle would be named dist/${name}.js: change stableNames in build.ts.`,
      )
    names.set(basename(file), `${name}.js`)
  }
  return names
}

/**
 * `@actions/core` bundles an HTTP client for OIDC tokens, which is not used here and doubles the startup time. Its
 * package.json does not declare `sideEffects: false`, without which esbuild keeps the client.
 */
function withoutOidcClient(): Plugin {
  return {
    name: 'without-oidc-client',
    setup({ onResolve, resolve }) {
      onResolve({ filter: /^\.\/oidc-utils\.js$/ }, async ({ path, kind, resolveDir, pluginData }) =>
        pluginData === 'resolved'
          ? undefined
          : { ...(await resolve(path, { kind, resolveDir, pluginData: 'resolved' })), sideEffects: false },
      )
    },
  }
}

/**
 * secretlint imports node-forge, almost 1 MB, to open key stores in the format of PKCS #12, which are never given to it.
 * The import stays in the bundle, and is not executed.
 */
function withoutKeyStores(): Plugin {
  return {
    name: 'without-key-stores',
    setup({ onResolve }) {
      onResolve({ filter: /^\.\/index-\w+\.js$/ }, ({ kind, importer, path }) =>
        kind === 'dynamic-import' && importer.includes('secretlint-rule-preset-recommend')
          ? { path, external: true }
          : undefined,
      )
    },
  }
}

/** The license text of every package that has code in the bundle, sorted by name. */
function licenses({ inputs }: Metafile): string {
  const names = Object.keys(inputs).flatMap(
    (file) => /^node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file)?.[1] ?? [],
  )
  return [...new Set(names)].sort().map(licenseOf).join('\n')
}

function licenseOf(name: string): string {
  const directory = join('node_modules', name)
  const { version, license } = JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8'))
  const file = readdirSync(directory).find((entry) => /^licen[cs]e/i.test(entry))
  const text = file && existsSync(join(directory, file)) ? readFileSync(join(directory, file), 'utf8') : ''
  return `${name} ${version} (${license})\n\n${text.trim()}\n`
}
