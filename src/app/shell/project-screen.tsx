import { Button, Loader } from '@mantine/core'
import { IconFileOff } from '@tabler/icons-react'
import { Link } from 'wouter'
import { readyToImport } from '../../jobs/import'
import { useWork } from '../../store/work'
import { EmptyState } from '../../ui/empty-state'
import { lazyScreen, Screen } from '../lazy-screen'
import { homePath, type Stage, stagePath } from '../routes'
import { pictureImportScreen, screensOf } from './screens'
import styles from './shell.module.css'
import type { Place } from './use-open-project'

const importScreen = lazyScreen(async () => (await import('../data/import-screen')).ImportScreen)

/** What comes after a drop is fetched before it: the worker that reads, and the screens that show what was read. */
export function prepareImport(): void {
  void readyToImport()
  void importScreen.preload().then(screensOf(undefined).data.screen.preload)
}

/** One stage of a project. While its file is being read, Data shows the reading and the other stages wait for it. */
export function ProjectScreen({ place, stage }: { readonly place: Place; readonly stage: Stage }) {
  const importing = useWork((state) => state.importing)
  const importingPictures = useWork((state) => state.importingPictures)
  if (!place.projectId) return null
  if (importingPictures?.projectId === place.projectId) return <Screen of={pictureImportScreen} props={{}} />
  const isImporting = importing?.projectId === place.projectId
  const { project } = place
  if (isImporting && (stage === 'data' || !project)) return <Screen of={importScreen} props={{ importing, stage }} />
  if (place.isLoading) {
    return (
      <div className={styles.loading}>
        <Loader aria-label="Opening the project" />
      </div>
    )
  }
  if (!project || project.deletedAt !== undefined) return <GoneProject />
  if (project.source.status === 'reading') return <HalfRead projectId={project.id} />
  const screens = screensOf(project.kind)
  const entry = screens[stage] ?? screens.data
  return <Screen key={entry.label} of={entry.screen} props={{ project }} />
}

function GoneProject() {
  return (
    <EmptyState
      icon={IconFileOff}
      title="This project is not here"
      actions={
        <Button component={Link} href={homePath}>
          Go to Home
        </Button>
      }
    >
      It was deleted, or it was made in another browser. Projects stay on the device that made them.
    </EmptyState>
  )
}

function HalfRead({ projectId }: { readonly projectId: string }) {
  return (
    <EmptyState
      icon={IconFileOff}
      title="This file was not read to its end"
      actions={
        <>
          <Button component={Link} href={homePath}>
            Go to Home
          </Button>
          <Button component={Link} href={stagePath(projectId, 'data')} variant="default">
            Look again
          </Button>
        </>
      }
    >
      The page was closed while the file was being read, or another tab is still reading it. Drop the file again to
      start over.
    </EmptyState>
  )
}
