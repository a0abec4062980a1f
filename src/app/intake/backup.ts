import { notifications } from '@mantine/notifications'
import { listProjects } from '../../db/projects'
import { backUp, restoreBackup } from '../../jobs/export'
import { formatQuantity } from '../../ui/format'
import { backupExtension } from './file-kinds'

/** Saves all projects, with data, models and reports, as one file. */
export async function saveBackup(): Promise<void> {
  const projects = await listProjects()
  const id = notifications.show({ loading: true, message: 'Packing all projects …', autoClose: false })
  try {
    const file = await backUp(projects.map((project) => project.id))
    const name = `synthetic-data-studio-${new Date().toISOString().slice(0, 10)}${backupExtension}`
    download(file, name)
    notifications.show({
      title: 'Backed up',
      message: `${formatQuantity(projects.length, 'project')} in “${name}”. It holds your real data: keep it as safe as the original.`,
      color: 'teal',
    })
  } finally {
    notifications.hide(id)
  }
}

/** Puts the projects of a backup back beside those that are here. */
export async function restore(file: File): Promise<void> {
  const ids = await restoreBackup(file)
  notifications.show({
    title: 'Restored',
    message: `${formatQuantity(ids.length, 'project is', 'projects are')} back.`,
    color: 'teal',
  })
}

function download(file: Blob, name: string): void {
  const url = URL.createObjectURL(file)
  Object.assign(document.createElement('a'), { href: url, download: name }).click()
  // The browser reads the Blob after the click; a minute is ample.
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}
