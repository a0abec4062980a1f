import { Select } from '@mantine/core'
import { type SceneGroup, sceneParameter, sceneParameterIds } from '../../core/images/compose/scene-parameters'
import { ownBackground, type SceneRecipe, scenePresets } from '../../core/images/compose/scene-recipe'
import { Panel } from '../../ui/panel'
import styles from './compose.module.css'
import { sceneGroupWords, scenePresetWords } from './scene-words'
import { ShareField } from './share-field'
import { SpreadField } from './spread-field'

interface SceneSettingsProps {
  readonly recipe: SceneRecipe
  onChange(recipe: SceneRecipe): void
}

const groups = Object.keys(sceneGroupWords) as SceneGroup[]

/** Everything that is drawn anew for each scene. */
export function SceneSettings({ recipe, onChange }: SceneSettingsProps) {
  const preset = scenePresets.find(({ change }) => JSON.stringify(change.spreads) === JSON.stringify(recipe.spreads))
  const choose = (id: string | null) => {
    const chosen = scenePresets.find((each) => each.id === id)
    if (!chosen) return
    const backgrounds = chosen.id === 'inspection' ? [ownBackground] : recipe.backgrounds
    onChange({ ...recipe, ...chosen.change, backgrounds })
  }
  return (
    <Panel title="What varies" hint="Drawn anew for each scene: evenly, often in the middle, or often low">
      <Select
        label="Start from"
        placeholder="Your own mix"
        data={scenePresets.map(({ id }) => ({ value: id, label: scenePresetWords[id] }))}
        value={preset?.id ?? null}
        onChange={choose}
        mb={12}
      />
      {groups.map((group) => (
        <details key={group} className={styles.group} open={group === 'objects'}>
          <summary>{sceneGroupWords[group]}</summary>
          <div className={styles.fields}>
            {sceneParameterIds
              .filter((id) => sceneParameter(id).group === group)
              .map((id) => (
                <SpreadField
                  key={id}
                  id={id}
                  recipe={recipe}
                  onChange={(spread) => onChange({ ...recipe, spreads: { ...recipe.spreads, [id]: spread } })}
                />
              ))}
            {group === 'objects' && (
              <>
                <ShareField
                  name="Mirrored"
                  value={recipe.mirrored}
                  onChange={(mirrored) => onChange({ ...recipe, mirrored })}
                />
                <ShareField
                  name="Seen of each thing, at least"
                  value={recipe.leastVisible}
                  onChange={(leastVisible) => onChange({ ...recipe, leastVisible })}
                />
              </>
            )}
          </div>
        </details>
      ))}
    </Panel>
  )
}
