// Takes the picture of the README: the newest release of a running server, as an English reader sees it by day.
// `node --import tsx scripts/screenshot.ts [URL] [FILE]`; with SLIPWAY_TOKEN as the person whose token it is.

import { parseArgs } from 'node:util'
import { chromium } from 'playwright-core'

const { positionals } = parseArgs({ allowPositionals: true })
const [url = 'http://127.0.0.1:8080', file = 'docs/images/release.png'] = positionals
const token = process.env.SLIPWAY_TOKEN

const browser = await chromium.launch({
  executablePath: '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update'],
})
try {
  const viewport = { width: 1280, height: 900 }
  const context = await browser.newContext({ locale: 'en-US', colorScheme: 'light', viewport })
  if (token) await context.request.post(`${url}/api/v1/session`, { data: { token }, headers: { 'x-slipway': '1' } })
  const page = await context.newPage()
  await page.goto(`${url}/ui/`)
  await page.getByRole('table', { name: 'Update releases' }).getByRole('link').first().click()
  await page.getByRole('region', { name: 'Timeline' }).getByRole('listitem').first().waitFor()
  await page.getByText('Live', { exact: true }).waitFor()
  // Down to the end of the gates: what stands below is lists.
  const end = await page.getByRole('region', { name: 'Gates' }).boundingBox()
  if (end === null) throw new Error('the page shows no gates')
  const height = Math.ceil(end.y + end.height)
  await page.screenshot({ path: file, fullPage: true, clip: { x: 0, y: 0, width: viewport.width, height } })
  console.log(`${file}: ${page.url()}`)
} finally {
  await browser.close()
}
