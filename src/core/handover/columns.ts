import { type StoredType, storedType } from '../exporters/field-types'
import type { Field, FieldKind } from '../schema/schema'
import type { Column, NumberFormat } from '../table/table'

/** A column of the file as other programs name such things. */
export interface ColumnDescription {
  readonly name: string
  readonly kind: FieldKind | 'text'
  readonly type: 'integer' | 'number' | 'boolean' | 'date' | 'datetime' | 'time' | 'string'
  /** Whether any program reads its numbers: digits with a point, nothing around. */
  readonly plain: boolean
  readonly format?: NumberFormat
  readonly datePattern?: string
  /** Levels from lowest to highest. */
  readonly order?: readonly string[]
  readonly isKey: boolean
}

const isoPatterns: Readonly<Record<string, 'date' | 'datetime' | 'time'>> = {
  'YYYY-MM-DD': 'date',
  'YYYY-MM-DDTHH:mm:ss': 'datetime',
  'HH:mm:ss': 'time',
}

/** `columns`: some rows of the file, from which the way of writing is known. */
export function describeColumns(
  names: readonly string[],
  columns: readonly Column[],
  fields: readonly Field[],
): ColumnDescription[] {
  return names.map((name, c) => {
    const field = fields.find((one) => one.name === name)
    const column = columns[c]
    const format = column?.kind === 'number' ? column.format : undefined
    const stored = column ? storedType(column, field) : 'text'
    return {
      name,
      kind: field?.kind ?? 'text',
      type: typeOf(stored, field),
      plain: !format || (format.decimalMark === '.' && format.thousandsMark + format.prefix + format.suffix === ''),
      ...(format ? { format } : {}),
      ...(field?.datePattern === undefined ? {} : { datePattern: field.datePattern }),
      ...(field?.order === undefined ? {} : { order: field.order }),
      isKey: field?.role === 'key',
    }
  })
}

function typeOf(stored: StoredType, field: Field | undefined): ColumnDescription['type'] {
  if (stored === 'integer') return 'integer'
  if (stored === 'decimal') return 'number'
  if (stored === 'boolean') return 'boolean'
  const pattern = field?.datePattern
  return (pattern === undefined ? undefined : isoPatterns[pattern]) ?? 'string'
}
