import { expect, test } from './fixtures'
import { openSampleProject, openStage } from './screens/stages'
import { chooseGenerator, expectRunning, runControl, runPanel, setMostSteps, startRun, stepOf } from './screens/train'

test('one tab trains, the other mirrors it, and its own run waits for the device', async ({ page, context }) => {
  await openSampleProject(page, 'Web orders')
  await openStage(page, 'Train')
  await chooseGenerator(page, 'Any-order network')
  await setMostSteps(page, 20_000)
  await startRun(page)
  await expectRunning(page)

  const other = await context.newPage()
  await other.goto(page.url())
  await expect(other.getByText('This run trains in another tab')).toBeVisible({ timeout: 60_000 })
  const seen = await stepOf(other)
  await expect.poll(() => stepOf(other), { timeout: 30_000 }).toBeGreaterThan(seen)
  await expect(other.getByRole('button', { name: 'Train', exact: true })).toHaveCount(0)
  // It keeps the device while it is paused, and does not end before the other tab is ready.
  await runControl(page, 'Pause').click()

  await openSampleProject(other, 'Palmer penguins')
  await openStage(other, 'Train')
  await chooseGenerator(other, 'Any-order network')
  await setMostSteps(other, 20_000)
  await startRun(other)
  await expect(runPanel(other)).toContainText('Another tab is training', { timeout: 30_000 })
  expect(await stepOf(other)).toBe(0)

  await runControl(page, 'Stop and keep').click()
  await expect(page.getByText('stopped, and the best model kept')).toBeVisible({ timeout: 60_000 })
  await expectRunning(other)
  await runControl(other, 'Stop and keep').click()
  await expect(other.getByText('stopped, and the best model kept')).toBeVisible({ timeout: 60_000 })
})

test('a run that waits for the device can be given up', async ({ page, context }) => {
  await openSampleProject(page, 'Web orders')
  await openStage(page, 'Train')
  await chooseGenerator(page, 'Any-order network')
  await setMostSteps(page, 20_000)
  await startRun(page)
  await expectRunning(page)
  const other = await context.newPage()
  await openSampleProject(other, 'Palmer penguins')
  await openStage(other, 'Train')
  await chooseGenerator(other, 'Any-order network')
  await setMostSteps(other, 20_000)
  await startRun(other)
  await expect(runPanel(other)).toContainText('Another tab is training', { timeout: 30_000 })
  await runControl(other, 'Stop and keep').click()
  await expect(runPanel(other)).toHaveCount(0)
  await expectRunning(page)
})
