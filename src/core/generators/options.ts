import * as v from 'valibot'
import type { Generator } from './generator'

/** A generator's options with every default filled in; what the schema does not know is dropped. */
export function readOptions<Options>(generator: Generator<Options>, chosen: unknown): Options {
  return v.parse(generator.options, chosen ?? {})
}
