/** What lies far below the fold is asked for only when a reader comes near it, or the page is printed. */
import { type RefCallback, useCallback, useEffect, useState } from 'react';
import { Button } from 'react-aria-components';
import { flushSync } from 'react-dom';
import { useLanguage } from '#i18n/use-language.ts';
import { classNames } from './class-names.ts';
import controls from './controls.module.css';
import styles from './near-reader.module.css';

/** Near: within a page or so of what is seen. */
const MARGIN = '1000px 0px';

/** How long printing waits for what is still to come, ms. */
const PATIENCE = 10_000;

export interface NearReader {
  /** Once true, it stays. */
  readonly near: boolean;
  /** For the face that keeps the room meanwhile: see `AwaitingFace`. */
  readonly place: RefCallback<Element>;
  readonly bring: () => void;
}

/** `already`: it is asked for without a look at where it stands. */
export function useNearReader(already: boolean): NearReader {
  const [came, setCame] = useState(false);
  const bring = useCallback(() => setCame(true), []);
  const place = useCallback(
    (element: Element | null) => {
      if (element === null) return undefined;
      const observer = new IntersectionObserver(
        (entries) => {
          if (entries.some(({ isIntersecting }) => isIntersecting)) bring();
        },
        { rootMargin: MARGIN },
      );
      observer.observe(element);
      return () => observer.disconnect();
    },
    [bring],
  );
  const near = came || already;
  // Asked for once, it stays when what asked for it is gone.
  if (near && !came) setCame(true);
  useEffect(() => {
    if (near) return undefined;
    const atPrint = () => flushSync(bring);
    const atKey = (event: KeyboardEvent) => {
      if (!asksToPrint(event)) return;
      event.preventDefault();
      flushSync(bring);
      printWhenThere(Date.now() + PATIENCE);
    };
    addEventListener('beforeprint', atPrint);
    addEventListener('keydown', atKey);
    return () => {
      removeEventListener('beforeprint', atPrint);
      removeEventListener('keydown', atKey);
    };
  }, [near, bring]);
  return { near, place, bring };
}

const asksToPrint = ({ key, ctrlKey, metaKey, shiftKey, altKey, defaultPrevented }: KeyboardEvent) =>
  key.toLowerCase() === 'p' && (ctrlKey || metaKey) && !shiftKey && !altKey && !defaultPrevented;

/** The event of printing waits for nothing; the press that asks for it can. */
function printWhenThere(until: number): void {
  requestAnimationFrame(() => {
    const there = document.querySelector('main :is([data-pending], [aria-busy="true"])') === null;
    if (there || Date.now() > until) print();
    else printWhenThere(until);
  });
}

export interface AwaitingFaceProps extends Pick<NearReader, 'place' | 'bring'> {
  readonly height?: string;
}

/** Keeps the room of what is not asked for yet. The button is for whoever comes without scrolling. */
export function AwaitingFace({ place, bring, height = '12rem' }: AwaitingFaceProps) {
  const { language } = useLanguage();
  return (
    <div ref={place} className={styles.awaiting} style={{ minHeight: height }} data-awaiting="">
      <Button className={classNames(controls.button)} onPress={bring}>
        {language === 'zh' ? '列出' : 'List them'}
      </Button>
    </div>
  );
}
