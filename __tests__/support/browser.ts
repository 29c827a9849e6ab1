import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import sparticuz from '@sparticuz/chromium'
import puppeteer, { type Browser, type LaunchOptions } from 'puppeteer-core'

/** Chromium, with the path of a font that is near to GitHub's; or the reason why it cannot start. */
export type Chromium =
  | { readonly browser: Browser; readonly font?: string }
  | { readonly browser: undefined; readonly reason: string }

/** Starts `CHROME_PATH`, the Chrome of the system, or that of `@sparticuz/chromium` (Linux), whichever works first. */
export async function startChromium(): Promise<Chromium> {
  const reasons: string[] = []
  for (const [name, optionsOf] of CHROMIUMS) {
    try {
      const options = await optionsOf()
      if (options === undefined) continue
      const browser = await puppeteer.launch({ headless: true, protocolTimeout: 240_000, ...options })
      const font = join(dirname(options.executablePath ?? '/'), 'fonts/fonts/Open_Sans/OpenSans-Regular.ttf')
      return { browser, ...(existsSync(font) ? { font } : {}) }
    } catch (error) {
      reasons.push(`${name}: ${(error as Error).message.split('\n')[0]}`)
    }
  }
  return { browser: undefined, reason: reasons.join('; ') }
}

const NO_SANDBOX = ['--no-sandbox', '--disable-dev-shm-usage', '--allow-file-access-from-files']

const CHROMIUMS: readonly (readonly [name: string, () => Promise<LaunchOptions | undefined>])[] = [
  [
    'CHROME_PATH',
    async () => {
      const executablePath = process.env.CHROME_PATH
      return executablePath === undefined ? undefined : { executablePath, args: NO_SANDBOX }
    },
  ],
  ['Chrome of the system', async () => ({ channel: 'chrome', args: NO_SANDBOX })],
  [
    '@sparticuz/chromium',
    async () => ({
      executablePath: await sparticuz.executablePath(),
      headless: 'shell',
      args: [...sparticuz.args, ...NO_SANDBOX],
    }),
  ],
]
