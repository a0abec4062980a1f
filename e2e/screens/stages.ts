import { expect, type Page } from '@playwright/test'
import { expectFirstTable } from './data'
import { openHome, pick } from './home'
import { shopTable } from './made-tables'

/** A project with its first synthetic table, as it stands seconds after a drop. */
export async function openShopProject(page: Page, rows?: number): Promise<void> {
  await openHome(page)
  await pick(page, { name: 'shop.csv', content: shopTable(rows) })
  await expectFirstTable(page)
}

export async function openStage(
  page: Page,
  stage: 'Train' | 'Generate' | 'Report' | 'Export' | 'Runs' | 'Augment' | 'Compose',
): Promise<void> {
  // The rail comes first; what it says of the stage's state follows its name.
  await page
    .getByRole('link', { name: new RegExp(`^${stage}\\b`) })
    .first()
    .click()
  await expect(page.getByRole('heading', { level: 1, name: stage })).toBeVisible()
}

/** A project made from a built-in sample. */
export async function openSampleProject(page: Page, title: string): Promise<void> {
  await openHome(page)
  await page.getByRole('button', { name: new RegExp(title) }).click()
  await expectFirstTable(page)
}
