import type { ReactNode } from 'react';
import styles from './page-section.module.css';

export interface PageSectionProps {
  readonly id: string;
  readonly title: string;
  /** One sentence on what the section answers. */
  readonly lead?: string;
  readonly children: ReactNode;
}

/** A titled part of a page; figures stand below each other, or side by side in a `FigureRow`. */
export function PageSection({ id, title, lead, children }: PageSectionProps) {
  return (
    <section className={styles.section} aria-labelledby={`${id}-title`}>
      <header className={styles.head}>
        <h2 id={`${id}-title`}>{title}</h2>
        {lead === undefined ? null : <p>{lead}</p>}
      </header>
      {children}
    </section>
  );
}

/** Figures side by side where there is room for two. */
export function FigureRow({ children }: { readonly children: ReactNode }) {
  return <div className={styles.row}>{children}</div>;
}
