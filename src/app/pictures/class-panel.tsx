import { Button } from '@mantine/core'
import { useMemo } from 'react'
import type { StoredPictures } from '../../db/pictures'
import { formatCount, formatQuantity } from '../../ui/format'
import { InlineRename } from '../../ui/inline-rename'
import { Panel } from '../../ui/panel'
import styles from './gallery.module.css'

interface ClassPanelProps {
  readonly pictures: StoredPictures
  onRename(from: string, to: string): void
  onPick(name: string): void
}

const mostListed = 300

/** The classes with their numbers: renamed, joined by giving one the name of another, or picked as a whole. */
export function ClassPanel({ pictures, onRename, onPick }: ClassPanelProps) {
  const { classes, labels, excluded } = pictures
  const counts = useMemo(() => countsOf(labels, excluded, classes.length), [labels, excluded, classes])
  return (
    <Panel title="Classes" hint="Click a name to change it. The name of another class joins the two." label="Classes">
      <ul className={styles.classes}>
        {classes.slice(0, mostListed).map((name, label) => {
          const { used, out } = counts[label]!
          return (
            <li key={name} className={styles.class}>
              <div className={styles.className}>
                <InlineRename label={`Name of the class ${name}`} value={name} onRename={(to) => onRename(name, to)} />
                <span className={styles.count}>
                  {formatCount(used)}
                  {out > 0 && `, ${formatCount(out)} left out`}
                </span>
              </div>
              <Button
                size="compact-xs"
                variant="subtle"
                aria-label={`Pick all of ${name}`}
                onClick={() => onPick(name)}
              >
                Pick all
              </Button>
            </li>
          )
        })}
      </ul>
      {classes.length > mostListed && (
        <p>… and {formatQuantity(classes.length - mostListed, 'more class', 'more classes')}: choose one below.</p>
      )}
    </Panel>
  )
}

function countsOf(labels: Int32Array, excluded: Uint8Array | undefined, classes: number) {
  const counts = Array.from({ length: classes }, () => ({ used: 0, out: 0 }))
  labels.forEach((label, place) => {
    counts[label]![excluded?.[place] === 1 ? 'out' : 'used']++
  })
  return counts
}
