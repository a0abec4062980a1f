import { expect, test } from './fixtures'
import { expectAccessible } from './screens/axe'
import { expectFirstTable } from './screens/data'
import { chooseForProject, drop, openHome, pick, projectCard } from './screens/home'
import { shopTable } from './screens/made-tables'

const shop = { name: 'shop.csv', content: shopTable() }

test('a sample opens with one click and becomes a synthetic table', async ({ page }) => {
  await openHome(page)
  await expectAccessible(page)
  await page.getByRole('button', { name: /Palmer penguins/ }).click()
  await expectFirstTable(page)
  await expect(page).toHaveURL(/#\/p\/[0-9a-f-]+\/data$/)
})

test('a file dropped anywhere is read', async ({ page }) => {
  await openHome(page)
  await drop(page, shop)
  await expectFirstTable(page)
})

test('a pasted table is read; pasted prose is not', async ({ page }) => {
  await openHome(page)
  const paste = (text: string) =>
    page.evaluate((pasted) => {
      const clipboardData = new DataTransfer()
      clipboardData.setData('text/plain', pasted)
      document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
    }, text)
  await paste('just a word')
  await expect(page.getByText('There is no table in the clipboard')).toBeVisible()
  await paste(shopTable().replaceAll(',', '\t'))
  await expectFirstTable(page)
  await expect(page.getByRole('heading', { name: 'Pasted table.tsv' })).toBeVisible()
})

test('projects are renamed, duplicated, deleted and taken back', async ({ page }) => {
  await openHome(page)
  await pick(page, shop)
  await expectFirstTable(page)
  await page.getByRole('link', { name: 'Home, all projects' }).click()

  await chooseForProject(page, 'shop', 'Rename')
  await page.getByRole('textbox', { name: 'Name' }).fill('Spring')
  await page.getByRole('button', { name: 'Rename', exact: true }).click()
  await expect(projectCard(page, 'Spring')).toContainText('300')

  await chooseForProject(page, 'Spring', 'Duplicate')
  await expect(projectCard(page, 'Spring (copy)')).toContainText('300')

  await chooseForProject(page, 'Spring', 'Delete')
  await expect(projectCard(page, 'Spring')).toHaveCount(0)
  await page.getByRole('button', { name: 'Undo' }).last().click()
  await expect(projectCard(page, 'Spring')).toBeVisible()
  await expectAccessible(page)

  await page.reload()
  await expect(projectCard(page, 'Spring')).toBeVisible()
  await expect(projectCard(page, 'Spring (copy)')).toBeVisible()
})

test('a backup brings a deleted project back', async ({ page }) => {
  await openHome(page)
  await pick(page, shop)
  await expectFirstTable(page)
  await page.getByRole('link', { name: 'Home, all projects' }).click()
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Back up all' }).click()
  const file = await download
  expect(file.suggestedFilename()).toMatch(/\.studio-backup$/)
  const path = test.info().outputPath(file.suggestedFilename())
  await file.saveAs(path)

  await page.evaluate(() => indexedDB.deleteDatabase('synthetic-data-studio'))
  await page.reload()
  await openHome(page)
  await expect(projectCard(page, 'shop')).toHaveCount(0)
  await pick(page, path)
  await expect(projectCard(page, 'shop')).toContainText('300')
})

test('the keyboard reaches every stage, the palette and the seal', async ({ page }) => {
  await openHome(page)
  await pick(page, shop)
  await expectFirstTable(page)
  for (const [key, stage] of [
    ['s', 'Schema'],
    ['d', 'shop.csv'],
  ] as const) {
    await page.keyboard.press('g')
    await page.keyboard.press(key)
    await expect(page.getByRole('heading', { level: 1, name: stage })).toBeFocused()
  }
  await page.keyboard.press('ControlOrMeta+k')
  await expect(page.getByLabel('Find a command')).toBeFocused()
  await page.keyboard.type('left this device')
  await expectAccessible(page)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog', { name: 'What left this device' })).toContainText('Nothing')
  await expectAccessible(page)
})

test('the browser is asked to keep the data at the first save, once, and its answer is told', async ({ page }) => {
  await page.addInitScript(() => {
    if (!('StorageManager' in globalThis)) return // The frames in which the seal tries its ways out.
    const asked = () => Number(sessionStorage.getItem('asked') ?? 0)
    StorageManager.prototype.persist = async () => {
      sessionStorage.setItem('asked', String(asked() + 1))
      return false
    }
  })
  const asked = () => page.evaluate(() => sessionStorage.getItem('asked'))
  await openHome(page)
  expect(await asked()).toBeNull()
  await pick(page, shop)
  await expectFirstTable(page)
  await expect(page.getByText('the browser may clear them if the disk runs short')).toBeVisible()
  expect(await asked()).toBe('1')
  await pick(page, { ...shop, name: 'again.csv' })
  await expect(page.getByRole('heading', { name: 'again.csv' })).toBeVisible()
  await expectFirstTable(page)
  expect(await asked()).toBe('1')
})
