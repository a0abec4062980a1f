import { expect, test } from './fixtures'
import { expectAccessible } from './screens/axe'
import { expectFirstTable, syntheticGrid } from './screens/data'
import { openHome, pick } from './screens/home'
import { stored } from './screens/storage'

/** Orders whose amount is quantity × price, with one city per country code. */
function ordersTable(rows = 400): string {
  const lines = ['quantity,price,amount,code,country,note']
  for (let i = 0; i < rows; i++) {
    const quantity = 1 + ((i * 7) % 12)
    const price = 3 + ((i * 37) % 50) / 4
    const code = ['FR', 'ES', 'IT', 'MT'][(i * 11) % 4]!
    const country = { FR: 'France', ES: 'Spain', IT: 'Italy', MT: 'Malta' }[code]
    lines.push(`${quantity},${price.toFixed(2)},${(quantity * price).toFixed(2)},${code},${country},${i % 3}`)
  }
  return `${lines.join('\n')}\n`
}

test.beforeEach(async ({ page }) => {
  await openHome(page)
  await pick(page, { name: 'orders.csv', content: ordersTable() })
  await expectFirstTable(page)
})

test('rules are proposed with their evidence, and hold in the rows that are made', async ({ page }) => {
  const rows = await syntheticGrid(page).getByRole('row').all()
  const texts = await Promise.all(rows.slice(1, 12).map((row) => row.getByRole('gridcell').allInnerTexts()))
  expect(texts.length).toBeGreaterThan(5)
  for (const [quantity, price, amount, code, country] of texts.map((cells) => cells.slice(-6))) {
    expect(Math.abs(Number(quantity) * Number(price) - Number(amount))).toBeLessThan(0.0051)
    expect({ FR: 'France', ES: 'Spain', IT: 'Italy', MT: 'Malta' }[code!]).toBe(country)
  }
  await page.getByRole('link', { name: 'Schema' }).first().click()
  const rules = page.getByRole('region', { name: 'Rules between columns' })
  await expect(rules.getByRole('switch', { name: 'amount = quantity × price' })).toBeChecked()
  await expect(rules.getByText(/Holds in all \d+ rows/).first()).toBeVisible()
  await expectAccessible(page)
})

test('a rule is switched off, stays off after a reload, and comes back by undo', async ({ page }) => {
  await page.getByRole('link', { name: 'Schema' }).first().click()
  const rule = page.getByRole('switch', { name: 'amount = quantity × price' })
  await rule.focus()
  await page.keyboard.press('Space')
  await expect(rule).not.toBeChecked()
  await expect.poll(async () => JSON.stringify(await stored(page, 'schemas'))).toContain('"relations":')
  await page.reload()
  await expect(rule).not.toBeChecked()
  await rule.focus()
  await page.keyboard.press('Space')
  await expect(rule).toBeChecked()
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(rule).not.toBeChecked()
})
