/** A panel at the side, over a page that is shut meanwhile. */
import { type ReactNode, type RefObject, useEffect, useRef } from 'react';
import { DismissButton, Overlay } from 'react-aria/Overlay';
import { useOverlay } from 'react-aria/useOverlay';
import { usePreventScroll } from 'react-aria/usePreventScroll';
import styles from './story.module.css';

export interface SidePanelProps {
  readonly onClose: () => void;
  /** A dialog. */
  readonly children: ReactNode;
}

/**
 * The focus goes in, stays there, and goes back where it was; Escape and a press beside the panel close it. The page is
 * shut by the veil over it and hidden from screen readers, not by `inert` as the library's own does: for that, all of a
 * page is styled anew when the panel opens and once more when it closes.
 */
export function SidePanel({ onClose, children }: SidePanelProps) {
  return (
    <Overlay shouldContainFocus>
      <Shutting onClose={onClose}>{children}</Shutting>
    </Overlay>
  );
}

function Shutting({ onClose, children }: SidePanelProps) {
  const panel = useRef<HTMLDivElement>(null);
  const { overlayProps, underlayProps } = useOverlay({ isOpen: true, isDismissable: true, onClose }, panel);
  usePreventScroll();
  useAloneForReaders(panel);
  return (
    <div {...underlayProps} className={styles.overlay}>
      <div {...overlayProps} ref={panel} className={styles.drawer}>
        {children}
        <DismissButton onDismiss={onClose} />
      </div>
    </div>
  );
}

/** Comes after the dialog's own effects: what is hidden must not have the focus. */
function useAloneForReaders(panel: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const beside = [...document.body.children].filter(
      (element) =>
        !element.contains(panel.current) && !element.matches('[aria-hidden], [data-live-announcer], script'),
    );
    for (const element of beside) element.setAttribute('aria-hidden', 'true');
    return () => {
      for (const element of beside) element.removeAttribute('aria-hidden');
    };
  }, [panel]);
}
