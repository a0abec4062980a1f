import type { Codes } from './encoders/encoder'
import { keptRows } from './encoders/kept-rows'
import type { FieldBounds, UnitStratum } from './encoders/strata'
import type { TableEncoder } from './encoders/table-encoder'
import type { DrawShape, Generator, Model } from './generators/generator'
import type { Random } from './random'
import type { OutputChoice } from './recipe/recipe'
import { concatColumns } from './table/concat'
import type { Table } from './table/table'

/** A generator that has been fitted, with the encoders that read and write its codes. */
export interface Fitted {
  readonly generator: Generator
  readonly encoder: TableEncoder
  readonly model: Model
}

/** How rows are drawn beside their conditions. */
export type DrawChoice = Pick<OutputChoice, 'temperature' | 'columns'>

/** Per unit, where its column is drawn otherwise than the rest. @throws encode/not-conditionable */
export function drawShapes(
  encoder: TableEncoder,
  { temperature, columns = [] }: DrawChoice,
): (DrawShape | undefined)[] {
  const shapeOf = (unit: number, own: Omit<DrawShape, 'widths'>): DrawShape => {
    const { widths } = encoder.units[unit]!
    return widths?.some((width) => width > 0) ? { ...own, widths } : own
  }
  const shapes: (DrawShape | undefined)[] = encoder.units.map((_, unit) =>
    temperature === 1 ? undefined : shapeOf(unit, { temperature, topP: 1 }),
  )
  for (const column of columns) {
    const own = { temperature: column.temperature ?? temperature, topP: column.topP ?? 1 }
    for (const unit of encoder.ownUnits(column.field)) shapes[unit] = shapeOf(unit, own)
  }
  return shapes
}

/** The rows of one stratum, still to be drawn. */
export interface StratumRows {
  readonly rows: number
  readonly batches: AsyncIterable<Table>
}

/**
 * Rows under the output's conditions, stratum by stratum; to be read one after the other or in turns. `place.offset`:
 * rows decoded so far, those included that were left out; moved on.
 */
export function stratumRows(
  fitted: Fitted,
  output: OutputChoice,
  random: Random,
  place = { offset: 0 },
): StratumRows[] {
  const { strata, bounds, checks } = fitted.encoder.strata(output.conditions, output.rows)
  const { temperature } = output
  const shapes = drawShapes(fitted.encoder, output)
  const drawing = { draws: random.fork('draw'), decoding: random.fork('decode'), shapes, temperature }
  return strata.map((stratum, s) => {
    const drawn = (rows: number) => decodedRows(fitted, { ...stratum, rows }, bounds[s], drawing, place)
    const wish = { checks: checks[s]!, isConditioned: output.conditions.length > 0 }
    return { rows: stratum.rows, batches: keptRows(fitted.encoder, drawn, stratum.rows, wish) }
  })
}

/** Rows without conditions, as they are drawn. */
export async function* plainRows(fitted: Fitted, output: OutputChoice, random: Random): AsyncGenerator<Table> {
  const decoding = random.fork('decode')
  const place = { offset: 0 }
  let made = 0
  for (const { batches } of stratumRows(fitted, output, random, place)) {
    for await (const batch of batches) {
      const wasThinned = place.offset !== made + batch.rows
      // Ids go on from one another although rows were left out.
      const context = { rows: batch.rows, offset: made, random: decoding }
      yield wasThinned ? fitted.encoder.renumbered(batch, context) : batch
      made += batch.rows
    }
  }
}

export interface Drawing {
  readonly draws: Random
  readonly decoding: Random
  readonly temperature: number
  readonly shapes: readonly (DrawShape | undefined)[]
}

/** Rows of one stratum as they are drawn. `place.offset`: rows decoded before; moved on. */
export async function* decodedRows(
  { encoder, model }: Fitted,
  stratum: UnitStratum,
  bounds: FieldBounds | undefined,
  { draws, decoding, temperature, shapes }: Drawing,
  place: { offset: number },
): AsyncGenerator<Table> {
  const decoded = (codes: readonly Codes[], rows: number) => {
    const batch = encoder.decode(codes, { rows, offset: place.offset, random: decoding, ...(bounds ? { bounds } : {}) })
    place.offset += rows
    return batch
  }
  if (encoder.units.length === 0) {
    yield decoded([], stratum.rows)
    return
  }
  for await (const codes of model.sample({ strata: [stratum], random: draws, temperature, shapes }))
    yield decoded(codes, codes[0]?.length ?? 0)
}

export function concatTables(batches: readonly Table[]): Table {
  const first = batches[0]
  if (!first) return { rows: 0, names: [], columns: [] }
  return {
    rows: batches.reduce((sum, batch) => sum + batch.rows, 0),
    names: first.names,
    columns: first.columns.map((_, c) => concatColumns(batches.map((batch) => batch.columns[c]!))),
  }
}
