import { readFile } from 'node:fs/promises'
import { expect, test } from './fixtures'
import { expectAccessible } from './screens/axe'
import { openShopProject, openStage } from './screens/stages'

test.beforeEach(async ({ page }) => {
  // Enough rows that control is large enough to compare with.
  await openShopProject(page, 2000)
  await openStage(page, 'Report')
  await expect(page.getByRole('region', { name: 'Faithful' })).toBeVisible({ timeout: 120_000 })
})

test('three answers stand beside their references, and no word promises too much', async ({ page }) => {
  await expect(page.getByRole('region', { name: 'Faithful' })).toContainText('As good as real')
  await expect(page.getByRole('region', { name: 'Faithful' })).toContainText('Independent columns')
  await expect(page.getByRole('region', { name: 'Private' })).toContainText('Fresh real rows')
  const words = ((await page.getByRole('main').textContent()) ?? '').toLowerCase()
  expect(words).not.toMatch(/anonym|privacy score|gdpr/)
  await expectAccessible(page)
})

test('a column opens with its figures as a table', async ({ page }) => {
  await page.getByRole('region', { name: 'Columns', exact: true }).getByRole('button', { name: /age/ }).click()
  const dialog = page.getByRole('dialog', { name: 'age' })
  await expect(dialog.getByRole('table', { name: 'age' })).toBeVisible()
  await expectAccessible(page)
})

test('the report is one file that needs nothing else', async ({ page }) => {
  const coming = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Download as HTML' }).click()
  const html = await readFile(await (await coming).path(), 'utf8')
  expect(html).toMatch(/^<!doctype html>/i)
  expect(html).not.toMatch(/<script|src="http|href="http/i)
})

test('the public version says what the table is, and nothing that was measured on real rows', async ({ page }) => {
  const coming = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Public version' }).click()
  const html = await readFile(await (await coming).path(), 'utf8')
  expect(html).toContain('This is the public variant of the report.')
  expect(html).toContain('shop.csv')
  // Without its styles, which have widths in percent.
  expect(html.slice(html.indexOf('<body'))).not.toMatch(/\d\s?%|rows learned from|SHA-256/)
})
