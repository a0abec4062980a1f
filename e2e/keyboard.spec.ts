import { readFile } from 'node:fs/promises'
import path from 'node:path'
import type { Page } from '@playwright/test'
import { expect, test } from './fixtures'
import { expectFirstTable } from './screens/data'
import { openHome } from './screens/home'
import { columnTiles } from './screens/train'

const sample = path.resolve(import.meta.dirname, '..', 'public', 'samples', 'penguins.csv')
const mostTabs = 120

/** Presses Tab until the focus is on a control of this name; what has the focus must be in sight. */
async function tabTo(page: Page, role: string, name: string | RegExp): Promise<void> {
  const wanted = page.getByRole(role as 'button', { name, exact: typeof name === 'string' })
  for (let i = 0; i < mostTabs; i++) {
    await page.keyboard.press('Tab')
    const isThere = await wanted.evaluateAll((all) => all.includes(document.activeElement as never))
    if (!isThere) continue
    await expect(page.locator(':focus')).toBeInViewport()
    return
  }
  throw new Error(`${mostTabs} times Tab did not reach ${role} ${String(name)}`)
}

async function goTo(page: Page, key: string, heading: string): Promise<void> {
  await page.keyboard.press('g')
  await page.keyboard.press(key)
  await expect(page.getByRole('heading', { level: 1, name: heading })).toBeFocused()
}

test('the whole job without a mouse: open, check, train, make, measure, save', async ({ page }) => {
  await openHome(page)
  await page.evaluate(() => addEventListener('pointerdown', () => Object.assign(window, { usedMouse: true }), true))
  const choosing = page.waitForEvent('filechooser')
  await tabTo(page, 'button', 'Open a file')
  await page.keyboard.press('Enter')
  await (await choosing).setFiles(sample)
  await expectFirstTable(page)

  await goTo(page, 's', 'Schema')
  await tabTo(page, 'combobox', /species/)
  await page.keyboard.press('Enter')
  await page.keyboard.press('Escape')

  await goTo(page, 't', 'Train')
  await expect(columnTiles(page).first()).toBeVisible()
  await tabTo(page, 'radio', 'Automatic')
  await page.keyboard.press('ArrowDown')
  await expect(page.getByRole('radio', { name: 'Sequential trees', exact: true })).toBeChecked()
  await page.keyboard.press('ArrowDown')
  await expect(page.getByRole('radio', { name: 'Any-order network', exact: true })).toBeChecked()
  await tabTo(page, 'button', 'Train')
  await page.keyboard.press('Enter')
  await expect(page.getByText(': trained')).toBeVisible({ timeout: 120_000 })
  await expect(page.getByText(/[1-9][\d,]* steps on /)).toBeVisible()

  await goTo(page, 'g', 'Generate')
  await tabTo(page, 'textbox', 'Rows to make')
  await page.keyboard.press('ControlOrMeta+a')
  await page.keyboard.type('500')
  await tabTo(page, 'button', 'Make 500 rows')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('region', { name: 'Tables made' }).last().locator('tbody tr').first()).toContainText(
    'In use',
    { timeout: 60_000 },
  )
  await expect(page.getByRole('region', { name: 'Tables made' }).last().locator('tbody tr').first()).toContainText(
    '500',
  )

  await goTo(page, 'r', 'Report')
  await expect(page.getByRole('region', { name: 'Faithful' })).toBeVisible({ timeout: 120_000 })

  await goTo(page, 'x', 'Export')
  const coming = page.waitForEvent('download')
  await tabTo(page, 'button', 'Download')
  await page.keyboard.press('Enter')
  const lines = (await readFile(await (await coming).path(), 'utf8')).trim().split(/\r?\n/)
  expect(lines).toHaveLength(501)
  expect(await page.evaluate(() => Reflect.get(window, 'usedMouse'))).toBeUndefined()
})
