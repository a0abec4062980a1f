import { expect, test } from './fixtures'
import { expectAccessible } from './screens/axe'
import { expectFirstTable, syntheticGrid } from './screens/data'
import { openHome, pick } from './screens/home'
import { shopTable } from './screens/made-tables'

test.beforeEach(async ({ page }) => {
  await openHome(page)
  await pick(page, { name: 'shop.csv', content: shopTable() })
  await expectFirstTable(page)
  await page.getByRole('link', { name: 'Schema' }).first().click()
  await expect(page.getByRole('heading', { level: 1, name: 'Schema' })).toBeVisible()
})

test('kinds are found by themselves and explained', async ({ page }) => {
  await expect(page.getByRole('combobox', { name: 'Kind of visit' })).toHaveValue('id')
  await expect(page.getByRole('combobox', { name: 'Kind of age' })).toHaveValue('integer')
  await expect(page.getByRole('combobox', { name: 'Kind of spent' })).toHaveValue('decimal')
  await expect(page.getByRole('combobox', { name: 'Kind of city' })).toHaveValue('category')
  await expect(page.getByRole('combobox', { name: 'Kind of member' })).toHaveValue('boolean')
  await page.getByRole('button', { name: /^About age/ }).click()
  await expect(page.getByText('Why this kind?')).toBeVisible()
  await expectAccessible(page)
})

test('an edit is saved, undone, redone, and the synthetic table follows', async ({ page }) => {
  const action = page.getByRole('combobox', { name: 'What to do with city' })
  await action.focus()
  await action.selectOption('drop')
  await page.getByRole('heading', { level: 1 }).click()
  await page.keyboard.press('ControlOrMeta+z')
  await expect(action).toHaveValue('learn')
  await page.keyboard.press('ControlOrMeta+Shift+z')
  await expect(action).toHaveValue('drop')
  await page.getByRole('link', { name: 'Data' }).first().click()
  await expect(syntheticGrid(page)).toBeVisible()
  await expect(syntheticGrid(page).getByRole('columnheader', { name: 'city' })).toHaveCount(0, { timeout: 60_000 })
  await page.reload()
  await page.getByRole('link', { name: 'Schema' }).first().click()
  await expect(action).toHaveValue('drop')
})

test('one choice sets all columns, one undo takes it back', async ({ page }) => {
  await page.getByRole('button', { name: 'Set all columns' }).click()
  await page.getByRole('menuitem', { name: /Leave out what is made up/ }).click()
  await expect(page.getByRole('combobox', { name: 'What to do with visit' })).toHaveValue('drop')
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(page.getByRole('combobox', { name: 'What to do with visit' })).toHaveValue('fake')
})

test('the split says what can no longer be shown', async ({ page }) => {
  await page.getByRole('radio', { name: 'Learn from all rows' }).click()
  await expect(page.getByRole('radio', { name: 'Learn from all rows' })).toBeChecked()
  await expect(page.getByText('can then no longer show')).toBeVisible()
  await page.reload()
  await expect(page.getByRole('radio', { name: 'Learn from all rows' })).toBeChecked()
})

test('narrow windows get cards', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 })
  await expect(page.getByRole('combobox', { name: 'Kind of age' })).toBeVisible()
  await expect(page.getByRole('table')).toHaveCount(0)
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  )
  expect(overflow).toBe(0)
  await expectAccessible(page)
})
