import { expect, test } from './fixtures'
import { expectAccessible } from './screens/axe'
import { openShopProject, openStage } from './screens/stages'
import { ageReports, stored } from './screens/storage'

// Stories that change what is stored: each has a project of its own.
test.beforeEach(async ({ page }) => {
  await openShopProject(page, 2000)
  await openStage(page, 'Report')
  await expect(page.getByRole('region', { name: 'Usefulness', exact: true })).toBeVisible({ timeout: 120_000 })
})

test('mixing real and synthetic rows runs in the background, pauses, and goes on after a reload', async ({ page }) => {
  const panel = page.getByRole('region', { name: 'How much real, how much synthetic?' })
  await panel.getByRole('button', { name: 'See how long it takes' }).click()
  await expect(panel).toContainText(/\d+ models, about .* left/, { timeout: 60_000 })
  await panel.getByRole('button', { name: 'Start' }).click()
  await expect(panel).toContainText(/[1-9]\d of \d+ models/, { timeout: 60_000 })
  await panel.getByRole('button', { name: 'Pause' }).click()
  await expect(panel).toContainText(/Paused after \d+ of \d+ models/)
  await panel.getByRole('button', { name: 'Go on' }).click()
  await expect(panel.getByRole('button', { name: 'Pause' })).toBeVisible()

  await page.reload()
  await expect(panel).toContainText(/The tab was closed after [1-9]\d* of \d+ models/, { timeout: 60_000 })
  await panel.getByRole('button', { name: 'Go on' }).click()
  await expect(panel.getByRole('img', { name: /Score on test rows/ })).toBeVisible({ timeout: 120_000 })
  await panel.getByText('All numbers, with the controls').click()
  await expect(panel.getByRole('region', { name: 'Scores by mixture' })).toContainText('SMOTE')
})

test('sensitive columns are proposed, confirmed, and audited', async ({ page }) => {
  const panel = page.getByRole('region', { name: 'Fairness', exact: true })
  await expect(panel).toContainText('Proposed by their names')
  await panel.getByRole('button', { name: 'Confirm and measure' }).click()
  await expect(panel.getByRole('region', { name: 'Fairness by age' })).toBeVisible({ timeout: 60_000 })
  await expect(panel.getByRole('region', { name: 'Groups by age' })).toBeVisible()
  await expect(panel).toContainText('Marked in the schema')
  await panel.getByText('What models do to each group').click()
  await expect(panel.getByRole('region', { name: 'Models by age' })).toContainText('from real rows')
  await expect(panel).toContainText('Attacks by group were not tried')
  await expectAccessible(page)

  // The mark stands in the schema.
  await page
    .getByRole('link', { name: /^Schema\b/ })
    .first()
    .click()
  await expect(page.getByText('sensitive', { exact: true })).toBeVisible()
})

test('usefulness tells what is kept, for any column', async ({ page }) => {
  const panel = page.getByRole('region', { name: 'Usefulness', exact: true })
  await expect(panel).toContainText('of what models gain from real rows is kept')
  await expect(panel.getByRole('region', { name: 'Scores by model' })).toContainText('Boosted trees, average precision')
  await panel.getByText('Numbers of the picture').click()
  await expect(panel.getByRole('region', { name: 'Said and observed, by group' })).toBeVisible()

  await panel.getByRole('combobox', { name: 'Column to predict' }).click()
  await page.getByRole('option', { name: 'spent' }).click()
  await expect(panel).toContainText('predict “spent” (chosen here)', { timeout: 60_000 })
  await expect(panel.getByRole('region', { name: 'Scores by model' })).toContainText('mean absolute error')

  await panel.getByRole('button', { name: 'Measure every column' }).click()
  const table = panel.getByRole('region', { name: 'Predictability of every column' })
  await expect(table).toContainText('city', { timeout: 60_000 })
  await expectAccessible(page)
})

test('a report of an earlier version is measured again', async ({ page }) => {
  await expect(page.getByText('More is being measured')).toBeHidden({ timeout: 120_000 })
  await ageReports(page)
  await page.reload()
  await expect(page.getByRole('region', { name: 'Faithful' })).toBeVisible({ timeout: 120_000 })
  const [report] = await stored(page, 'reports')
  expect(report).toMatchObject({ report: { version: 3 } })
})
