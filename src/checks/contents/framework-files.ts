import { normalizeName, parseRequirement } from '../../python/requirement.ts'
import type { Contents } from './facts.ts'

/** Files that a framework loads from fixed directories of a package, without any code that names them. */
interface Convention {
  /** For messages: `Django loads templates`. */
  readonly loads: string
  /** Top-level modules of the framework. */
  readonly frameworks: readonly string[]
  /** Installed paths. */
  readonly path: RegExp
}

const WEB = [
  'flask',
  'quart',
  'bottle',
  'sanic',
  'starlette',
  'fastapi',
  'tornado',
  'pyramid',
  'aiohttp_jinja2',
  'jinja2',
]

const CONVENTIONS: readonly Convention[] = [
  { loads: 'Django loads templates', frameworks: ['django'], path: /\/templates\// },
  { loads: 'Django serves static files', frameworks: ['django'], path: /\/static\// },
  { loads: 'Django loads translations', frameworks: ['django'], path: /\/locale\/.*\.mo$/ },
  { loads: 'Django loads fixtures', frameworks: ['django'], path: /\/fixtures\/.*\.(json|ya?ml|xml)$/ },
  { loads: 'Django loads migrations', frameworks: ['django'], path: /\/migrations\/[^/]+\.(py|sql)$/ },
  {
    loads: 'Django loads management commands',
    frameworks: ['django'],
    path: /\/management\/commands\/[^/]+\.py$/,
  },
  { loads: 'Django loads template tags', frameworks: ['django'], path: /\/templatetags\/[^/]+\.py$/ },
  { loads: 'Flask loads templates', frameworks: ['flask', 'quart'], path: /^[^/]+\/(.*\/)?templates\// },
  { loads: 'Flask serves static files', frameworks: ['flask', 'quart'], path: /^[^/]+\/(.*\/)?static\// },
  { loads: 'Jinja loads templates', frameworks: WEB, path: /\/templates\/.*\.(html?|j2|jinja2?)$/ },
  {
    loads: 'Alembic loads migrations',
    frameworks: ['alembic'],
    path: /\/versions\/[^/]+\.py$|\/(alembic\.ini|script\.py\.mako)$/,
  },
]

/** Groups of entry points whose hosts load all files of the package of an entry point. */
const THEMES: Readonly<Record<string, string>> = {
  'sphinx.html_themes': 'Sphinx loads the files of a theme',
  'mkdocs.themes': 'MkDocs loads the files of a theme',
}

/** Returns which framework loads a file of the package by convention, for messages; undefined if none does. */
export function loadedByConvention(installed: string, { wheel, imports }: Contents): string | undefined {
  const theme = wheel.entryPoints.find(
    ({ group, module }) =>
      THEMES[group] !== undefined && installed.startsWith(`${module.replaceAll('.', '/')}/`),
  )
  if (theme !== undefined) return THEMES[theme.group]
  const required = new Set(
    wheel.metadata.requirements.flatMap((line) => {
      const name = parseRequirement(line)?.name
      return name === undefined ? [] : [normalizeName(name).replaceAll('-', '_')]
    }),
  )
  return CONVENTIONS.find(
    ({ frameworks, path }) =>
      path.test(installed) && frameworks.some((one) => imports.has(one) || required.has(one)),
  )?.loads
}
