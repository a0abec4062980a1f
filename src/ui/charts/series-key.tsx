import { Group, Text } from '@mantine/core'
import { useId } from 'react'
import styles from './charts.module.css'
import { Hatch } from './hatch'

/** Which drawing is which series. */
export function SeriesKey({ first, second, band }: { first: string; second: string; band?: string }) {
  const hatch = useId()
  return (
    <Group gap="md" className={styles.chart}>
      <Group gap={6} wrap="nowrap">
        <svg className={styles.keySwatch} viewBox="0 0 18 12" aria-hidden>
          <rect x="1" y="1" width="16" height="10" className={styles.firstLine} />
        </svg>
        <Text size="sm">{first}</Text>
      </Group>
      <Group gap={6} wrap="nowrap">
        <svg className={styles.keySwatch} viewBox="0 0 18 12" aria-hidden>
          <Hatch id={hatch} />
          <rect width="18" height="12" fill={`url(#${hatch})`} />
        </svg>
        <Text size="sm">{second}</Text>
      </Group>
      {band && (
        <Group gap={6} wrap="nowrap">
          <svg className={styles.keySwatch} viewBox="0 0 18 12" aria-hidden>
            <rect y="3" width="18" height="6" className={styles.band} />
          </svg>
          <Text size="sm">{band}</Text>
        </Group>
      )}
    </Group>
  )
}
