import { expect, test } from './fixtures'
import { expectAccessible } from './screens/axe'
import { openShopProject, openStage } from './screens/stages'
import { chooseGenerator, columnTiles, expectRunning, runControl, startRun, stepOf } from './screens/train'

test.beforeEach(async ({ page }) => {
  // Enough rows that a network is still at work when it is paused.
  await openShopProject(page, 6000)
  await openStage(page, 'Train')
})

test('before the first run: choices, a time for this device, and the first table to look at', async ({ page }) => {
  await expect(columnTiles(page).first()).toBeVisible()
  await expect(page.getByText(/About .* at most: .* steps/)).toBeVisible({ timeout: 60_000 })
  await chooseGenerator(page, 'Sequential trees')
  await expect(page.getByRole('region', { name: 'Measured on a public table' })).toContainText('0.604')
  await page.getByRole('button', { name: 'Expert options' }).click()
  await expect(page.getByRole('textbox', { name: 'Trees per column' })).toHaveValue('8')
  await expectAccessible(page)
})

test('a network is paused, stepped, stopped and kept', async ({ page }) => {
  await chooseGenerator(page, 'Any-order network')
  await startRun(page)
  await expectRunning(page)
  await runControl(page, 'Pause').click()
  await expect(runControl(page, 'Go on')).toBeVisible({ timeout: 30_000 })
  const paused = await stepOf(page)
  await expectAccessible(page)
  await runControl(page, 'Step').click()
  await expect.poll(() => stepOf(page), { timeout: 30_000 }).toBeGreaterThan(paused)
  await runControl(page, 'Stop and keep').click()
  await expect(page.getByText('stopped, and the best model kept')).toBeVisible({ timeout: 60_000 })
  await expect(page.getByRole('button', { name: 'Keep improving' })).toBeVisible()
})

test('a second tab mirrors the run', async ({ page, context }) => {
  await chooseGenerator(page, 'Any-order network')
  await startRun(page)
  await expectRunning(page)
  const other = await context.newPage()
  await other.goto(page.url())
  await expect(other.getByText('This run trains in another tab')).toBeVisible({ timeout: 60_000 })
  await other.close()
  await runControl(page, 'Stop and keep').click()
  await expect(page.getByText(/best model kept|: trained/)).toBeVisible({ timeout: 60_000 })
})
