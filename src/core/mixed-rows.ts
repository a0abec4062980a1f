import { concatTables, type Fitted, type StratumRows, stratumRows } from './draw-rows'
import { permutation, type Random } from './random'
import type { OutputChoice } from './recipe/recipe'
import { type Table, takeRows } from './table/table'

/** The first rows come quickly, the rest in larger pieces. */
const firstRows = 1024
const pieceRows = 8192

/**
 * Rows under the output's conditions in an order that says nothing of the strata they were drawn in: at every place
 * each arrangement of what is left is equally likely (sampling without replacement), so that all orders are. Holds a
 * piece and one batch of each stratum at a time.
 */
export async function* mixedRows(fitted: Fitted, output: OutputChoice, random: Random): AsyncGenerator<Table> {
  const sources = stratumRows(fitted, output, random).map((source) => new Source(source))
  const [mixing, decoding] = [random.fork('mix'), random.fork('decode')]
  try {
    let offset = 0
    for (let size = firstRows; offset < output.rows; size = pieceRows) {
      const rows = Math.min(size, output.rows - offset)
      const piece = await mixedPiece(sources, rows, mixing)
      // Fresh ids go on in the order of the output.
      yield fitted.encoder.renumbered(piece, { rows, offset, random: decoding })
      offset += rows
    }
  } finally {
    for (const source of sources) await source.close()
  }
}

async function mixedPiece(sources: readonly Source[], rows: number, random: Random): Promise<Table> {
  const places = drawPlaces(sources, rows, random)
  const parts: Table[] = []
  const order = new Uint32Array(rows)
  let start = 0
  for (const [s, own] of places.entries()) {
    if (own.length === 0) continue
    parts.push(await sources[s]!.take(own.length))
    const within = permutation(own.length, random)
    own.forEach((place, i) => {
      order[place] = start + within[i]!
    })
    start += own.length
  }
  return takeRows(concatTables(parts), order)
}

/** `[strata]`: which of the next `rows` places each stratum gets, in proportion to the rows that it has left. */
function drawPlaces(sources: readonly Source[], rows: number, random: Random): number[][] {
  const left = sources.map((source) => source.left)
  let total = left.reduce((sum, n) => sum + n, 0)
  const places: number[][] = sources.map(() => [])
  for (let place = 0; place < rows; place++) {
    let at = random.below(total--)
    let s = 0
    while (at >= left[s]!) at -= left[s++]!
    left[s]!--
    places[s]!.push(place)
  }
  return places
}

/** Rows of one stratum, handed out in any numbers. */
class Source {
  left: number
  private readonly batches: AsyncIterator<Table>
  private held: Table | undefined
  private used = 0

  constructor({ rows, batches }: StratumRows) {
    this.left = rows
    this.batches = batches[Symbol.asyncIterator]()
  }

  async take(rows: number): Promise<Table> {
    const parts: Table[] = []
    for (let missing = rows; missing > 0; ) {
      if (!this.held || this.used === this.held.rows) await this.next()
      const taken = Math.min(missing, this.held!.rows - this.used)
      parts.push(slice(this.held!, this.used, taken))
      this.used += taken
      missing -= taken
    }
    this.left -= rows
    return concatTables(parts)
  }

  async close(): Promise<void> {
    await this.batches.return?.()
  }

  private async next(): Promise<void> {
    const { value, done } = await this.batches.next()
    if (done) throw new Error('a stratum gave fewer rows than it was asked for')
    this.held = value
    this.used = 0
  }
}

const slice = (table: Table, from: number, rows: number): Table =>
  takeRows(
    table,
    Uint32Array.from({ length: rows }, (_, i) => from + i),
  )
