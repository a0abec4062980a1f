import { spawnSync } from 'node:child_process'
import { readOptions } from '../src/core/generators/options'
import { sequentialTrees } from '../src/core/generators/sequential-trees'
import { encodeParts, fitGenerator, sampleWhole, splitBySchema, takeParts } from '../src/core/pipeline'
import { createRandom } from '../src/core/random'
import { inferSchema } from '../src/core/schema/infer'
import { madeTable } from './made-table'

interface Size {
  readonly rows: number
  readonly columns: number
  /** One column more, without any value. */
  readonly hasEmpty?: boolean
  readonly must?: string
}

const sizes: Readonly<Record<string, Size>> = {
  '250 rows × 750 columns': { rows: 250, columns: 750, must: '≤ 20 s' },
  '1,000,000 rows × 20 columns': { rows: 1_000_000, columns: 20, must: '≤ 60 s' },
  '30 rows × 5 columns': { rows: 30, columns: 5 },
  '1,000 rows × 1 column': { rows: 1000, columns: 1 },
  '1,000 rows, one column all missing': { rows: 1000, columns: 4, hasEmpty: true },
}

interface Cost {
  readonly rows: number
  readonly fitSeconds: number
  readonly sampleSeconds: number
  readonly peakMegabytes: number
}

/**
 * npm run bench -- sizes: made tables of every size (seeded), learned by the sequential trees and drawn again in full,
 * each in a process of its own. `--one NAME`: that size alone, as a line of JSON.
 */
export async function main(args: readonly string[]): Promise<number> {
  if (args[0] === '--one') {
    console.log(JSON.stringify(await costOf(sizes[args[1] ?? '']!)))
    return 0
  }
  console.log(line('', 'must', 'fit', 'sample', 'peak memory'))
  for (const [name, { rows, must = '' }] of Object.entries(sizes)) {
    const cost = costInProcess(name)
    if (cost.rows !== rows) throw new Error(`${name}: ${cost.rows} rows made`)
    const [fit, sample] = [cost.fitSeconds, cost.sampleSeconds].map((seconds) => `${seconds.toFixed(2)} s`)
    console.log(line(name, must, fit!, sample!, `${cost.peakMegabytes.toFixed(0)} MB`))
  }
  return 0
}

const line = (what: string, ...figures: readonly string[]) =>
  what.padEnd(40) + figures.map((figure) => figure.padStart(13)).join('')

function costInProcess(name: string): Cost {
  const run = spawnSync(process.execPath, ['scripts/bench.mjs', 'sizes', '--one', name], { encoding: 'utf8' })
  if (run.status !== 0) throw new Error(run.stderr)
  return JSON.parse(run.stdout)
}

/** From the table in memory: schema, split, encoding and fit; then as many rows as there were. */
async function costOf({ rows, columns, hasEmpty = false }: Size): Promise<Cost> {
  const table = madeTable(rows, columns, hasEmpty)
  const startedAt = performance.now()
  const { schema } = inferSchema(table, {})
  const parts = takeParts(table, splitBySchema(table, schema, { holdout: 'full', train: 0.8, control: 0.1 }, 1))
  const encoded = await encodeParts(parts, schema, sequentialTrees, 5, 1)
  const context = { random: createRandom(1), now: () => performance.now(), first: [] }
  const fitted = await fitGenerator(sequentialTrees, encoded, readOptions(sequentialTrees, {}), context)
  const fittedAt = performance.now()
  const made = await sampleWhole(fitted, { rows, seed: 1, temperature: 1, conditions: [] })
  return {
    rows: made.rows,
    fitSeconds: (fittedAt - startedAt) / 1000,
    sampleSeconds: (performance.now() - fittedAt) / 1000,
    peakMegabytes: process.resourceUsage().maxRSS / 1024,
  }
}
