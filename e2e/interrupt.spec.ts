import type { Page } from '@playwright/test'
import { expect, test } from './fixtures'
import { tablesMade } from './screens/generate'
import { openShopProject, openStage } from './screens/stages'
import { stored } from './screens/storage'

/** More rows than a test waits for. */
const many = 2_000_000

async function startMany(page: Page): Promise<void> {
  await openStage(page, 'Generate')
  await page.getByRole('textbox', { name: 'Rows to make' }).fill(String(many))
  await page.getByRole('button', { name: `Make ${many.toLocaleString('en')} rows` }).click()
  await expect.poll(() => rowsOfNewest(page), { timeout: 60_000 }).toBeGreaterThan(0)
}

async function newest(page: Page) {
  const outputs = await stored(page, 'outputs')
  return outputs.sort((a, b) => Number(b['createdAt']) - Number(a['createdAt']))[0] ?? {}
}
const rowsOfNewest = async (page: Page) => Number((await newest(page))['rows'])

test('rows that were made are kept when the making is stopped', async ({ page }) => {
  await openShopProject(page)
  await startMany(page)
  await page.getByRole('button', { name: 'Stop and keep these' }).click()
  await expect(tablesMade(page).first()).toContainText('Partial, kept', { timeout: 30_000 })
  const { status, rows } = await newest(page)
  expect(status).toBe('cancelled')
  await openStage(page, 'Export')
  await expect(page.getByText(`stopped at ${Number(rows).toLocaleString('en')} rows`)).toBeVisible()
})

test('rows that were made are kept when the tab is closed', async ({ page, context }) => {
  await openShopProject(page)
  await startMany(page)
  const address = page.url()
  const before = await rowsOfNewest(page)
  await page.close()
  const again = await context.newPage()
  await again.goto(address)
  await expect(tablesMade(again).first()).toContainText('Partial, kept', { timeout: 30_000 })
  expect(await rowsOfNewest(again)).toBeGreaterThanOrEqual(before)
  await tablesMade(again).first().getByRole('button', { name: 'Use' }).click()
  await expect(tablesMade(again).first()).toContainText('In use')
})
