import { execFile } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import { gunzipSync } from 'node:zlib'
import type { Page } from '@playwright/test'
import { strFromU8, unzipSync } from 'fflate'
import { expect, test } from './fixtures'
import { expectPlausible, parseCsv } from './screens/csv'
import { expectFirstTable, realGrid, syntheticGrid } from './screens/data'
import { chooseFormat, downloadTable } from './screens/export'
import { drop, openHome } from './screens/home'
import { openStage } from './screens/stages'
import { stored } from './screens/storage'
import { expectRunning, runControl, startRun } from './screens/train'

const root = path.resolve(import.meta.dirname, '..')
const sample = gunzipSync(readFileSync(path.join(root, 'public', 'samples', 'web-orders.csv.gz'))).toString('utf8')
const adult = path.join(root, '..', 'shared', 'data', 'adult_train.csv')

/** Clicks of the mouse on this page so far. */
async function countClicks(page: Page): Promise<() => Promise<number>> {
  await page.evaluate(() => {
    Object.assign(window, { clicks: 0 })
    window.addEventListener(
      'pointerdown',
      () => Object.assign(window, { clicks: (Reflect.get(window, 'clicks') as number) + 1 }),
      true,
    )
  })
  return () => page.evaluate(() => Reflect.get(window, 'clicks') as number)
}

test('a dropped table becomes an exported synthetic one', async ({ page }) => {
  const source = parseCsv(sample)
  await openHome(page)
  const clicks = await countClicks(page)
  await drop(page, { name: 'web-orders.csv', content: sample })
  await expectFirstTable(page)
  const lines = String(source.rows.length + 1)
  await expect(realGrid(page)).toHaveAttribute('aria-rowcount', lines)
  await expect(syntheticGrid(page)).toHaveAttribute('aria-rowcount', lines)

  await page.getByRole('link', { name: 'Export', exact: true }).last().click()
  const { name, bytes } = await downloadTable(page)
  expect(await clicks()).toBeLessThanOrEqual(5)
  expect(name).toBe('web-orders.synthetic.csv')
  const made = parseCsv(bytes.toString('utf8'))
  expect(made.rows).toHaveLength(source.rows.length)
  expectPlausible(made, source)
})

if (existsSync(adult)) {
  test('the Adult table: network, report, package, and its recipe headless', async ({ page }) => {
    const source = parseCsv(readFileSync(adult, 'utf8'))
    await openHome(page)
    const clicks = await countClicks(page)
    await drop(page, { name: 'adult_train.csv', content: readFileSync(adult, 'utf8') })
    await expectFirstTable(page)
    await expect(syntheticGrid(page)).toHaveAttribute('aria-rowcount', String(source.rows.length + 1))

    await openStage(page, 'Train')
    await startRun(page)
    await expectRunning(page)
    await runControl(page, 'Stop and keep').click()
    await page.getByRole('link', { name: 'Export the rows' }).click({ timeout: 60_000 })
    // Automatic has made its choice before the table can be taken, and nothing changes it afterwards.
    const taken = (await stored(page, 'projects'))[0]!
    expect(taken['choice']).toMatchObject({
      candidates: expect.arrayContaining([expect.objectContaining({ generator: 'any-order' })]),
    })
    const { bytes } = await downloadTable(page)
    expect(await clicks()).toBeLessThanOrEqual(5)
    const made = parseCsv(bytes.toString('utf8'))
    expect(made.rows).toHaveLength(source.rows.length)
    expectPlausible(made, source)

    await openStage(page, 'Report')
    await expect(page.getByRole('region', { name: 'Faithful' })).toBeVisible({ timeout: 120_000 })
    expect((await stored(page, 'projects'))[0]!['activeOutputId']).toBe(taken['activeOutputId'])
    await openStage(page, 'Export')
    await chooseFormat(page, 'Package')
    await expectPackage((await downloadTable(page)).bytes, source)
  })
}

/** Data, recipe, provenance and report; and the recipe makes a table with the same columns without a browser. */
async function expectPackage(bytes: Buffer, source: ReturnType<typeof parseCsv>): Promise<void> {
  const files = unzipSync(new Uint8Array(bytes))
  const find = (end: string) => Object.keys(files).find((name) => name.endsWith(end))
  const text = (end: string) => strFromU8(files[find(end) ?? ''] ?? new Uint8Array())
  const data = parseCsv(text('.csv'))
  expect(data.rows).toHaveLength(source.rows.length)
  expectPlausible(data, source)
  expect(JSON.parse(text('provenance.json'))).toMatchObject({
    synthetic: true,
    sampling: { rows: source.rows.length },
  })
  expect(text('report.html')).toMatch(/^<!doctype html>/i)

  const folder = test.info().outputPath('headless')
  await mkdir(folder, { recursive: true })
  const recipe = path.join(folder, 'recipe.json')
  await writeFile(recipe, text('recipe.json'))
  const words = ['scripts/headless.mjs', 'synthesize', adult, '--out', folder, '--recipe', recipe]
  const limits = ['--rows', '300', '--seconds', '5']
  const { stdout } = await promisify(execFile)(process.execPath, [...words, ...limits], { cwd: root })
  expect(JSON.parse(stdout.trim().split('\n').at(-1) ?? '')).toMatchObject({ rows: 300 })
  const csv = (await readdir(folder)).find((name) => name.endsWith('.csv'))
  const again = parseCsv(await readFile(path.join(folder, csv ?? ''), 'utf8'))
  expect(again.header).toEqual(source.header)
  expect(again.rows).toHaveLength(300)
}
