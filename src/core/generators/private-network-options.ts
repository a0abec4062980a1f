import * as v from 'valibot'
import { dpOptions } from './dp-options'

export const privateNetworkId = 'private-network'

export const privateNetworkOptions = v.object({
  ...dpOptions.entries,
  /** Steps of the training; 0 = by the number of rows. */
  steps: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(100_000)), 0),
  /** Rows that take part in a step, on average; 0 = by the number of rows. */
  batch: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(100_000)), 0),
  /** Width of the hidden layers; 0 = by the number of rows. */
  width: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(256), v.multipleOf(8)), 0),
  learningRate: v.optional(v.pipe(v.number(), v.minValue(0.00001), v.maxValue(0.1)), 0.01),
})
export type PrivateNetworkOptions = v.InferOutput<typeof privateNetworkOptions>
