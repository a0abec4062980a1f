import type { Page } from '@playwright/test'
import { expect, test } from './fixtures'
import { downloadTable } from './screens/export'
import { tablesMade } from './screens/generate'
import { openHome, pick, projectCard } from './screens/home'
import { shopTable } from './screens/made-tables'
import { openShopProject, openStage } from './screens/stages'
import { leaveRoom, noRoom, stored } from './screens/storage'

/** The project that was saved before the disk was full is whole: its rows, its table, its file. */
async function expectShopWhole(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Home, all projects' }).click()
  await projectCard(page, 'shop').getByRole('link', { name: 'shop' }).click()
  await expect(page.getByRole('grid', { name: 'Your rows' })).toHaveAttribute('aria-rowcount', '301')
  await openStage(page, 'Export')
  const { bytes } = await downloadTable(page)
  expect(bytes.toString('utf8').trim().split(/\r?\n/)).toHaveLength(301)
}

test('a table that does not fit into the browser is refused with advice; what was saved stays', async ({ page }) => {
  await openHome(page)
  await leaveRoom(page, 3_000_000)
  await openShopProject(page)
  const big = { name: 'big.csv', content: shopTable(60_000) }
  await pick(page, big)
  await expect(page.getByText(noRoom)).toBeVisible({ timeout: 60_000 })
  await expect(page.getByText('Delete projects you no longer need, or free disk space.')).toBeVisible()
  await expect.poll(() => stored(page, 'projects').then((all) => all.map(({ name }) => name))).toEqual(['shop'])
  await expectShopWhole(page)

  await leaveRoom(page)
  await pick(page, big)
  await expect(page.getByRole('grid', { name: 'Your rows' })).toHaveAttribute('aria-rowcount', '60001', {
    timeout: 60_000,
  })
})

test('rows that no longer fit: those that were saved are kept and can be used, and the reason stands there', async ({
  page,
}) => {
  await openHome(page)
  await leaveRoom(page, 12_000_000)
  await openShopProject(page)
  await openStage(page, 'Generate')
  await page.getByRole('textbox', { name: 'Rows to make' }).fill('2000000')
  await page.getByRole('button', { name: 'Make 2,000,000 rows' }).click()
  await expect(tablesMade(page).first()).toContainText(noRoom, { timeout: 120_000 })
  await expect(tablesMade(page).first()).toContainText('Partial, kept')
  await leaveRoom(page)
  await tablesMade(page).first().getByRole('button', { name: 'Use' }).click()
  const output = (await stored(page, 'outputs')).find(({ status }) => status === 'cancelled') ?? {}
  await openStage(page, 'Export')
  const { bytes } = await downloadTable(page)
  expect(Number(output['rows'])).toBeGreaterThan(0)
  expect(bytes.toString('utf8').trim().split(/\r?\n/)).toHaveLength(Number(output['rows']) + 1)
})
