import { readFileSync } from 'node:fs'
import path from 'node:path'
import { serve } from '../scripts/serve.mjs'
import { expect, test } from './fixtures'
import { expectPlausible, parseCsv } from './screens/csv'
import { downloadTable } from './screens/export'
import { openSampleProject, openStage } from './screens/stages'
import { chooseGenerator, expectRunning, runControl, setMostSteps, startRun } from './screens/train'

const directory = process.env.STUDIO_DIST ?? path.resolve(import.meta.dirname, '..', 'dist')
const sample = path.resolve(import.meta.dirname, '..', 'public', 'samples', 'penguins.csv')

let host: Awaited<ReturnType<typeof serve>>

test.use({
  baseURL: async ({ locale: _ }, use) => {
    host = await serve({ port: 4300, directory })
    await use(host.url)
    host.server.closeAllConnections()
    host.server.close()
  },
})

test('the whole journey works after the server has stopped', async ({ page }) => {
  await page.goto('./')
  await page.evaluate(async () => (await navigator.serviceWorker.ready).active?.state)
  await page.waitForFunction(() => navigator.serviceWorker.controller?.state === 'activated')
  await expect(page.locator('#root')).not.toBeEmpty()

  host.server.closeAllConnections()
  await new Promise((resolve) => host.server.close(resolve))
  await expect(fetch(host.url)).rejects.toThrow()

  await page.reload()
  await expect(page).toHaveTitle(/Synthetic Data Studio/)
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(true)
  await openSampleProject(page, 'Palmer penguins')
  await openStage(page, 'Train')
  await chooseGenerator(page, 'Any-order network')
  await setMostSteps(page, 20_000)
  await startRun(page)
  await expectRunning(page)
  await runControl(page, 'Stop and keep').click()
  await expect(page.getByText('stopped, and the best model kept')).toBeVisible({ timeout: 60_000 })
  await openStage(page, 'Report')
  await expect(page.getByRole('region', { name: 'Faithful' })).toBeVisible({ timeout: 120_000 })
  await openStage(page, 'Export')
  const source = parseCsv(readFileSync(sample, 'utf8'))
  const made = parseCsv((await downloadTable(page)).bytes.toString('utf8'))
  expect(made.rows).toHaveLength(source.rows.length)
  expectPlausible(made, source)
})
