import type { Codes } from '../encoders/encoder'
import { balancedChoice } from './balanced-choice'
import { type Correction, gatherCodes, logWeights } from './correction'
import type { Model, ModelSnapshot, SampleRequest, Stratum } from './generator'

const batchRows = 8192
/** Beyond the mean need, so that a batch seldom runs short. */
const spare = 1.05
const fewestCandidates = 64
/** From so many rows on time counts more, and counts of groups scatter little as it is. */
const manyRows = 65_536
const mostForMany = 1.6

/**
 * A model whose rows are thinned out: several are made for each that is kept, and kept by how much likelier they are in
 * the train rows than in the model (discriminator rejection sampling, Azadi et al. 2019, arXiv 1810.06758), and so that
 * columns and pairs of columns keep their counts. Under a condition the weights alone decide, since the counts are not
 * those of such rows. Rows to complete, and rows drawn at a temperature or by top-p, stay as the model draws them.
 */
export function correctedModel(base: Model, correction: Correction): Model {
  const { logLikelihood } = base
  return {
    generator: base.generator,
    sample: (request) => sample(base, correction, request),
    ...(logLikelihood
      ? {
          logLikelihood: async (codes: readonly Codes[]) => {
            const weights = logWeights(correction, codes)
            return (await logLikelihood(codes)).map((log, row) => log + weights[row]!)
          },
        }
      : {}),
    async snapshot() {
      const { generator, data } = await base.snapshot()
      return { generator, data: { ...(data as object), correction } }
    },
    dispose: () => base.dispose(),
  }
}

/** The model with the correction that was stored beside it, if there was one. */
export function withStoredCorrection(base: Model, { data }: ModelSnapshot): Model {
  const { correction } = (data ?? {}) as { readonly correction?: Correction }
  return correction ? correctedModel(base, correction) : base
}

async function* sample(base: Model, correction: Correction, request: SampleRequest): AsyncGenerator<readonly Codes[]> {
  const isPlain = request.temperature === 1 && !request.shapes?.some((shape) => shape !== undefined)
  for (const stratum of request.strata) {
    const own = { ...request, strata: [stratum] }
    if (isPlain && !stratum.known?.some((codes) => codes !== undefined))
      yield* sampleStratum(base, correction, own, stratum)
    else yield* base.sample(own)
  }
}

async function* sampleStratum(
  base: Model,
  correction: Correction,
  request: SampleRequest,
  stratum: Stratum,
): AsyncGenerator<Codes[]> {
  const isFree = !stratum.allowed.some((mask) => mask?.includes(0))
  const choice = balancedChoice(isFree ? correction.groups : undefined, stratum.rows)
  const units = correction.bins.length
  const candidates = stratum.rows < manyRows ? correction.candidates : Math.min(mostForMany, correction.candidates)
  for (let made = 0; made < stratum.rows; made += batchRows) {
    const count = Math.min(batchRows, stratum.rows - made)
    const rows = Math.max(fewestCandidates, Math.ceil(spare * candidates * count))
    const codes = await gatherCodes(base.sample({ ...request, strata: [{ ...stratum, rows }] }), units, rows)
    const weights = logWeights(correction, codes).map(Math.exp)
    const chosen = choice.choose({ rows, codes, weights }, count, request.random)
    yield codes.map((own) => Uint16Array.from(chosen, (row) => own[row]!))
  }
}
