import { useState } from 'react'
import type { Project } from '../../db/objects'
import type { StoredPictures } from '../../db/pictures'
import type { StoredScenes } from '../../db/scenes'
import { Notice } from '../../ui/notice'
import { ScreenFrame } from '../../ui/screen-frame'
import type { ScreenProps } from '../screen'
import pictureStyles from './pictures.module.css'
import { SceneExportPanel } from './scene-export-panel'
import { ScenePreviewPanel } from './scene-preview-panel'
import { SceneSettings } from './scene-settings'
import { SceneSourcesPanel } from './scene-sources-panel'
import { usePictures } from './use-pictures'
import { useScenePreview } from './use-scene-preview'
import { useScenes } from './use-scenes'

export function ComposeScreen({ project }: ScreenProps) {
  const pictures = usePictures(project.id)
  const scenes = useScenes(project.id)
  if (!pictures || !scenes) return null
  return (
    <ScreenFrame
      title="Compose"
      hint="New scenes from things cut out of your pictures, placed on backgrounds, for models that find or outline things"
    >
      <Editor project={project} pictures={pictures} scenes={scenes} />
    </ScreenFrame>
  )
}

interface EditorProps {
  readonly project: Project
  readonly pictures: StoredPictures
  readonly scenes: StoredScenes
}

function Editor({ project, pictures, scenes }: EditorProps) {
  const [recipe, setRecipe] = useState(scenes.recipe)
  const marks = JSON.stringify([scenes.things.length, scenes.things.at(-1), scenes.thingClasses])
  const shown = useScenePreview(project.id, recipe, marks)
  return (
    <>
      <div className={pictureStyles.columns}>
        <div className={pictureStyles.side}>
          <SceneSourcesPanel {...{ pictures, scenes, recipe }} onChange={setRecipe} />
          <SceneSettings recipe={recipe} onChange={setRecipe} />
        </div>
        <ScenePreviewPanel shown={shown} recipe={recipe} onChange={setRecipe} />
      </div>
      <SceneExportPanel
        projectId={project.id}
        name={project.name}
        recipe={recipe}
        isPossible={shown.problem === undefined && shown.scenes.length > 0}
        onChange={setRecipe}
      />
      <Notice tone="warn" title="Scenes hold parts of your pictures">
        What the parts show can be recognised. Share the set only where you might share the pictures themselves.
      </Notice>
    </>
  )
}
