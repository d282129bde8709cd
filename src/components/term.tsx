import { lazy, type ReactNode, Suspense, useRef, useState } from 'react';
import { useLanguage } from '#i18n/use-language.ts';
import { classNames } from './class-names.ts';
import { InfoIcon } from './icons.tsx';
import styles from './term.module.css';
import { type NamedTerm, splitByTerms, type TermRef } from './terms.ts';

// The entries are long, and most readers open few.
const TermPopover = lazy(async () => ({ default: (await import('./term-popover.tsx')).TermPopover }));

export interface TermProps {
  readonly of: TermRef;
  /** The word as it stands in its text; without it a small sign stands beside a word, which `name` then is. */
  readonly children?: ReactNode;
  readonly name?: string;
}

/** A word that opens its entry: what it means, in one plain sentence, and the way to the page of methods. */
export function Term({ of, children, name }: TermProps) {
  const { t } = useLanguage();
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const sign = name !== undefined;
  return (
    <>
      <button
        ref={button}
        type="button"
        className={classNames(sign ? styles.sign : styles.term)}
        data-term=""
        aria-haspopup="dialog"
        aria-expanded={open}
        {...(sign ? { 'aria-label': t('term.note', { name }) } : { title: t('term.open') })}
        onClick={() => setOpen(true)}
      >
        {sign ? <InfoIcon /> : children}
      </button>
      {open ? (
        <Suspense fallback={null}>
          <TermPopover of={of} trigger={button} onClose={() => setOpen(false)} />
        </Suspense>
      ) : null}
    </>
  );
}

export interface TermedTextProps {
  readonly text: string;
  readonly terms: readonly NamedTerm[];
}

/** A text in which the first occurrence of each term opens its entry. */
export function TermedText({ text, terms }: TermedTextProps) {
  const { language } = useLanguage();
  if (terms.length === 0) return <>{text}</>;
  return (
    <>
      {splitByTerms(text, terms, language).map((piece) =>
        typeof piece === 'string' ? (
          piece
        ) : (
          <Term key={piece.text} of={piece.ref}>
            {piece.text}
          </Term>
        ),
      )}
    </>
  );
}
