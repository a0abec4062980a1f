import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import type { Page } from 'playwright'
import { median, withStudio } from './studio'
import { watchDrop } from './watch'

const file = path.resolve('..', 'shared', 'data', 'adult_train.csv')

/**
 * npm run bench -- journey: the way of a dropped file in Chromium, without a GPU. Drop → first rows, drop → first
 * full-size synthetic table on screen, and drop → exported file with the default network trained. `--short`: without
 * the last.
 * `--rounds N`: medians of so many instead of three.
 */
export async function main(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({ args: [...args], options: { short: { type: 'boolean' }, rounds: { type: 'string' } } })
  const rounds = Number(values.rounds ?? 3)
  const isShort = values.short ?? false
  if (!existsSync(file)) {
    console.error(`The table is missing: ${path.relative('.', file)}.`)
    return 2
  }
  const csv = readFileSync(file, 'utf8')
  const rows: number[] = []
  const firsts: number[] = []
  const exports: number[] = []
  let clicks = 0
  await withStudio(async (visit) => {
    for (let round = 0; round < rounds; round++) {
      const made = await visit((page) => journey(page, csv, isShort))
      rows.push(made.firstRowsMs)
      firsts.push(made.firstSeconds)
      exports.push(made.exportSeconds)
      clicks = made.clicks
      console.error(`round ${round + 1}: ${JSON.stringify(made)}`)
    }
  })
  const lines = [
    line('drop → first 100 rows on screen', '< 200 ms', `${median(rows).toFixed(0)} ms`),
    line('drop → first full-size synthetic table on screen', '≤ 5 s', `${median(firsts).toFixed(2)} s`),
  ]
  if (!isShort) {
    lines.push(line('drop → exported file, network trained', '≤ 120 s', `${median(exports).toFixed(1)} s`))
    lines.push(line('clicks from drop to file', '≤ 5', String(clicks)))
  }
  console.log([line(`Adult, medians of ${rounds}`, 'must', 'here'), ...lines].join('\n'))
  return 0
}

const line = (what: string, must: string, figure: string) =>
  `${what.padEnd(50)}${must.padStart(10)}${figure.padStart(12)}`

interface Journey {
  readonly firstRowsMs: number
  readonly firstSeconds: number
  readonly exportSeconds: number
  /** Whose table was exported: Automatic chooses. */
  readonly exported: string
  readonly clicks: number
}

async function journey(page: Page, csv: string, isShort: boolean): Promise<Journey> {
  let clicks = 0
  const click = async (role: 'link' | 'button', name: string) => {
    clicks++
    await page.getByRole(role, { name, exact: true }).first().click({ timeout: 200_000 })
  }
  const transfer = await page.evaluateHandle((text) => {
    const data = new DataTransfer()
    data.items.add(new File([text], 'adult_train.csv'))
    return data
  }, csv)
  const watched = await watchDrop(page)
  const droppedAt = performance.now()
  const seconds = () => (performance.now() - droppedAt) / 1000
  await page.locator('main').dispatchEvent('drop', { dataTransfer: transfer })
  await page.getByRole('grid', { name: 'Synthetic rows' }).waitFor({ timeout: 60_000 })
  const firstSeconds = seconds()
  const { firstRowsMs } = await watched()
  if (isShort) return { firstRowsMs, firstSeconds, exportSeconds: Number.NaN, exported: '', clicks }
  await click('link', 'Train a network')
  await click('button', 'Train')
  await click('link', 'Export the rows')
  const exported = (await page.getByText(/synthetic rows, .*, made/).textContent()) ?? ''
  const download = page.waitForEvent('download', { timeout: 200_000 })
  await click('button', 'Download')
  await (await download).path()
  return { firstRowsMs, firstSeconds, exportSeconds: seconds(), exported, clicks }
}
