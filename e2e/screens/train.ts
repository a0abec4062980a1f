import { expect, type Page } from '@playwright/test'

export const chooseGenerator = (page: Page, name: string) => page.getByRole('radio', { name, exact: true }).click()

export const startRun = (page: Page) => page.getByRole('button', { name: 'Train', exact: true }).click()

/** The panel of the run under way; the job bar below has buttons of the same names. */
export const runPanel = (page: Page) => page.getByRole('region', { name: 'Training', exact: true })

export const runControl = (page: Page, name: 'Pause' | 'Go on' | 'Step' | 'Stop and keep') =>
  runPanel(page).getByRole('button', { name, exact: true }).first()

export async function stepOf(page: Page): Promise<number> {
  const text = (await runPanel(page).textContent()) ?? ''
  return Number(/step ([\d,]+)/.exec(text)?.[1]?.replaceAll(',', '') ?? 0)
}

export async function expectRunning(page: Page): Promise<void> {
  await expect.poll(() => stepOf(page), { timeout: 60_000 }).toBeGreaterThan(0)
}

export const columnTiles = (page: Page) => page.getByRole('region', { name: 'Columns' }).getByRole('listitem')

/** More steps than a test waits for: the run is there until it is stopped. */
export async function setMostSteps(page: Page, steps: number): Promise<void> {
  await page.getByRole('button', { name: 'Expert options' }).click()
  await page.getByRole('textbox', { name: 'Most steps' }).fill(String(steps))
  await page.keyboard.press('Tab')
  await expect(page.getByRole('button', { name: 'Train', exact: true })).toBeEnabled()
}
