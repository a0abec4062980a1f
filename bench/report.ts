import { existsSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { diskSource } from '../scripts/headless/file'
import { makeWith } from '../scripts/headless/make'
import { findGenerator } from '../src/core/generators/registry'
import { type Parts, readTable, sampleBaselines, splitBySchema, takeParts } from '../src/core/pipeline'
import { createRandom } from '../src/core/random'
import { type MeasureRequest, measureReport } from '../src/core/reports/measure'
import { inferSchema } from '../src/core/schema/infer'
import type { Schema } from '../src/core/schema/schema'
import type { Table } from '../src/core/table/table'
import { madeTable } from './made-table'
import { timeInBrowser } from './report-in-browser'

const seed = 1
const minimumCount = 5

/**
 * npm run bench -- report [FILE] [--target NAME] [--browser] [--rows N]: a full report on as many rows of sequential trees as the file has
 * (Adult by default), in Node: seconds of each section, when the first part stands, and the most memory. `--browser`: the
 * same as the studio does it in Chromium. `--rows N`: on a made table of so many rows and 20 columns.
 */
export async function main(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { target: { type: 'string', default: 'income' }, browser: { type: 'boolean' }, rows: { type: 'string' } },
  })
  const file = positionals[0] ?? path.resolve('..', 'shared', 'data', 'adult_train.csv')
  if (!values.rows && !existsSync(file)) {
    console.error(`The table is missing: ${path.relative('.', file)}.`)
    return 2
  }
  if (values.browser) {
    await timeInBrowser(file)
    return 0
  }
  const table = values.rows ? madeTable(Number(values.rows), 20) : (await readTable(await diskSource(file), {})).table
  const schema = withTarget(inferSchema(table, {}).schema, values.rows ? 'c4' : values.target)
  const parts = takeParts(table, splitBySchema(table, schema, { holdout: 'full', train: 0.6, control: 0.2 }, seed))
  const synthetic = await treesOn(parts, schema, table.rows)
  console.log(`${table.rows} rows × ${table.names.length} columns, as many synthetic`)
  await timed({ ...parts, synthetic, schema, minimumCount })
  return 0
}

function withTarget({ fields }: Schema, target: string): Schema {
  return { fields: fields.map((field) => (field.name === target ? { ...field, role: 'target' as const } : field)) }
}

async function treesOn(parts: Parts, schema: Schema, rows: number): Promise<Table> {
  const recipe = {
    schema,
    seed,
    generator: { id: 'sequential-trees', options: {}, minimumCount },
    output: { rows, seed, temperature: 1, conditions: [] },
  }
  const made = await makeWith(findGenerator('sequential-trees'), {
    parts,
    recipe: recipe as never,
    engine: undefined,
    say: () => {},
  })
  return made.table
}

async function timed(
  data: Pick<MeasureRequest, 'train' | 'control' | 'test' | 'synthetic' | 'schema' | 'minimumCount'>,
): Promise<void> {
  const clock = stopwatch()
  const request: MeasureRequest = {
    ...data,
    generator: 'sequential-trees',
    random: createRandom(seed).fork('report'),
    level: 'full',
  }
  await measureReport({ ...request, level: 'quick' })
  const first = clock.turn('first part')
  const baselines = await sampleBaselines(data, data.schema, minimumCount, seed, () => performance.now())
  clock.turn('baselines')
  let under = 'check'
  const report = await measureReport({ ...request, ...baselines }, ({ section }) => {
    if (section === under) return
    clock.turn(under)
    under = section
  })
  clock.turn(under)
  clock.print()
  console.log(`first part of the report after ${first.toFixed(2)} s`)
  console.log(`report as JSON: ${(JSON.stringify(report).length / 1000).toFixed(0)} KB`)
}

/** Seconds by name, on the wall and of this process's processor; the latter says more where others compute beside. */
function stopwatch() {
  const spent = new Map<string, { wall: number; cpu: number }>()
  const now = () => ({ wall: performance.now() / 1000, cpu: process.cpuUsage().user / 1e6 })
  let since = now()
  let most = 0
  return {
    /** Books the time since the last turn on `name`; its seconds on the wall. */
    turn(name: string): number {
      const at = now()
      const held = spent.get(name) ?? { wall: 0, cpu: 0 }
      const wall = at.wall - since.wall
      spent.set(name, { wall: held.wall + wall, cpu: held.cpu + at.cpu - since.cpu })
      most = Math.max(most, process.memoryUsage().rss)
      since = at
      return wall
    },
    print(): void {
      const all = [...spent.values()].reduce((sum, s) => ({ wall: sum.wall + s.wall, cpu: sum.cpu + s.cpu }))
      console.log(`${''.padEnd(16)}${'wall'.padStart(8)}${'processor'.padStart(12)}`)
      for (const [name, s] of [...spent, ['all', all] as const])
        console.log(`${name.padEnd(16)}${s.wall.toFixed(2).padStart(8)}${s.cpu.toFixed(2).padStart(12)} s`)
      console.log(`most memory of the whole process ${(most / 2 ** 20).toFixed(0)} MB`)
    },
  }
}
