import { StudioError } from '../problem'
import type { FieldKind, Schema } from '../schema/schema'
import type { FieldCondition } from './recipe'

const rangeKinds: readonly FieldKind[] = ['integer', 'decimal', 'date', 'datetime', 'time', 'ordinal']

/**
 * Reads `FIELD=VALUE`, `FIELD=VALUE|VALUE`, `FIELD=LOW..HIGH` (either end may be left out, numbers, dates and ordinals
 * only) and `FIELD=` (missing), each with an optional share: `FIELD=VALUE @ 50%`. The field's name may hold a '=' when
 * the longest name of the schema that fits does.
 */
export function readCondition(text: string, schema: Schema): FieldCondition {
  const field = schema.fields
    .filter((candidate) => text.startsWith(`${candidate.name}=`))
    .sort((a, b) => b.name.length - a.name.length)[0]
  const [before, after] = text.split('=', 2)
  if (!field && after !== undefined && before) throw new StudioError({ code: 'schema/unknown-column', column: before })
  if (!field) throw new StudioError({ code: 'recipe/condition-unreadable', text })
  const [wish, share] = splitShare(text.slice(field.name.length + 1), text)
  const condition = { field: field.name, ...(share === undefined ? {} : { share }) }
  if (wish === '') return { ...condition, condition: { is: 'missing' } }
  const range = rangeKinds.includes(field.kind) ? /^(.*?)\.\.(.*)$/.exec(wish) : null
  if (!range) return { ...condition, condition: { is: 'in', values: wish.split('|') } }
  const [, low = '', high = ''] = range
  if (low === '' && high === '') throw new StudioError({ code: 'recipe/condition-unreadable', text })
  return {
    ...condition,
    condition: { is: 'between', ...(low === '' ? {} : { low }), ...(high === '' ? {} : { high }) },
  }
}

function splitShare(wish: string, text: string): [wish: string, share: number | undefined] {
  const match = /^(.*?)\s*@\s*(\d+(?:\.\d+)?)\s*%$/.exec(wish)
  if (!match) return [wish, undefined]
  const percent = Number(match[2])
  if (percent > 100) throw new StudioError({ code: 'recipe/condition-unreadable', text })
  return [match[1]!, percent / 100]
}
