import { StudioError } from '../problem'
import type { Schema } from '../schema/schema'
import type { ColumnDraw, Parity } from './recipe'

/**
 * Reads `TARGET~GROUP` and `TARGET~GROUP+GROUP`.
 * @throws recipe/parity-unreadable, schema/unknown-column
 */
export function readParity(text: string, { fields }: Schema): Parity {
  const [target] = fields.filter(({ name }) => text.startsWith(`${name}~`)).sort(longestFirst)
  const [before, after] = text.split('~', 2)
  if (!before || !after) throw new StudioError({ code: 'recipe/parity-unreadable', text })
  if (!target) throw new StudioError({ code: 'schema/unknown-column', column: before })
  const groups = text.slice(target.name.length + 1)
  const isField = (name: string) => fields.some((field) => field.name === name)
  const sensitive = isField(groups) ? [groups] : groups.split('+')
  const unknown = sensitive.find((name) => !isField(name))
  if (unknown !== undefined) throw new StudioError({ code: 'schema/unknown-column', column: unknown })
  return { target: target.name, sensitive }
}

const longestFirst = (a: { readonly name: string }, b: { readonly name: string }) => b.name.length - a.name.length

interface DrawTexts {
  readonly temperatures: readonly string[]
  readonly topPs: readonly string[]
}

/**
 * Reads temperatures (`0.9` for all columns, `age=0.9` for one) and top-p (`age=0.9`).
 * @throws recipe/draw-unreadable, schema/unknown-column
 */
export function readDraws({ temperatures, topPs }: DrawTexts, schema: Schema) {
  const columns = new Map<string, ColumnDraw>()
  let temperature: number | undefined
  const merge = (field: string, part: Omit<ColumnDraw, 'field'>) =>
    columns.set(field, { field, ...columns.get(field), ...part })
  for (const text of temperatures) {
    const { field, value } = readDraw(text, schema, 0.05, 5)
    if (field === undefined) temperature = value
    else merge(field, { temperature: value })
  }
  for (const text of topPs) {
    const { field, value } = readDraw(text, schema, 0.001, 1)
    if (field === undefined) throw new StudioError({ code: 'recipe/draw-unreadable', text })
    merge(field, { topP: value })
  }
  return { ...(temperature === undefined ? {} : { temperature }), columns: [...columns.values()] }
}

function readDraw(text: string, { fields }: Schema, least: number, most: number) {
  const at = text.lastIndexOf('=')
  const field = at < 0 ? undefined : text.slice(0, at)
  const value = Number(text.slice(at + 1))
  if (text.slice(at + 1).trim() === '' || !(value >= least && value <= most))
    throw new StudioError({ code: 'recipe/draw-unreadable', text })
  if (field !== undefined && !fields.some(({ name }) => name === field))
    throw new StudioError({ code: 'schema/unknown-column', column: field })
  return { field, value }
}
