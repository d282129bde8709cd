/** The popover of a menu or of a list of choices. */
import { type ReactNode, useContext, useEffect, useRef, useSyncExternalStore } from 'react';
import {
  OverlayTriggerStateContext,
  Popover,
  PopoverContext,
  type PopoverProps,
  useSlottedContext,
} from 'react-aria-components';

export interface ChoicePopoverProps extends Pick<PopoverProps, 'className' | 'placement'> {
  readonly children: ReactNode;
}

/** Asked once for all lists of a page; the build has no window. */
const hover = typeof matchMedia === 'undefined' ? undefined : matchMedia('(hover: hover)');

function subscribeToPointer(changed: () => void): () => void {
  hover?.addEventListener('change', changed);
  return () => hover?.removeEventListener('change', changed);
}

/**
 * Stands over the page without shutting it: a page shut and opened again is styled anew from end to end, which takes
 * longer than all else that a choice does. A press beside it closes it, and so does scrolling the page. Where fingers
 * scroll and keyboards come up from below, the page is shut all the same.
 */
export function ChoicePopover({ children, ...props }: ChoicePopoverProps) {
  const isOpenPage = useSyncExternalStore(
    subscribeToPointer,
    () => hover?.matches === true,
    () => false,
  );
  const popover = useRef<HTMLElement>(null);
  const trigger = useSlottedContext(PopoverContext)?.triggerRef;
  const isInList = (element: Node) => popover.current?.contains(element) === true;
  const isOnTrigger = (element: Node) => trigger?.current?.contains(element) === true;
  return (
    <Popover
      {...props}
      ref={popover}
      isNonModal={isOpenPage}
      // A press on the trigger moves the focus out of the list, too.
      shouldCloseOnInteractOutside={(element) => !isInList(element) && !isOnTrigger(element)}
    >
      {isOpenPage ? <CloseBeside isInList={isInList} isOnTrigger={isOnTrigger} /> : null}
      {children}
    </Popover>
  );
}

interface CloseBesideProps {
  readonly isInList: (element: Node) => boolean;
  readonly isOnTrigger: (element: Node) => boolean;
}

function CloseBeside({ isInList, isOnTrigger }: CloseBesideProps) {
  const state = useContext(OverlayTriggerStateContext);
  useEffect(() => {
    const press = (event: PointerEvent) => {
      const { target } = event;
      if (!(target instanceof Node) || isInList(target)) return;
      // The trigger only ever opens: it expects the page to be shut.
      if (isOnTrigger(target)) event.stopImmediatePropagation();
      state?.close();
    };
    addEventListener('pointerdown', press, { capture: true });
    return () => removeEventListener('pointerdown', press, { capture: true });
  });
  useEffect(() => {
    const [left, top] = [scrollX, scrollY];
    // The page may still tell of scrolling that came before the press. Listens ahead of the popover, whose effects come
    // after those of what stands in it.
    const keepOpen = (event: Event) => {
      if (event.target === document && scrollX === left && scrollY === top) event.stopImmediatePropagation();
    };
    addEventListener('scroll', keepOpen, { capture: true });
    return () => removeEventListener('scroll', keepOpen, { capture: true });
  }, []);
  return null;
}
