import { readFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import { expect, test } from './fixtures'
import { downloadTable } from './screens/export'
import { chooseForProject, openHome, pick, projectCard } from './screens/home'
import { openShopProject, openStage } from './screens/stages'
import { stored } from './screens/storage'

const goHome = (page: Page) => page.getByRole('link', { name: 'Home, all projects' }).click()

test('a deleted project comes back from its backup with data, output and report', async ({ page }) => {
  await openShopProject(page)
  await openStage(page, 'Report')
  await expect(page.getByRole('region', { name: 'Faithful' })).toBeVisible({ timeout: 120_000 })
  const answers = await page.getByRole('region', { name: 'Faithful' }).textContent()
  await openStage(page, 'Export')
  const before = await downloadTable(page)
  await goHome(page)
  const coming = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Back up all' }).click()
  const file = { name: 'all.studio-backup', content: await readFile(await (await coming).path()) }

  await chooseForProject(page, 'shop', 'Delete')
  await expect(projectCard(page, 'shop')).toHaveCount(0)
  await pick(page, file)
  await expect(projectCard(page, 'shop')).toContainText('300')
  await expect(page.getByText('1 project is back')).toBeVisible()

  // The same into an empty browser.
  await page.evaluate(() => {
    indexedDB.deleteDatabase('synthetic-data-studio')
    indexedDB.deleteDatabase('synthetic-data-studio-live')
  })
  await page.reload()
  await openHome(page)
  expect(await stored(page, 'projects')).toEqual([])
  await pick(page, file)
  await projectCard(page, 'shop').getByRole('link', { name: 'shop' }).click()
  await expect(page.getByRole('grid', { name: 'Your rows' })).toHaveAttribute('aria-rowcount', '301')
  await openStage(page, 'Report')
  await expect(page.getByRole('region', { name: 'Faithful' })).toHaveText(answers ?? '')
  await openStage(page, 'Export')
  expect((await downloadTable(page)).bytes.equals(before.bytes)).toBe(true)
})

test('a file that is no backup is refused, and nothing is touched', async ({ page }) => {
  await openShopProject(page)
  await goHome(page)
  await pick(page, { name: 'other.studio-backup', content: '{"formatName":"dexie"' })
  await expect(
    page
      .getByText(/backup/i)
      .filter({ hasText: /damaged|can’t be read|not/i })
      .first(),
  ).toBeVisible()
  await expect(projectCard(page, 'shop')).toContainText('300')
})
