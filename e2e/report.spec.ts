import { readFile } from 'node:fs/promises'
import { expect } from './fixtures'
import { expectAccessible } from './screens/axe'
import { test } from './screens/measured'

test('three answers stand beside their references, and no word promises too much', async ({ page }) => {
  await expect(page.getByRole('region', { name: 'Faithful' })).toContainText('As good as real')
  await expect(page.getByRole('region', { name: 'Faithful' })).toContainText('Independent columns')
  await expect(page.getByRole('region', { name: 'Private' })).toContainText('Fresh real rows')
  const words = ((await page.getByRole('main').textContent()) ?? '').toLowerCase()
  expect(words).not.toMatch(/anonym|privacy score|gdpr/)
  await expectAccessible(page)
})

test('a column opens with its figures as a table', async ({ page }) => {
  await page.getByRole('region', { name: 'Columns', exact: true }).getByRole('button', { name: /bmi/ }).click()
  const dialog = page.getByRole('dialog', { name: 'bmi' })
  await expect(dialog.getByRole('table', { name: 'bmi' })).toBeVisible()
  await expectAccessible(page)
})

test('the report is one file that needs nothing else', async ({ page }) => {
  const coming = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Download as HTML' }).click()
  const html = await readFile(await (await coming).path(), 'utf8')
  expect(html).toMatch(/^<!doctype html>/i)
  expect(html).not.toMatch(/<script|src="http|href="http/i)
  // Its maps are pictures: squares of many strengths, none of them under a line.
  const alone = await page.context().newPage()
  await alone.setContent(html)
  const squares = await alone.locator('svg.grid rect').evaluateAll((all) =>
    all.map((square) => {
      const { fillOpacity, stroke } = getComputedStyle(square)
      return { fillOpacity, stroke }
    }),
  )
  expect(new Set(squares.map(({ fillOpacity }) => fillOpacity)).size).toBeGreaterThan(5)
  expect(new Set(squares.map(({ stroke }) => stroke))).toEqual(new Set(['none']))
  await alone.close()
})

test('the parts are checked before any number, and each headline stands beside sampling alone', async ({ page }) => {
  const check = page.getByRole('region', { name: 'Before any number' })
  await expect(check).toContainText('beyond chance')
  const figures = page.getByRole('region', { name: 'How close, in figures' })
  await expect(figures).toContainText('By sampling alone')
  await expect(figures.getByRole('rowheader', { name: /β-recall/ })).toBeVisible()
  await expectAccessible(page)
})

test('a pair opens with its pictures and its numbers', async ({ page }) => {
  await page.getByRole('region', { name: 'Pairs' }).getByRole('button', { name: / · / }).first().click()
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

test('the public version says what the table is, and nothing that was measured on real rows', async ({ page }) => {
  const coming = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Public version' }).click()
  const html = await readFile(await (await coming).path(), 'utf8')
  expect(html).toContain('This is the public variant of the report.')
  expect(html).toContain('clinic-visits.csv')
  // Without its styles, which have widths in percent.
  expect(html.slice(html.indexOf('<body'))).not.toMatch(/\d\s?%|rows learned from|SHA-256/)
})

test('attacks stand with their intervals, on the screen and in the exported file', async ({ page }) => {
  const panel = page.getByRole('region', { name: 'Does it leak?' })
  const attacks = panel.getByRole('region', { name: 'Membership attacks', exact: true })
  await expect(attacks.getByRole('row')).toHaveCount(7)
  await expect(attacks.getByRole('row', { name: /Likely under the fitted model \(with the model\)/ })).toBeVisible()
  await expect(panel).toContainText('0.5 is guessing')
  await expect(panel).toContainText('Planted rare rows')
  const words = ((await panel.textContent()) ?? '').toLowerCase()
  expect(words).not.toMatch(/anonym|privacy score|gdpr|safe/)
  await expectAccessible(page)
  const coming = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Download as HTML' }).click()
  const html = await readFile(await (await coming).path(), 'utf8')
  expect(html).toContain('Does it leak?')
})

test('the lens lays a row beside its nearest, and steps through them', async ({ page }) => {
  const panel = page.getByRole('region', { name: 'Look closely' })
  await panel.getByRole('button', { name: 'Show the nearest rows' }).click()
  const table = panel.getByRole('region', { name: 'Rows side by side' })
  await expect(table).toBeVisible({ timeout: 30_000 })
  await expect(table.getByRole('columnheader')).toContainText([
    'Column',
    'Synthetic row',
    'Nearest training row',
    'Nearest control row',
  ])
  await expect(panel).toContainText('1 of the 20 nearest')
  await panel.getByRole('button', { name: 'Next row' }).click()
  await expect(panel).toContainText('2 of the 20 nearest')
  await panel.getByText('Training rows', { exact: true }).click()
  await expect(table.getByRole('columnheader')).toContainText(['Column', 'Training row', 'Nearest synthetic row'])
  await expectAccessible(page)
  // Rows are for this screen: the exported page holds none of them.
  const cell = (await table.getByRole('row').nth(1).getByRole('cell').first().textContent()) ?? ''
  expect(cell.length).toBeGreaterThan(0)
})
