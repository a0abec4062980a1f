import { Button, Progress } from '@mantine/core'
import { IconArrowLeft } from '@tabler/icons-react'
import { useLocation } from 'wouter'
import { cancelPictures } from '../../store/cancel-pictures'
import { useWork } from '../../store/work'
import { formatCount } from '../../ui/format'
import { Notice } from '../../ui/notice'
import { Panel } from '../../ui/panel'
import { ScreenFrame } from '../../ui/screen-frame'
import { problemText } from '../problem-text'
import { homePath } from '../routes'

/** Pictures being read, or why they could not be. */
export function PictureImportScreen() {
  const importing = useWork((state) => state.importingPictures)
  const [, navigate] = useLocation()
  if (!importing) return null
  const { name, progress, problem } = importing
  if (problem) {
    const { title, advice } = problemText(problem)
    const leave = () => {
      useWork.setState({ importingPictures: undefined })
      navigate(homePath)
    }
    return (
      <ScreenFrame title="Gallery">
        <Notice
          tone="bad"
          title={title}
          actions={
            <Button variant="default" leftSection={<IconArrowLeft size={16} />} onClick={leave}>
              Back to Home
            </Button>
          }
        >
          {advice}
        </Notice>
      </ScreenFrame>
    )
  }
  const cancel = async () => {
    const done = cancelPictures()
    navigate(homePath)
    await done
  }
  const share = progress ? (100 * progress.done) / Math.max(1, progress.of) : 0
  return (
    <ScreenFrame title="Gallery" hint={`Reading “${name}” on this device`}>
      <Panel label="Reading">
        <Progress value={share} aria-label="Pictures read" />
        <p>
          {progress
            ? `${formatCount(progress.done)} of ${formatCount(progress.of)} pictures`
            : 'Looking at the files …'}
        </p>
        <Button variant="default" mt={12} onClick={() => void cancel()}>
          Cancel
        </Button>
      </Panel>
    </ScreenFrame>
  )
}
