import { category } from './category'
import { constant, dropped } from './constant'
import type { Encoder } from './encoder'
import { number } from './number'

/** The first encoder that takes a field is used. */
export const encoders: readonly Encoder[] = [dropped, constant, number, category]
