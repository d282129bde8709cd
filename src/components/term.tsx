import { type KeyboardEvent, lazy, type ReactNode, Suspense, useRef, useState } from 'react';
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
  const word = useRef<HTMLSpanElement>(null);
  const sign = name !== undefined;
  const press = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' && event.key !== ' ') return;
    event.preventDefault();
    setOpen(true);
  };
  return (
    <>
      {/* Not a button element, which cannot be broken over lines as the words of a title are. */}
      {/* oxlint-disable-next-line jsx-a11y/prefer-tag-over-role */}
      <span
        ref={word}
        role="button"
        tabIndex={0}
        className={classNames(sign ? styles.sign : styles.term)}
        aria-haspopup="dialog"
        aria-expanded={open}
        {...(sign ? { 'aria-label': t('term.note', { name }) } : { title: t('term.open') })}
        onClick={() => setOpen(true)}
        onKeyDown={press}
      >
        {sign ? <InfoIcon /> : children}
      </span>
      {open ? (
        <Suspense fallback={null}>
          <TermPopover of={of} trigger={word} onClose={() => setOpen(false)} />
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
