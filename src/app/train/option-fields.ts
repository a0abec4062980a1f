import type { GenericSchema } from 'valibot'

/** One knob of a generator, as its schema describes it. */
export type OptionField =
  | {
      readonly kind: 'number'
      readonly key: string
      readonly preset?: number
      readonly whole: boolean
      readonly low?: number
      readonly high?: number
    }
  | { readonly kind: 'boolean'; readonly key: string; readonly preset?: boolean }
  | { readonly kind: 'choice'; readonly key: string; readonly preset?: string; readonly choices: readonly string[] }

/** The parts of a valibot schema that a form needs. All are public fields of valibot's schema objects. */
interface SchemaNode {
  readonly type: string
  readonly entries?: Readonly<Record<string, SchemaNode>>
  readonly wrapped?: SchemaNode
  readonly default?: unknown
  readonly pipe?: readonly SchemaNode[]
  readonly requirement?: unknown
  readonly options?: readonly unknown[]
}

/** The knobs of an object schema, in its order. Entries that no simple control can edit are left out. */
export function optionFields(schema: GenericSchema): readonly OptionField[] {
  const { entries = {} } = schema as unknown as SchemaNode
  return Object.entries(entries).flatMap(([key, entry]) => {
    const inner = entry.wrapped ?? entry
    const preset = typeof entry.default === 'function' ? entry.default() : entry.default
    const field = optionField(key, inner, preset)
    return field ? [field] : []
  })
}

function optionField(key: string, node: SchemaNode, preset: unknown): OptionField | undefined {
  const base = node.pipe?.[0] ?? node
  if (base.type === 'number') {
    return { kind: 'number', key, ...numberLimits(node), ...(typeof preset === 'number' ? { preset } : {}) }
  }
  if (base.type === 'boolean') return { kind: 'boolean', key, ...(typeof preset === 'boolean' ? { preset } : {}) }
  if (base.type === 'picklist') {
    const choices = (base.options ?? []).map(String)
    return { kind: 'choice', key, choices, ...(typeof preset === 'string' ? { preset } : {}) }
  }
  return undefined
}

function numberLimits(node: SchemaNode): { whole: boolean; low?: number; high?: number } {
  const actions = node.pipe ?? []
  const limit = (type: string) => actions.find((action) => action.type === type)?.requirement
  const [low, high] = [limit('min_value'), limit('max_value')]
  return {
    whole: actions.some((action) => action.type === 'integer'),
    ...(typeof low === 'number' ? { low } : {}),
    ...(typeof high === 'number' ? { high } : {}),
  }
}
