import path from 'node:path'
import { parseArgs } from 'node:util'
import { diskSource } from '../scripts/headless/file'
import { sequentialTrees } from '../src/core/generators/sequential-trees'
import { taskFor } from '../src/core/metrics/table/usefulness'
import { readTable, splitBySchema, takeParts } from '../src/core/pipeline'
import { createRandom } from '../src/core/random'
import { remakeTable } from '../src/core/remake'
import { mixingSummary, verdictText } from '../src/core/reports/html/mixing-words'
import { fitsOf, planMixing } from '../src/core/reports/mixing/arms'
import { mixingReport } from '../src/core/reports/mixing/mixing-report'
import { type ArmResult, runMixing } from '../src/core/reports/mixing/run'
import { inferSchema } from '../src/core/schema/infer'
import type { Table } from '../src/core/table/table'

const tables: Readonly<Record<string, { readonly file: string; readonly target: string }>> = {
  adult: { file: 'adult_train.csv', target: 'income' },
  magic: { file: 'magic_telescope.csv', target: 'class' },
  shoppers: { file: 'online_shoppers.csv', target: 'Revenue' },
}

/**
 * npm run bench -- mixing [adult|magic|shoppers …] [--data FOLDER] [--seeds K]
 * The study of the Report, how much real and how much synthetic, on these tables: its answers, every arm, and the time.
 */
export async function main(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { data: { type: 'string', default: '../shared/data' }, seeds: { type: 'string', default: '3' } },
  })
  for (const name of positionals.length > 0 ? positionals : Object.keys(tables)) {
    const facts = tables[name]
    if (!facts) {
      console.error(`No such table: ${name}. There are: ${Object.keys(tables).join(', ')}.`)
      return 2
    }
    await study(name, path.join(values.data, facts.file), facts.target, Number(values.seeds))
  }
  return 0
}

async function study(name: string, file: string, target: string, seeds: number): Promise<void> {
  const { table } = await readTable(await diskSource(file), {})
  const whole = inferSchema(table).schema
  const parts = takeParts(table, splitBySchema(table, whole, { holdout: 'full', train: 0.6, control: 0.2 }, 1))
  const of = taskFor(parts.train.table, whole, whole.fields.find((field) => field.name === target)!)
  if (typeof of === 'string') throw new Error(`${target}: ${of}`)
  const schema = { fields: [...of.fields, of.target] }
  const pick = (from: Table): Table => ({
    rows: from.rows,
    names: schema.fields.map((field) => field.name),
    columns: schema.fields.map((field) => from.columns[from.names.indexOf(field.name)]!),
  })
  const control = { role: 'control', table: pick(parts.control.table) } as const
  const plan = planMixing(parts.train.table.rows, parts.test.table.rows, seeds)
  const now = () => performance.now()
  const fixed = { generator: sequentialTrees, options: {}, schema, minimumCount: 5, now }
  const results: ArmResult[] = []
  const startedAt = now()
  for await (const result of runMixing({
    train: parts.train.table,
    test: parts.test.table,
    of,
    plan,
    random: createRandom(1),
    make: (real, rows, seed) => remakeTable(real, control, { ...fixed, seed: 1 + seed, rows }),
  }))
    results.push(result)
  const report = mixingReport(results, plan, of, sequentialTrees.id)
  console.log(
    `\n${name}: ${fitsOf(plan)} models, ${((now() - startedAt) / 1000).toFixed(0)} s. ${mixingSummary(report)}`,
  )
  for (const verdict of report.verdicts) console.log(verdictText(verdict, report), JSON.stringify(verdict.fineTuned))
  for (const { share, addition, multiple, score } of report.arms)
    console.log(`${share}`.padEnd(6), addition.padEnd(11), `${multiple}`.padEnd(4), score.value.toFixed(4))
}
