import { expect, type Page } from '@playwright/test'

export const previewGrid = (page: Page) => page.getByRole('grid', { name: 'Preview rows' })

/** Adds “`column` is `value`”, in `percent` of the rows. */
export async function addCondition(page: Page, column: string, value: string, percent: number): Promise<void> {
  await page.getByRole('button', { name: 'Add a condition' }).click()
  const editor = page.getByRole('group', { name: 'New condition' })
  await editor.getByRole('combobox', { name: 'Column' }).click()
  await page.getByRole('option', { name: column, exact: true }).click()
  await editor.getByRole('combobox', { name: 'Values' }).fill(value)
  await page.keyboard.press('Enter')
  await page.keyboard.press('Escape')
  await editor.getByRole('textbox', { name: 'In how many rows' }).fill(String(percent))
  await editor.getByRole('button', { name: 'Add condition' }).click()
}

/** The texts of one column in the preview, once 20 rows stand there. */
export async function previewCells(page: Page, column: string): Promise<string[]> {
  const grid = previewGrid(page)
  const place = await grid.getByRole('columnheader', { name: column, exact: true }).getAttribute('aria-colindex')
  return grid.locator(`[role=gridcell][aria-colindex="${place}"]`).allInnerTexts()
}

export async function makeRows(page: Page, rows: number): Promise<void> {
  await page.getByRole('textbox', { name: 'Rows to make' }).fill(String(rows))
  await page.getByRole('button', { name: `Make ${rows.toLocaleString('en')} rows` }).click()
  await expect(tablesMade(page).first()).toContainText(`${rows.toLocaleString('en')}`, { timeout: 60_000 })
}

/** The tables made so far, newest first. */
export const tablesMade = (page: Page) => page.getByRole('region', { name: 'Tables made' }).last().locator('tbody tr')
