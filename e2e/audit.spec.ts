import { readFileSync } from 'node:fs'
import { expect, test } from './fixtures'
import { expectAccessible } from './screens/axe'

const fixture = (name: string) => ({
  name: `adult-${name}.csv`,
  mimeType: 'text/csv',
  buffer: readFileSync(`src/core/audit/fixtures/adult-${name}.csv`),
})

test('someone else’s synthetic file is checked, and its faults come first', async ({ page }) => {
  await page.goto('/')
  await page.getByRole('link', { name: 'Check a file made elsewhere' }).click()
  await expect(page.getByRole('heading', { name: 'Check a synthetic table made elsewhere' })).toBeFocused()
  const check = page.getByRole('button', { name: 'Check it' })
  await expect(check).toBeDisabled()
  // All at once: their names say which is which.
  await page.locator('#file-input').setInputFiles(['copula', 'real', 'holdout'].map(fixture).map(synthetic))
  await expect(page.getByRole('region', { name: 'The synthetic table' })).toContainText('adult-copula-synthetic.csv')
  await expect(page.getByRole('region', { name: 'The real table' })).toContainText('adult-real.csv')
  await expect(page.getByRole('region', { name: 'Hold-out (optional)' })).toContainText('adult-holdout.csv')
  await expectAccessible(page)
  await check.click()
  const faults = page.getByRole('region', { name: 'What stands out first' })
  await expect(faults).toBeVisible({ timeout: 120_000 })
  await expect(faults.getByRole('listitem').first()).toContainText('“hours-per-week”')
  await expect(page.getByRole('region', { name: 'The files that were compared' })).toContainText('All columns')
  await expect(page.getByRole('region', { name: 'Not conclusive' })).toHaveCount(0)
  await expectAccessible(page)
})

test('without a hold-out the report says what can’t be shown; wrong files are named', async ({ page }) => {
  await page.goto('/#/audit')
  // Until its screen stands, files that come are tables of their own.
  await expect(page.getByRole('heading', { name: 'Check a synthetic table made elsewhere' })).toBeVisible()
  const slot = (name: string) => page.getByRole('region', { name }).locator('input[type=file]')
  await slot('The real table').setInputFiles(fixture('real'))
  const other = { name: 'other.csv', mimeType: 'text/csv', buffer: Buffer.from(`a,b\n${'1,x\n2,y\n'.repeat(20)}`) }
  await slot('The synthetic table').setInputFiles(other)
  await page.getByRole('button', { name: 'Check it' }).click()
  await expect(page.getByRole('alert')).toContainText('have no column in common that could be compared')
  await page.getByRole('button', { name: 'Remove other.csv' }).click()
  await slot('The synthetic table').setInputFiles(fixture('ctgan'))
  await page.getByRole('button', { name: 'Check it' }).click()
  const doubt = page.getByRole('region', { name: 'Not conclusive' })
  await expect(doubt).toContainText('can’t be concluded without a hold-out', { timeout: 120_000 })
  await expect(page.getByRole('region', { name: 'Private' })).toContainText('Can’t be concluded')
  await expectAccessible(page)
})

test('a change of the schema measures the foreign table again, and nothing is learned from the real one', async ({
  page,
}) => {
  const penguins = readFileSync('public/samples/penguins.csv')
  const file = (name: string) => ({ name, mimeType: 'text/csv', buffer: penguins })
  await page.goto('/#/audit')
  // Until its screen stands, files that come are tables of their own.
  await expect(page.getByRole('heading', { name: 'Check a synthetic table made elsewhere' })).toBeVisible()
  await page.locator('#file-input').setInputFiles([file('penguins.csv'), file('penguins-synthetic.csv')])
  await page.getByRole('button', { name: 'Check it' }).click()
  const columns = page.getByRole('region', { name: 'Columns', exact: true })
  await expect(columns.getByRole('button', { name: /year/ })).toBeVisible({ timeout: 60_000 })
  await page
    .getByRole('link', { name: /^Schema/ })
    .first()
    .click()
  await page.getByRole('combobox', { name: 'What to do with year' }).selectOption('drop')
  await page
    .getByRole('link', { name: /^Report/ })
    .first()
    .click()
  await expect(columns.getByRole('button', { name: /year/ })).toHaveCount(0, { timeout: 60_000 })
  await expect(columns.getByRole('button', { name: /island/ })).toBeVisible()
  await expect(page.getByText('344 synthetic rows, made elsewhere')).toBeVisible()
})

const synthetic = (file: ReturnType<typeof fixture>) =>
  file.name === 'adult-copula.csv' ? { ...file, name: 'adult-copula-synthetic.csv' } : file
