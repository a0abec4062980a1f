import type { Relation } from '../../core/relations/relation'

/** What switching it on does to the rows that are made. */
export function relationEffect(relation: Relation): string {
  switch (relation.kind) {
    case 'formula':
      return `${relation.target} is computed in every row.`
    case 'lookup':
      return `Each ${relation.from} gets the ${relation.to} that goes with it.`
    case 'order':
      return 'Rows that break it are drawn again.'
    case 'missing-together':
      return `${relation.fields[0]} decides for all of them.`
  }
}
