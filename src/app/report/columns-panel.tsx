import { Button, Group, SegmentedControl, UnstyledButton } from '@mantine/core'
import { useState } from 'react'
import type { ColumnReport, Report } from '../../core/reports/report'
import { SeriesKey } from '../../ui/charts/series-key'
import { Panel } from '../../ui/panel'
import { ColumnTile } from '../column-tile'
import { ColumnDetail } from './column-detail'
import classes from './report.module.css'
import { errorText, figureOf } from './report-words'

const firstShown = 12

/** Every compared column, the worst first. */
export function ColumnsPanel({ report }: { report: Report }) {
  const [order, setOrder] = useState('worst')
  const [all, setAll] = useState(false)
  const [opened, setOpened] = useState<ColumnReport>()
  const compared = report.columns.filter((column) => column.overlay)
  const sorted = order === 'worst' ? compared.toSorted((a, b) => score(a) - score(b)) : compared
  const shown = all ? sorted : sorted.slice(0, firstShown)
  return (
    <Panel
      title="Columns"
      hint="The figure is the column’s error: 0 % where both distributions are the same"
      actions={
        <Group gap="md">
          <SeriesKey first="Real (control rows)" second="Synthetic" band="Fresh rows, 95 %" />
          <SegmentedControl
            className={classes.noPrint ?? ''}
            size="xs"
            aria-label="Order"
            value={order}
            onChange={setOrder}
            data={[
              { value: 'worst', label: 'Worst first' },
              { value: 'table', label: 'As in the table' },
            ]}
          />
        </Group>
      }
    >
      <ul className={classes.tiles}>
        {shown.map((column) => (
          <li key={column.name}>
            <UnstyledButton className={classes.tileButton} aria-haspopup="dialog" onClick={() => setOpened(column)}>
              {column.overlay && <ColumnTile column={column.overlay} figure={errorText(1 - score(column))} />}
            </UnstyledButton>
          </li>
        ))}
      </ul>
      {sorted.length > firstShown && (
        <Group justify="center" mt="md" className={classes.noPrint}>
          <Button variant="default" size="xs" onClick={() => setAll(!all)} aria-expanded={all}>
            {all ? `Show the first ${firstShown}` : `Show all ${sorted.length} columns`}
          </Button>
        </Group>
      )}
      <ColumnDetail column={opened} onClose={() => setOpened(undefined)} />
    </Panel>
  )
}

const score = (column: ColumnReport): number => figureOf(column.shape.synthetic) ?? 1
