import { unzipSync } from 'fflate'
import { expect, test } from './fixtures'
import { chooseFormat, downloadTable } from './screens/export'
import { openShopProject, openStage } from './screens/stages'

for (const [label, said] of [
  ['Package', 'The provenance beside it says so.'],
  ['Public package', 'The provenance beside it says so.'],
  ['Parquet', 'The file itself says so.'],
] as const) {
  test(`what was exported as ${label} is known again, and nothing is learned from it unasked`, async ({ page }) => {
    await openShopProject(page)
    await openStage(page, 'Export')
    await chooseFormat(page, label)
    const { name, bytes } = await downloadTable(page)
    await page.goto('/')
    await page.locator('#file-input').setInputFiles({ name, mimeType: 'application/octet-stream', buffer: bytes })
    await expect(page.getByText('This table is synthetic: generation 1, made from “shop.csv”')).toBeVisible()
    await expect(page.getByText(said)).toBeVisible()
    await expect(page.getByText('There is no synthetic table yet')).toBeVisible()
    await page.getByRole('button', { name: 'Make the first one' }).click()
    await expect(page.getByText('Your first synthetic table is ready')).toBeVisible({ timeout: 60_000 })
    await openStage(page, 'Train')
    await expect(page.getByText('This table is synthetic: generation 1')).toBeVisible()
  })
}

test('a provenance dropped beside a table says what the table is, whatever its name', async ({ page }) => {
  await openShopProject(page)
  await openStage(page, 'Export')
  await chooseFormat(page, 'Package')
  const files = unzipSync(new Uint8Array((await downloadTable(page)).bytes))
  const file = (name: string, from: string) => ({
    name,
    mimeType: 'application/octet-stream',
    buffer: Buffer.from(files[from]!),
  })
  await page.goto('/')
  await page
    .locator('#file-input')
    .setInputFiles([file('provenance.json', 'provenance.json'), file('renamed.csv', 'shop.synthetic.csv')])
  await expect(page.getByText('made from “shop.csv” by sequential trees')).toBeVisible()
  await expect(page.getByRole('heading', { level: 1, name: 'renamed.csv' })).toBeVisible()
})
