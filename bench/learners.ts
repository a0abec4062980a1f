import { readFileSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { diskSource } from '../scripts/headless/file'
import { auc } from '../src/core/learners/auc'
import { shareLevels } from '../src/core/learners/column-values'
import { type LearnerId, learn } from '../src/core/learners/learner'
import { readTable } from '../src/core/pipeline'
import { createRandom } from '../src/core/random'
import { inferSchema } from '../src/core/schema/infer'
import type { Field } from '../src/core/schema/schema'
import { type Table, takeRows } from '../src/core/table/table'

interface Reference {
  readonly auc: number
  readonly seconds: number
}
interface References {
  readonly versions: Readonly<Record<string, string>>
  readonly tables: Readonly<
    Record<string, Readonly<Record<'default' | 'oneHot' | 'rateTenth', Reference>> & { readonly logistic: number }>
  >
}

const tables: Readonly<Record<string, TableFacts>> = {
  adult: { train: 'adult_train.csv', test: 'adult_test.csv', target: 'income', positive: '>50K' },
  magic: { train: 'magic_telescope.csv', target: 'class', positive: 'h' },
  shoppers: { train: 'online_shoppers.csv', target: 'Revenue', positive: 'TRUE' },
}
interface TableFacts {
  readonly train: string
  readonly test?: string
  readonly target: string
  readonly positive: string
}

/**
 * npm run bench -- learners [--data FOLDER]
 * Our boosting and logistic regression beside XGBoost and scikit-learn on the same rows (bench/learners-references.json,
 * made by bench/oracles/learners_oracle.py), and how long 100 trees on 30,000 × 14 rows take on one core. The
 * tables lie in ../shared/data, or where --data says.
 */
export async function main(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({ args: [...args], options: { data: { type: 'string', default: '../shared/data' } } })
  const parts = (facts: TableFacts) => partsOf(facts, values.data)
  const references = JSON.parse(readFileSync('bench/learners-references.json', 'utf8')) as References
  console.log(`AUC on test rows; beside: ${JSON.stringify(references.versions)}`)
  console.log(
    ['', 'boosting', 'XGBoost', 'one-hot', 'rate .1', 'seconds', 'logistic', 'scikit-learn'].map(cell).join(''),
  )
  for (const [name, facts] of Object.entries(tables)) {
    const { train, test } = await parts(facts)
    const boosting = score('boosting', train, test, facts)
    const logistic = score('logistic', train, test, facts)
    const beside = references.tables[name]!
    const figures = [boosting.auc, beside.default.auc, beside.oneHot.auc, beside.rateTenth.auc, boosting.seconds]
    console.log([name, ...figures.map(shown), shown(logistic.auc), shown(beside.logistic)].map(cell).join(''))
  }
  const { train, test } = await parts(tables['adult']!)
  const rows = Uint32Array.from({ length: 30_000 }, (_, row) => row)
  const times = [0, 1, 2].map(() => score('boosting', takeRows(train, rows), test, tables['adult']!).seconds)
  console.log(`30,000 × 14 rows of Adult, 100 trees, fit and predict: ${times.map(shown).join(', ')} s`)
  return 0
}

const cell = (text: string) => text.padEnd(13)
const shown = (value: number) => value.toFixed(4)

/** The same rows as the script of the references: a test file of its own, or every fifth row. */
async function partsOf(
  { train, test }: TableFacts,
  folder: string,
): Promise<{ readonly train: Table; readonly test: Table }> {
  const read = async (file: string) => (await readTable(await diskSource(path.join(folder, file)), {})).table
  const whole = await read(train)
  if (test) return { train: whole, test: await read(test) }
  const rows = Array.from({ length: whole.rows }, (_, row) => row)
  return {
    train: takeRows(
      whole,
      rows.filter((row) => row % 5 !== 0),
    ),
    test: takeRows(
      whole,
      rows.filter((row) => row % 5 === 0),
    ),
  }
}

function score(learner: LearnerId, train: Table, test: Table, { target, positive }: TableFacts) {
  const fields = inferSchema(train).schema.fields.filter(({ name }) => name !== target)
  const learned = fields.map((field): Field => ({ ...field, action: 'learn' }))
  const [y, truth] = [train, test].map((table) => {
    const { levels, codes } = shareLevels([table.columns[table.names.indexOf(target)]!])
    return Float64Array.from(codes[0]!, (code) => (levels[code] === positive ? 1 : 0))
  })
  const started = performance.now()
  const lesson = { train, target: y!, fields: learned, task: { kind: 'binary' } as const }
  const predicted = learn(learner, lesson, { rounds: 100, random: createRandom(1) }).predict(test)
  const seconds = (performance.now() - started) / 1000
  return { auc: auc(predicted, truth!) ?? Number.NaN, seconds }
}
