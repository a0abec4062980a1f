import { Badge, Loader, Text } from '@mantine/core'
import { DataGrid } from '../../ui/data-grid'
import { Notice } from '../../ui/notice'
import { Panel } from '../../ui/panel'
import { problemText } from '../problem-text'
import classes from './generate.module.css'
import type { Probe } from './use-probe'

/** 20 rows of what would be made now. */
export function ProbePanel({ probe, names }: { probe: Probe; names: readonly string[] }) {
  const text = probe.problem && problemText(probe.problem)
  return (
    <Panel
      title="Preview"
      hint="20 rows of what would be made, made again after each change"
      actions={
        probe.pending && (
          <Badge variant="light" color="gray" tt="none" leftSection={<Loader size={10} aria-hidden />}>
            Making rows
          </Badge>
        )
      }
    >
      {text && (
        <Notice tone="bad" title={text.title}>
          {text.advice}
        </Notice>
      )}
      {!text && probe.rows && (
        <div className={probe.pending ? classes.faded : undefined} aria-busy={probe.pending}>
          <DataGrid label="Preview rows" names={names} rows={probe.rows} tone="synthetic" height={330} />
        </div>
      )}
      {!text && !probe.rows && (
        <Text size="sm" c="dimmed">
          The first rows are being made…
        </Text>
      )}
    </Panel>
  )
}
