/** How often two codes meet. `counts`: `[a × b]` row by row. */
export interface JointCounts {
  readonly rows: number
  readonly sizeA: number
  readonly sizeB: number
  /** Cells that hold something: `cells[i]` = a × sizeB + b, `counts[i]` rows. */
  readonly cells: Float64Array
  readonly counts: Float64Array
}

/** Above this many cells, counting goes through a map rather than a full grid. */
const gridLimit = 1 << 18
const grid = new Int32Array(gridLimit)

/** Counts pairs of codes `a`, `b` `[rows]`, below `sizeA` and `sizeB`. Cells come in ascending order. */
export function countJoint(a: Int32Array, sizeA: number, b: Int32Array, sizeB: number): JointCounts {
  const size = sizeA * sizeB
  const facts = { rows: a.length, sizeA, sizeB }
  if (size <= gridLimit) return { ...facts, ...countOnGrid(a, b, sizeB, size) }
  const keys = new Float64Array(a.length)
  for (let i = 0; i < a.length; i++) keys[i] = a[i]! * sizeB + b[i]!
  keys.sort()
  const cells: number[] = []
  const counts: number[] = []
  for (let i = 0, start = 0; i < keys.length; i++) {
    if (i + 1 < keys.length && keys[i + 1] === keys[i]) continue
    cells.push(keys[i]!)
    counts.push(i + 1 - start)
    start = i + 1
  }
  return { ...facts, cells: Float64Array.from(cells), counts: Float64Array.from(counts) }
}

function countOnGrid(a: Int32Array, b: Int32Array, sizeB: number, size: number) {
  const counts = grid.fill(0, 0, size)
  for (let i = 0; i < a.length; i++) {
    const cell = a[i]! * sizeB + b[i]!
    counts[cell] = counts[cell]! + 1
  }
  let filled = 0
  for (let cell = 0; cell < size; cell++) if (counts[cell] !== 0) filled++
  const cells = new Float64Array(filled)
  const held = new Float64Array(filled)
  for (let cell = 0, i = 0; cell < size; cell++) {
    if (counts[cell] === 0) continue
    cells[i] = cell
    held[i++] = counts[cell]!
  }
  return { cells, counts: held }
}

/** ½ Σ |p − q| over the cells of both. */
export function totalVariation(p: JointCounts, q: JointCounts): number {
  let sum = 0
  let i = 0
  let j = 0
  while (i < p.cells.length || j < q.cells.length) {
    const [x, y] = [p.cells[i] ?? Number.POSITIVE_INFINITY, q.cells[j] ?? Number.POSITIVE_INFINITY]
    const ofP = x <= y ? p.counts[i++]! / p.rows : 0
    const ofQ = y <= x ? q.counts[j++]! / q.rows : 0
    sum += Math.abs(ofP - ofQ)
  }
  return sum / 2
}
