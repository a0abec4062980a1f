import * as v from 'valibot'
import type { Codes } from '../encoders/encoder'
import { keepNucleus } from '../nucleus'
import { StudioError } from '../problem'
import { permutation, type Random } from '../random'
import { temper } from '../tempering'
import {
  type DrawShape,
  type FitStep,
  type Generator,
  type Model,
  type SampleRequest,
  type Stratum,
  shapeOf,
  type TrainData,
} from './generator'
import { independentLogLikelihood } from './independent-likelihood'
import { type JointCounts, jointCounts, unitsByField } from './joint-counts'

const options = v.object({})
type Options = v.InferOutput<typeof options>

/** Every field by itself: the floor that other generators are shown against. */
export const independent: Generator<Options> = {
  id: 'independent',
  label: 'Independent columns',
  summary: 'Every column by itself, without any relation between columns: the baseline.',
  paper: 'Product of empirical marginals',
  options,
  encoding: { bins: 250, exactUpTo: 250 },
  conditions: 'any-order',
  trains: false,
  fit,
  async restore(snapshot) {
    return independentModel(snapshot.data as IndependentFields)
  },
}

/** Plain data without a row: the units of one field are counted together, so that a date stays a date. */
interface IndependentFields {
  readonly fields: readonly JointCounts[]
  /** `[units]` */
  readonly names: readonly string[]
}

async function* fit({ table }: TrainData): AsyncIterable<FitStep> {
  const fields = unitsByField(table).map((units) => jointCounts(table, units))
  yield { progress: 1, model: independentModel({ fields, names: table.units.map((unit) => unit.name) }) }
}

function independentModel(data: IndependentFields): Model {
  return {
    generator: 'independent',
    sample: (request) => sample(data, request),
    logLikelihood: async (codes) => independentLogLikelihood(data.fields, codes),
    async snapshot() {
      return { generator: 'independent', data }
    },
    dispose() {},
  }
}

const batchRows = 8192

async function* sample(data: IndependentFields, request: SampleRequest): AsyncIterable<readonly Codes[]> {
  for (const stratum of request.strata) {
    for (let offset = 0; offset < stratum.rows; offset += batchRows) {
      const batch: Codes[] = []
      const rows = Math.min(batchRows, stratum.rows - offset)
      for (const field of data.fields) {
        const picked = pickCombinations(data, field, { stratum, offset, rows }, request)
        field.units.forEach((unit, i) => {
          const known = stratum.known?.[unit]
          batch[unit] = known
            ? known.slice(offset, offset + rows)
            : Uint16Array.from(picked, (combination) => field.codes[i]![combination]!)
        })
      }
      yield batch
    }
  }
}

interface Slice {
  readonly stratum: Stratum
  readonly offset: number
  readonly rows: number
}

/** `[rows]`: the combination that each row takes. */
function pickCombinations(
  data: IndependentFields,
  field: JointCounts,
  { stratum, offset, rows }: Slice,
  request: SampleRequest,
): Uint32Array {
  const { random } = request
  // A field's units are drawn together, and alike.
  const shape = shapeOf(request, field.units[0] ?? 0)
  const free = weigh(field, shape, (unit, code) => stratum.allowed[unit]?.[code] !== 0 || !!stratum.known?.[unit])
  if (free.at(-1) === 0) {
    throw new StudioError({ code: 'sample/impossible', columns: field.units.map((unit) => data.names[unit]!) })
  }
  const given = field.units.filter((unit) => stratum.known?.[unit])
  if (given.length === 0) return drawEvenly(free, rows, random)
  const picked = new Uint32Array(rows)
  if (given.length === field.units.length) return picked
  for (let row = 0; row < rows; row++) {
    const matching = weigh(field, shape, (unit, code) => {
      const known = stratum.known?.[unit]
      return known ? known[offset + row] === code : stratum.allowed[unit]?.[code] !== 0
    })
    // What was never seen together is drawn as if nothing were known.
    const weights = matching.at(-1) === 0 ? free : matching
    picked[row] = firstAbove(weights, random.uniform() * weights.at(-1)!)
  }
  return picked
}

/** `[combinations]`: cumulative weights of the combinations all of whose codes are allowed. */
function weigh(field: JointCounts, shape: DrawShape, isAllowed: (unit: number, code: number) => boolean): Float64Array {
  const weights = Float64Array.from(field.counts, (count, c) => {
    if (!field.units.every((unit, i) => isAllowed(unit, field.codes[i]![c]!))) return 0
    return count
  })
  temper(weights, shape)
  keepNucleus(weights, shape.topP, shape)
  for (let c = 1; c < weights.length; c++) weights[c] = weights[c]! + weights[c - 1]!
  return weights
}

/** Stratified draws, one from each of `rows` equal parts of the weight, in random order. */
function drawEvenly(cumulative: Float64Array, rows: number, random: Random): Uint32Array {
  const picked = new Uint32Array(rows)
  const total = cumulative.at(-1)!
  const order = permutation(rows, random)
  for (let i = 0; i < rows; i++) picked[order[i]!] = firstAbove(cumulative, ((i + random.uniform()) / rows) * total)
  return picked
}

/** The first position whose cumulative weight is above `weight`. */
function firstAbove(cumulative: Float64Array, weight: number): number {
  let low = 0
  let high = cumulative.length - 1
  while (low < high) {
    const middle = (low + high) >>> 1
    if (cumulative[middle]! > weight) high = middle
    else low = middle + 1
  }
  return low
}
