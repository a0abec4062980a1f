import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from './fixtures'
import { expectFirstTable, syntheticGrid } from './screens/data'
import { openHome, pick } from './screens/home'
import { shopTable } from './screens/made-tables'
import { openShopProject, openStage } from './screens/stages'

test('the table is handed to another app (the system’s share sheet is played by the test)', async ({ page }) => {
  await page.addInitScript(() => {
    const shared: { name: string; text: string }[] = []
    Object.assign(window, { shared })
    Object.defineProperty(navigator, 'canShare', { value: () => true })
    Object.defineProperty(navigator, 'share', {
      value: async ({ files }: { files: File[] }) => {
        for (const file of files) shared.push({ name: file.name, text: await file.text() })
      },
    })
  })
  await openShopProject(page)
  await openStage(page, 'Export')
  await page.getByRole('button', { name: 'Share', exact: true }).click()
  await expect.poll(() => page.evaluate(() => (Reflect.get(window, 'shared') as unknown[]).length)).toBe(1)
  const [file] = await page.evaluate(() => Reflect.get(window, 'shared') as { name: string; text: string }[])
  expect(file!.name).toBe('shop.synthetic.csv')
  expect(file!.text.trim().split(/\r?\n/)).toHaveLength(301)
})

test('a recipe that was written headless is taken over by the app', async ({ page }) => {
  const folder = await mkdtemp(path.join(tmpdir(), 'recipe-'))
  try {
    const table = path.join(folder, 'shop.csv')
    await writeFile(table, shopTable())
    const words = ['scripts/headless.mjs', 'synthesize', table, '--out', folder, '--seed', '9', '--rows', '120']
    const choices = ['--generator', 'sequential-trees', '--target', 'member', '--condition', 'city=Oslo']
    await promisify(execFile)(process.execPath, [...words, ...choices], {
      cwd: path.resolve(import.meta.dirname, '..'),
    })
    const recipe = JSON.parse(await readFile(path.join(folder, 'recipe.json'), 'utf8'))
    const fields = recipe.schema.fields.map((field: { name: string }) =>
      field.name === 'spent' ? { ...field, action: 'drop' } : field,
    )
    await openHome(page)
    await pick(page, { name: 'recipe.json', content: JSON.stringify({ ...recipe, schema: { fields } }) })
    await pick(page, { name: 'shop.csv', content: shopTable() })
    await expectFirstTable(page)
    await expect(syntheticGrid(page).getByRole('columnheader', { name: 'spent' })).toHaveCount(0, { timeout: 60_000 })
    await page.getByRole('link', { name: 'Schema' }).first().click()
    await expect(page.getByRole('combobox', { name: 'What to do with spent' })).toHaveValue('drop')
    await expect(page.getByRole('combobox', { name: 'Role of member' })).toHaveValue('target')
    await openStage(page, 'Generate')
    await expect(page.getByRole('button', { name: 'Make 120 rows' })).toBeVisible()
    await expect(page.getByRole('list', { name: 'Conditions' })).toContainText('city is Oslo')
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
})
