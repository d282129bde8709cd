import type { ReactNode } from 'react';
import { ChartRoomContext } from '#charts/chart-room.ts';
import { TermedText } from '#components/term.tsx';
import { type NamedTerm, termsLeft } from '#components/terms.ts';
import { useLanguage } from '#i18n/use-language.ts';
import styles from './page-section.module.css';
import { useTurn } from './turns.tsx';

export interface PageSectionProps {
  readonly id: string;
  readonly title: string;
  /** One sentence on what the section answers. */
  readonly lead?: string;
  /** Words of the title, or else of the sentence, that open their entry. */
  readonly terms?: readonly NamedTerm[];
  readonly children: ReactNode;
}

/** A titled part of a page; figures stand below each other, or side by side in a `FigureRow`. */
export function PageSection({ id, title, lead, terms = [], children }: PageSectionProps) {
  const { language } = useLanguage();
  const come = useTurn();
  return (
    <section className={styles.section} aria-labelledby={`${id}-title`}>
      <header className={styles.head}>
        <h2 id={`${id}-title`}>
          <TermedText text={title} terms={terms} />
        </h2>
        {lead === undefined ? null : (
          <p>
            <TermedText text={lead} terms={termsLeft([title], terms, language)} />
          </p>
        )}
      </header>
      {come ? children : <div className={styles.room} data-pending="" />}
    </section>
  );
}

/** Figures side by side where there is room for two. */
export function FigureRow({ children }: { readonly children: ReactNode }) {
  return (
    <ChartRoomContext value="half">
      <div className={styles.row}>{children}</div>
    </ChartRoomContext>
  );
}
