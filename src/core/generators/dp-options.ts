import * as v from 'valibot'

const domain = v.variant('is', [
  v.object({ is: v.literal('between'), low: v.exactOptional(v.string()), high: v.exactOptional(v.string()) }),
  v.object({ is: v.literal('in'), values: v.array(v.string()) }),
])

/** What every private generator is told. */
export const dpOptions = v.object({
  epsilon: v.optional(v.pipe(v.number(), v.minValue(0.01), v.maxValue(10_000)), 1),
  /** 0 = a tenth of one row: 1 / (10 n). */
  delta: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(0.01)), 0),
  /** By column: ends or values that are public. */
  domains: v.optional(v.record(v.string(), domain), {}),
})
export type DpOptions = v.InferOutput<typeof dpOptions>
