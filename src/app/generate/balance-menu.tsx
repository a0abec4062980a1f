import { Button, Menu } from '@mantine/core'
import { IconScale } from '@tabler/icons-react'
import { canBalance, equalShares, mostBalanced } from '../../core/recipe/balance'
import type { FieldCondition } from '../../core/recipe/recipe'
import type { Field, FieldProfile } from '../../core/schema/schema'
import { formatCount } from '../../ui/format'

interface BalanceMenuProps {
  readonly fields: readonly { readonly field: Field; readonly profile?: FieldProfile }[]
  /** A value that fewer rows hold is not written, and can't be asked for. */
  readonly minimumCount: number
  readonly onBalance: (field: string, conditions: readonly FieldCondition[]) => void
}

/** One click: each value of a column in the same share of the rows. The target comes first. */
export function BalanceMenu({ fields, minimumCount, onBalance }: BalanceMenuProps) {
  const choices = fields.flatMap(({ field, profile }) => {
    const values = profile && canBalance(field) ? frequentValues(profile, minimumCount) : []
    return values.length > 1 && values.length <= mostBalanced ? [{ field, values }] : []
  })
  choices.sort((a, b) => Number(b.field.role === 'target') - Number(a.field.role === 'target'))
  if (choices.length === 0) return null
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <Button size="xs" variant="default" leftSection={<IconScale size={16} />}>
          Balance a column
        </Button>
      </Menu.Target>
      <Menu.Dropdown mah={320} style={{ overflowY: 'auto' }}>
        <Menu.Label>Equal shares for its values</Menu.Label>
        {choices.map(({ field, values }) => (
          <Menu.Item key={field.name} onClick={() => onBalance(field.name, equalShares(field.name, values))}>
            {field.name}: {formatCount(values.length)} × {Math.round(100 / values.length)} %
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}

/** Bars count all rows, and a model learns from a part of them: twice the minimum is there nearly for certain. */
function frequentValues({ bars, distinct }: FieldProfile, minimumCount: number): string[] {
  if (distinct > bars.length) return []
  return bars.filter(({ count }) => count >= 2 * minimumCount).map(({ label }) => label)
}
