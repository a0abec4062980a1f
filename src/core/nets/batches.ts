import type { EncodedTable } from '../encoders/encoder'
import { permutation, type Random } from '../random'
import type { Batch } from './engine'
import { emptyBatch, maskBatch } from './masks'

/** Draws batches of `rows` rows, epoch after epoch; batch `step` (from 1) is the same whenever it is asked for. */
export function createBatches(table: EncodedTable, rows: number, random: Random): { at(step: number): Batch } {
  const picked = new Uint32Array(rows)
  const batch = { ...emptyBatch(rows, table.units.length), source: { codes: table.codes, picked } }
  const current: { epoch: number; order: Uint32Array } = { epoch: -1, order: new Uint32Array() }
  const rowAt = (position: number) => {
    const epoch = Math.floor(position / table.rows)
    if (epoch !== current.epoch) {
      current.order = permutation(table.rows, random.fork(`epoch ${epoch}`))
      current.epoch = epoch
    }
    return current.order[position % table.rows]!
  }
  return {
    /** Valid until the next call. */
    at(step) {
      for (let i = 0; i < rows; i++) picked[i] = rowAt((step - 1) * rows + i)
      maskBatch(batch, table.codes, picked, random.fork(`masks ${step}`))
      return batch
    },
  }
}

const mostControlRows = 3000

/** Control rows under masks that stay the same, so that losses compare. Undefined where there are no such rows. */
export function controlBatch(table: EncodedTable, random: Random): Batch | undefined {
  const rows = Math.min(mostControlRows, table.rows)
  if (rows === 0) return undefined
  // Few rows get up to eight masks each, so that the loss does not hang on the draw of masks.
  const copies = Math.max(1, Math.min(8, Math.floor(mostControlRows / rows)))
  const order = permutation(table.rows, random)
  const batch = emptyBatch(rows * copies, table.units.length)
  const picked = Uint32Array.from({ length: batch.rows }, (_, i) => order[i % rows]!)
  maskBatch(batch, table.codes, picked, random)
  return batch
}

/** `rows` rows of a batch from row `from` on; a view. */
export function sliceBatch(batch: Batch, from: number, rows: number): Batch {
  const units = batch.known.length / batch.rows
  return {
    rows,
    known: batch.known.subarray(from * units, (from + rows) * units),
    asked: batch.asked.subarray(from * units, (from + rows) * units),
    weights: batch.weights.subarray(from, from + rows),
  }
}
