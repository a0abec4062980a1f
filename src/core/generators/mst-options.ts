import * as v from 'valibot'
import { dpOptions } from './dp-options'

export const mstOptions = v.object({
  ...dpOptions.entries,
  /** How many times less a pair without the target counts when pairs are chosen; 2 keeps most pairs and usefulness. */
  targetWeight: v.optional(v.pipe(v.number(), v.minValue(1), v.maxValue(100)), 2),
})
export type MstOptions = v.InferOutput<typeof mstOptions>
