import type { Page } from '@playwright/test'
import { expect, test } from './fixtures'
import { expectAccessible } from './screens/axe'
import { previewGrid } from './screens/generate'
import { expectTidy } from './screens/layout'
import { openShopProject } from './screens/stages'
import { chooseGenerator, columnTiles, startRun } from './screens/train'

/** Every screen of a project that has all it can have: data, a trained network, two tables and a report. */
async function* everyScreen(page: Page): AsyncGenerator<string> {
  await openShopProject(page)
  await page.goto(page.url().replace(/[^/]+$/, 'schema'))
  await expect(page.getByRole('heading', { level: 1, name: 'Schema' })).toBeVisible()
  yield 'Schema'
  const stage = (name: string) => page.goto(page.url().replace(/[^/]+$/, name))
  await stage('train')
  await expect(columnTiles(page).first()).toBeVisible()
  yield 'Train, before a run'
  await chooseGenerator(page, 'Any-order network')
  await startRun(page)
  await expect(page.getByText(': trained').or(page.getByText('the best model kept'))).toBeVisible({ timeout: 120_000 })
  yield 'Train, after a run'
  await stage('generate')
  await expect(previewGrid(page)).toBeVisible({ timeout: 60_000 })
  yield 'Generate'
  await stage('report')
  await expect(page.getByRole('region', { name: 'Faithful' })).toBeVisible({ timeout: 120_000 })
  yield 'Report'
  await stage('export')
  await expect(page.getByText('fewer than 5 training rows')).toBeVisible({ timeout: 60_000 })
  yield 'Export'
  await stage('runs')
  await expect(page.getByRole('heading', { level: 1, name: 'Runs' })).toBeVisible()
  yield 'Runs'
  await stage('data')
  await expect(page.getByRole('grid', { name: 'Your rows' })).toBeVisible()
  yield 'Data'
  await page.goto('./')
  await expect(page.getByRole('button', { name: 'Open a file' })).toBeVisible()
  yield 'Home'
}

const windows = [
  { name: '400 % zoom', width: 320, height: 640 },
  { name: 'a phone', width: 360, height: 740 },
  { name: '4K', width: 3840, height: 2160 },
] as const

test('every screen at 320 px (400 % zoom), 360 px, 4K and in forced colours: no sideways scroll, no overlap, and axe clean at 320 px and in forced colours', async ({
  page,
}) => {
  test.slow()
  for await (const screen of everyScreen(page)) {
    for (const { name, width, height } of windows) {
      await test.step(`${screen}, ${name}`, async () => {
        await page.setViewportSize({ width, height })
        await expectTidy(page)
        if (width === 320) await expectAccessible(page)
      })
    }
    await test.step(`${screen}, forced colours`, async () => {
      await page.setViewportSize({ width: 1280, height: 800 })
      await page.emulateMedia({ forcedColors: 'active' })
      await expectTidy(page)
      await expectAccessible(page)
      await page.emulateMedia({ forcedColors: null })
    })
  }
})
