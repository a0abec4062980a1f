import type { Random } from '../random'
import { personalKinds } from '../schema/schema'
import type { TextColumn } from '../table/table'
import type { DecodeContext, Encoder, EncoderState, FittedEncoder } from './encoder'
import { type FakeLayout, learnLayouts } from './fake-layout'
import { type Faker, makers, type PersonalKind } from './fake-makers'
import { fitPresence, type Presence, presence } from './presence'
import { asTexts } from './views'

interface FakeState extends EncoderState {
  readonly encoder: 'fake'
  readonly kind: PersonalKind
  readonly presence: Presence
  /** How the source writes such values, with train rows. */
  readonly layouts: readonly FakeLayout[]
}

/** Names and what reaches a person: made by a seeded faker in the layout of the source, never learned. */
export const fake: Encoder = {
  id: 'fake',
  takes: ({ kind, action }) => action !== 'drop' && personalKinds.includes(kind),
  async fit(column, field, { options }) {
    const kind = field.kind as PersonalKind
    const texts = asTexts(column)
    return fitted(
      {
        encoder: 'fake',
        kind,
        presence: fitPresence(column, field, options.minimumCount),
        layouts: learnLayouts(texts, kind, options.minimumCount),
      },
      await loadFaker(),
    )
  },
  async restore(state) {
    return fitted(state as FakeState, await loadFaker())
  },
}

async function loadFaker(): Promise<Faker> {
  const { faker } = await import('@faker-js/faker/locale/en')
  return faker
}

function fitted(state: FakeState, faker: Faker): FittedEncoder {
  return {
    ...presence(state.presence, (rows, context) => makeFakes(state, faker, rows, context)),
    state: () => state,
    notLearned: 'personal',
  }
}

function makeFakes(state: FakeState, faker: Faker, rows: number, { random }: DecodeContext): TextColumn {
  // One generator for all columns: seeded anew before each batch of a column, which is made without a pause.
  faker.seed(random.uint32())
  const make = makers[state.kind]
  const index = new Map<string, number>()
  const codes = new Int32Array(rows)
  for (let i = 0; i < rows; i++) {
    const text = make(drawLayout(state.layouts, random), { faker, random })
    let code = index.get(text)
    if (code === undefined) {
      code = index.size
      index.set(text, code)
    }
    codes[i] = code
  }
  return { kind: 'text', levels: [...index.keys()], codes, spellings: [] }
}

function drawLayout(layouts: readonly FakeLayout[], random: Random): FakeLayout {
  let at = random.uniform() * layouts.reduce((sum, layout) => sum + layout.rows, 0)
  for (const layout of layouts) {
    at -= layout.rows
    if (at < 0) return layout
  }
  return layouts[layouts.length - 1]!
}
