import { reviveBloom } from './bloom'
import type { DecodeContext, Encoder, EncoderState, FittedEncoder } from './encoder'
import { fitPresence, type Presence, presence } from './presence'
import { learnText, type TextModel, textWriter } from './text-model'
import { asTexts } from './views'

/** How texts are made; holds no text that fewer than `minimumCount` rows hold. */
interface TextState extends EncoderState {
  readonly encoder: 'text'
  readonly presence: Presence
  /** Texts that many rows hold come as they are. */
  readonly common: readonly string[]
  readonly commonCounts: readonly number[]
  readonly otherRows: number
  readonly model: TextModel
}

/** Free text: format and length are kept, words only when many rows hold them. The last of the registry: takes all. */
export const templateText: Encoder = {
  id: 'text',
  takes: () => true,
  async fit(column, field, { options }) {
    const texts = asTexts(column)
    const rowsOf = new Float64Array(texts.levels.length)
    for (const code of texts.codes) if (code >= 0) rowsOf[code]!++
    const isCommon = (level: number) => rowsOf[level]! >= options.minimumCount
    const common = texts.levels.flatMap((_, level) => (isCommon(level) ? [level] : []))
    const others = texts.levels.flatMap((_, level) => (rowsOf[level]! > 0 && !isCommon(level) ? [level] : []))
    const otherRows = others.reduce((sum, level) => sum + rowsOf[level]!, 0)
    return fitted({
      encoder: 'text',
      presence: fitPresence(column, field, options.minimumCount),
      common: common.map((level) => texts.levels[level]!),
      commonCounts: common.map((level) => rowsOf[level]!),
      otherRows: otherRows >= options.minimumCount ? otherRows : 0,
      model: learnText(
        others.map((level) => texts.levels[level]!),
        others.map((level) => rowsOf[level]!),
        options.minimumCount,
      ),
    })
  },
  async restore(state) {
    const s = state as TextState
    return fitted({ ...s, model: { ...s.model, runs: reviveBloom(s.model.runs) } })
  },
}

function fitted(state: TextState): FittedEncoder {
  return {
    ...presence(state.presence, (rows, context) => makeTexts(state, rows, context)),
    state: () => state,
    notLearned: 'text',
  }
}

function makeTexts(state: TextState, rows: number, { random }: DecodeContext) {
  const { common, commonCounts, otherRows, model } = state
  const write = textWriter(model)
  const index = new Map<string, number>()
  const total = commonCounts.reduce((a, b) => a + b, otherRows)
  const codes = new Int32Array(rows)
  for (let i = 0; i < rows; i++) {
    let at = random.uniform() * total - otherRows
    let text: string | undefined
    for (let c = 0; at >= 0 && c < common.length; c++) {
      at -= commonCounts[c]!
      if (at < 0) text = common[c]
    }
    text ??= write(random)
    let code = index.get(text)
    if (code === undefined) {
      code = index.size
      index.set(text, code)
    }
    codes[i] = code
  }
  return { kind: 'text' as const, levels: [...index.keys()], codes, spellings: [] }
}
