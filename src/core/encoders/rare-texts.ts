import type { Random } from '../random'
import { type Bloom, createBloom, mayContain, reviveBloom } from './bloom'
import { type IdTemplate, learnTemplates, spaceOf, writeId } from './id-template'
import { learnText, type TextModel, textWriter } from './text-model'

/** How texts look that few rows hold each: codes (tickets) by their shapes, others word by word. Holds none of them. */
export interface RareTexts {
  readonly templates: readonly IdTemplate[]
  readonly source: Bloom
  /** Set when the texts are no codes. */
  readonly text?: TextModel
}

const tries = 20

/** `rows[i]`: how many rows hold `texts[i]`. */
export function learnRareTexts(texts: readonly string[], rows: readonly number[], minimumCount: number): RareTexts {
  const codes = texts.filter((text) => /\d/.test(text)).length
  const templates = codes > 0.8 * texts.length ? learnTemplates(texts, minimumCount) : []
  const source = createBloom(texts, texts.length)
  return templates.length > 0
    ? { templates, source }
    : { templates, source, text: learnText(texts, rows, minimumCount) }
}

export function reviveRareTexts(state: RareTexts): RareTexts {
  const source = reviveBloom(state.source)
  return state.text
    ? { ...state, source, text: { ...state.text, runs: reviveBloom(state.text.runs) } }
    : { ...state, source }
}

/** A writer of fresh texts; undefined where all that came to its mind stands in the source, so that none is repeated. */
export function rareTextWriter({ templates, source, text }: RareTexts): (random: Random) => string | undefined {
  const total = templates.reduce((sum, { weight }) => sum + weight, 0)
  const write = text
    ? textWriter(text)
    : (random: Random) => {
        const template = drawTemplate(templates, random.uniform() * total)
        return writeId(template, Math.floor(random.uniform() * spaceOf(template)), random)
      }
  return (random) => {
    for (let attempt = 0; attempt < tries; attempt++) {
      const made = write(random)
      if (!mayContain(source, made)) return made
    }
    return undefined
  }
}

function drawTemplate(templates: readonly IdTemplate[], at: number): IdTemplate {
  let left = at
  for (const template of templates) {
    left -= template.weight
    if (left < 0) return template
  }
  return templates[0]!
}
