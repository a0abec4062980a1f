import { Table, Text, UnstyledButton } from '@mantine/core'
import { useCallback, useMemo, useState } from 'react'
import { decimalText } from '../../core/reports/html/decimal-text'
import type { PairReport, Report } from '../../core/reports/report'
import { HeatMap } from '../../ui/charts/heat-map'
import { Panel } from '../../ui/panel'
import { optional } from './faithful-words'
import { PairDetail } from './pair-detail'
import classes from './report.module.css'
import { errorText, figureOf, measurementText } from './report-words'

const error = (score: number) => errorText(1 - score)

/** The gap of every pair as a map, and the ten farthest above sampling alone as a table; each opens. */
export function PairsPanel({ report }: { report: Report }) {
  const names = useMemo(
    () =>
      report.columns
        .map((column) => column.name)
        .filter((name) => report.pairs.some((p) => p.a === name || p.b === name)),
    [report],
  )
  const errors = useMemo(() => {
    const places = new Map(names.map((name, i) => [name, i]))
    return new Map(report.pairs.map((pair) => [pairKey(places.get(pair.a), places.get(pair.b)), pairError(pair)]))
  }, [report, names])
  const value = useCallback((row: number, column: number) => errors.get(pairKey(row, column)), [errors])
  const [opened, setOpened] = useState<PairReport>()
  const top = Math.max(0.05, ...report.pairs.map((pair) => pairError(pair) ?? 0))
  const worst = report.pairPictures.flatMap(({ a, b }) => pairOf(report, a, b) ?? [])
  if (report.pairs.length === 0) return null
  const summary = `Errors of ${report.pairs.length} pairs of columns. The worst is ${worst[0]?.a} with ${worst[0]?.b}, ${worst[0] ? measurementText(worst[0].sharedBins.synthetic, error) : ''}.`
  return (
    <Panel title="Pairs" hint="How well the link between two columns is kept: 0 % is best">
      <div className={classes.pairs}>
        <figure className={classes.figure}>
          <HeatMap
            names={names}
            value={value}
            top={top}
            format={errorText}
            summary={summary}
            onSelect={(row, column) => setOpened(pairOf(report, names[column], names[row]))}
          />
          <Text size="xs" c="dimmed" component="figcaption">
            The gap of each pair over bins that both sides share. Full colour is {errorText(top)}. Click a cell to open
            the pair.
          </Text>
        </figure>
        <WorstPairs pairs={worst} onOpen={setOpened} />
      </div>
      {opened && (
        <PairDetail
          pair={opened}
          picture={report.pairPictures.find(({ a, b }) => a === opened.a && b === opened.b)}
          onClose={() => setOpened(undefined)}
        />
      )}
    </Panel>
  )
}

function WorstPairs({ pairs, onOpen }: { pairs: readonly PairReport[]; onOpen: (pair: PairReport) => void }) {
  return (
    <Table.ScrollContainer type="native" minWidth={620} tabIndex={0} role="region" aria-label="Worst pairs">
      <Table fz="sm" verticalSpacing={6} className={classes.table}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">Worst pairs</Table.Th>
            <Table.Th scope="col" ta="end">
              Error
            </Table.Th>
            <Table.Th scope="col" ta="end">
              By sampling
            </Table.Th>
            <Table.Th scope="col" ta="end">
              As good as real
            </Table.Th>
            <Table.Th scope="col" ta="end">
              Independent
            </Table.Th>
            <Table.Th scope="col" ta="end" title="Strength of the link, in training rows and in synthetic rows">
              Link: real, synthetic
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {pairs.map((pair) => (
            <Table.Tr key={`${pair.a} ${pair.b}`}>
              <Table.Th scope="row" fw={500}>
                <UnstyledButton
                  className={classes.pairButton}
                  fz="sm"
                  aria-haspopup="dialog"
                  onClick={() => onOpen(pair)}
                >
                  {pair.a} · {pair.b}
                </UnstyledButton>
              </Table.Th>
              <Table.Td ta="end">{measurementText(pair.sharedBins.synthetic, error)}</Table.Td>
              <Table.Td ta="end">{optional(pair.ceilings?.sharedBins, errorText)}</Table.Td>
              <Table.Td ta="end">{measurementText(pair.sharedBins.control, error)}</Table.Td>
              <Table.Td ta="end">{measurementText(pair.sharedBins.baseline, error)}</Table.Td>
              <Table.Td ta="end">
                {measurementText(pair.association.train, twoPlaces)},{' '}
                {measurementText(pair.association.synthetic, twoPlaces)}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  )
}

const twoPlaces = (value: number) => decimalText(value, 2)

function pairError({ sharedBins }: PairReport): number | undefined {
  const score = figureOf(sharedBins.synthetic)
  return score === undefined ? undefined : 1 - score
}

const pairOf = ({ pairs }: Report, a: string | undefined, b: string | undefined) =>
  pairs.find((pair) => pair.a === a && pair.b === b)

const pairKey = (a: number | undefined, b: number | undefined): string =>
  `${Math.max(a ?? -1, b ?? -1)} ${Math.min(a ?? -1, b ?? -1)}`
