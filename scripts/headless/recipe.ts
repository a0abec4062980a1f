import { isPrivateGenerator } from '../../src/core/dp/private-generator'
import type { DpOptions } from '../../src/core/generators/dp-options'
import { StudioError } from '../../src/core/problem'
import type { ByteSource, Dialect } from '../../src/core/readers/reader'
import { balanceColumn } from '../../src/core/recipe/balance'
import { readCondition } from '../../src/core/recipe/condition-text'
import { readDomains } from '../../src/core/recipe/domain-text'
import { checkRecipeFits } from '../../src/core/recipe/read-recipe'
import type { Recipe } from '../../src/core/recipe/recipe'
import { readDraws, readParity } from '../../src/core/recipe/steering-text'
import { columnNamed } from '../../src/core/relations/cells'
import { inferSchema } from '../../src/core/schema/infer'
import type { Schema } from '../../src/core/schema/schema'
import type { Table, TrainTable } from '../../src/core/table/table'
import type { SynthesizeArguments } from './arguments'

/** The recipe of this call: the saved one or the defaults, and the command line's wishes over it. */
export function recipeFor(
  source: ByteSource,
  table: Table,
  dialect: Dialect,
  wish: SynthesizeArguments,
  saved: Recipe | undefined,
  sha256: string,
): Recipe {
  if (saved) checkRecipeFits(saved, table.names)
  const schema = withTarget(saved?.schema ?? inferSchema(table, { dateOrder: dialect.dateOrder }).schema, wish.target)
  const conditions = wish.conditions.map((text) => readCondition(text, schema))
  const draws = readDraws(wish, schema)
  const columns = draws.columns.length > 0 ? draws.columns : saved?.output.columns
  const parity = wish.fair === undefined ? saved?.output.parity : readParity(wish.fair, schema)
  const copies = wish.copies ?? saved?.output.copies
  return {
    format: 'synthetic-data-studio/recipe',
    version: 1,
    source: { name: source.name, rows: table.rows, sha256, dialect },
    schema,
    split: {
      ...(saved?.split ?? { holdout: 'full', train: 0.6, control: 0.2 }),
      ...(wish.allRows ? { holdout: 'early-stop' } : {}),
    },
    generator: {
      ...(saved?.generator ?? { id: 'auto', options: {}, minimumCount: 5 }),
      ...(wish.generator === undefined ? {} : { id: wish.generator }),
      options: withPrivacy(saved?.generator.options ?? {}, wish.generator ?? saved?.generator.id, wish, schema),
      ...(wish.seconds === undefined ? {} : { seconds: wish.seconds }),
    },
    output: {
      rows: wish.rows ?? saved?.output.rows ?? table.rows,
      seed: wish.seed ?? saved?.output.seed ?? 1,
      temperature: draws.temperature ?? saved?.output.temperature ?? 1,
      conditions: conditions.length > 0 ? conditions : (saved?.output.conditions ?? []),
      ...(columns ? { columns } : {}),
      ...(parity ? { parity } : {}),
      ...(copies === undefined ? {} : { copies }),
    },
    seed: wish.seed ?? saved?.seed ?? 1,
  }
}

/** The recipe with equal shares for the values of these columns, as the train rows hold them. */
export function withBalance(recipe: Recipe, columns: readonly string[], { table }: TrainTable): Recipe {
  const conditions = columns.flatMap((name) => {
    const field = recipe.schema.fields.find((each) => each.name === name)
    if (!field) throw new StudioError({ code: 'schema/unknown-column', column: name })
    return balanceColumn(field, columnNamed(table, name)!, table.rows, recipe.generator.minimumCount)
  })
  const kept = recipe.output.conditions.filter(({ field }) => !columns.includes(field))
  return { ...recipe, output: { ...recipe.output, conditions: [...kept, ...conditions] } }
}

/** The options of a private generator, Private marginals unless it is said, with the command line's wishes over them. */
function withPrivacy(
  options: Recipe['generator']['options'],
  generator: string | undefined,
  { epsilon, delta, domains }: SynthesizeArguments,
  schema: Schema,
): Recipe['generator']['options'] {
  if (epsilon === undefined && delta === undefined && domains.length === 0) return options
  const id = generator !== undefined && isPrivateGenerator(generator) ? generator : 'mst'
  const own = (options[id] ?? {}) as Partial<DpOptions>
  return {
    ...options,
    [id]: {
      ...own,
      ...(epsilon === undefined ? {} : { epsilon }),
      ...(delta === undefined ? {} : { delta }),
      domains: { ...own.domains, ...readDomains(domains, schema) },
    },
  }
}

/** The schema with these columns marked as sensitive, and no others. */
export function withSensitive(schema: Schema, names: readonly string[]): Schema {
  if (names.length === 0) return schema
  const unknown = names.find((name) => !schema.fields.some((field) => field.name === name))
  if (unknown !== undefined) throw new StudioError({ code: 'schema/unknown-column', column: unknown })
  return {
    ...schema,
    fields: schema.fields.map(({ sensitive: _, ...field }) =>
      names.includes(field.name) ? { ...field, sensitive: true } : field,
    ),
  }
}

/** The schema with this column as its only target. */
export function withTarget(schema: Schema, target: string | undefined): Schema {
  if (target === undefined) return schema
  if (!schema.fields.some((field) => field.name === target)) {
    throw new StudioError({ code: 'schema/unknown-column', column: target })
  }
  const fields = schema.fields.map((field) => {
    if (field.name === target) return { ...field, role: 'target' as const }
    return field.role === 'target' ? { ...field, role: 'none' as const } : field
  })
  return { ...schema, fields }
}
