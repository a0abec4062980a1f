import type { ComparedColumn } from '../compared-column'
import { countJoint, type JointCounts } from '../joint-counts'
import type { Influence } from './influence'

type Coding = 'codes' | 'shared'

/** Adds what each row moves the total variation of a pair by: ±½ by whether its cell is over- or underfilled. */
export function addPairInfluence(a: ComparedColumn, b: ComparedColumn, coding: Coding, into: Influence): void {
  const [sizeA, sizeB] = coding === 'codes' ? [a.size, b.size] : [a.sharedSize, b.sharedSize]
  const counts = (side: 'real' | 'synthetic') => countJoint(a[side][coding], sizeA, b[side][coding], sizeB)
  const signs = signsOf(counts('real'), counts('synthetic'))
  for (const side of ['real', 'synthetic'] as const) {
    const [x, y] = [a[side][coding], b[side][coding]]
    const cells = { rows: x.length, cellOf: (row: number) => x[row]! * sizeB + y[row]! }
    addSigns(cells, signs, side === 'real' ? -0.5 : 0.5, into[side])
  }
}

/** The same for the levels of one column, missing cells (the last code) left out. */
export function addLevelInfluence(column: ComparedColumn, into: Influence): void {
  const { real, synthetic, size } = column
  const present = { real: real.rows - real.missing, synthetic: synthetic.rows - synthetic.missing }
  if (present.real === 0 || present.synthetic === 0) return
  const shares = { real: new Float64Array(size), synthetic: new Float64Array(size) }
  for (const side of ['real', 'synthetic'] as const)
    for (const code of column[side].codes) shares[side][code] = shares[side][code]! + 1 / present[side]
  for (const side of ['real', 'synthetic'] as const) {
    const sign = side === 'real' ? -0.5 : 0.5
    const scale = column[side].rows / present[side]
    const { codes } = column[side]
    for (let row = 0; row < codes.length; row++) {
      const code = codes[row]!
      if (code === size - 1) continue
      const gap = Math.sign(shares.synthetic[code]! - shares.real[code]!)
      into[side][row] = into[side][row]! + sign * scale * gap
    }
  }
}

/** Per cell +1 where synthetic has the larger share, −1 where real has. */
function signsOf(real: JointCounts, synthetic: JointCounts): Map<number, number> | Int8Array {
  const size = real.sizeA * real.sizeB
  const gaps = new Map<number, number>()
  real.cells.forEach((cell, i) => {
    gaps.set(cell, -real.counts[i]! / real.rows)
  })
  synthetic.cells.forEach((cell, i) => {
    gaps.set(cell, (gaps.get(cell) ?? 0) + synthetic.counts[i]! / synthetic.rows)
  })
  if (size > 1 << 20) return new Map([...gaps].map(([cell, gap]) => [cell, Math.sign(gap)]))
  const signs = new Int8Array(size)
  for (const [cell, gap] of gaps) signs[cell] = Math.sign(gap)
  return signs
}

function addSigns(
  { rows, cellOf }: { readonly rows: number; readonly cellOf: (row: number) => number },
  signs: Map<number, number> | Int8Array,
  factor: number,
  into: Float64Array,
): void {
  if (signs instanceof Map) {
    for (let row = 0; row < rows; row++) into[row] = into[row]! + factor * (signs.get(cellOf(row)) ?? 0)
    return
  }
  for (let row = 0; row < rows; row++) into[row] = into[row]! + factor * signs[cellOf(row)]!
}
