import { expect, type Page } from '@playwright/test'

/** Waits until all rows of a file stand and its first synthetic table is there. */
export async function expectFirstTable(page: Page): Promise<void> {
  await expect(page.getByRole('heading', { name: 'Your rows' })).toBeVisible({ timeout: 60_000 })
  await expect(page.getByRole('heading', { name: 'Your first synthetic table is ready' })).toBeVisible({
    timeout: 60_000,
  })
}

export const realGrid = (page: Page) => page.getByRole('grid', { name: 'Your rows' })
export const syntheticGrid = (page: Page) => page.getByRole('grid', { name: 'Synthetic rows' })

/** The names in a grid's header, those in sight. */
export const headerOf = (page: Page) => realGrid(page).getByRole('columnheader').allInnerTexts()

/** Changes one guess about the file; it is then read again. */
export async function changeGuess(page: Page, chip: string, choice: string): Promise<void> {
  await page.getByRole('button', { name: new RegExp(`^${chip}`) }).click()
  await page.getByRole('menuitem', { name: choice, exact: true }).click()
}
