import { type KeyboardEvent, type ReactNode, useEffect, useRef } from 'react';

const STEPS: Readonly<Record<string, number>> = {
  ArrowDown: 1,
  ArrowRight: 1,
  ArrowUp: -1,
  ArrowLeft: -1,
};

export interface OneStopProps {
  readonly children: ReactNode;
}

/**
 * Around a table with a button in every cell: all of them are one stop of the Tab key, and the arrow keys go from one
 * to the next. A printed form would otherwise be a hundred stops.
 */
export function OneStop({ children }: OneStopProps) {
  const box = useRef<HTMLDivElement>(null);
  const stop = useRef(0);
  const buttons = () => [...(box.current?.querySelectorAll<HTMLElement>('button, [role=button]') ?? [])];
  const show = () => {
    const all = buttons();
    const at = Math.min(stop.current, all.length - 1);
    for (const [index, button] of all.entries()) button.tabIndex = index === at ? 0 : -1;
  };
  useEffect(show);
  const press = (event: KeyboardEvent) => {
    const all = buttons();
    const here = all.findIndex((button) => button === event.target);
    const step = STEPS[event.key];
    if (here < 0 || step === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    stop.current = Math.max(0, Math.min(all.length - 1, here + step));
    show();
    all[stop.current]?.focus();
  };
  return (
    // The keys are those of the buttons inside.
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions
    <div ref={box} onKeyDown={press}>
      {children}
    </div>
  );
}
