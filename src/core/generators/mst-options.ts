import * as v from 'valibot'

const domain = v.variant('is', [
  v.object({ is: v.literal('between'), low: v.exactOptional(v.string()), high: v.exactOptional(v.string()) }),
  v.object({ is: v.literal('in'), values: v.array(v.string()) }),
])

export const mstOptions = v.object({
  epsilon: v.optional(v.pipe(v.number(), v.minValue(0.01), v.maxValue(10_000)), 1),
  /** 0 = a tenth of one row: 1 / (10 n). */
  delta: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(0.01)), 0),
  /** How many times less a pair without the target counts when pairs are chosen; 2 keeps most pairs and usefulness. */
  targetWeight: v.optional(v.pipe(v.number(), v.minValue(1), v.maxValue(100)), 2),
  /** By column: ends or values that are public. */
  domains: v.optional(v.record(v.string(), domain), {}),
})
export type MstOptions = v.InferOutput<typeof mstOptions>

/** The options with every default filled in. */
export const readPrivateOptions = (chosen: unknown): MstOptions => v.parse(mstOptions, chosen ?? {})
