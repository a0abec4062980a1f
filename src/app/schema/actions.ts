import { type FieldAction, type FieldKind, personalKinds } from '../../core/schema/schema'

const madeKinds: readonly FieldKind[] = [...personalKinds, 'id', 'text']

/** What can be done with a column of this kind: what is never learned has no “learn”. */
export function actionsFor(kind: FieldKind): readonly FieldAction[] {
  if (kind === 'constant') return ['constant', 'drop']
  if (madeKinds.includes(kind)) return ['fake', 'drop']
  return ['learn', 'fake', 'drop']
}

/** The action a column keeps, or gets, when its kind becomes `kind`. */
export function actionFor(kind: FieldKind, action: FieldAction): FieldAction {
  if (action === 'drop') return 'drop'
  return actionsFor(kind)[0]!
}
