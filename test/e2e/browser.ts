// The system's Chromium, driven by role and label. Remembers what a page complains of.

import { existsSync } from 'node:fs'
import { type Browser, chromium, type Page } from 'playwright-core'

const places = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

const quiet = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** Why there can be no browser here; undefined when there is one. Where it was installed for the tests, none is an error. */
export function noBrowser(): string | undefined {
  if (places.some(place => existsSync(place))) return undefined
  const because = `no Chromium at ${places.join(', ')}; make setup-tests installs it`
  if (process.env.REQUIRE_BROWSER) throw new Error(because)
  return because
}

export async function launchBrowser(): Promise<Browser> {
  const executablePath = places.find(place => existsSync(place))
  return await chromium.launch({ args: quiet, ...(executablePath === undefined ? {} : { executablePath }) })
}

export interface Visit {
  readonly page: Page
  /** Errors of scripts and answers that failed, less those named in `mayFail`. */
  complaints(): readonly string[]
}

/** Opens a page of an English reader. `mayFail` names what the visit is about: ends of addresses that may be refused. */
export async function visit(browser: Browser, url: string, mayFail: readonly string[] = []): Promise<Visit> {
  const context = await browser.newContext({ locale: 'en-US', viewport: { width: 1280, height: 900 } })
  context.setDefaultTimeout(40_000)
  const page = await context.newPage()
  const complaints: string[] = []
  // Nobody is signed in at first, which Chromium reports as an error.
  const expected = ['/api/v1/me', ...mayFail]
  page.on('pageerror', error => complaints.push(error.message))
  page.on('console', message => {
    if (message.type() !== 'error') return
    const { url: at } = message.location()
    if (!expected.some(end => at.endsWith(end))) complaints.push(`${message.text()} ${at}`)
  })
  await page.goto(url)
  return { page, complaints: () => complaints }
}

/** What assistive tech reads after the name of a button: its description. */
export async function descriptionOf(page: Page, button: ReturnType<Page['getByRole']>): Promise<string> {
  const id = await button.getAttribute('aria-describedby')
  return (id === null ? null : await page.locator(`[id="${id}"]`).textContent()) ?? ''
}
