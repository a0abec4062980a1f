import { Kbd, Modal, Switch } from '@mantine/core'
import { closePanel, setSingleKeys, useUi } from '../../store/ui'
import { stagesOf } from './screens'
import styles from './shortcuts.module.css'
import { type Place, useKind } from './use-open-project'

const isApple = /Mac|iPhone|iPad/.test(navigator.userAgent)
const command = isApple ? '⌘' : 'Ctrl'

const always = [
  { keys: [`${command} K`], does: 'All commands' },
  { keys: [`${command} O`], does: 'Open a file' },
  { keys: [`${command} V`], does: 'Paste a table' },
  { keys: [`${command} Z`], does: 'Undo an edit of the schema or the gallery' },
  { keys: [isApple ? '⇧ ⌘ Z' : 'Shift Ctrl Z'], does: 'Redo it' },
]

/** The keys, with those of the stages that the open project has. */
export function Shortcuts({ place }: { readonly place: Place }) {
  const kind = useKind(place)
  const singleKeys = useUi((state) => state.singleKeys)
  const single = [
    ...stagesOf(kind).map(({ key, label }) => ({ keys: ['G', key.toUpperCase()], does: `Go to ${label}` })),
    { keys: ['G', 'H'], does: 'Go to Home' },
    { keys: ['Space'], does: 'Pause or go on with training' },
    { keys: ['?'], does: 'This sheet' },
  ]
  return (
    <Modal opened onClose={closePanel} title="Keyboard shortcuts" size="md">
      <dl className={styles.keys}>
        {[...always, ...(singleKeys ? single : [])].map(({ keys, does }) => (
          <div key={does}>
            <dt>{does}</dt>
            <dd>
              {keys.map((key) => (
                <Kbd key={key}>{key}</Kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
      <Switch
        mt="md"
        label="Single-key shortcuts (G, Space, ?)"
        checked={singleKeys}
        onChange={(event) => void setSingleKeys(event.currentTarget.checked)}
      />
    </Modal>
  )
}
