// node scripts/screenshots.mjs [FOLDER [PICTURES.zip]]: the README's pictures, from the built studio and one of its samples; and one
// of the training of pictures, from a zip of them.
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright'
import { chromiumArguments, chromiumPath } from './chromium.mjs'
import { serve } from './serve.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
const folder = process.argv[2] ?? join(root, 'docs')
mkdirSync(folder, { recursive: true })

const { server, url } = await serve({ port: 0 })
const browser = await chromium.launch({ executablePath: chromiumPath(), args: chromiumArguments })
const context = await browser.newContext({
  viewport: { width: 1280, height: 860 },
  colorScheme: 'light',
  locale: 'en-US',
})
const page = await context.newPage()
const shoot = (name) => page.screenshot({ path: join(folder, `${name}.png`) })
const open = async (stage) => {
  await page.goto(page.url().replace(/\/[a-z]+$/, `/${stage}`))
  await page.getByRole('heading', { level: 1 }).waitFor()
}

await page.goto(url)
await page.getByText('Web orders').click()
await page.getByText('Your first synthetic table is ready').waitFor()
await shoot('first-table')
await open('schema')
await page.waitForTimeout(1000)
await shoot('schema')
await open('train')
await page.getByRole('button', { name: 'Train', exact: true }).click()
await page.getByRole('button', { name: 'Stop and keep' }).first().waitFor()
await page.getByText('Control rows', { exact: true }).waitFor()
await page.waitForTimeout(3_000)
await shoot('train')
await page.getByText('Any-order network: trained').waitFor({ timeout: 120_000 })
await open('report')
await page.getByRole('heading', { name: 'Faithful' }).waitFor({ timeout: 60_000 })
await page.getByText('More is being measured').waitFor({ state: 'detached', timeout: 120_000 })
await page.waitForTimeout(1500)
await shoot('report')
await page.setViewportSize({ width: 390, height: 844 })
await page.emulateMedia({ colorScheme: 'dark' })
await page.waitForTimeout(500)
await shoot('phone')
const zip = process.argv[3]
if (zip) {
  await page.setViewportSize({ width: 1280, height: 860 })
  await page.emulateMedia({ colorScheme: 'light' })
  await page.goto(url)
  await page.locator('input[type=file]').first().setInputFiles(zip)
  await page.getByRole('heading', { name: 'Your first synthetic pictures are ready' }).waitFor({ timeout: 120_000 })
  await page.getByRole('link', { name: 'Train a network' }).click()
  await page.getByRole('button', { name: 'Train', exact: true }).click()
  await page.getByRole('list', { name: 'Sheet' }).waitFor({ timeout: 60_000 })
  await page.waitForTimeout(75_000)
  await shoot('pictures')
}
await browser.close()
server.close()
