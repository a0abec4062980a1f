import { expect, test } from './fixtures'
import { expectAccessible } from './screens/axe'
import { addCondition, makeRows, previewCells, previewGrid, tablesMade } from './screens/generate'
import { openShopProject, openStage } from './screens/stages'

test.beforeEach(async ({ page }) => {
  await openShopProject(page)
  await openStage(page, 'Generate')
  await expect(previewGrid(page)).toBeVisible({ timeout: 60_000 })
})

test('a condition shows in the preview and holds in the table', async ({ page }) => {
  await addCondition(page, 'city', 'Oslo', 100)
  await expect(page.getByRole('list', { name: 'Conditions' })).toContainText('city is Oslo')
  await expect
    .poll(async () => new Set(await previewCells(page, 'city')), { timeout: 60_000 })
    .toEqual(new Set(['Oslo']))
  await makeRows(page, 500)
  await expect(tablesMade(page).first()).toContainText('city is Oslo')
  await expect(tablesMade(page).first()).toContainText('In use')
  await expectAccessible(page)
})

test('an earlier table is taken into use again', async ({ page }) => {
  await makeRows(page, 50)
  await tablesMade(page).last().getByRole('button', { name: 'Use' }).click()
  await expect(tablesMade(page).last()).toContainText('In use')
  await openStage(page, 'Export')
  await expect(page.getByText('300 synthetic rows')).toBeVisible()
})

test('rows with gaps are completed: what was given stays', async ({ page }) => {
  await page.getByRole('textbox', { name: 'Rows to complete' }).fill('city,age\nGraz,77\nGraz,\n')
  await page.getByRole('button', { name: 'Complete these rows' }).click()
  await expect(tablesMade(page)).toHaveCount(2, { timeout: 60_000 })
  await expect(tablesMade(page).first()).toContainText('Done', { timeout: 60_000 })
  await openStage(page, 'Export')
  await expect(page.getByText('2 synthetic rows')).toBeVisible()
})
