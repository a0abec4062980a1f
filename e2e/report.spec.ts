import { readFile } from 'node:fs/promises'
import { expect, test } from './fixtures'
import { expectAccessible } from './screens/axe'
import { openShopProject, openStage } from './screens/stages'
import { ageReports, stored } from './screens/storage'

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

test('the parts are checked before any number, and each headline stands beside sampling alone', async ({ page }) => {
  const check = page.getByRole('region', { name: 'Before any number' })
  await expect(check).toContainText('explains')
  const figures = page.getByRole('region', { name: 'How close, in figures' })
  await expect(figures).toContainText('By sampling alone')
  await expect(figures.getByRole('rowheader', { name: /β-recall/ })).toBeVisible({ timeout: 120_000 })
  await expect(page.getByText('More is being measured')).toBeHidden({ timeout: 120_000 })
  await expectAccessible(page)
})

test('a pair opens with its pictures and its numbers', async ({ page }) => {
  await page
    .getByRole('region', { name: 'Pairs' })
    .getByRole('button', { name: /age · / })
    .first()
    .click()
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByRole('img', { name: /largest gap/ })).toBeVisible()
  await expect(dialog.getByRole('table', { name: 'Cells with the largest gaps' })).toBeVisible()
  await expectAccessible(page)
})

test('the map opens rows by click and by keyboard', async ({ page }) => {
  const map = page.getByRole('region', { name: 'Map of rows' })
  await map.getByRole('img', { name: /control rows and/ }).click({ timeout: 120_000 })
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByRole('grid', { name: 'Synthetic here' })).toBeVisible()
  await expect(dialog.getByRole('grid', { name: 'Real (control rows) here' })).toBeVisible()
  await page.keyboard.press('Escape')
  await map.getByText('The map in numbers').focus()
  await page.keyboard.press('Enter')
  await map
    .getByRole('button', { name: /^Rows / })
    .first()
    .press('Enter')
  await expect(dialog.getByRole('grid', { name: 'Synthetic here' })).toBeVisible()
  await expectAccessible(page)
})

test('a report of an earlier version is measured again', async ({ page }) => {
  await expect(page.getByText('More is being measured')).toBeHidden({ timeout: 120_000 })
  await ageReports(page)
  await page.reload()
  await expect(page.getByRole('region', { name: 'Faithful' })).toBeVisible({ timeout: 120_000 })
  const [report] = await stored(page, 'reports')
  expect(report).toMatchObject({ report: { version: 2 } })
})
