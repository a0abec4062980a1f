import { readFile } from 'node:fs/promises'
import { expect, type Page } from '@playwright/test'

export const chooseFormat = (page: Page, label: string) => page.getByRole('radio', { name: label, exact: true }).click()

/** Downloads in the chosen format; returns the name and the bytes. */
export async function downloadTable(page: Page): Promise<{ name: string; bytes: Buffer }> {
  const coming = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Download', exact: true }).click()
  const download = await coming
  await expect(page.getByText('is in your downloads')).toBeVisible()
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) }
}
