import { type ChildProcess, spawn } from 'node:child_process'
import { chromium, type Page } from '@playwright/test'
import { expect, test } from './fixtures'
import { expectFirstTable } from './screens/data'
import { tablesMade } from './screens/generate'
import { openStage } from './screens/stages'
import { stored } from './screens/storage'
import { chooseGenerator, expectRunning, runControl, setMostSteps, startRun, stepOf } from './screens/train'

/** The address on which a browser that was started by hand listens. */
function listening(browser: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = ''
    browser.stderr?.on('data', (data) => {
      said += data
      const address = /DevTools listening on (ws:\S+)/.exec(said)?.[1]
      if (address) resolve(address)
    })
    browser.once('exit', () => reject(new Error(`Chromium did not start: ${said}`)))
  })
}

/** Playwright keeps every page of its browsers visible; one that it only visits hides a tab behind another. */
test.use({
  context: async ({ launchOptions }, use, info) => {
    const switches = ['--headless', '--remote-debugging-port=0', `--user-data-dir=${info.outputPath('profile')}`]
    const started = spawn(
      launchOptions.executablePath ?? chromium.executablePath(),
      [...switches, ...(launchOptions.args ?? []), '--window-size=1280,800', 'about:blank'],
      { stdio: ['ignore', 'ignore', 'pipe'] },
    )
    const browser = await chromium.connectOverCDP(await listening(started), { noDefaults: true })
    await use(browser.contexts()[0]!)
    await browser.close()
    started.kill()
  },
})

/** Opens another tab in front of the page, which is then hidden. */
async function hide(page: Page): Promise<Page> {
  const front = await page.context().newPage()
  await expect.poll(() => page.evaluate(() => document.visibilityState)).toBe('hidden')
  return front
}

async function stepNow(page: Page): Promise<number> {
  const runs = await stored(page, 'runs')
  return Number(runs.find(({ generator }) => generator === 'any-order')?.['steps'] ?? 0)
}

test('behind another tab a network goes on training, and rows go on being made', async ({ page, baseURL }) => {
  // A context that is only visited has no base of its own.
  await page.goto(baseURL ?? '')
  await page.getByRole('button', { name: /Web orders/ }).click({ timeout: 60_000 })
  await expectFirstTable(page)
  await openStage(page, 'Train')
  await chooseGenerator(page, 'Any-order network')
  await setMostSteps(page, 20_000)
  await startRun(page)
  await expectRunning(page)
  const front = await hide(page)
  const hiddenAt = await stepNow(page)
  await expect.poll(() => stepNow(page), { timeout: 60_000 }).toBeGreaterThan(hiddenAt + 20)
  await front.close()
  await page.bringToFront()
  await expect.poll(() => page.evaluate(() => document.visibilityState)).toBe('visible')
  expect(await stepOf(page)).toBeGreaterThan(hiddenAt)
  await runControl(page, 'Stop and keep').click()
  await expect(page.getByText('stopped, and the best model kept')).toBeVisible({ timeout: 60_000 })

  await openStage(page, 'Generate')
  await page.getByRole('textbox', { name: 'Rows to make' }).fill('100000')
  await page.getByRole('button', { name: 'Make 100,000 rows' }).click()
  await hide(page)
  const made = async () => (await stored(page, 'outputs')).find(({ wantedRows }) => wantedRows === 100_000) ?? {}
  await expect.poll(async () => (await made())['status'], { timeout: 120_000 }).toBe('done')
  expect(await page.evaluate(() => document.visibilityState)).toBe('hidden')
  await page.bringToFront()
  await expect(tablesMade(page).first()).toContainText('100,000')
})
