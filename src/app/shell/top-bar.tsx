import { ActionIcon, Menu, Tooltip } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import {
  IconArrowBackUp,
  IconArrowForwardUp,
  IconCommand,
  IconDotsVertical,
  IconHome,
  IconKeyboard,
} from '@tabler/icons-react'
import { Link } from 'wouter'
import type { Project } from '../../db/objects'
import { renameProject } from '../../db/projects'
import { openPanel } from '../../store/ui'
import { InlineRename } from '../../ui/inline-rename'
import { Mark } from '../../ui/mark'
import { homePath } from '../routes'
import { EngineBadge } from './engine-badge'

import { SealBadge } from './seal-badge'
import { StoragePill } from './storage-pill'
import { ThemeSwitch } from './theme-switch'
import styles from './top-bar.module.css'
import { useUndo } from './use-undo'

export interface TopBarProps {
  readonly project?: Project | null | undefined
  readonly className?: string | undefined
}

export function TopBar({ project, className }: TopBarProps) {
  const isPhone = useMediaQuery('(max-width: 760px)', false)
  return (
    <header className={`${styles.bar} ${className ?? ''}`}>
      <Link href={homePath} className={styles.home} aria-label="Home, all projects">
        <Mark />
        {!project && <span className={styles.brand}>Synthetic Data Studio</span>}
      </Link>
      <div className={styles.name}>
        {project && (
          <InlineRename
            label="Name of the project"
            value={project.name}
            onRename={(name) => void renameProject(project.id, name)}
          />
        )}
      </div>
      {project && <UndoButtons projectId={project.id} />}
      <SealBadge isShort={isPhone ?? false} />
      {isPhone ? (
        <MoreMenu />
      ) : (
        <>
          <EngineBadge />
          <StoragePill />
          <Tooltip label="All commands (⌘K or Ctrl K)">
            <ActionIcon aria-label="All commands" onClick={() => openPanel('palette')}>
              <IconCommand size={19} stroke={1.7} />
            </ActionIcon>
          </Tooltip>
          <ThemeSwitch />
        </>
      )}
    </header>
  )
}

function UndoButtons({ projectId }: { readonly projectId: string }) {
  const { canUndo, canRedo, undo, redo } = useUndo(projectId)
  return (
    <div className={styles.undo}>
      <Tooltip label="Undo the last edit (⌘Z)">
        <ActionIcon aria-label="Undo" onClick={undo} disabled={!canUndo} className={styles.ghost ?? ''}>
          <IconArrowBackUp size={19} stroke={1.7} />
        </ActionIcon>
      </Tooltip>
      <Tooltip label="Redo (⇧⌘Z)">
        <ActionIcon aria-label="Redo" onClick={redo} disabled={!canRedo} className={styles.ghost ?? ''}>
          <IconArrowForwardUp size={19} stroke={1.7} />
        </ActionIcon>
      </Tooltip>
    </div>
  )
}

/** What does not fit beside the name on a phone. */
function MoreMenu() {
  return (
    <Menu position="bottom-end" width={280} closeOnItemClick={false}>
      <Menu.Target>
        <ActionIcon aria-label="More">
          <IconDotsVertical size={19} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item component={Link} href={homePath} leftSection={<IconHome size={17} />}>
          All projects
        </Menu.Item>
        <Menu.Item closeMenuOnClick leftSection={<IconCommand size={17} />} onClick={() => openPanel('palette')}>
          All commands
        </Menu.Item>
        <Menu.Item closeMenuOnClick leftSection={<IconKeyboard size={17} />} onClick={() => openPanel('shortcuts')}>
          Keyboard shortcuts
        </Menu.Item>
        <Menu.Divider />
        <div className={styles.menuRow}>
          <EngineBadge />
          <StoragePill />
          <ThemeSwitch />
        </div>
      </Menu.Dropdown>
    </Menu>
  )
}
