import { Kbd, Modal, Switch } from '@mantine/core'
import { closePanel, setSingleKeys, useUi } from '../../store/ui'
import { stages } from '../routes'
import { screens } from './screens'
import styles from './shortcuts.module.css'

const isApple = /Mac|iPhone|iPad/.test(navigator.userAgent)
const command = isApple ? '⌘' : 'Ctrl'

const always = [
  { keys: [`${command} K`], does: 'All commands' },
  { keys: [`${command} O`], does: 'Open a file' },
  { keys: [`${command} V`], does: 'Paste a table' },
  { keys: [`${command} Z`], does: 'Undo an edit of the schema' },
  { keys: [isApple ? '⇧ ⌘ Z' : 'Shift Ctrl Z'], does: 'Redo it' },
]

export function Shortcuts() {
  const singleKeys = useUi((state) => state.singleKeys)
  const single = [
    ...stages.map((stage) => ({
      keys: ['G', screens[stage].key.toUpperCase()],
      does: `Go to ${screens[stage].label}`,
    })),
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
