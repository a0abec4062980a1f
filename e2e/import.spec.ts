import { expect, test } from './fixtures'
import { expectAccessible } from './screens/axe'
import { changeGuess, expectFirstTable, headerOf, realGrid, syntheticGrid } from './screens/data'
import { openHome, pick } from './screens/home'
import { shopTable } from './screens/made-tables'

test('a file becomes rows, and by itself a synthetic table', async ({ page }) => {
  await openHome(page)
  await pick(page, { name: 'shop.csv', content: shopTable() })
  await expectFirstTable(page)
  expect(await headerOf(page)).toEqual(['visit', 'city', 'age', 'spent', 'member'])
  await expect(realGrid(page)).toHaveAttribute('aria-rowcount', '301')
  await expect(syntheticGrid(page)).toHaveAttribute('aria-rowcount', '301')
  await expectAccessible(page)
})

test('each guess can be changed, and the file is read again', async ({ page }) => {
  await openHome(page)
  await pick(page, { name: 'shop.csv', content: shopTable() })
  await expectFirstTable(page)
  await changeGuess(page, 'Header', 'None')
  await expect(realGrid(page)).toHaveAttribute('aria-rowcount', '302')
  await changeGuess(page, 'Header', 'First line')
  await expect(realGrid(page)).toHaveAttribute('aria-rowcount', '301')
})

test('odd rows are counted, named and shown; none is lost in silence', async ({ page }) => {
  const [header = '', ...rows] = shopTable().trim().split('\n')
  rows[3] = 'V-9999,Oslo'
  await openHome(page)
  await pick(page, { name: 'ragged.csv', content: [header, ...rows].join('\n') })
  await expectFirstTable(page)
  await expect(page.getByText('1 row with too few cells')).toBeVisible()
  await page.getByRole('button', { name: 'Show them' }).click()
  await expect(page.getByText('Rows of the file: 5.')).toBeVisible()
  await expectAccessible(page)
})

test('the grid is walked by the arrow keys', async ({ page }) => {
  await openHome(page)
  await pick(page, { name: 'shop.csv', content: shopTable() })
  await expectFirstTable(page)
  await realGrid(page).getByRole('columnheader', { name: 'visit' }).focus()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowRight')
  await expect(realGrid(page).getByRole('gridcell', { name: 'Oslo' }).first()).toBeFocused()
  await page.keyboard.press('ControlOrMeta+End')
  await expect(realGrid(page).locator('[role=row][aria-rowindex="101"] [aria-colindex="5"]')).toBeFocused()
})

const badFiles = [
  { name: 'nothing.csv', content: '', says: 'is empty', advice: 'Save it again' },
  { name: 'header.csv', content: 'a,b,c\n', says: 'has a header but no rows', advice: 'nothing to learn from' },
  {
    name: 'photo.png',
    content: Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'),
    says: 'holds no picture that can be read',
    advice: 'Choose PNG or JPEG files',
  },
  {
    name: 'sheet.xlsx',
    content: Buffer.from('d0cf11e0a1b11ae1'.padEnd(1024, '0'), 'hex'),
    says: /password|damaged|can’t read/,
    advice: 'CSV',
  },
  { name: 'broken.parquet', content: 'PAR1 and then nothing of the kind PAR1', says: 'is damaged', advice: 'again' },
  {
    name: 'wide.csv',
    content: `${Array.from({ length: 5001 }, (_, c) => `c${c}`).join(',')}\n${Array(5001).fill(1).join(',')}\n`,
    says: 'has 5,001 columns',
    advice: 'Remove columns',
  },
] as const

for (const { name, content, says, advice } of badFiles) {
  test(`${name} gets a message that says what to do`, async ({ page }) => {
    await openHome(page)
    await pick(page, { name, content })
    const alert = page.getByRole('alert').filter({ hasText: name })
    await expect(alert).toContainText(says)
    await expect(alert).toContainText(advice)
    await expectAccessible(page)
    await page.getByRole('button', { name: 'Back to Home' }).click()
    await expect(page.getByRole('button', { name: 'Open a file' })).toBeVisible()
  })
}
