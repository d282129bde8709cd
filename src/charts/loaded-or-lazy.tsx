import { type ComponentType, createElement, type FunctionComponent, lazy, useState } from 'react';

export interface LoadedOrLazy<P> {
  readonly component: FunctionComponent<P>;
  /** Fetches the component's code ahead of its first drawing. */
  readonly load: () => Promise<unknown>;
}

/**
 * A component whose code comes when it is first drawn; drawn at once, without a moment of waiting, where the code was
 * loaded before.
 */
export function loadedOrLazy<P extends object>(fetch: () => Promise<ComponentType<P>>): LoadedOrLazy<P> {
  let loaded: ComponentType<P> | undefined;
  const load = async () => {
    loaded = await fetch();
    return { default: loaded };
  };
  const Lazy = lazy(load);
  return {
    load,
    component: function LoadedOrLazy(props: P) {
      // The same one as long as it stands: another would be drawn from scratch.
      const [shown] = useState<{ readonly component: ComponentType<P> }>(() => ({
        component: loaded ?? Lazy,
      }));
      return createElement(shown.component, props);
    },
  };
}
