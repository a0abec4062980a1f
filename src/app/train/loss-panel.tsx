import { Group, Text } from '@mantine/core'
import { useMemo } from 'react'
import type { LiveRun } from '../../db/objects'
import { CurveKey, LossCurve } from '../../ui/charts/loss-curve'
import { Panel } from '../../ui/panel'
import type { UnitWords } from '../unit-words'

interface LossPanelProps {
  readonly losses: LiveRun['losses']
  readonly unit: UnitWords
}

/** Loss over steps, and the last figures as text. */
export function LossPanel({ losses, unit }: LossPanelProps) {
  const labels = { x: 'Step', first: `Training ${unit.many}`, second: `Control ${unit.many}` }
  const points = useMemo(
    () =>
      losses.map(({ step, loss, controlLoss }) => ({
        x: step,
        ...(loss === undefined ? {} : { first: loss }),
        ...(controlLoss === undefined ? {} : { second: controlLoss }),
      })),
    [losses],
  )
  const last = points.findLast((point) => point.first !== undefined)?.first
  const control = points.map((point) => point.second).filter((loss) => loss !== undefined)
  const best = Math.min(...control)
  const words = [
    last === undefined ? '' : `${labels.first} ${last.toFixed(3)} at the last step.`,
    control.length === 0 ? '' : `${labels.second} ${control.at(-1)?.toFixed(3)}, at best ${best.toFixed(3)}.`,
  ]
  return (
    <Panel
      title="Loss"
      hint={`${unit.one === 'row' ? 'Nats per row: lower' : 'Lower'} is better. The best model on control ${unit.many} is kept`}
    >
      <Group gap="xs" mb={6}>
        <CurveKey first={labels.first} second={labels.second} />
      </Group>
      <LossCurve points={points} labels={labels} summary={`Loss over steps. ${words.join(' ')}`} />
      <Text size="xs" c="dimmed" mt={4}>
        {words.join(' ')}
      </Text>
    </Panel>
  )
}
