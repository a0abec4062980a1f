import { spawnSync } from 'node:child_process'
import { existsSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import type { Page } from 'playwright'
import { openSharedHeap } from '../src/engine/wasm-memory'
import { ownProduct } from './plain-product'
import { stepFlops, trialPlan } from './step-flops'
import { median, withStudio } from './studio'
import { chooseNetwork, networkHasSample, readStores } from './studio-stores'

const file = path.resolve('..', 'shared', 'data', 'adult_train.csv')
const judge = path.resolve('..', 'shared', 'judge')
const manyRows = 100_000
const threads = 2

interface Speed {
  readonly readySeconds: number
  readonly firstSampleSeconds: number
  readonly fitSeconds: number
  readonly steps: number
  readonly sampleSeconds: number
  readonly csv: string
}

/**
 * npm run bench -- speed: what a person waits for in Chromium without a GPU, on Adult, with the default network fitted
 * on all rows: the train worker from a warm cache, the first sample after "Train", the fit, its quality by the judge
 * (SDMetrics, XGBoost) where Python is there, and 100,000 rows. Beside the fit and the rows: the time that their dense
 * layers alone would take at the speed of this machine's plain product in the same run. `--rounds N`: medians of so
 * many instead of one. `--csv FILE`: keeps the table that was made.
 */
export async function main(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({ args: [...args], options: { rounds: { type: 'string' }, csv: { type: 'string' } } })
  if (!existsSync(file)) {
    console.error(`The table is missing: ${path.relative('.', file)}.`)
    return 2
  }
  const rounds = Number(values.rounds ?? 1)
  const made: Speed[] = []
  const products: number[] = []
  await withStudio(async (visit) => {
    for (let round = 0; round < rounds; round++) {
      products.push(ownProduct(openSharedHeap(), 1024))
      made.push(await visit(journey))
      console.error(`round ${round + 1}: ${JSON.stringify({ ...made.at(-1), csv: undefined })}`)
    }
  })
  const middle = (of: (speed: Speed) => number) => median(made.map(of))
  const flopsPerSecond = threads * median(products) * 1e9
  const fitLimit = (middle(({ steps }) => steps) * stepFlops(trialPlan(), 512)) / flopsPerSecond
  // Every cell asks the trunk once; a forward pass is a third of a step.
  const rowsLimit = (manyRows * 15 * stepFlops(trialPlan(), 1)) / 3 / flopsPerSecond
  const line = (what: string, must: string, here: string, limit = '') =>
    console.log(`${what.padEnd(46)}${must.padStart(10)}${here.padStart(10)}${limit.padStart(18)}`)
  line(`Adult in Chromium, medians of ${rounds}`, 'must', 'here', 'plain product')
  line('train worker ready, warm cache', '≤ 1 s', `${middle((one) => one.readySeconds).toFixed(2)} s`)
  line('first sample after “Train”', '≤ 3 s', `${middle((one) => one.firstSampleSeconds).toFixed(2)} s`)
  line('training', '≤ 25 s', `${middle((one) => one.fitSeconds).toFixed(1)} s`, `${fitLimit.toFixed(1)} s`)
  line('100,000 rows', '≤ 15 s', `${middle((one) => one.sampleSeconds).toFixed(1)} s`, `${rowsLimit.toFixed(1)} s`)
  console.log(
    `plain product, one thread: ${median(products).toFixed(1)} GFLOP/s; the limit is that of ${threads} threads`,
  )
  if (values.csv) writeFileSync(values.csv, made[0]!.csv)
  scoreByJudge(made[0]!.csv)
  return 0
}

async function journey(page: Page): Promise<Speed> {
  await page.locator('#file-input').setInputFiles(file)
  await page.getByRole('grid', { name: 'Synthetic rows' }).waitFor({ timeout: 60_000 })
  await page.evaluate(chooseNetwork, { steps: 0, holdout: 'early-stop' as const })
  const readySeconds = await timeEngine(page)
  await page.goto(page.url().replace(/[^/]+$/, 'train'))
  const train = page.getByRole('button', { name: 'Train', exact: true })
  await train.waitFor()
  // What is estimated beforehand must not run beside the fit.
  await page.getByText(/^About .* at most/).waitFor({ timeout: 60_000 })
  const pressedAt = performance.now()
  await train.click()
  await page.getByText(/^step [\d,]+ of at most/).waitFor({ timeout: 60_000 })
  while (!(await page.evaluate(networkHasSample))) await page.waitForTimeout(50)
  const firstSampleSeconds = (performance.now() - pressedAt) / 1000
  await page.getByText('the best model kept').or(page.getByText(': trained')).waitFor({ timeout: 400_000 })
  const run = (await page.evaluate(readStores)).runs.find(({ generator }) => generator === 'any-order')
  if (!run) throw new Error('no run of the network in the database')
  const csv = await download(page)
  return {
    readySeconds,
    firstSampleSeconds,
    fitSeconds: run.fitSeconds,
    steps: run.steps,
    sampleSeconds: await makeRows(page, run.id),
    csv,
  }
}

/** Seconds from asking the train worker, in a page that has just been loaded again, to its answer. */
async function timeEngine(page: Page): Promise<number> {
  await page.goto(page.url().replace(/[^/]+$/, 'data'))
  await page.reload()
  const engine = page.getByRole('button', { name: 'Engine' })
  await engine.waitFor()
  await page.waitForTimeout(2000)
  const askedAt = performance.now()
  await engine.click()
  await page.getByRole('button', { name: /WebGPU|WebAssembly|CPU/ }).waitFor({ timeout: 60_000 })
  return (performance.now() - askedAt) / 1000
}

/** The table in use, as CSV. */
async function download(page: Page): Promise<string> {
  await page.getByRole('link', { name: 'Export the rows' }).click()
  const saved = page.waitForEvent('download', { timeout: 60_000 })
  await page.getByRole('button', { name: 'Download', exact: true }).first().click()
  const stream = await (await saved).createReadStream()
  const pieces: Buffer[] = []
  for await (const piece of stream) pieces.push(piece as Buffer)
  return Buffer.concat(pieces).toString('utf8')
}

/** Seconds that the worker takes for many rows of a run. */
export async function makeRows(page: Page, runId: string): Promise<number> {
  await page.goto(page.url().replace(/[^/]+$/, 'generate'))
  await page.getByRole('textbox', { name: 'Rows to make' }).fill(String(manyRows))
  await page.getByRole('button', { name: 'Make 100,000 rows' }).click()
  for (;;) {
    await page.waitForTimeout(500)
    const { outputs } = await page.evaluate(readStores)
    const made = outputs.find(({ wantedRows, status }) => wantedRows === manyRows && status === 'done')
    if (made?.runId === runId) return made.sampleSeconds
    if (made) throw new Error('the rows are not of the network')
  }
}

/** Shape and trend error, TSTR and two-sample AUC of the table that the browser made. */
function scoreByJudge(csv: string): void {
  const python = path.join(judge, '.venv', 'bin', 'python')
  if (!existsSync(python)) {
    console.log('Quality: not judged, the judge is not set up here (bash ../shared/judge/setup.sh).')
    return
  }
  const kept = path.resolve('node_modules', '.cache', 'bench-speed.csv')
  writeFileSync(kept, csv)
  const scored = spawnSync(python, [path.join(judge, 'table.py'), 'score', 'adult', kept], { encoding: 'utf8' })
  console.log(`Quality (must ≤ .7 % / ≤ 1.6 % / ≥ .913): ${scored.stdout.trim() || scored.stderr.trim().slice(-300)}`)
}
