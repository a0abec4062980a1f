import { spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { createWriteStream, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { finished } from 'node:stream/promises'
import { parseArgs } from 'node:util'
import type { Page } from 'playwright'
import { diskSource } from '../scripts/headless/file'
import { StudioError } from '../src/core/problem'
import { createRandom, type Random } from '../src/core/random'
import { memorySource } from '../src/core/readers/bytes'
import { openReader } from '../src/core/readers/registry'
import { withStudio } from './studio'
import { browserMemory, type Peaks, type Watched, watchDrop } from './watch'

const usualRows = 2_000_000

/**
 * npm run bench -- import: a made CSV of 2,000,000 rows and 12 columns (200 MB, seeded), read by core in Node, then
 * picked in Chromium. `--rows N`: of so many rows. `--short`: without the
 * first synthetic table. `--read FILE`: only the reading in Node, as one line of JSON; memory is measured so.
 */
export async function main(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: { rows: { type: 'string' }, read: { type: 'string' }, short: { type: 'boolean' } },
  })
  if (values.read !== undefined) {
    console.log(JSON.stringify(await readInNode(values.read)))
    return 0
  }
  const rows = Number(values.rows ?? usualRows)
  const folder = mkdtempSync(path.join(tmpdir(), 'bench-import-'))
  const file = path.join(folder, 'made.csv')
  try {
    await writeTable(file, rows)
    const megabytes = statSync(file).size / 1e6
    console.log(line(`${megabytes.toFixed(0)} MB, ${rows.toLocaleString('en')} rows × 12`, 'reference', 'here'))
    const node = readInProcess(file)
    if (node.rows !== rows) throw new Error(`${node.rows} rows read of ${rows}`)
    console.log(line('Node: read', '', `${node.seconds.toFixed(1)} s`))
    console.log(line('Node: speed (PapaParse, strings only: 77)', '', `${(megabytes / node.seconds).toFixed(0)} MB/s`))
    console.log(line('Node: first rows', '< 200 ms', `${node.firstRowsMs.toFixed(0)} ms`))
    console.log(line('Node: peak memory of the process', '≤ 512 MB', `${node.peakMegabytes.toFixed(0)} MB`))
    for (const [what, seconds] of await readHostile())
      console.log(line(`Node: ${what}`, '≤ 5 s', `${seconds.toFixed(1)} s`))
    const browser = await withStudio((visit) => visit((page) => pickInBrowser(page, file, rows, values.short ?? false)))
    console.log(line('Chromium: file → all rows read and saved', '', `${browser.readSeconds.toFixed(1)} s`))
    console.log(line('Chromium: first rows', '< 200 ms', `${browser.firstRowsMs.toFixed(0)} ms`))
    console.log(line('Chromium: longest task of the main thread', '≤ 200 ms', `${browser.longestTaskMs.toFixed(0)} ms`))
    for (const [kind, peak] of Object.entries(browser.readPeaks ?? {}))
      console.log(line(`Chromium: peak memory while reading, ${kind}`, '', `${peak.toFixed(0)} MB`))
    if (browser.tableSeconds !== undefined)
      console.log(line('Chromium: file → first synthetic table', '', `${browser.tableSeconds.toFixed(1)} s`))
    for (const [kind, peak] of Object.entries(browser.tablePeaks ?? {}))
      console.log(line(`Chromium: peak memory up to it, ${kind}`, '', `${peak.toFixed(0)} MB`))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
  return 0
}

const line = (what: string, must: string, figure: string) =>
  `${what.padEnd(56)}${must.padStart(12)}${figure.padStart(12)}`

const cities = ['Oslo', 'Lyon', 'Graz', 'Turku', 'Porto', 'Gdańsk', 'Malmö', 'Ghent']
const plans = ['free', 'basic', 'plus', 'team', 'enterprise']

/** Ids, numbers of several kinds, categories, dates, quoted texts and gaps: what tables are made of. */
async function writeTable(file: string, rows: number): Promise<void> {
  const random = createRandom(1)
  const out = createWriteStream(file)
  out.write('id,created,city,plan,age,income,score,visits,active,balance,note,code\n')
  for (let at = 0; at < rows; at += 10_000) {
    const lines = Array.from({ length: Math.min(10_000, rows - at) }, (_, i) => madeRow(at + i, random))
    if (!out.write(`${lines.join('\n')}\n`)) await once(out, 'drain')
  }
  out.end()
  await finished(out)
}

function madeRow(i: number, random: Random): string {
  const age = 18 + random.below(70)
  const day = new Date(Date.UTC(2019, 0, 1) + random.below(2000 * 86_400) * 1000)
  const income = random.below(20) === 0 ? '' : (900 * age * (0.5 + random.uniform())).toFixed(2)
  const note = random.below(10) === 0 ? `"called, ""${cities[random.below(8)]}"" again"` : `note ${random.below(500)}`
  return [
    `C-${String(i).padStart(8, '0')}`,
    day.toISOString().slice(0, 19),
    cities[random.below(8)],
    plans[random.below(5)],
    age,
    income,
    random.normal().toFixed(6),
    random.below(400),
    random.below(2) === 0 ? 'yes' : 'no',
    (random.normal() * 5000).toFixed(2),
    note,
    `0${1000 + random.below(9000)}`,
  ].join(',')
}

interface Read {
  readonly rows: number
  readonly seconds: number
  readonly firstRowsMs: number
  readonly peakMegabytes: number
}

/** In a process of its own with a heap of 128 MB: what it needs beyond that is the reading's. */
function readInProcess(file: string): Read {
  const run = spawnSync(process.execPath, ['--max-old-space-size=128', 'scripts/bench.mjs', 'import', '--read', file], {
    encoding: 'utf8',
  })
  if (run.status !== 0) throw new Error(run.stderr)
  return JSON.parse(run.stdout)
}

/** The reading alone: chunks are counted and let go, as the intake worker lets them go to the database. */
async function readInNode(file: string): Promise<Read> {
  const startedAt = performance.now()
  const source = await diskSource(file)
  const reader = await openReader(source)
  let firstRowsMs = Number.NaN
  let rows = 0
  for await (const event of reader.read(source, {})) {
    if (event.type !== 'rows') continue
    if (rows === 0) firstRowsMs = performance.now() - startedAt
    rows += event.rows
  }
  const seconds = (performance.now() - startedAt) / 1000
  return { rows, seconds, firstRowsMs, peakMegabytes: process.resourceUsage().maxRSS / 1024 }
}

/** Files that make other parsers hang or swallow rows. */
async function readHostile(): Promise<[what: string, seconds: number][]> {
  const lines = Array.from({ length: 1_000_000 }, (_, i) => `${i},y${i % 9},z`)
  const open = `a,b,c\n1,"x,2\n${lines.join('\n')}\n`
  const wide = `${'c,'.repeat(5000)}c\n${'1,'.repeat(5000)}1\n`
  return [
    ['an open quote over 1,000,000 rows, all rows read', await timeOf(open, 1_000_001)],
    ['5,001 columns, refused', await timeOf(wide, 0)],
  ]
}

async function timeOf(text: string, wanted: number): Promise<number> {
  const source = memorySource('hostile.csv', new TextEncoder().encode(text))
  const startedAt = performance.now()
  let rows = 0
  try {
    for await (const event of (await openReader(source)).read(source, {})) if (event.type === 'rows') rows += event.rows
  } catch (error) {
    if (!(error instanceof StudioError)) throw error
  }
  if (rows !== wanted) throw new Error(`${rows} rows read of ${wanted}`)
  return (performance.now() - startedAt) / 1000
}

interface Picked extends Watched {
  readonly readSeconds: number
  readonly readPeaks: Peaks | undefined
  readonly tableSeconds?: number
  readonly tablePeaks?: Peaks | undefined
}

async function pickInBrowser(page: Page, file: string, rows: number, isShort: boolean): Promise<Picked> {
  const watched = await watchDrop(page)
  const startedAt = performance.now()
  const seconds = () => (performance.now() - startedAt) / 1000
  await page.locator('#file-input').setInputFiles(file)
  const all = page.locator(`[role=grid][aria-label="Your rows"][aria-rowcount="${rows + 1}"]`)
  await all.waitFor({ timeout: 300_000 })
  const readSeconds = seconds()
  const readPeaks = await browserMemory(page)
  if (isShort) return { ...(await watched()), readSeconds, readPeaks }
  await page.getByRole('grid', { name: 'Synthetic rows' }).waitFor({ timeout: 600_000 })
  const tableSeconds = seconds()
  const tablePeaks = await browserMemory(page)
  return { ...(await watched()), readSeconds, readPeaks, tableSeconds, tablePeaks }
}
