import { Button, FileButton, Group, Loader, NumberInput, Text, Textarea } from '@mantine/core'
import { useState } from 'react'
import { steeringOf } from '../../core/recipe/recipe'
import type { Project, Run } from '../../db/objects'
import { addOutput } from '../../db/runs'
import { complete } from '../../store/work'
import { Panel } from '../../ui/panel'
import type { RowsWish } from './wish'

interface CompletionPanelProps {
  readonly project: Project
  readonly run: Run
  readonly wish: RowsWish
  readonly onChange: (part: Partial<RowsWish>) => void
  /** Why it can't start now. */
  readonly blocked: boolean
}

/** Rows with gaps, from a file or pasted: what is given stays, the rest is drawn to fit it. */
export function CompletionPanel({ project, run, wish, onChange, blocked }: CompletionPanelProps) {
  const [text, setText] = useState('')
  const [busy, setBusy] = useState(false)
  const copies = wish.copies ?? 1
  const fill = async (file: File) => {
    setBusy(true)
    const { seed, temperature, columns = [] } = wish
    const steering = steeringOf({ temperature, columns, conditions: [] })
    const many = copies > 1 ? { copies } : {}
    const output = await addOutput({ ...run, draft: false }, { wantedRows: 0, seed, ...steering, ...many })
    await complete(output, file)
    setBusy(false)
  }
  return (
    <Panel
      title="Fill gaps"
      hint="Give a table with empty cells or missing columns: what is given stays to the letter, the rest is drawn to fit it"
    >
      <Textarea
        aria-label="Rows to complete"
        autosize
        minRows={3}
        maxRows={10}
        spellCheck={false}
        placeholder={'Paste rows with their header, for example:\nage,income\n34,>50K\n58,'}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
      />
      <NumberInput
        mt="sm"
        maw={330}
        label="Copies"
        description={
          copies === 1
            ? 'Each gap is filled once. Several copies show how uncertain the filled values are.'
            : 'Each gap is filled anew in every copy. The copies stand one below the other; the first column, “imputation”, numbers them.'
        }
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        allowDecimal={false}
        min={1}
        max={50}
        value={copies}
        onChange={(value) => typeof value === 'number' && value >= 1 && onChange({ copies: Math.min(50, value) })}
      />
      <Group mt="sm" gap="sm">
        <Button
          variant="default"
          disabled={blocked || busy || text.trim() === ''}
          onClick={() => void fill(new File([text], `${project.name} rows.csv`, { type: 'text/csv' }))}
        >
          Complete these rows
        </Button>
        <FileButton onChange={(file) => file && void fill(file)} accept=".csv,.tsv,.txt,.jsonl,.json,.parquet,.xlsx">
          {(button) => (
            <Button variant="subtle" disabled={blocked || busy} {...button}>
              From a file…
            </Button>
          )}
        </FileButton>
        {busy && (
          <Text size="sm" c="dimmed" role="status">
            <Loader size={12} mr={6} aria-hidden /> Completing the rows…
          </Text>
        )}
      </Group>
    </Panel>
  )
}
