import type { Codes } from '../encoders/encoder'
import type { PlanUnit } from '../nets/any-order-plan'
import type { Logits, Predictor } from '../nets/engine'

/** Rows that go through the network at once: the batch that predictors are made for. */
const batchRows = 1024

/** Σ over units, each given those before it, of ln softmax of its code: the chain rule, which holds in any order. */
export async function networkLogLikelihood(
  predictor: Predictor,
  { units }: { readonly units: readonly Pick<PlanUnit, 'size'>[] },
  codes: readonly Codes[],
): Promise<Float64Array> {
  const width = units.length
  const sums = new Float64Array(codes[0]?.length ?? 0)
  for (let offset = 0; offset < sums.length; offset += batchRows) {
    const rows = Math.min(batchRows, sums.length - offset)
    const known = new Int32Array(rows * width).fill(-1)
    for (let unit = 0; unit < width; unit++) {
      const own = codes[unit]!.subarray(offset, offset + rows)
      const logits = await predictor.conditional(known, rows, unit)
      addLogShares(logits, units[unit]!.size, own, sums.subarray(offset, offset + rows))
      for (let row = 0; row < rows; row++) known[row * width + unit] = own[row]!
    }
  }
  return sums
}

/** Adds to `sums` `[rows]` ln softmax of each row's code. */
function addLogShares({ values, stride }: Logits, size: number, codes: Codes, sums: Float64Array): void {
  codes.forEach((code, row) => {
    const own = values.subarray(row * stride, row * stride + size)
    const most = own.reduce((a, b) => Math.max(a, b))
    const mass = own.reduce((sum, logit) => sum + Math.exp(logit - most), 0)
    sums[row]! += own[code]! - most - Math.log(mass)
  })
}
