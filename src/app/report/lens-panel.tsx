import { Button, Group, SegmentedControl, Table, Text } from '@mantine/core'
import { IconChevronLeft, IconChevronRight, IconZoomIn } from '@tabler/icons-react'
import { useState } from 'react'
import type { Lens, LensEntry, LensSide } from '../../core/privacy/lens'
import { formatCount, formatQuantity } from '../../ui/format'
import { Notice } from '../../ui/notice'
import { Panel } from '../../ui/panel'
import { problemText } from '../problem-text'
import classes from './lens.module.css'
import { useLens } from './use-lens'

const sides: readonly { readonly value: LensSide; readonly label: string }[] = [
  { value: 'synthetic', label: 'Synthetic rows' },
  { value: 'train', label: 'Training rows' },
]

const heads: Readonly<Record<LensSide, readonly [string, string]>> = {
  synthetic: ['Synthetic row', 'Nearest training row'],
  train: ['Training row', 'Nearest synthetic row'],
}

/** Rows side by side with their nearest: for eyes on this device, never part of the exported report. */
export function LensPanel({ outputId }: { outputId: string }) {
  const [side, setSide] = useState<LensSide>()
  const [place, setPlace] = useState(0)
  const { lens, problem, pending } = useLens(outputId, side)
  const text = problem && problemText(problem)
  const choose = (value: LensSide) => {
    setSide(value)
    setPlace(0)
  }
  return (
    <Panel
      title="Look closely"
      hint="The rows that come nearest to real people, side by side. Shown on this screen only, never exported."
      className={classes.noPrint ?? ''}
      actions={
        side && (
          <SegmentedControl
            size="xs"
            aria-label="Look from"
            data={[...sides]}
            value={side}
            onChange={(value) => choose(value as LensSide)}
          />
        )
      }
    >
      {!side && (
        <Button variant="default" size="sm" leftSection={<IconZoomIn size={16} />} onClick={() => choose('synthetic')}>
          Show the nearest rows
        </Button>
      )}
      {text && (
        <Notice tone="bad" title={text.title}>
          {text.advice}
        </Notice>
      )}
      {pending && (
        <Text size="sm" c="dimmed" role="status">
          Looking for the nearest rows…
        </Text>
      )}
      {side && lens && !pending && <Entries side={side} lens={lens} place={place} onPlace={setPlace} />}
    </Panel>
  )
}

function Entries(props: { side: LensSide; lens: Lens; place: number; onPlace: (place: number) => void }) {
  const { side, lens, place, onPlace } = props
  const entry = lens.entries[place]
  if (!entry) return <Text size="sm">There are too few rows to compare.</Text>
  const what = side === 'synthetic' ? 'synthetic row' : 'training row'
  return (
    <>
      <Group gap="xs" mb="xs" wrap="nowrap">
        <Button
          variant="default"
          size="compact-sm"
          aria-label="Nearer row"
          disabled={place === 0}
          onClick={() => onPlace(place - 1)}
        >
          <IconChevronLeft size={16} />
        </Button>
        <Text size="sm" aria-live="polite">
          {place + 1} of the {lens.entries.length} nearest of {formatQuantity(lens.rows, what)} looked at
        </Text>
        <Button
          variant="default"
          size="compact-sm"
          aria-label="Next row"
          disabled={place === lens.entries.length - 1}
          onClick={() => onPlace(place + 1)}
        >
          <IconChevronRight size={16} />
        </Button>
      </Group>
      <Text size="sm" mb="sm">
        {entryWords(side, entry)}
      </Text>
      <SideBySide side={side} lens={lens} entry={entry} />
    </>
  )
}

function entryWords(side: LensSide, { nearest, control }: LensEntry): string {
  const [other, here] = side === 'synthetic' ? ['training row', 'synthetic row'] : ['synthetic row', 'training row']
  if (nearest.distance === 0) return `This ${here} equals a ${other} in every compared column.`
  const ratio = control.distance === 0 ? undefined : nearest.distance / control.distance
  if (ratio === undefined) return `A control row, which was not learned from, equals this ${here}: it is a common one.`
  if (ratio >= 1) return `A control row, which was not learned from, comes as near as the ${other} does.`
  return `The nearest ${other} is ${percentNearer(ratio)} nearer than the nearest control row, which was not learned from.`
}

const percentNearer = (ratio: number) => `${Math.max(1, Math.round(100 * (1 - ratio)))} %`

function SideBySide({ side, lens, entry }: { side: LensSide; lens: Lens; entry: LensEntry }) {
  const [own, nearest] = heads[side]
  const number = (n: number) => `no. ${formatCount(n)}`
  return (
    <Table.ScrollContainer type="native" minWidth={460} tabIndex={0} role="region" aria-label="Rows side by side">
      <Table fz="sm" verticalSpacing={4} className={classes.table}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">Column</Table.Th>
            {[
              [own, entry.own.number],
              [nearest, entry.nearest.number],
              ['Nearest control row', entry.control.number],
            ].map(([head, n]) => (
              <Table.Th key={head} scope="col">
                {head}
                <span className={classes.number}>{number(Number(n))}</span>
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {lens.names.map((name, c) => (
            <Table.Tr key={name} data-left-out={lens.compared[c] ? undefined : true}>
              <Table.Th scope="row" fw={500}>
                {name}
                {!lens.compared[c] && <span className={classes.number}>not compared</span>}
              </Table.Th>
              <Table.Td>{entry.own.cells[c]}</Table.Td>
              {[entry.nearest, entry.control].map(({ cells }, side) => (
                <OtherCell
                  // biome-ignore lint/suspicious/noArrayIndexKey: the two sides stand still
                  key={side}
                  text={cells[c] ?? ''}
                  differs={lens.compared[c] === true && cells[c] !== entry.own.cells[c]}
                />
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  )
}

/** A cell that differs is marked by more than its colour. */
function OtherCell({ text, differs }: { text: string; differs: boolean }) {
  return (
    <Table.Td data-differs={differs || undefined}>
      {differs && (
        <span aria-hidden className={classes.mark}>
          ≠
        </span>
      )}
      {differs && <span className={classes.spoken}>differs: </span>}
      {text}
    </Table.Td>
  )
}
