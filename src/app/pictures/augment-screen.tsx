import { Button, SegmentedControl } from '@mantine/core'
import { useState } from 'react'
import { Link } from 'wouter'
import { ScreenFrame } from '../../ui/screen-frame'
import { stagePath } from '../routes'
import type { ScreenProps } from '../screen'
import { AugmentEditor } from './augment-editor'
import { LadderEditor } from './ladder-editor'
import { usePictures } from './use-pictures'

const ways = [
  { value: 'more', label: 'More pictures' },
  { value: 'ladder', label: 'Damage for testing' },
]
const hints: Readonly<Record<string, string>> = {
  more: 'More pictures by changing the ones you have: a model that is trained on them minds such changes less.',
  ladder: 'The same test pictures, damaged in known ways at five strengths: see at which your model starts to fail.',
}

/** Changed pictures to train on, or damaged ones to test with. */
export function AugmentScreen({ project }: ScreenProps) {
  const pictures = usePictures(project.id)
  const [way, setWay] = useState('more')
  if (!pictures) return null
  return (
    <ScreenFrame
      title="Augment"
      hint={hints[way]}
      actions={
        way === 'more' && (
          <Button component={Link} href={stagePath(project.id, 'export')}>
            Export
          </Button>
        )
      }
    >
      <SegmentedControl aria-label="What to make" data={ways} value={way} onChange={setWay} />
      {way === 'more' ? (
        <AugmentEditor pictures={pictures} />
      ) : (
        <LadderEditor pictures={pictures} name={project.name} />
      )}
    </ScreenFrame>
  )
}
