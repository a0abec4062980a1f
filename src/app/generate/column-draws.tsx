import { ActionIcon, Button, NumberInput, Select, Stack, Text } from '@mantine/core'
import { IconPlus, IconX } from '@tabler/icons-react'
import type { ColumnDraw } from '../../core/recipe/recipe'
import classes from './generate.module.css'

interface ColumnDrawsProps {
  /** Learned columns. */
  readonly names: readonly string[]
  /** Of all other columns. */
  readonly temperature: number
  readonly columns: readonly ColumnDraw[]
  readonly onChange: (columns: readonly ColumnDraw[]) => void
}

/** Columns with a temperature or top-p of their own. */
export function ColumnDraws({ names, temperature, columns, onChange }: ColumnDrawsProps) {
  const free = names.filter((name) => !columns.some(({ field }) => field === name))
  const patch = (at: number, part: Partial<ColumnDraw>) =>
    onChange(columns.map((column, i) => (i === at ? { ...column, ...part } : column)))
  return (
    <Stack gap="xs" role="group" aria-label="Columns drawn their own way">
      {columns.length > 0 && (
        <Text size="xs" c="dimmed">
          Keep likeliest: of what fits the row so far, only the values that make up this share are drawn.
        </Text>
      )}
      {columns.map((column, i) => (
        <div key={column.field} className={classes.draw}>
          <Select
            label="Column"
            searchable
            allowDeselect={false}
            data={[column.field, ...free]}
            value={column.field}
            onChange={(field) => field && patch(i, { field })}
          />
          <NumberInput
            label="Temperature"
            min={0.05}
            max={5}
            step={0.05}
            decimalScale={2}
            value={column.temperature ?? temperature}
            onChange={(value) => typeof value === 'number' && value >= 0.05 && patch(i, { temperature: value })}
          />
          <NumberInput
            label="Keep likeliest"
            suffix=" %"
            min={1}
            max={100}
            step={5}
            value={Math.round(100 * (column.topP ?? 1))}
            onChange={(value) => typeof value === 'number' && value >= 1 && patch(i, { topP: value / 100 })}
          />
          <ActionIcon
            aria-label={`Draw ${column.field} like the others`}
            onClick={() => onChange(columns.filter((_, k) => k !== i))}
          >
            <IconX size={18} />
          </ActionIcon>
        </div>
      ))}
      {free.length > 0 && (
        <div>
          <Button
            size="xs"
            variant="default"
            leftSection={<IconPlus size={16} />}
            onClick={() => onChange([...columns, { field: free[0]!, temperature }])}
          >
            Draw a column its own way
          </Button>
        </div>
      )}
    </Stack>
  )
}
