/**
 * Bundles `src` into `dist`, the folder that users run: the two doors, the client of the cache, the chunks that they share, the Python
 * probes and the licences of what is bundled. The result depends on nothing but the sources and the lock file.
 */
import { cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { build, type Metafile, type Plugin } from 'esbuild'

// Some bundled CommonJS modules call require(), which an ES module does not have.
const REQUIRE =
  'import{createRequire as __createRequire}from"node:module";const require=__createRequire(import.meta.url);'

rmSync('dist', { recursive: true, force: true })
const { metafile } = await build({
  entryPoints: { index: 'src/action.ts', cli: 'src/cli.ts', 'cache-client': 'src/cache/client.ts' },
  outdir: 'dist',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  chunkNames: '[name]-[hash]',
  banner: { js: REQUIRE },
  plugins: [droppingIdentity()],
  metafile: true,
  logLevel: 'warning',
})
cpSync('src/probes', 'dist/probes', {
  recursive: true,
  filter: (file) => !file.includes('__pycache__'),
})
writeFileSync('dist/licenses.txt', licenses(metafile))

/**
 * `@actions/core` can ask GitHub for an identity, by an HTTP client that takes half of the time to start. Its package
 * does not say that nothing happens where that is loaded, and so it would be in the bundle although nothing asks.
 */
function droppingIdentity(): Plugin {
  return {
    name: 'dropping-identity',
    setup({ onResolve, resolve }) {
      onResolve({ filter: /^\.\/oidc-utils\.js$/ }, async ({ path, kind, resolveDir, pluginData }) =>
        pluginData === 'resolved'
          ? undefined
          : { ...(await resolve(path, { kind, resolveDir, pluginData: 'resolved' })), sideEffects: false },
      )
    },
  }
}

/** The licence text of every package that has code in the bundle, in the order of their names. */
function licenses({ inputs }: Metafile): string {
  const names = Object.keys(inputs).flatMap(
    (file) => /^node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file)?.[1] ?? [],
  )
  return [...new Set(names)].sort().map(licenseOf).join('\n')
}

function licenseOf(name: string): string {
  const folder = join('node_modules', name)
  const { version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry))
  const text = file && existsSync(join(folder, file)) ? readFileSync(join(folder, file), 'utf8') : ''
  return `${name} ${version} (${license})\n\n${text.trim()}\n`
}
