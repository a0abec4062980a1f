import { ActionIcon, Button, Group, NumberInput, Select, Slider, Stack, Text } from '@mantine/core'
import { IconDice5 } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { db } from '../../db/database'
import type { Project, Run } from '../../db/objects'
import { draft } from '../../store/work'
import { formatAgo, formatCount } from '../../ui/format'
import { Panel } from '../../ui/panel'
import { generatorWords } from '../words'
import { ColumnDraws } from './column-draws'
import classes from './generate.module.css'
import type { RowsWish } from './wish'

interface RowsPanelProps {
  readonly project: Project
  readonly runs: readonly Run[]
  /** Learned columns. */
  readonly names: readonly string[]
  readonly wish: RowsWish
  readonly onChange: (part: Partial<RowsWish>) => void
  /** The button that starts, and what stands beside it. */
  readonly children: ReactNode
}

const temperatureMarks = [
  { value: 0.5, label: 'Likelier' },
  { value: 1, label: 'As learned' },
  { value: 1.5, label: 'Rarer' },
]

/** How many rows, from which model, and how they are drawn. */
export function RowsPanel({ project, runs, names, wish, onChange, children }: RowsPanelProps) {
  const original = project.source.rows
  const models = runs.map((run) => ({
    value: run.id,
    label: `${generatorWords[run.generator] ?? run.generator}, ${formatAgo(run.createdAt, Date.now())}`,
  }))
  return (
    <Panel title="Rows">
      <Stack gap="lg">
        <div className={classes.fields}>
          <NumberInput
            label="Rows to make"
            thousandSeparator=","
            allowDecimal={false}
            allowNegative={false}
            min={1}
            max={10_000_000}
            value={wish.rows}
            onChange={(rows) => typeof rows === 'number' && onChange({ rows })}
          />
          <NumberInput
            label="Times the original"
            description={`It has ${formatCount(original)} rows`}
            inputWrapperOrder={['label', 'input', 'description', 'error']}
            decimalScale={3}
            min={0}
            step={0.5}
            value={Number((wish.rows / original).toFixed(3))}
            onChange={(ratio) =>
              typeof ratio === 'number' && ratio > 0 && onChange({ rows: Math.max(1, Math.round(ratio * original)) })
            }
          />
          <Select
            label="Model"
            data={models}
            value={wish.runId}
            allowDeselect={false}
            onChange={(runId) => runId && onChange({ runId })}
          />
          <NumberInput
            label="Seed"
            description="The same seed makes the same rows"
            inputWrapperOrder={['label', 'input', 'description', 'error']}
            allowDecimal={false}
            min={0}
            max={4294967295}
            value={wish.seed}
            onChange={(seed) => typeof seed === 'number' && onChange({ seed })}
            rightSection={
              <ActionIcon
                aria-label="Another seed"
                onClick={() => onChange({ seed: (wish.seed * 69069 + 1) % 4294967296 })}
              >
                <IconDice5 size={18} />
              </ActionIcon>
            }
          />
        </div>
        <div className={classes.fields}>
          <div>
            <Text size="sm" fw={600} id="temperature">
              Temperature {wish.temperature.toFixed(2)}
            </Text>
            <Text size="xs" c="dimmed">
              Left: more of the frequent values, numbers closer to where most lie. Right: the reverse.
            </Text>
            <Slider
              mt={6}
              mb={26}
              mx={28}
              min={0.5}
              max={1.5}
              step={0.05}
              thumbProps={{ 'aria-labelledby': 'temperature' }}
              label={null}
              marks={temperatureMarks}
              value={wish.temperature}
              onChange={(temperature) => onChange({ temperature })}
            />
          </div>
          <RareValues project={project} />
        </div>
        <ColumnDraws
          names={names}
          temperature={wish.temperature}
          columns={wish.columns ?? []}
          onChange={(columns) => onChange({ columns })}
        />
        <Group gap="md">{children}</Group>
      </Stack>
    </Panel>
  )
}

/** Belongs to the model: another count means fitting again. */
function RareValues({ project }: { project: Project }) {
  const change = async (minimumCount: number) => {
    await db.projects.update(project.id, { generator: { ...project.generator, minimumCount }, updatedAt: Date.now() })
  }
  return (
    <div>
      <NumberInput
        label="Rare values"
        description="A value that fewer rows hold is never written. Applies to models fitted from now on."
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        allowDecimal={false}
        suffix=" rows"
        min={1}
        max={1000}
        value={project.generator.minimumCount}
        onChange={(count) => typeof count === 'number' && count >= 1 && void change(count)}
      />
      <Button variant="subtle" size="compact-sm" mt={4} ml={-8} onClick={() => void draft(project.id)}>
        Fit the trees again
      </Button>
    </div>
  )
}
