import { notifications } from '@mantine/notifications'
import { db } from '../../db/database'

const setting = 'asked-to-persist'

/** Asks the browser, at the first save, not to clear the studio's data when disk is short, and says what it answered. */
export async function askToPersist(): Promise<void> {
  if (!navigator.storage?.persist) return
  const wasAsked = await db.settings.get(setting)
  if (wasAsked) return
  const isKept = await navigator.storage.persist()
  await db.settings.put({ key: setting, value: isKept })
  notifications.show({
    title: isKept ? 'Saved for good' : 'Saved in this browser',
    message: isKept
      ? 'The browser keeps your projects until you delete them.'
      : 'Your projects stay here, but the browser may clear them if the disk runs short. Back up what matters, or install the studio.',
    color: isKept ? 'teal' : 'gray',
  })
}
