import * as v from 'valibot'
import { StudioError } from '../problem'
import { encodings } from '../readers/encoding'
import { fieldKinds } from '../schema/schema'
import type { Recipe } from './recipe'

const share = v.pipe(v.number(), v.minValue(0), v.maxValue(1))
const count = v.pipe(v.number(), v.integer(), v.minValue(0))
const temperature = v.pipe(v.number(), v.minValue(0.05), v.maxValue(5))
const topP = v.pipe(v.number(), v.minValue(0.001), v.maxValue(1))
const condition = v.variant('is', [
  v.object({ is: v.literal('in'), values: v.array(v.string()) }),
  v.object({ is: v.literal('between'), low: v.exactOptional(v.string()), high: v.exactOptional(v.string()) }),
  v.object({ is: v.literal('missing') }),
  v.object({ is: v.literal('present') }),
])
const field = v.object({
  name: v.string(),
  kind: v.picklist(fieldKinds),
  action: v.picklist(['learn', 'fake', 'drop', 'constant']),
  role: v.picklist(['none', 'target', 'key', 'group']),
  sensitive: v.exactOptional(v.boolean()),
  datePattern: v.exactOptional(v.string()),
  order: v.exactOptional(v.array(v.string())),
})
const relation = v.variant('kind', [
  v.object({
    kind: v.literal('formula'),
    target: v.string(),
    formula: v.variant('is', [
      v.object({
        is: v.literal('sum'),
        terms: v.pipe(v.array(v.object({ field: v.string(), factor: v.number() })), v.minLength(1)),
        constant: v.number(),
      }),
      v.object({ is: v.literal('product'), of: v.tuple([v.string(), v.string()]) }),
      v.object({ is: v.literal('quotient'), of: v.tuple([v.string(), v.string()]) }),
      v.object({
        is: v.literal('factors'),
        factors: v.pipe(
          v.array(v.object({ field: v.string(), constant: v.number(), scale: v.pipe(v.number(), v.notValue(0)) })),
          v.minLength(1),
        ),
        sign: v.picklist([1, -1]),
        addend: v.exactOptional(v.object({ field: v.string(), factor: v.picklist([1, -1]) })),
      }),
    ]),
  }),
  v.object({ kind: v.literal('lookup'), from: v.string(), to: v.string() }),
  v.object({ kind: v.literal('order'), low: v.string(), high: v.string() }),
  v.object({ kind: v.literal('missing-together'), fields: v.pipe(v.array(v.string()), v.minLength(2)) }),
])
const dialect = v.partial(
  v.object({
    delimiter: v.string(),
    quote: v.picklist(['"', "'", '']),
    escape: v.picklist(['', '\\']),
    encoding: v.picklist(encodings),
    header: v.boolean(),
    headerLines: v.pipe(count, v.minValue(1), v.maxValue(10)),
    preamble: count,
    decimalMark: v.picklist(['.', ',']),
    thousandsMark: v.picklist(['', ',', '.', ' ', "'"]),
    dateOrder: v.picklist(['ymd', 'dmy', 'mdy']),
    missingWords: v.array(v.string()),
    sheet: v.string(),
  }),
)
const recipeSchema = v.object({
  format: v.literal('synthetic-data-studio/recipe'),
  version: v.literal(1),
  source: v.object({
    name: v.string(),
    rows: count,
    sha256: v.exactOptional(v.string()),
    dialect: v.exactOptional(dialect),
  }),
  schema: v.object({
    fields: v.pipe(v.array(field), v.minLength(1), v.maxLength(5000)),
    relations: v.exactOptional(v.array(relation)),
  }),
  split: v.object({ holdout: v.picklist(['full', 'early-stop']), train: share, control: share }),
  generator: v.object({
    id: v.string(),
    options: v.record(v.string(), v.unknown()),
    minimumCount: v.pipe(count, v.minValue(1)),
    seconds: v.exactOptional(v.pipe(v.number(), v.minValue(1))),
  }),
  output: v.object({
    rows: count,
    seed: v.pipe(v.number(), v.integer()),
    temperature,
    conditions: v.array(v.object({ field: v.string(), condition, share: v.exactOptional(share) })),
    columns: v.exactOptional(
      v.array(v.object({ field: v.string(), temperature: v.exactOptional(temperature), topP: v.exactOptional(topP) })),
    ),
    parity: v.exactOptional(v.object({ target: v.string(), sensitive: v.pipe(v.array(v.string()), v.minLength(1)) })),
    copies: v.exactOptional(v.pipe(count, v.minValue(1), v.maxValue(100))),
  }),
  seed: v.pipe(v.number(), v.integer()),
})

/** A recipe from its JSON text. What it says is checked before anything uses it. */
export function readRecipe(text: string): Recipe {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    throw new StudioError({ code: 'recipe/unreadable', reason: 'it is not JSON' })
  }
  const result = v.safeParse(recipeSchema, json)
  if (result.success) return result.output as Recipe
  const issue = result.issues[0]
  const place = v.getDotPath(issue)
  throw new StudioError({ code: 'recipe/unreadable', reason: place ? `${place}: ${issue.message}` : issue.message })
}

/** The same choices give the same text, in whatever order they were made. */
export const writeRecipe = (recipe: Recipe): string => `${JSON.stringify(v.parse(recipeSchema, recipe), null, 2)}\n`

/** The recipe applies to a table that has all its columns. */
export function checkRecipeFits(recipe: Recipe, names: readonly string[]): void {
  const missing = recipe.schema.fields.map((f) => f.name).filter((name) => !names.includes(name))
  if (missing.length > 0) throw new StudioError({ code: 'recipe/other-data', missing })
}
