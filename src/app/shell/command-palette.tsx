import { useMantineColorScheme } from '@mantine/core'
import { createSpotlight, Spotlight, type SpotlightActionData, type SpotlightActionGroupData } from '@mantine/spotlight'
import {
  type Icon,
  IconClipboard,
  IconFileImport,
  IconHome,
  IconKeyboard,
  IconLock,
  IconMoon,
  IconReportSearch,
  IconSearch,
  IconSun,
  IconTable,
} from '@tabler/icons-react'
import { useLiveQuery } from 'dexie-react-hooks'
import { useEffect } from 'react'
import { useLocation } from 'wouter'
import { listProjects } from '../../db/projects'
import { closePanel, openPanel, useUi } from '../../store/ui'
import { formatQuantity } from '../../ui/format'
import { openFiles, pasteTable } from '../intake/intake'
import { auditPath, homePath, stagePath } from '../routes'
import { stagesOf } from './screens'
import { type Place, useKind } from './use-open-project'

const [paletteStore, palette] = createSpotlight()

/** Everything that can be done from anywhere, by typing its name. */
export function CommandPalette({ place }: { readonly place: Place }) {
  const [, navigate] = useLocation()
  const { setColorScheme } = useMantineColorScheme()
  const projects = useLiveQuery(listProjects, [], [])
  const { projectId } = place
  const kind = useKind(place)
  useEffect(() => {
    palette.open()
    return palette.close
  }, [])
  const groups: SpotlightActionGroupData[] = [
    {
      group: 'This project',
      actions: projectId
        ? stagesOf(kind).map(({ stage, label, hint, icon }) =>
            action(stage, label, hint, icon, () => navigate(stagePath(projectId, stage))),
          )
        : [],
    },
    {
      group: 'Studio',
      actions: [
        action('home', 'Home', 'All projects and samples', IconHome, () => navigate(homePath)),
        action('open', 'Open a file', 'Choose a table from this device', IconFileImport, () => void openFiles()),
        action(
          'audit',
          'Check a file made elsewhere',
          'Someone else’s synthetic table beside the real one',
          IconReportSearch,
          () => navigate(auditPath),
        ),
        action('paste', 'Paste a table', 'From the clipboard', IconClipboard, () => void pasteTable()),
        action('seal', 'What left this device', 'The seal and its proof', IconLock, () => openPanel('seal')),
        action('keys', 'Keyboard shortcuts', '', IconKeyboard, () => openPanel('shortcuts')),
        action('light', 'Light theme', '', IconSun, () => setColorScheme('light')),
        action('dark', 'Dark theme', '', IconMoon, () => setColorScheme('dark')),
      ],
    },
    {
      group: 'Projects',
      actions: projects.map((project) =>
        action(
          `project-${project.id}`,
          project.name,
          formatQuantity(project.source.rows, project.kind === 'pictures' ? 'picture' : 'row'),
          IconTable,
          () => navigate(stagePath(project.id, 'data')),
        ),
      ),
    },
  ]
  return (
    <Spotlight
      store={paletteStore}
      actions={groups.filter((group) => group.actions.length > 0)}
      shortcut={null}
      onSpotlightClose={forgetPalette}
      highlightQuery
      scrollable
      maxHeight={460}
      attributes={{ content: { 'aria-label': 'All commands' } }}
      scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}
      nothingFound="Nothing by that name"
      searchProps={{
        leftSection: <IconSearch size={18} />,
        placeholder: 'What do you want to do?',
        'aria-label': 'Find a command',
        spellCheck: false,
      }}
    />
  )
}

/** A command may have opened another panel meanwhile. */
function forgetPalette(): void {
  if (useUi.getState().panel === 'palette') closePanel()
}

function action(
  id: string,
  label: string,
  description: string,
  ActionIcon: Icon,
  onClick: () => void,
): SpotlightActionData {
  return { id, label, description, leftSection: <ActionIcon size={19} stroke={1.6} />, onClick }
}
