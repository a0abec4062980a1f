import type { Generator } from '../../src/core/generators/generator'
import { readOptions } from '../../src/core/generators/options'
import type { Engine } from '../../src/core/nets/engine'
import { conditionedUnits, encodeParts, fitGenerator, type Parts, sampleWhole } from '../../src/core/pipeline'
import { createRandom } from '../../src/core/random'
import type { Recipe } from '../../src/core/recipe/recipe'
import type { Table } from '../../src/core/table/table'

/** One generator's rows and what they cost. */
export interface Made {
  readonly generator: Generator
  readonly table: Table
  readonly fitSeconds: number
  readonly sampleSeconds: number
  readonly steps: number
}

/** Fits one generator, with conditioned columns first where it needs that, and makes the recipe's rows. */
export async function makeWith(
  generator: Generator,
  parts: Parts,
  recipe: Recipe,
  engine: Engine | undefined,
  say: (text: string) => void,
): Promise<Made> {
  const startedAt = performance.now()
  const { minimumCount, options, seconds } = recipe.generator
  const encoded = await encodeParts(parts, recipe.schema, generator, minimumCount, recipe.seed)
  const first = conditionedUnits(encoded.encoder, recipe.output)
  let steps = 0
  let saidAt = startedAt
  const fitted = await fitGenerator(
    generator,
    encoded,
    readOptions(generator, options[generator.id]),
    {
      random: createRandom(recipe.seed).fork(generator.id),
      now: () => performance.now(),
      ...(engine ? { engine } : {}),
      ...(generator.conditions === 'refit' && first.length > 0 ? { first } : {}),
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
  const fittedAt = performance.now()
  const table = await sampleWhole(fitted, recipe.output)
  const secondsBetween = (from: number, to: number) => Math.round(to - from) / 1000
  return {
    generator,
    table,
    fitSeconds: secondsBetween(startedAt, fittedAt),
    sampleSeconds: secondsBetween(fittedAt, performance.now()),
    steps,
  }
}
