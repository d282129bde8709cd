import type { ReactNode } from 'react';
import { useLanguage } from '#i18n/use-language.ts';
import styles from './story-button.module.css';
import { type StoryNumber, useStory } from './story-scope.tsx';

export interface StoryButtonProps {
  readonly row: StoryNumber;
  /** The number, or the mark of a missing one, as it stands without the button. */
  readonly children?: ReactNode;
}

/** A number that opens its story. */
export function StoryButton({ row, children }: StoryButtonProps) {
  const { language } = useLanguage();
  const open = useStory();
  if (open === undefined) return <>{children}</>;
  return (
    <button
      type="button"
      className={styles.number}
      aria-haspopup="dialog"
      title={language === 'zh' ? '看这个数的来历' : 'How this number comes about'}
      onClick={() => open(row)}
    >
      {children}
    </button>
  );
}
