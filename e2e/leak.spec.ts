import { readFile } from 'node:fs/promises'
import { expect, test } from './fixtures'
import { expectAccessible } from './screens/axe'
import { openSampleProject, openStage } from './screens/stages'

test.beforeEach(async ({ page }) => {
  await openSampleProject(page, 'Clinic visits')
  await openStage(page, 'Report')
  await expect(page.getByRole('region', { name: 'Does it leak?' })).toBeVisible({ timeout: 120_000 })
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
