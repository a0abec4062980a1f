import { expect, test } from './fixtures'
import { openSampleProject, openStage } from './screens/stages'
import { stored, storedStep } from './screens/storage'
import { chooseGenerator, expectRunning, runControl, setMostSteps, startRun, stepOf } from './screens/train'

test('a tab that crashes in mid-training loses seconds: the run goes on from its checkpoint', async ({
  page,
  context,
}) => {
  await openSampleProject(page, 'Web orders')
  await openStage(page, 'Train')
  const address = page.url()
  await chooseGenerator(page, 'Any-order network')
  await setMostSteps(page, 20_000)
  await startRun(page)
  await expectRunning(page)
  await expect.poll(() => storedStep(page), { timeout: 60_000 }).toBeGreaterThan(0)
  const saved = await storedStep(page)

  const session = await context.newCDPSession(page)
  const crashed = page.waitForEvent('crash')
  session.send('Page.crash').catch(() => {}) // no one is left to answer
  await crashed
  await page.close()

  const again = await context.newPage()
  await again.goto(address)
  await expect(again.getByText('This run was interrupted')).toBeVisible({ timeout: 30_000 })
  await expect.poll(async () => (await networkRun(again))['status']).toBe('interrupted')
  // The picture of the dead tab may be older than its checkpoint, and stands until the run writes its own.
  const before = (await networkRun(again))['steps']
  await again.getByRole('button', { name: 'Go on from its checkpoint' }).click()
  let step = 0
  const isNew = async () => {
    step = await stepOf(again)
    return step > 0 && step !== before
  }
  await expect.poll(isNew, { timeout: 60_000 }).toBe(true)
  expect(step).toBeGreaterThanOrEqual(saved)
  await runControl(again, 'Stop and keep').click()
  await expect(again.getByText('stopped, and the best model kept')).toBeVisible({ timeout: 60_000 })
  await expect(again.getByText('went on from its checkpoint')).toBeVisible()
  expect(await networkRun(again)).toMatchObject({ status: 'stopped', events: ['resumed'] })
})

async function networkRun(page: Parameters<typeof stored>[0]) {
  const runs = await stored(page, 'runs')
  return runs.find(({ generator }) => generator === 'any-order') ?? {}
}
