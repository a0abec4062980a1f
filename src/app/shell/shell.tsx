import { Loader } from '@mantine/core'
import { Suspense, useEffect, useLayoutEffect, useRef } from 'react'
import { Route, Switch, useLocation } from 'wouter'
import { UpdatePrompt } from '../boot/update-prompt'
import { HomeScreen } from '../home/home-screen'
import { useLaunchedFiles } from '../intake/use-launched-files'
import { WindowDrop } from '../intake/window-drop'
import { isStage } from '../routes'
import { JobBar } from './job-bar'
import { NotFound } from './not-found'
import { Panels } from './panels'
import { ProjectScreen, prepareImport } from './project-screen'
import { Rail } from './rail'
import styles from './shell.module.css'
import { TopBar } from './top-bar'
import { useJobs } from './use-jobs'
import { useKeyboard } from './use-keyboard'
import { useOpenProject } from './use-open-project'
import { useTabTitle } from './use-tab-title'

/** The frame around every screen: top bar, rail, the screen itself, and what runs. */
export function Shell() {
  const place = useOpenProject()
  const jobs = useJobs(place.projectId)
  useKeyboard(place)
  useLaunchedFiles()
  useTabTitle(jobs[0])
  const main = useScrollReset()
  useEffect(prepareImport, [])
  return (
    <WindowDrop>
      <div className={styles.shell}>
        <button
          type="button"
          className={styles.skip}
          onClick={() => document.querySelector<HTMLElement>('#main h1')?.focus()}
        >
          Skip to content
        </button>
        <TopBar className={styles.top} project={place.project} />
        {place.projectId && <Rail className={styles.rail} place={place} />}
        <main className={styles.main} id="main" tabIndex={-1} ref={main}>
          <Suspense fallback={<Loading />}>
            <Switch>
              <Route path="/" component={HomeScreen} />
              <Route path="/import-shared" component={HomeScreen} />
              <Route path="/p/:projectId/:stage">
                {({ projectId, stage }) =>
                  isStage(stage) ? <ProjectScreen key={projectId} place={place} stage={stage} /> : <NotFound />
                }
              </Route>
              <Route>
                <NotFound />
              </Route>
            </Switch>
          </Suspense>
        </main>
        <JobBar className={styles.jobs} jobs={jobs} />
      </div>
      <Panels place={place} />
      <UpdatePrompt busyWith={jobs[0]?.label} />
    </WindowDrop>
  )
}

/** Each screen starts at its top. */
function useScrollReset() {
  const main = useRef<HTMLElement>(null)
  const [address] = useLocation()
  // biome-ignore lint/correctness/useExhaustiveDependencies: the address is what it waits for.
  useLayoutEffect(() => {
    // In braces: newer browsers return a promise from scrollTo.
    main.current?.scrollTo(0, 0)
  }, [address])
  return main
}

function Loading() {
  return (
    <div className={styles.loading}>
      <Loader aria-label="Loading" />
    </div>
  )
}
