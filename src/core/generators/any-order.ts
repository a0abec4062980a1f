import * as v from 'valibot'
import { StudioError } from '../problem'
import { fitAnyOrder } from './any-order-fit'
import { restoreAnyOrder } from './any-order-model'
import { withStoredCorrection } from './corrected-model'
import type { Generator } from './generator'

const options = v.object({
  /** Optimizer steps; 0 = by the number of rows. */
  steps: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(100_000)), 0),
  /** Width of the hidden layers; 0 = by the number of rows. */
  width: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1024), v.multipleOf(8)), 0),
  learningRate: v.optional(v.pipe(v.number(), v.minValue(0.00001), v.maxValue(0.1)), 0.002),
  /** Whether rows are thinned out by a correction, as those of sequential trees are. */
  corrected: v.optional(v.boolean(), true),
})
export type AnyOrderOptions = v.InferOutput<typeof options>

/** One network that predicts any column from any others: conditions and completion need no refit. */
export const anyOrder: Generator<AnyOrderOptions> = {
  id: 'any-order',
  label: 'Any-order network',
  summary:
    'A neural network that learns every column from any set of others and keeps those of its rows that look real; meets conditions without fitting again.',
  paper:
    'Order-agnostic NADE (Uria, Murray, Larochelle 2014, arXiv 1310.1757), as masked prediction of quantised columns',
  options,
  encoding: { bins: 100, exactUpTo: 100 },
  conditions: 'any-order',
  trains: true,
  fit: fitAnyOrder,
  async restore(snapshot, { engine }) {
    if (!engine) throw new StudioError({ code: 'fit/no-engine' })
    return withStoredCorrection(restoreAnyOrder(snapshot, engine), snapshot)
  },
}
