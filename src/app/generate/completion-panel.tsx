import { Button, FileButton, Group, Loader, Text, Textarea } from '@mantine/core'
import { useState } from 'react'
import type { Project, Run } from '../../db/objects'
import { addOutput } from '../../db/runs'
import { complete } from '../../store/work'
import { Panel } from '../../ui/panel'
import type { RowsWish } from './wish'

interface CompletionPanelProps {
  readonly project: Project
  readonly run: Run
  readonly wish: RowsWish
  /** Why it can't start now. */
  readonly blocked: boolean
}

/** Rows with gaps, from a file or pasted: what is given stays, the rest is drawn to fit it. */
export function CompletionPanel({ project, run, wish, blocked }: CompletionPanelProps) {
  const [text, setText] = useState('')
  const [busy, setBusy] = useState(false)
  const fill = async (file: File) => {
    setBusy(true)
    const { seed, temperature } = wish
    const output = await addOutput({ ...run, draft: false }, { wantedRows: 0, seed, temperature, conditions: [] })
    await complete(output, file)
    setBusy(false)
  }
  return (
    <Panel
      title="Rows to complete"
      hint="Give rows with some columns or cells left empty: what is given stays, the rest is drawn to fit it"
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
