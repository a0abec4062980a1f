import { concatTables, type DrawChoice, drawShapes, type Fitted } from './draw-rows'
import { keepGiven } from './encoders/completion'
import type { TableEncoder } from './encoders/table-encoder'
import { createRandom, type Random } from './random'
import type { OutputChoice } from './recipe/recipe'
import { numberColumn, type Table, takeRows } from './table/table'

/** How gaps are filled. `copies`: tables that are made, 1 when absent; several show how uncertain the gaps are. */
export type CompletionChoice = DrawChoice & Pick<OutputChoice, 'seed' | 'copies'>

/** Hands out a model that can begin with these units (fitted again where the generator needs that). */
type FitFor = (first: readonly number[]) => Promise<Fitted>

/**
 * Rows of which some cells are given: the rest is drawn, the given cells stay as they are, to the letter. Several copies
 * (multiple imputation, Rubin 1987) stand one below the other, with a first column that numbers them. Columns come in
 * the order of the given table where it has them all; columns that the schema leaves out stay as given.
 */
export async function completeTable(
  given: Table,
  encoder: TableEncoder,
  fitFor: FitFor,
  choice: CompletionChoice,
): Promise<Table> {
  const fits = new Map<string, Fitted>()
  const fitOnce = async (first: readonly number[]) => {
    const key = first.join()
    const fitted = fits.get(key) ?? (await fitFor(first))
    fits.set(key, fitted)
    return fitted
  }
  const random = createRandom(choice.seed).fork('complete')
  const copies: Table[] = []
  for (let copy = 0; copy < Math.max(1, choice.copies ?? 1); copy++) {
    const own = copy === 0 ? random : random.fork(`copy ${copy}`)
    copies.push(arranged(await completeCopy(given, encoder, fitOnce, own, choice), given))
  }
  if (copies.length === 1) return copies[0]!
  const whole = concatTables(copies)
  const number = numberColumn(Float64Array.from({ length: whole.rows }, (_, row) => 1 + Math.floor(row / given.rows)))
  return { ...whole, names: [copyColumn(whole.names), ...whole.names], columns: [number, ...whole.columns] }
}

/** A name for the column that numbers the copies, which no other column has. */
function copyColumn(names: readonly string[]): string {
  let name = 'imputation'
  for (let n = 2; names.includes(name); n++) name = `imputation ${n}`
  return name
}

function arranged(made: Table, given: Table): Table {
  const isWhole = made.names.every((name) => given.names.includes(name))
  const leftOut = given.names.filter((name) => !made.names.includes(name))
  const names = isWhole ? given.names : [...made.names, ...leftOut]
  const columns = names.map((name) => {
    const at = made.names.indexOf(name)
    return at >= 0 ? made.columns[at]! : given.columns[given.names.indexOf(name)]!
  })
  return { rows: made.rows, names, columns }
}

const mostRounds = 5

async function completeCopy(
  given: Table,
  encoder: TableEncoder,
  fitFor: FitFor,
  random: Random,
  choice: DrawChoice,
): Promise<Table> {
  let made = await completeOnce(given, encoder, fitFor, random, choice)
  // Rows that break an order of the schema are drawn again; what is given stays, even where it breaks one itself.
  for (let round = 1; round <= mostRounds; round++) {
    const kept = encoder.keeps(made, [])
    if (!kept) break
    const isKept = new Set(kept)
    const broken = Uint32Array.from({ length: made.rows }, (_, row) => row).filter((row) => !isKept.has(row))
    const again = await completeOnce(takeRows(given, broken), encoder, fitFor, random.fork(round), choice)
    const place = Uint32Array.from({ length: made.rows }, (_, row) => row)
    broken.forEach((row, i) => {
      place[row] = made.rows + i
    })
    made = takeRows(concatTables([made, again]), place)
  }
  return keepGiven(made, given)
}

async function completeOnce(
  given: Table,
  encoder: TableEncoder,
  fitFor: FitFor,
  random: Random,
  choice: DrawChoice,
): Promise<Table> {
  const decoding = random.fork('decode')
  const { strata, restore } = encoder.complete(given)
  const shapes = drawShapes(encoder, choice)
  const batches: Table[] = []
  let offset = 0
  for (const stratum of strata) {
    const units = encoder.units.map((_, u) => u)
    const fixed = units.filter((u) => stratum.known?.[u] !== undefined || stratum.allowed[u] !== undefined)
    const { model } = await fitFor(fixed)
    const request = {
      strata: [stratum],
      random: random.fork(`draw@${offset}`),
      temperature: choice.temperature,
      shapes,
    }
    for await (const codes of model.sample(request)) {
      const rows = codes[0]?.length ?? 0
      batches.push(encoder.decode(codes, { rows, offset, random: decoding }))
      offset += rows
    }
  }
  return restore(concatTables(batches))
}
