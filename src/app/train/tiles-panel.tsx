import { Button, Group, Modal, Text, UnstyledButton } from '@mantine/core'
import { useState } from 'react'
import type { ColumnOverlay } from '../../core/reports/overlay'
import { OverlayTable } from '../../ui/charts/overlay-table'
import { SeriesKey } from '../../ui/charts/series-key'
import { formatList } from '../../ui/format'
import { Panel } from '../../ui/panel'
import { overlayOf } from '../column-overlay'
import { ColumnTile } from '../column-tile'
import classes from './train.module.css'

const firstShown = 60

/** Every column, real control rows against synthetic ones, redrawn while the run goes on. */
export function TilesPanel({ tiles, live }: { tiles: readonly ColumnOverlay[]; live: boolean }) {
  const [all, setAll] = useState(false)
  const [opened, setOpened] = useState<string>()
  // Columns that are made fresh have no bars.
  const learned = tiles.filter(({ bars }) => bars.length > 0)
  const fresh = tiles.filter(({ bars }) => bars.length === 0)
  const shown = all ? learned : learned.slice(0, firstShown)
  const column = tiles.find(({ name }) => name === opened)
  return (
    <Panel
      title="Columns"
      hint={`The figure is the share of rows that would have to move. ${live ? 'Redrawn from fresh rows as the run goes on.' : ''}`}
      actions={<SeriesKey first="Real (control rows)" second="Synthetic" band="Fresh rows, 95 %" />}
    >
      <ul className={classes.tiles}>
        {shown.map((tile) => (
          <li key={tile.name}>
            <UnstyledButton className={classes.tileButton} onClick={() => setOpened(tile.name)} aria-haspopup="dialog">
              <ColumnTile column={tile} />
            </UnstyledButton>
          </li>
        ))}
      </ul>
      {learned.length > shown.length && (
        <Group justify="center" mt="md">
          <Button variant="default" size="xs" onClick={() => setAll(true)}>
            Show all {learned.length} columns
          </Button>
        </Group>
      )}
      {fresh.length > 0 && (
        <Text size="sm" c="dimmed" mt="sm">
          Made fresh, not learned: {formatList(fresh.map(({ name }) => name))}.
        </Text>
      )}
      {tiles.length === 0 && (
        <Text size="sm" c="dimmed">
          The first rows appear here within seconds.
        </Text>
      )}
      <Modal opened={column !== undefined} onClose={() => setOpened(undefined)} title={opened} size="lg">
        {column && (
          <>
            <ColumnTile column={column} height={180} />
            <OverlayTable overlay={overlayOf(column)} series={['Real', 'Synthetic']} />
          </>
        )}
      </Modal>
    </Panel>
  )
}
