import { Group, Stack, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import styles from './charts.module.css'

export interface ReferenceMark {
  readonly label: string
  readonly value: number
  /** 'good': what to aim at. 'poor': what to beat. */
  readonly kind: 'good' | 'poor'
}

interface ReferenceBarProps {
  readonly title: ReactNode
  /** Undefined while it is being measured, or where there is none. */
  readonly value?: number
  readonly marks: readonly ReferenceMark[]
  readonly format: (value: number) => string
  /** Where the scale begins. */
  readonly from?: number
  /** The scale reaches at least this value, so that next to nothing looks like it. */
  readonly least?: number
  /** Shown in place of the figure while there is none. */
  readonly absent?: string
}

/** A figure on a scale, with the figures it is to be read beside. */
export function ReferenceBar({
  title,
  value,
  marks,
  format,
  from = 0,
  least = 0,
  absent = 'not measured yet',
}: ReferenceBarProps) {
  const top = Math.max(least, value ?? from, ...marks.map((mark) => mark.value))
  const width = (top - from) * 1.08 || 1
  const place = (v: number) => `${Math.max(0, Math.min(100, ((v - from) / width) * 100))}%`
  return (
    <Stack gap={6} className={styles.chart}>
      <Group justify="space-between" gap="xs" wrap="nowrap" align="baseline">
        <Text size="sm" fw={600}>
          {title}
        </Text>
        {value === undefined ? (
          <Text size="sm" c="dimmed">
            {absent}
          </Text>
        ) : (
          <Text size="lg" fw={700} lh={1} style={{ whiteSpace: 'nowrap' }}>
            {format(value)}
          </Text>
        )}
      </Group>
      <div className={styles.track} aria-hidden>
        {value !== undefined && <div className={styles.trackBar} style={{ width: place(value) }} />}
        {marks.map((mark) => (
          <div
            key={mark.label}
            className={`${styles.trackMark} ${mark.kind === 'good' ? styles.trackMarkGood : styles.trackMarkPoor}`}
            style={{ insetInlineStart: place(mark.value) }}
          />
        ))}
      </div>
      <Group gap="2px 16px">
        {marks.map((mark) => (
          <Text size="xs" c="dimmed" key={mark.label}>
            <span
              className={`${styles.markSign} ${mark.kind === 'good' ? styles.trackMarkGood : styles.trackMarkPoor}`}
              aria-hidden
            />
            {mark.label} {format(mark.value)}
          </Text>
        ))}
      </Group>
    </Stack>
  )
}
