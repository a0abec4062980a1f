import { useEffect } from 'react'
import type { JobView } from './use-jobs'

const appName = 'Synthetic Data Studio'

/** Progress in the tab's title. Never a file's or project's name: titles leave the page by the history's sync. */
export function useTabTitle(job: JobView | undefined): void {
  const share = job?.progress
  const title = job ? `⏳ ${share === undefined ? '' : `${Math.floor(share * 100)} % · `}${appName}` : appName
  useEffect(() => {
    document.title = title
  }, [title])
}
