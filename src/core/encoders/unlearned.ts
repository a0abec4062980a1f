import { category } from './category'
import { datetime } from './datetime'
import type { Codes, Encoder, EncoderState, FittedEncoder } from './encoder'
import { number } from './number'
import { fitPresence, type Presence, presence } from './presence'

interface UnlearnedState extends EncoderState {
  readonly encoder: 'unlearned'
  readonly presence: Presence
  readonly inner: EncoderState
}

const inners: readonly Encoder[] = [number, category, datetime]

/** Fresh values of a learnable kind: drawn from the column's own distribution, without its links to other columns. */
export const unlearned: Encoder = {
  id: 'unlearned',
  takes: (field) => field.action === 'fake' && inners.some((inner) => inner.takes({ ...field, action: 'learn' })),
  async fit(column, field, context) {
    const inner = inners.find((each) => each.takes({ ...field, action: 'learn' }))!
    const own = await inner.fit(column, { ...field, action: 'learn' }, context)
    // Nothing could be drawn from: the field came out as text, which is unlearned already.
    if (own.state().encoder !== inner.id) return own
    return fitted(
      { encoder: 'unlearned', presence: fitPresence(column, field, context.options.minimumCount), inner: own.state() },
      own,
    )
  },
  async restore(state, field) {
    const s = state as UnlearnedState
    const inner = inners.find((each) => each.id === s.inner.encoder)
    if (!inner) throw new Error(`unlearned fields hold no ${s.inner.encoder}`)
    return fitted(s, await inner.restore(s.inner, field))
  },
}

function fitted(state: UnlearnedState, inner: FittedEncoder): FittedEncoder {
  return {
    ...presence(state.presence, (rows, context) => {
      const codes = inner.units.map((unit): Codes => {
        const { counts } = unit
        const total = counts.subarray(0, unit.missingFrom).reduce((a, b) => a + b, 0)
        return Uint16Array.from({ length: rows }, () => {
          let at = context.random.uniform() * total
          let code = 0
          while (code + 1 < unit.missingFrom && at >= counts[code]!) at -= counts[code++]!
          return code
        })
      })
      return inner.decode(codes, context)
    }),
    state: () => state,
    notLearned: 'fake',
  }
}
