import { type ComponentType, lazy, useState } from 'react'

/** A component whose code is fetched when it is first drawn, or before. */
export interface LazyScreen<Props> {
  readonly Lazy: ComponentType<Props>
  /** The component itself, once its code is here. */
  readonly loaded: () => ComponentType<Props> | undefined
  /** Fetches the code now: the component is then drawn at once, without a fallback in between. */
  readonly preload: () => Promise<unknown>
}

export function lazyScreen<Props extends object>(load: () => Promise<ComponentType<Props>>): LazyScreen<Props> {
  let loaded: ComponentType<Props> | undefined
  const preload = async () => {
    loaded ??= await load()
    return { default: loaded }
  }
  return { Lazy: lazy(preload) as unknown as ComponentType<Props>, loaded: () => loaded, preload }
}

/** Draws a screen: at once where its code is here, else as soon as it is. */
export function Screen<Props extends object>({ of, props }: { readonly of: LazyScreen<Props>; readonly props: Props }) {
  // Chosen once: another type of component would begin with a state of its own.
  const [Component] = useState<ComponentType<Props>>(() => of.loaded() ?? of.Lazy)
  return <Component {...props} />
}
