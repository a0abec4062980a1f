import { existsSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { diskSource } from '../scripts/headless/file'
import { readOptions } from '../src/core/generators/options'
import { sequentialTrees } from '../src/core/generators/sequential-trees'
import type { Measurement } from '../src/core/metrics/metric'
import { twoSampleAuc } from '../src/core/metrics/table/two-sample-auc'
import { trainAndTest, usefulnessTask } from '../src/core/metrics/table/usefulness'
import { modelAccess } from '../src/core/model-access'
import {
  encodeParts,
  fitGenerator,
  type Parts,
  readTable,
  sampleWhole,
  splitBySchema,
  takeParts,
} from '../src/core/pipeline'
import { runBattery } from '../src/core/privacy/attacks/battery'
import { auditCopies } from '../src/core/privacy/copies'
import { createRandom } from '../src/core/random'
import type { LeakReport } from '../src/core/reports/leak'
import { quickQuality } from '../src/core/reports/quality'
import { inferSchema } from '../src/core/schema/infer'
import type { Schema } from '../src/core/schema/schema'
import type { Table } from '../src/core/table/table'

/** File and target of each table; diamonds, tetuan and contracts were never used to choose a default. */
const tables: Readonly<Record<string, readonly [file: string, target: string]>> = {
  adult: ['adult_train', 'income'],
  magic: ['magic_telescope', 'class'],
  shoppers: ['online_shoppers', 'Revenue'],
  diamonds: ['diamonds', 'price'],
  tetuan: ['tetuan_power', 'Zone 1 Power Consumption'],
  contracts: ['government_contracts', 'Type of Contract'],
}

interface Row {
  readonly [figure: string]: number
}

/**
 * npm run bench -- privacy [TABLE …] [--settings LEAF:TREES,…] [--splits K] [--all-rows] [--uncorrected]
 * Attack strength and fidelity of sequential trees against their leaf size and number of trees: means over K splits with
 * 95 % intervals. 60/20/20, or with --all-rows 90 % learned and the rest held back. As many rows are made as the file has.
 * --uncorrected: rows as the trees draw them.
 */
export async function main(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      settings: { type: 'string', default: '0:8,20:8,50:8,100:8,200:8,0:1,0:4,0:16' },
      splits: { type: 'string', default: '5' },
      'all-rows': { type: 'boolean', default: false },
      uncorrected: { type: 'boolean', default: false },
    },
  })
  const names = positionals.length > 0 ? positionals : Object.keys(tables)
  const missing = names.find((name) => !tables[name] || !existsSync(fileOf(name)))
  if (missing !== undefined) {
    console.error(
      `No such table: ${missing}. There are: ${Object.keys(tables).join(', ')}; their files lie in ../shared/data.`,
    )
    return 2
  }
  const corrected = !values.uncorrected
  for (const name of names) {
    const { table, schema } = await load(name)
    for (const setting of values.settings.split(',')) {
      const [leaf, trees] = setting.split(':').map(Number)
      const rows: Row[] = []
      for (let split = 1; split <= Number(values.splits); split++) {
        const parts = partsOf(table, schema, split, values['all-rows'])
        const wish = { minimumLeaf: leaf, trees: trees ?? 8, corrected }
        rows.push(await measure(parts, schema, table.rows, wish, split))
      }
      const kind = `${values['all-rows'] ? ', 90 %' : ''}${corrected ? '' : ', uncorrected'}`
      print(`${name}${kind}, leaf ${leaf || 'automatic'}, ${trees} trees`, rows)
    }
  }
  return 0
}

const fileOf = (name: string) => path.resolve('..', 'shared', 'data', `${tables[name]?.[0]}.csv`)

async function load(name: string): Promise<{ table: Table; schema: Schema }> {
  const { table, opened } = await readTable(await diskSource(fileOf(name)), {})
  const { schema } = inferSchema(table, { dateOrder: opened.dialect.dateOrder })
  const target = tables[name]![1]
  return {
    table,
    schema: { fields: schema.fields.map((field) => ({ ...field, role: field.name === target ? 'target' : 'none' })) },
  }
}

/** With all rows there is no test part; control stands in for it. */
function partsOf(table: Table, schema: Schema, seed: number, allRows: boolean): Parts {
  const shares = allRows ? { train: 0.9, control: 0.1 } : { train: 0.6, control: 0.2 }
  const parts = takeParts(table, splitBySchema(table, schema, { ...shares, holdout: 'full' }, seed))
  return allRows ? { ...parts, test: { role: 'test', table: parts.control.table } } : parts
}

async function measure(parts: Parts, schema: Schema, rows: number, wish: object, seed: number): Promise<Row> {
  const options = readOptions(sequentialTrees, wish)
  const now = () => performance.now()
  const startedAt = now()
  const encoded = await encodeParts(parts, schema, sequentialTrees, 5, seed)
  const fitted = await fitGenerator(sequentialTrees, encoded, options, { random: createRandom(seed), now })
  const synthetic = await sampleWhole(fitted, { rows, seed, temperature: 1, conditions: [] })
  const madeAt = now()
  const { likelihood } = modelAccess({ fitted, options, schema, minimumCount: 5, seed, now })
  const leak = await runBattery({ ...parts, synthetic, schema, random: createRandom(seed), likelihood: likelihood! })
  const attackedAt = now()
  const copies = auditCopies(parts.train, parts.control, synthetic, schema, {
    rows: 5000,
    among: 50_000,
    random: createRandom(seed),
  })
  const test = parts.test.table
  const quality = quickQuality(test, synthetic, schema)
  const task = usefulnessTask(parts.train.table, schema)
  const learning = { rows: 20_000, rounds: 100, random: createRandom(seed) }
  const useful = typeof task === 'string' ? undefined : trainAndTest('boosting', synthetic, test, task, learning)
  const detector = { detector: 'boosting', rows: 5000, rounds: 60, random: createRandom(seed) } as const
  return {
    'near copies %': 100 * numberIn(copies.near.synthetic),
    'control %': 100 * numberIn(copies.near.control),
    'exact copies': copies.exact.rows,
    expected: numberIn(copies.exact.control) * copies.exact.compared,
    'nearer to train %': 100 * numberIn(copies.nearerToTrain),
    ...attackFigures(leak),
    'shape %': 100 * quality.shapeError,
    'trend %': 100 * quality.trendError,
    'told from test': numberIn(twoSampleAuc(test, synthetic, schema, detector)),
    useful: numberIn(useful?.get('auc') ?? useful?.get('r2') ?? { kind: 'undefined', reason: 'no-target' }),
    'seconds to make': (madeAt - startedAt) / 1000,
    'seconds to attack': (attackedAt - madeAt) / 1000,
  }
}

function attackFigures(leak: LeakReport | undefined): Row {
  const entries = (leak?.membership ?? []).flatMap(({ attack, all, isolated }) => [
    [`AUC ${attack}`, all.auc.value] as const,
    [`AUC ${attack}, isolated`, isolated?.auc.value ?? Number.NaN] as const,
    [`found at 1 %, ${attack}`, 100 * all.foundAt1.value] as const,
  ])
  const guesses = (leak?.guesses ?? []).map(
    ({ attack, secret, risk }) => [`risk ${attack}${secret ? ` ${secret}` : ''}`, risk.value] as const,
  )
  const open = (leak?.beyondChance ?? []).filter(({ knows }) => knows === 'table')
  return { ...Object.fromEntries([...entries, ...guesses]), 'beyond chance, table alone': open.length }
}

const numberIn = (m: Measurement) => (m.kind === 'value' ? m.value : Number.NaN)

/** Means over the splits with 95 % intervals (t). */
function print(title: string, rows: readonly Row[]): void {
  console.log(`\n${title}, ${rows.length} splits`)
  for (const figure of Object.keys(rows[0] ?? {})) {
    const values = rows.map((row) => row[figure]!).filter((v) => !Number.isNaN(v))
    if (values.length === 0) continue
    const mean = values.reduce((sum, v) => sum + v, 0) / values.length
    const spread = values.reduce((sum, v) => sum + (v - mean) ** 2, 0) / Math.max(1, values.length - 1)
    const reach = (t95[values.length - 2] ?? 2) * Math.sqrt(spread / values.length)
    console.log(`  ${figure.padEnd(36)} ${mean.toFixed(4).padStart(9)} ± ${reach.toFixed(4)}`)
  }
}

/** Student's t, 97.5 %, for 1, 2, … degrees of freedom. */
const t95 = [12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262]
