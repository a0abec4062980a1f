import { scaleOf } from '../../learners/column-values'
import { headerWords } from '../../schema/header-words'
import type { Field, Schema } from '../../schema/schema'

/** Words of headers that name what law or custom protects: sex, origin, age, belief, health, family. */
const words = new Set(
  `sex gender geschlecht race ethnicity ethnic ethnie religion nationality nationalität citizenship country birthplace
  native age alter birthdate birthday birth marital marriage disability disabled pregnant pregnancy veteran caste
  orientation minority immigrant language health`.split(/\s+/),
)
/** Names that hold such a word and mean something else. */
const others = new Set(['page', 'usage', 'average', 'account', 'product', 'ship', 'shipping'])

/** Columns that look sensitive by their names; a person decides. */
export function proposeSensitive({ fields }: Schema): Field[] {
  return fields.filter((field) => {
    if (!scaleOf(field)) return false
    const own = headerWords(field.name)
    return own.some((word) => words.has(word)) && !own.some((word) => others.has(word))
  })
}
