import { randomUUID } from 'node:crypto'
import { createRequire } from 'node:module'
import { statePrivacy } from '../../src/core/dp/statement'
import type { Generator } from '../../src/core/generators/generator'
import { readOptions } from '../../src/core/generators/options'
import { findGenerator } from '../../src/core/generators/registry'
import type { Engine } from '../../src/core/nets/engine'
import {
  type Parts,
  type PrivacyOptions,
  readTable,
  sampleBaselines,
  splitBySchema,
  splitPrivately,
  takeParts,
} from '../../src/core/pipeline'
import { StudioError } from '../../src/core/problem'
import { createRandom } from '../../src/core/random'
import type { ByteSource } from '../../src/core/readers/reader'
import { readRecipe } from '../../src/core/recipe/read-recipe'
import { expectedParts, isSteered, type Recipe, withoutFingerprint } from '../../src/core/recipe/recipe'
import { withRelations } from '../../src/core/relations/find-relations'
import { chooseGenerator } from '../../src/core/reports/choose'
import { measureReport } from '../../src/core/reports/measure'
import { buildProvenance } from '../../src/core/reports/provenance'
import type { GeneratorChoiceReport } from '../../src/core/reports/report'
import type { Table } from '../../src/core/table/table'
import { version } from '../../src/core/version'
import { createEngine } from '../../src/engine/create-engine'
import type { Threads } from '../../src/engine/wasm-backend'
import type { SynthesizeArguments } from './arguments'
import { handoverFiles } from './handover-files'
import { type Made, makeWith } from './make'
import { recipeFor, withBalance } from './recipe'
import { UsageError } from './usage-error'

export interface Synthesized {
  /** File names and what they hold. */
  readonly files: Readonly<Record<string, string | Uint8Array>>
  readonly summary: {
    readonly rows: number
    readonly generator: string
    readonly fitSeconds: number
    readonly sampleSeconds: number
    readonly steps: number
    readonly backend: string
  }
}

/** What a call reads. */
interface Inputs {
  readonly source: ByteSource
  readonly sha256: string
  readonly recipeText?: string
  /** Rows with gaps. */
  readonly given?: ByteSource
  /** Starts threads that share a network's work; one thread does it all when absent. */
  readonly threads?: () => Promise<Threads>
}

/** What Automatic fits, the first that is as good as any other being taken. */
const automatic = ['sequential-trees', 'any-order']

/** The whole product on one file: read → infer → split → fit → sample → measure. */
export async function synthesize(
  { source, sha256, recipeText, given, threads }: Inputs,
  wish: SynthesizeArguments,
  say: (text: string) => void,
): Promise<Synthesized> {
  const saved = recipeText === undefined ? undefined : readRecipe(recipeText)
  const dialect = saved?.source.dialect
  const { table, warnings, opened, marker } = await readTable(source, dialect ? { dialect } : {})
  for (const { code, count, rows } of warnings)
    say(`Noticed: ${code} (${count})${rows.length > 0 ? `, first in rows ${rows.slice(0, 5).join(', ')}` : ''}`)
  if (marker)
    say(
      `Noticed: the source is synthetic itself, generation ${marker.generation}. What is made from it is generation ${marker.generation + 1}.`,
    )
  const asked = recipeFor(source, table, opened.dialect, wish, saved, sha256)
  const generators = (asked.generator.id === 'auto' ? automatic : [asked.generator.id]).map(findGenerator)
  const isPrivate = generators.some((generator) => generator.isPrivate)
  const split = isPrivate ? splitPrivately : splitBySchema
  const parts = takeParts(table, split(table, asked.schema, asked.split, asked.seed))
  const schema = isPrivate ? { ...asked.schema, relations: [] } : withRelations(asked.schema, parts.train)
  if (isPrivate && wish.balance.length > 0)
    throw new UsageError(
      '--balance reads values off the rows, which no guarantee covers: write the shares as --condition.',
    )
  const recipe = withBalance({ ...asked, schema }, wish.balance, parts.train)
  const dropped = recipe.schema.fields.filter(({ action }) => action === 'drop').map(({ name }) => name)
  if (dropped.length > 0) say(`Left out: ${dropped.join(', ')}.`)
  const gaps = given && (await readGaps(given, recipe))
  const engine = generators.some((generator) => generator.trains) ? await nodeEngine(await threads?.()) : undefined
  const made: Made[] = []
  for (const generator of generators) made.push(await makeWith(generator, { parts, recipe, engine, say }))
  const choice = made.length > 1 ? await choose(made, parts, recipe, say) : undefined
  const kept = made.find(({ generator }) => generator.id === choice?.chosen) ?? made[0]!
  const report = await measure(kept, parts, recipe, choice)
  const { generator, fitSeconds, sampleSeconds, steps } = kept
  const synthetic = gaps ? await kept.complete(gaps) : kept.table
  const backend = generator.trains && engine ? engine.backend : 'cpu'
  const stated = isPrivate ? withoutFingerprint(recipe) : recipe
  const provenance = buildProvenance({
    id: randomUUID(),
    createdAt: new Date().toISOString(),
    toolVersion: version,
    recipe: stated,
    generator: generator.id,
    backend,
    rows: synthetic.rows,
    parts: isPrivate ? expectedParts(recipe.split, recipe.source.rows) : report.rows,
    report,
    ...(gaps ? { completedRows: synthetic.rows } : {}),
    ...(marker ? { parentGeneration: marker.generation } : {}),
    ...(isPrivate ? { privacy: statementOf(generator, recipe, gaps !== undefined) } : {}),
  })
  if (isPrivate) say('report.json was measured on real rows: the guarantee does not cover it, keep it to yourself.')
  return {
    files: await handoverFiles({ synthetic, recipe: stated, provenance, report, variant: wish.variant }),
    summary: {
      rows: synthetic.rows,
      generator: generator.id,
      fitSeconds,
      sampleSeconds,
      steps,
      backend,
    },
  }
}

function statementOf(generator: Generator, recipe: Recipe, isCompleted: boolean) {
  const chosen = readOptions(generator, recipe.generator.options[generator.id]) as PrivacyOptions
  return statePrivacy(recipe.schema, chosen, recipe.source.rows, isCompleted ? ['void-rows-completed'] : [])
}

async function readGaps(source: ByteSource, recipe: Recipe): Promise<Table> {
  // What is missing is written as in the original.
  const missingWords = [...new Set(['', ...(recipe.source.dialect?.missingWords ?? [])])]
  const { table } = await readTable(source, { dialect: { missingWords } })
  const unknown = table.names.find((name) => !recipe.schema.fields.some((field) => field.name === name))
  if (unknown !== undefined) throw new StudioError({ code: 'schema/unknown-column', column: unknown })
  return table
}

async function choose(made: readonly Made[], parts: Parts, recipe: Recipe, say: (text: string) => void) {
  const candidates = made.map(({ generator, table }) => ({ generator: generator.id, synthetic: table }))
  const random = createRandom(recipe.seed).fork('choose')
  const choice = await chooseGenerator(candidates, { ...parts, schema: recipe.schema, random })
  say(`Automatic took ${choice.chosen} (${choice.reason}).`)
  return choice
}

async function measure(kept: Made, parts: Parts, recipe: Recipe, choice: GeneratorChoiceReport | undefined) {
  const { minimumCount } = recipe.generator
  const baselines = await sampleBaselines(parts, recipe.schema, minimumCount, recipe.seed, () => performance.now())
  return measureReport({
    ...parts,
    synthetic: kept.table,
    ...baselines,
    schema: recipe.schema,
    generator: kept.generator.id,
    random: createRandom(recipe.seed).fork('report'),
    level: 'full',
    model: kept.model,
    minimumCount,
    conditioned: isSteered(recipe.output),
    ...(recipe.output.parity ? { parity: recipe.output.parity } : {}),
    ...(choice ? { choice } : {}),
  })
}

/** tfjs' WebAssembly backend, from the package's own file. */
export function nodeEngine(threads: Threads | undefined): Promise<Engine> {
  const require = createRequire(import.meta.url)
  const wasmUrl = require.resolve('@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm')
  return createEngine({ wasmUrl, ...(threads ? { threads } : {}) })
}
