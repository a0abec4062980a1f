import type { Draft } from './any-order-draw'

/** The distinct rows of a draft, and which of them each row is. */
export interface Distinct {
  /** At least as many as are distinct, and one of a few sizes: devices keep memory for each shape that they have met. */
  readonly rows: number
  /** int32 `[rows, units]`; unknown in rows that only fill up. */
  readonly known: Int32Array
  /** `[rows]` */
  readonly classOf: Int32Array
}

const step = 64

/**
 * Rows that know the same are asked once: all of them at first, and still many while the columns drawn so far have few
 * values. The network's answer for a row does not depend on the rows beside it, so nothing changes but the time.
 */
export function distinctRows({ rows, units, known }: Draft): Distinct {
  const slots = new Int32Array(2 ** Math.ceil(Math.log2(2 * rows + 1))).fill(-1)
  const classOf = new Int32Array(rows)
  const first = new Int32Array(rows)
  let count = 0
  for (let r = 0; r < rows; r++) {
    let slot = hashRow(known, r * units, units) & (slots.length - 1)
    while (slots[slot]! >= 0 && !isSame(known, first[slots[slot]!]! * units, r * units, units)) {
      slot = (slot + 1) & (slots.length - 1)
    }
    if (slots[slot]! < 0) {
      slots[slot] = count
      first[count++] = r
    }
    classOf[r] = slots[slot]!
  }
  const asked = count === 1 ? 1 : Math.min(rows, Math.ceil(count / step) * step)
  if (asked === rows && rows > 1) return { rows, known, classOf: Int32Array.from(classOf.keys()) }
  const kept = new Int32Array(asked * units).fill(-1)
  for (let c = 0; c < count; c++) kept.set(known.subarray(first[c]! * units, (first[c]! + 1) * units), c * units)
  return { rows: asked, known: kept, classOf }
}

/** FNV-1a over whole numbers, with a last mix since the slot is taken from its low bits. */
function hashRow(known: Int32Array, from: number, units: number): number {
  let hash = 0x811c9dc5
  for (let i = from; i < from + units; i++) hash = Math.imul(hash ^ known[i]!, 0x01000193)
  return (hash ^ (hash >>> 15)) >>> 0
}

function isSame(known: Int32Array, a: number, b: number, units: number): boolean {
  for (let i = 0; i < units; i++) if (known[a + i] !== known[b + i]) return false
  return true
}
