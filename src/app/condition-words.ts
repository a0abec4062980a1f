import type { FieldCondition, OutputChoice } from '../core/recipe/recipe'
import { formatList, formatShare } from '../ui/format'

/** All that was asked of an output's rows, one after the other. */
export function steeringWords({
  conditions,
  columns = [],
  parity,
  copies,
}: Pick<OutputChoice, 'conditions' | 'columns' | 'parity' | 'copies'>): string[] {
  return [
    ...conditions.map((condition) => `${condition.field} ${conditionWords(condition)}`),
    ...(parity ? [`${parity.target} equally frequent over ${formatList(parity.sensitive, 4)}`] : []),
    ...columns.map(({ field, temperature, topP }) => {
      const parts = [
        ...(temperature === undefined ? [] : [`temperature ${temperature}`]),
        ...(topP === undefined || topP >= 1 ? [] : [`likeliest ${formatShare(topP)}`]),
      ]
      return `${field} with ${parts.join(', ')}`
    }),
    ...(copies === undefined || copies < 2 ? [] : [`gaps filled ${copies} times`]),
  ]
}

/** A condition as a sentence, in parts: the field's name is set apart on the screen. */
export function conditionWords({ condition, share }: FieldCondition): string {
  const part = share === undefined || share >= 1 ? '' : ` in ${formatShare(share)} of rows`
  return wish(condition) + part
}

function wish(condition: FieldCondition['condition']): string {
  switch (condition.is) {
    case 'in':
      return condition.values.length === 1
        ? `is ${condition.values[0]}`
        : `is one of ${formatList(condition.values, 4)}`
    case 'between':
      if (condition.low === undefined) return `is at most ${condition.high ?? ''}`
      if (condition.high === undefined) return `is at least ${condition.low}`
      return `is between ${condition.low} and ${condition.high}`
    case 'missing':
      return 'is missing'
    case 'present':
      return 'is not missing'
  }
}
