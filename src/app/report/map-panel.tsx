import { Group, Modal, Text } from '@mantine/core'
import { useMemo, useState } from 'react'
import type { MapPoints, MapReport, PlacedRows } from '../../core/reports/faithful'
import chartClasses from '../../ui/charts/charts.module.css'
import { PointMap } from '../../ui/charts/point-map'
import { DataGrid } from '../../ui/data-grid'
import { formatList, formatQuantity } from '../../ui/format'
import { Panel } from '../../ui/panel'
import { MapTable } from './map-table'
import { errorText } from './report-words'
import { useRows } from './use-rows'

const shownRows = 6

interface Place {
  readonly x: number
  readonly y: number
}

/** All columns at once, seen from the two directions in which real rows differ most. */
export function MapPanel({ map, points, outputId }: { map: MapReport; points: MapPoints; outputId: string }) {
  const [place, setPlace] = useState<Place>()
  const [across, up] = map.axes
  const label = ({ columns, explained }: MapReport['axes'][number]) =>
    `${formatList(columns)} (${Math.round(100 * explained)} % of the variety)`
  const gap = map.control.reduce((sum, share, i) => sum + Math.abs(share - map.synthetic[i]!), 0) / 2
  return (
    <Panel
      title="Map of rows"
      hint="Rows that are alike lie close together. Click into the map to read the rows there."
      actions={<MapKey />}
    >
      <PointMap
        first={points.control}
        second={points.synthetic}
        frame={[across.from, across.to, up.from, up.to]}
        xLabel={label(across)}
        yLabel={label(up)}
        summary={`${formatQuantity(points.control.rows.length, 'control row')} and ${formatQuantity(points.synthetic.rows.length, 'synthetic row')} on a map of two directions. Over its grid they differ in ${errorText(gap)} of rows.`}
        {...(place ? { selected: place } : {})}
        onSelect={(x, y) => setPlace({ x, y })}
      />
      <Text size="xs" c="dimmed" mt="xs">
        Two principal axes, fitted on training rows. Much of what rows differ in does not show on two axes: clouds that
        match here can still differ.
      </Text>
      <MapTable map={map} onShow={(x, y) => setPlace({ x, y })} />
      {place && (
        <RowsThere place={place} map={map} points={points} outputId={outputId} onClose={() => setPlace(undefined)} />
      )}
    </Panel>
  )
}

function MapKey() {
  return (
    <Group gap="md" className={chartClasses.chart}>
      <Group gap={6} wrap="nowrap">
        <svg className={chartClasses.keySwatch} viewBox="0 0 18 12" aria-hidden>
          <path d="M6 3l6 6m-6 0l6-6" className={chartClasses.crossSign} />
        </svg>
        <Text size="sm">Real (control rows)</Text>
      </Group>
      <Group gap={6} wrap="nowrap">
        <svg className={chartClasses.keySwatch} viewBox="0 0 18 12" aria-hidden>
          <circle cx={9} cy={6} r={3.5} className={chartClasses.dotSign} />
        </svg>
        <Text size="sm">Synthetic</Text>
      </Group>
    </Group>
  )
}

interface RowsThereProps {
  readonly place: Place
  readonly map: MapReport
  readonly points: MapPoints
  readonly outputId: string
  readonly onClose: () => void
}

/** The rows of both tables nearest to a place on the map. */
function RowsThere({ place, map, points, outputId, onClose }: RowsThereProps) {
  const near = useMemo(() => {
    const [across, up] = map.axes
    const [width, height] = [across.to - across.from, up.to - up.from]
    const nearest = ({ rows, x, y }: PlacedRows) =>
      rows
        .map((row, i) => ({ row, d: ((x[i]! - place.x) / width) ** 2 + ((y[i]! - place.y) / height) ** 2 }))
        .sort((a, b) => a.d - b.d)
        .slice(0, shownRows)
        .map(({ row }) => row)
    return { control: nearest(points.control), synthetic: nearest(points.synthetic) }
  }, [place, map, points])
  return (
    <Modal opened onClose={onClose} title="Rows nearest to this place" size="xl">
      <RowsOf title="Synthetic" of="synthetic" rows={near.synthetic} outputId={outputId} />
      <RowsOf title="Real (control rows)" of="control" rows={near.control} outputId={outputId} />
      <Text size="xs" c="dimmed" mt="sm">
        These rows stay on this device: they are in no report and no export.
      </Text>
    </Modal>
  )
}

function RowsOf(props: { title: string; of: 'synthetic' | 'control'; rows: readonly number[]; outputId: string }) {
  const { title, of, rows, outputId } = props
  const texts = useRows(outputId, of, rows)
  return (
    <section>
      <Text fw={600} size="sm" mt="sm" mb={4}>
        {title}
      </Text>
      {texts ? (
        <DataGrid
          label={`${title} here`}
          names={texts.names}
          rows={texts.rows}
          tone={of === 'synthetic' ? 'synthetic' : 'real'}
        />
      ) : (
        <Text size="sm" c="dimmed">
          Getting the rows…
        </Text>
      )}
    </section>
  )
}
