import { Stack, Text } from '@mantine/core'
import type { Icon } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import classes from './report.module.css'

interface PillarProps {
  readonly icon: Icon
  readonly title: string
  readonly text: string
  /** Why its figures can't be relied on; they are then greyed out. */
  readonly doubt?: string | undefined
  readonly children: ReactNode
}

/** One of the three questions, its answer in a sentence, and figures. */
export function Pillar(props: PillarProps) {
  const { icon: PillarIcon, doubt } = props
  return (
    <section className={classes.pillar} aria-label={props.title}>
      <h2 className={classes.pillarTitle}>
        <PillarIcon size={20} stroke={1.6} aria-hidden /> {props.title}
      </h2>
      {doubt && (
        <Text size="sm" fw={600} mb="xs">
          {doubt}
        </Text>
      )}
      <div className={doubt && classes.doubtful}>
        <Text size="sm">{props.text}</Text>
      </div>
      <Stack gap="lg" mt="md" {...(doubt ? { className: classes.doubtful ?? '' } : {})}>
        {props.children}
      </Stack>
    </section>
  )
}
