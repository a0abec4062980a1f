import { category } from './category'
import { constant, dropped } from './constant'
import { datetime } from './datetime'
import type { Encoder } from './encoder'
import { fake } from './fake'
import { identifier } from './identifier'
import { number } from './number'
import { templateText } from './template-text'
import { unlearned } from './unlearned'

/** The first encoder that takes a field is used. */
export const encoders: readonly Encoder[] = [
  dropped,
  constant,
  identifier,
  fake,
  unlearned,
  number,
  category,
  datetime,
  templateText,
]
