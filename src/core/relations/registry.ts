import { formula } from './formula'
import { lookup } from './lookup'
import { missingTogether } from './missing-together'
import { order } from './order'
import type { Relation, RelationKind } from './relation'

/** The order in which they are proposed. */
export const relationKinds: readonly RelationKind[] = [
  formula as RelationKind,
  lookup as RelationKind,
  order as RelationKind,
  missingTogether as RelationKind,
]

export function kindOf(relation: Relation): RelationKind {
  return relationKinds.find(({ kind }) => kind === relation.kind)!
}
