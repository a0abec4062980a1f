import { Button, Group, Pill, Stack, Text } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import type { FieldCondition } from '../../core/recipe/recipe'
import type { StoredSchema } from '../../db/objects'
import { Panel } from '../../ui/panel'
import { conditionWords } from '../condition-words'
import { BalanceMenu } from './balance-menu'
import { ConditionEditor } from './condition-editor'

interface ConditionsPanelProps {
  readonly schema: StoredSchema
  readonly conditions: readonly FieldCondition[]
  readonly minimumCount: number
  readonly onChange: (conditions: readonly FieldCondition[]) => void
}

/** What the rows shall be like, as sentences. */
export function ConditionsPanel({ schema, conditions, minimumCount, onChange }: ConditionsPanelProps) {
  const [adding, setAdding] = useState(false)
  const fields = schema.schema.fields
    .map((field, i) => ({ field, ...(schema.profiles[i] ? { profile: schema.profiles[i] } : {}) }))
    .filter(({ field }) => field.action === 'learn')
  return (
    <Panel
      title="Conditions"
      hint="Every other column follows as it was learned"
      actions={
        !adding && (
          <Group gap="xs">
            <BalanceMenu
              fields={fields}
              minimumCount={minimumCount}
              onBalance={(name, shares) => onChange([...conditions.filter(({ field }) => field !== name), ...shares])}
            />
            <Button size="xs" variant="default" leftSection={<IconPlus size={16} />} onClick={() => setAdding(true)}>
              Add a condition
            </Button>
          </Group>
        )
      }
    >
      <Stack gap="sm">
        {conditions.length === 0 && !adding && (
          <Text size="sm" c="dimmed">
            None: the rows follow the original. For example: half of the rows with one value, or only an age range.
          </Text>
        )}
        {conditions.length > 0 && (
          <Group gap={8} role="list" aria-label="Conditions">
            {conditions.map((condition, i) => (
              <Pill
                // biome-ignore lint/suspicious/noArrayIndexKey: equal conditions may stand twice
                key={i}
                role="listitem"
                size="md"
                withRemoveButton
                onRemove={() => onChange(conditions.filter((_, k) => k !== i))}
                removeButtonProps={{
                  'aria-label': `Remove: ${condition.field} ${conditionWords(condition)}`,
                  tabIndex: 0,
                  'aria-hidden': false,
                }}
              >
                <b>{condition.field}</b> {conditionWords(condition)}
              </Pill>
            ))}
          </Group>
        )}
        {adding && (
          <ConditionEditor
            fields={fields}
            onCancel={() => setAdding(false)}
            onAdd={(condition) => {
              onChange([...conditions, condition])
              setAdding(false)
            }}
          />
        )}
      </Stack>
    </Panel>
  )
}
