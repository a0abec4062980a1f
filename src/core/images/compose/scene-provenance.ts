import { provenanceFormat } from '../../readers/synthetic-marker'
import type { MadeFacts } from '../augment/augmentation-provenance'
import { digitalSourceType } from '../xmp'
import type { SceneRecipe } from './scene-recipe'

/** Where composed scenes come from. Facts only. */
export function sceneProvenance(
  { id, createdAt, toolVersion, sourceName, sha256, source }: MadeFacts,
  recipe: SceneRecipe,
  things: Readonly<Record<string, number>>,
) {
  const { seed, scenes, format: _, version: __, ...hyperparameters } = recipe
  return {
    format: provenanceFormat,
    schemaVersion: '2.0',
    variant: 'internal',
    id: `urn:uuid:${id}`,
    createdAt,
    app: { name: 'Synthetic Data Studio', version: toolVersion },
    synthetic: true,
    modality: 'images',
    digitalSourceType: digitalSourceType('compositeSynthetic'),
    sources: [{ name: sourceName, ...(sha256 ? { sha256 } : {}), ...source }],
    generator: { type: 'composition', hyperparameters, seed },
    sampling: { images: scenes, things },
    /** Things and own grounds are parts of real pictures: what they show can be recognised. */
    privacy: { dp: null, holdsPartsOfRealPictures: true },
    generationNumber: 1,
    limitations: ['holds-parts-of-real-pictures'],
  }
}
