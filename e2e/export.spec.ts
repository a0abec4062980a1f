import { expect, test } from './fixtures'
import { expectAccessible } from './screens/axe'
import { chooseFormat, downloadTable } from './screens/export'
import { openShopProject, openStage } from './screens/stages'

test.beforeEach(async ({ page }) => {
  await openShopProject(page)
  await openStage(page, 'Export')
})

test('a fresh project is one click from its file', async ({ page }) => {
  const { name, bytes } = await downloadTable(page)
  const lines = bytes.toString('utf8').trim().split(/\r?\n/)
  expect(name).toMatch(/^shop\.synthetic\.csv$/)
  expect(lines[0]).toBe('visit,city,age,spent,member')
  expect(lines).toHaveLength(301)
})

test('what to know stands there before saving', async ({ page }) => {
  const list = page.getByRole('region', { name: 'Before it leaves the studio' })
  await expect(list).toContainText('300 rows', { timeout: 60_000 })
  await expect(list).toContainText(/equals? a training row/)
  await expect(list).toContainText('fewer than 5 training rows')
  await expectAccessible(page)
})

// The first bytes by which other programs know the formats.
for (const [label, extension, magic] of [
  ['Parquet', 'parquet', 'PAR1'],
  ['Excel', 'xlsx', 'PK'],
  ['Package', 'zip', 'PK'],
  ['JSON Lines', 'jsonl', '{'],
  ['SQL', 'sql', ''],
  ['TSV', 'tsv', 'visit\tcity'],
] as const) {
  test(`saves ${label}`, async ({ page }) => {
    await chooseFormat(page, label)
    const { name, bytes } = await downloadTable(page)
    expect(name).toBe(`shop.synthetic.${extension}`)
    expect(bytes.subarray(0, magic.length).toString('latin1')).toBe(magic)
    expect(bytes.length).toBeGreaterThan(1000)
  })
}

test('a closed save dialog is no failure', async ({ page }) => {
  await page.evaluate(() => {
    Object.assign(window, {
      showSaveFilePicker: () => Promise.reject(new DOMException('The user aborted a request.', 'AbortError')),
    })
  })
  await page.getByRole('button', { name: 'Save as CSV' }).click()
  await expect(page.getByText('Nothing was saved: the dialog was closed')).toBeVisible()
})

test('saves to the place that was chosen', async ({ page }) => {
  // A handle of the origin's own file system stands in for the dialog; it writes like one.
  await page.evaluate(() => {
    Object.assign(window, {
      showSaveFilePicker: async () =>
        (await navigator.storage.getDirectory()).getFileHandle('rows.csv', { create: true }),
    })
  })
  await page.getByRole('button', { name: 'Save as CSV' }).click()
  await expect(page.getByText('Saved as “rows.csv”')).toBeVisible()
  const text = await page.evaluate(async () => {
    const handle = await (await navigator.storage.getDirectory()).getFileHandle('rows.csv')
    return (await handle.getFile()).text()
  })
  expect(text.trim().split(/\r?\n/)).toHaveLength(301)
})
