import type { Noise } from './dp/noise'
import { mst } from './generators/mst'
import type { NamedTree } from './generators/mst-model'
import { readOptions } from './generators/options'
import { encodePrivately, fitGenerator } from './pipeline'
import { createRandom } from './random'
import { readDomains } from './recipe/domain-text'
import type { Schema } from './schema/schema'
import { type Table, textColumn } from './table/table'

const names = ['a', 'b']
const schema: Schema = {
  fields: names.map((name) => ({ name, kind: 'category', action: 'learn', role: 'none' })),
}
const domains = readDomains(['a=x|y', 'b=x|y'], schema)

/** The worst case: rows that are all known to the attacker, and one that may be there, alone in its cell of the pair. */
function tableWith(canary: boolean): Table {
  const others = Array.from({ length: 60 }, (_, i) => (i % 2 === 0 ? 'x' : 'y'))
  const columns = names.map((_, c) => textColumn([...others, ...(canary ? [c === 0 ? 'x' : 'y'] : [])]))
  return { rows: others.length + (canary ? 1 : 0), names, columns }
}

/**
 * What the attacker sees of one fit of private marginals that spends `budget`: rows that the model thinks are like the
 * canary, and what it was told of columns.
 */
export async function mstStatistic(
  canary: boolean,
  budget: { readonly epsilon: number; readonly delta: number },
  noise: Noise,
): Promise<number> {
  const options = readOptions(mst, { ...budget, domains })
  const encoded = await encodePrivately({ role: 'train', table: tableWith(canary) }, 60, schema, options, noise)
  const context = { random: createRandom(1), now: () => 0, noise }
  const { model } = await fitGenerator(mst, encoded, options, context)
  const tree = (await model.snapshot()).data as NamedTree
  const { units, measured } = encoded.train.table
  const levels = encoded.encoder.state().fields.map((state) => state['levels'] as string[])
  const code = [levels[0]!.indexOf('x'), levels[1]!.indexOf('y')]
  const child = tree.parent[0] === -1 ? 1 : 0
  const size = units[child]!.size
  const pair =
    tree.marginals[1 - child]![code[1 - child]!]! * tree.conditionals[child]![code[1 - child]! * size + code[child]!]!
  return measured!.rows * (1 + pair)
}
