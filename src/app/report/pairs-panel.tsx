import { Table, Text } from '@mantine/core'
import { useCallback, useMemo } from 'react'
import type { PairReport, Report } from '../../core/reports/report'
import { HeatMap } from '../../ui/charts/heat-map'
import { Panel } from '../../ui/panel'
import classes from './report.module.css'
import { errorText, figureOf, measurementText } from './report-words'

const listed = 10
const error = (score: number) => errorText(1 - score)

/** Every pair as a map, and the ten worst as a table. */
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
  const top = Math.max(0.05, ...report.pairs.map((pair) => pairError(pair) ?? 0))
  const worst = report.pairs.toSorted((a, b) => (pairError(b) ?? -1) - (pairError(a) ?? -1)).slice(0, listed)
  if (report.pairs.length === 0) return null
  const summary = `Errors of ${report.pairs.length} pairs of columns. The worst is ${worst[0]?.a} with ${worst[0]?.b}, ${measurementText(worst[0]!.trend.synthetic, error)}.`
  return (
    <Panel title="Pairs" hint="How well the link between two columns is kept: 0 % is best">
      <div className={classes.pairs}>
        <figure className={classes.figure}>
          <HeatMap names={names} value={value} top={top} format={errorText} summary={summary} />
          <Text size="xs" c="dimmed" component="figcaption">
            Columns stand in the order of the table. Full colour is {errorText(top)}.
          </Text>
        </figure>
        <WorstPairs pairs={worst} />
      </div>
    </Panel>
  )
}

function WorstPairs({ pairs }: { pairs: readonly PairReport[] }) {
  return (
    <Table.ScrollContainer type="native" minWidth={520} tabIndex={0} role="region" aria-label="Worst pairs">
      <Table fz="sm" verticalSpacing={6} className={classes.table}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">Worst pairs</Table.Th>
            <Table.Th scope="col" ta="end">
              Error
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
                {pair.a} · {pair.b}
              </Table.Th>
              <Table.Td ta="end">{measurementText(pair.trend.synthetic, error)}</Table.Td>
              <Table.Td ta="end">{measurementText(pair.trend.control, error)}</Table.Td>
              <Table.Td ta="end">{measurementText(pair.trend.baseline, error)}</Table.Td>
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

const twoPlaces = (value: number) => value.toFixed(2)

function pairError({ trend }: PairReport): number | undefined {
  const score = figureOf(trend.synthetic)
  return score === undefined ? undefined : 1 - score
}

const pairKey = (a: number | undefined, b: number | undefined): string =>
  `${Math.max(a ?? -1, b ?? -1)} ${Math.min(a ?? -1, b ?? -1)}`
