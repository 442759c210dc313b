// The system's Chromium, driven by role and label. Remembers what a page complains of.

import { existsSync } from 'node:fs'
import { type Browser, chromium, type Locator, type Page } from 'playwright-core'
import { expect } from 'vitest'

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
  const viewport = { width: 1280, height: 900 }
  // Without motion: on a busy machine a thing that still moves is missed by the pointer.
  const context = await browser.newContext({ locale: 'en-US', viewport, reducedMotion: 'reduce' })
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

/** Chooses an option by the keyboard, which nothing that moves or covers can hinder. */
export async function choose(page: Page, box: Locator, option: string): Promise<void> {
  await box.press('ArrowDown')
  const active = async () => {
    const id = await box.getAttribute('aria-activedescendant')
    const at = page.locator(`[id="${id}"]`)
    if (id === null || (await at.count()) === 0) return null
    return (await at.getAttribute('aria-label')) ?? (await at.textContent())
  }
  await expect
    .poll(
      async () => {
        if ((await active()) !== option) await box.press('ArrowDown')
        return await active()
      },
      { timeout: 40_000, message: `the option ${option}` },
    )
    .toBe(option)
  await box.press('Enter')
}

/** The page as assistive tech reads it: what one asks for first when a test has failed on another machine. */
export async function whatItShows(page: Page): Promise<string> {
  return `${page.url()}\n${await page.locator('body').ariaSnapshot()}`
}
