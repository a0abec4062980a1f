import { ActionIcon, Menu } from '@mantine/core'
import { IconCopy, IconDots, IconPencil, IconTrash } from '@tabler/icons-react'
import { useLiveQuery } from 'dexie-react-hooks'
import { lazy, Suspense, useState } from 'react'
import { Link } from 'wouter'
import { db } from '../../db/database'
import type { Project } from '../../db/objects'
import { projectBytes } from '../../db/projects'
import { formatAgo, formatBytes, formatCount, formatQuantity, formatShare } from '../../ui/format'
import { stagePath } from '../routes'
import { generatorWords } from '../words'
import styles from './home.module.css'
import { copyProject, removeProject } from './project-actions'

const RenameDialog = lazy(async () => ({ default: (await import('./rename-dialog')).RenameDialog }))

export function ProjectCard({ project }: { readonly project: Project }) {
  const [isRenaming, setRenaming] = useState(false)
  const facts = useLiveQuery(() => cardFacts(project.id), [project.id])
  const { source } = project
  return (
    <li className={styles.card}>
      <div className={styles.cardHead}>
        <Link href={stagePath(project.id, 'data')} className={styles.cardName} translate="no">
          {project.name}
        </Link>
        <Menu position="bottom-end">
          <Menu.Target>
            <ActionIcon aria-label={`More for ${project.name}`} className={styles.above ?? ''}>
              <IconDots size={18} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item leftSection={<IconPencil size={16} />} onClick={() => setRenaming(true)}>
              Rename
            </Menu.Item>
            <Menu.Item leftSection={<IconCopy size={16} />} onClick={() => void copyProject(project)}>
              Duplicate
            </Menu.Item>
            <Menu.Item
              className={styles.danger ?? ''}
              leftSection={<IconTrash size={16} />}
              onClick={() => void removeProject(project)}
            >
              Delete
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      </div>
      <p className={styles.cardSize}>
        <b>{formatCount(source.rows)}</b>{' '}
        {project.kind === 'pictures'
          ? `pictures, ${formatQuantity(source.columns, 'class', 'classes')}`
          : `× ${formatCount(source.columns)}`}
        {!source.complete && source.status === 'ready' && <span className={styles.partial}>part of the file</span>}
      </p>
      <dl className={styles.cardFacts}>
        <dt>Best run</dt>
        <dd>{facts?.best ?? '–'}</dd>
        <dt>Space</dt>
        <dd>{facts ? formatBytes(facts.bytes) : '…'}</dd>
        <dt>Last used</dt>
        <dd>{formatAgo(Math.max(project.updatedAt, project.lastOpenedAt), Date.now())}</dd>
      </dl>
      {isRenaming && (
        <Suspense>
          <RenameDialog project={project} onClose={() => setRenaming(false)} />
        </Suspense>
      )}
    </li>
  )
}

async function cardFacts(projectId: string): Promise<{ bytes: number; best?: string }> {
  const [bytes, runs] = await Promise.all([
    projectBytes(projectId),
    db.runs.where('projectId').equals(projectId).toArray(),
  ])
  const [best] = runs
    .filter((run) => run.quality)
    .sort((a, b) => a.quality!.shapeError + a.quality!.trendError - b.quality!.shapeError - b.quality!.trendError)
  if (!best?.quality) return { bytes }
  const name = generatorWords[best.generator] ?? best.generator
  return { bytes, best: `${name}, ${formatShare(1 - best.quality.shapeError)} alike` }
}
