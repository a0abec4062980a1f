import { Radio, Stack } from '@mantine/core'
import type { SplitChoice } from '../../core/recipe/recipe'
import { db } from '../../db/database'
import type { Project } from '../../db/objects'
import { redraftSoon } from '../../store/schema'
import { formatCount } from '../../ui/format'
import { Panel } from '../../ui/panel'
import styles from './schema.module.css'

export interface SplitPanelProps {
  readonly project: Project
  /** Whether a column groups rows that must stay together. */
  readonly hasGroup: boolean
}

const earlyStopShare = 0.05

/** Which rows are learned from, and which are kept to measure with. */
export function SplitPanel({ project, hasGroup }: SplitPanelProps) {
  const { split, source } = project
  const choose = (holdout: string) => void saveSplit(project, { ...split, holdout: holdout as SplitChoice['holdout'] })
  const percent = (share: number) => Math.round(share * 100)
  const test = 1 - split.train - split.control
  return (
    <Panel
      title="Split"
      hint={`Made once, before anything is learned.${hasGroup ? ' Rows of one group stay together.' : ''} Equal rows never end up on both sides.`}
    >
      <Radio.Group aria-label="Split" value={split.holdout} onChange={choose}>
        <Stack gap="sm">
          <Radio
            value="full"
            label={`Learn from ${percent(split.train)} %, measure with the rest (recommended)`}
            description={`${percent(split.train)} % train · ${percent(split.control)} % control · ${percent(test)} % test. Every figure is shown beside what real rows reach against real rows.`}
          />
          <Radio
            value="early-stop"
            label="Learn from all rows"
            description={`Only ${percent(earlyStopShare)} % are kept, to know when to stop. Best for small tables. The report can then no longer show whether the model learned rows by heart, how useful the rows are on unseen data, nor a trustworthy comparison with real rows.`}
          />
        </Stack>
      </Radio.Group>
      {split.holdout === 'full' ? (
        <SplitBar
          parts={[
            { label: 'train', share: split.train, rows: source.rows, tone: 'real' },
            { label: 'control', share: split.control, rows: source.rows, tone: 'control' },
            { label: 'test', share: test, rows: source.rows, tone: 'rule' },
          ]}
        />
      ) : (
        <SplitBar
          parts={[
            { label: 'train', share: 1 - earlyStopShare, rows: source.rows, tone: 'real' },
            { label: 'control', share: earlyStopShare, rows: source.rows, tone: 'control' },
          ]}
        />
      )}
    </Panel>
  )
}

async function saveSplit(project: Project, split: SplitChoice): Promise<void> {
  await db.projects.update(project.id, { split, updatedAt: Date.now() })
  redraftSoon(project.id)
}

interface SplitPart {
  readonly label: string
  readonly share: number
  readonly rows: number
  readonly tone: 'real' | 'control' | 'rule'
}

function SplitBar({ parts }: { readonly parts: readonly SplitPart[] }) {
  return (
    <div className={styles.splitBar}>
      {parts.map(({ label, share, rows, tone }) => (
        <div key={label} data-tone={tone} style={{ flexGrow: share }}>
          <span>
            {label} <b>{formatCount(Math.round(rows * share))}</b>
          </span>
        </div>
      ))}
    </div>
  )
}
