import { Button, TextInput } from '@mantine/core'
import { IconArchive, IconFolderOpen, IconSearch } from '@tabler/icons-react'
import { useLiveQuery } from 'dexie-react-hooks'
import { useState } from 'react'
import { listProjects } from '../../db/projects'
import { formatCount } from '../../ui/format'
import { openFiles } from '../intake/intake'
import styles from './home.module.css'
import { ProjectCard } from './project-card'

/** More projects than this are easier to search than to scan. */
const searchFrom = 5

export function ProjectList() {
  const projects = useLiveQuery(listProjects, [])
  const [search, setSearch] = useState('')
  if (!projects || projects.length === 0) return <RestoreHint />
  const wanted = search.trim().toLowerCase()
  const shown = projects.filter((project) =>
    `${project.name} ${project.source.fileName}`.toLowerCase().includes(wanted),
  )
  return (
    <section aria-labelledby="projects-title">
      <div className={styles.sectionHead}>
        <h2 className={styles.sectionTitle} id="projects-title">
          Your projects <span className={styles.count}>{formatCount(projects.length)}</span>
        </h2>
        <div className={styles.sectionTools}>
          {projects.length >= searchFrom && (
            <TextInput
              aria-label="Search projects"
              placeholder="Search"
              size="sm"
              leftSection={<IconSearch size={16} />}
              value={search}
              onChange={(event) => setSearch(event.currentTarget.value)}
              spellCheck={false}
              autoComplete="off"
            />
          )}
          <Button
            variant="default"
            size="sm"
            leftSection={<IconArchive size={16} />}
            onClick={() => void import('../intake/backup').then((backup) => backup.saveBackup())}
          >
            Back up all
          </Button>
          <Button variant="default" size="sm" leftSection={<IconFolderOpen size={16} />} onClick={openFiles}>
            Restore
          </Button>
        </div>
      </div>
      {shown.length === 0 ? (
        <p className={styles.none}>No project is called “{search.trim()}”.</p>
      ) : (
        <ul className={styles.cards}>
          {shown.map((project) => (
            <ProjectCard key={project.id} project={project} />
          ))}
        </ul>
      )}
    </section>
  )
}

function RestoreHint() {
  return (
    <p className={styles.none}>
      Your projects will be listed here. They stay in this browser. Have a backup? Drop it on this page too.
    </p>
  )
}
