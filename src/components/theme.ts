/**
 * Light or dark: a preference of the device, not of the view, so it stays out of the address. `data-theme` on
 * the root is always `light` or `dark`; index.html sets it before the first paint, this keeps it up to date.
 */
import { useSyncExternalStore } from 'react';

export const THEME_PREFERENCES = ['system', 'light', 'dark'] as const;
export type ThemePreference = (typeof THEME_PREFERENCES)[number];

const KEY = 'theme';
const listeners = new Set<() => void>();
let preference: ThemePreference | undefined;

function stored(): ThemePreference {
  try {
    const value = localStorage.getItem(KEY);
    return value === 'light' || value === 'dark' ? value : 'system';
  } catch {
    // Storage may be forbidden; the choice then lasts as long as the page.
    return 'system';
  }
}

const systemIsDark = () => matchMedia('(prefers-color-scheme: dark)');

function apply(): void {
  const dark = preference === 'dark' || (preference !== 'light' && systemIsDark().matches);
  document.documentElement.dataset.theme = dark ? 'dark' : 'light';
}

/** Follows the system as long as nothing else was chosen. Call once at start; returns the way to stop. */
export function followSystemTheme(): () => void {
  preference = stored();
  const system = systemIsDark();
  apply();
  system.addEventListener('change', apply);
  return () => {
    system.removeEventListener('change', apply);
  };
}

export function setThemePreference(next: ThemePreference): void {
  preference = next;
  try {
    if (next === 'system') localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, next);
  } catch {
    // As above.
  }
  apply();
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}

/** What the reader chose; `system` unless they did. */
export function useThemePreference(): ThemePreference {
  return useSyncExternalStore(
    subscribe,
    () => (preference ??= stored()),
    () => 'system',
  );
}
