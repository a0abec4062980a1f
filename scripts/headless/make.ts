import type { Generator } from '../../src/core/generators/generator'
import { readOptions } from '../../src/core/generators/options'
import { modelAccess } from '../../src/core/model-access'
import type { Engine } from '../../src/core/nets/engine'
import {
  completeTable,
  conditionedUnits,
  type Encoded,
  encodeParts,
  encodePrivately,
  type Fitted,
  fitGenerator,
  type Parts,
  type PrivacyOptions,
  sampleWhole,
} from '../../src/core/pipeline'
import { createRandom } from '../../src/core/random'
import type { Recipe } from '../../src/core/recipe/recipe'
import type { ModelAccess } from '../../src/core/reports/leak-measure'
import type { Table } from '../../src/core/table/table'
import { cryptoNoise } from '../../src/wire/noise'

/** One generator's rows and what they cost. */
export interface Made {
  readonly generator: Generator
  readonly table: Table
  readonly fitSeconds: number
  readonly sampleSeconds: number
  readonly steps: number
  /** For attacks that ask the model. */
  readonly model: ModelAccess
  /** Rows with gaps as whole rows: columns that are given come first, with another fit where the generator needs that. */
  complete(given: Table): Promise<Table>
}

/** What all fits of a call share. */
interface Workshop {
  readonly parts: Parts
  readonly recipe: Recipe
  readonly engine: Engine | undefined
  readonly say: (text: string) => void
}

/** Fits one generator, with conditioned columns first where it needs that, and makes the recipe's rows. */
export async function makeWith(generator: Generator, workshop: Workshop): Promise<Made> {
  const { recipe } = workshop
  const startedAt = performance.now()
  const encoded = await encode(generator, workshop)
  const first = generator.conditions === 'refit' ? conditionedUnits(encoded.encoder, recipe.output) : []
  const { fitted, steps } = await fitWith(generator, encoded, first, workshop)
  const fittedAt = performance.now()
  const table = await sampleWhole(fitted, recipe.output)
  const secondsBetween = (from: number, to: number) => Math.round(to - from) / 1000
  return {
    generator,
    table,
    fitSeconds: secondsBetween(startedAt, fittedAt),
    sampleSeconds: secondsBetween(fittedAt, performance.now()),
    steps,
    model: modelAccess({
      fitted,
      options: recipe.generator.options[generator.id] ?? {},
      schema: recipe.schema,
      minimumCount: recipe.generator.minimumCount,
      seed: recipe.seed,
      now: () => performance.now(),
    }),
    complete: (given) => {
      const fitFor = async (units: readonly number[]) => {
        if (generator.conditions === 'any-order' || units.length === 0) return fitted
        return (await fitWith(generator, encoded, units, workshop)).fitted
      }
      return completeTable(given, encoded.encoder, fitFor, recipe.output)
    },
  }
}

function encode(generator: Generator, { parts, recipe }: Workshop): Promise<Encoded> {
  const { minimumCount, options } = recipe.generator
  if (!generator.isPrivate) return encodeParts(parts, recipe.schema, generator, minimumCount, recipe.seed)
  const chosen = readOptions(generator, options[generator.id]) as PrivacyOptions
  return encodePrivately(parts.train, recipe.source.rows, recipe.schema, chosen, cryptoNoise)
}

/** `first`: units that the model has to begin with. */
async function fitWith(
  generator: Generator,
  encoded: Encoded,
  first: readonly number[],
  { recipe, engine, say }: Workshop,
): Promise<{ readonly fitted: Fitted; readonly steps: number }> {
  const { options, seconds } = recipe.generator
  let steps = 0
  let saidAt = performance.now()
  const fitted = await fitGenerator(
    generator,
    encoded,
    readOptions(generator, options[generator.id]),
    {
      random: createRandom(recipe.seed).fork(generator.id),
      now: () => performance.now(),
      noise: cryptoNoise,
      ...(engine ? { engine } : {}),
      ...(first.length > 0 ? { first } : {}),
      ...(seconds === undefined ? {} : { seconds }),
    },
    (step) => {
      steps = step.step ?? steps
      if (performance.now() - saidAt < 1000) return
      saidAt = performance.now()
      const losses = [step.loss, step.controlLoss].map((loss) => loss?.toFixed(3) ?? '–').join(' / ')
      say(`${generator.label}: ${Math.round(100 * step.progress)} %, step ${steps}, loss ${losses}`)
    },
  )
  return { fitted, steps }
}
