import { useEffect } from 'react'
import { useLocation } from 'wouter'
import { takeSharedFiles } from '../boot/service-worker'
import { homePath } from '../routes'
import { intake } from './intake'

interface LaunchQueue {
  setConsumer(consumer: (launch: { readonly files: readonly FileSystemFileHandle[] }) => void): void
}

/** Files that the system opens with the studio, and files that other apps share with it. */
export function useLaunchedFiles(): void {
  const [address, navigate] = useLocation()
  useEffect(() => {
    const { launchQueue } = globalThis as { readonly launchQueue?: LaunchQueue }
    launchQueue?.setConsumer(({ files }) => {
      if (files.length > 0) void Promise.all(files.map((handle) => handle.getFile())).then(intake)
    })
  }, [])
  useEffect(() => {
    if (address !== '/import-shared') return
    navigate(homePath, { replace: true })
    void takeSharedFiles().then(intake)
  }, [address, navigate])
}
