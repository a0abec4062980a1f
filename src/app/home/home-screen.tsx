import { Button } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { useLiveQuery } from 'dexie-react-hooks'
import { useEffect, useState } from 'react'
import { listProjects } from '../../db/projects'
import { keepRecipe, useUi } from '../../store/ui'
import { Notice } from '../../ui/notice'
import { DropZone } from './drop-zone'
import styles from './home.module.css'
import { ProjectList } from './project-list'
import { Samples } from './samples'

/** Where one begins: a table, a sample, or a project from before. */
export function HomeScreen() {
  const hasProjects = useLiveQuery(async () => (await listProjects()).length > 0, [])
  if (hasProjects === undefined) return null
  return (
    <div className={styles.home} data-compact={hasProjects || undefined}>
      <header className={styles.head}>
        <h1 className={styles.title} tabIndex={-1}>
          Make a synthetic twin of your table
        </h1>
        <p className={styles.lead}>
          Drop a file. Seconds later you hold new rows that behave like yours and belong to nobody. Everything happens
          in this browser: no upload, no account.
        </p>
      </header>
      <WaitingRecipe />
      <StorageWarning />
      <DropZone isCompact={hasProjects} />
      {hasProjects ? (
        <>
          <ProjectList />
          <Samples />
        </>
      ) : (
        <>
          <Samples />
          <ProjectList />
        </>
      )}
    </div>
  )
}

/** Share of the browser's allowance from which one should make room. */
const fullFrom = 0.9

function StorageWarning() {
  const [isFull, setFull] = useState(false)
  useEffect(() => {
    void navigator.storage.estimate().then(({ usage = 0, quota = 0 }) => setFull(quota > 0 && usage / quota > fullFrom))
  }, [])
  if (!isFull) return null
  return (
    <Notice tone="warn" title="The browser’s space for the studio is nearly full">
      Back up what matters, then delete projects you no longer need. Otherwise the next table may not fit.
    </Notice>
  )
}

function WaitingRecipe() {
  const recipe = useUi((state) => state.waitingRecipe)
  if (!recipe) return null
  return (
    <Notice
      tone="info"
      title={`The recipe is ready. Now drop “${recipe.source.name}”.`}
      actions={
        <Button size="xs" variant="default" leftSection={<IconX size={14} />} onClick={() => keepRecipe(undefined)}>
          Forget the recipe
        </Button>
      }
    >
      A recipe holds choices and no data. Its file is not among your projects.
    </Notice>
  )
}
