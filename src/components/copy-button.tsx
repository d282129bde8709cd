import { useState } from 'react';
import { Button } from 'react-aria-components';
import { useLanguage } from '#i18n/use-language.ts';
import { classNames } from './class-names.ts';
import controls from './controls.module.css';
import styles from './data-issues-dialog.module.css';

type Copying = 'idle' | 'copied' | 'failed';

/** Puts a text into the clipboard and says whether it got there. */
export function CopyButton({ text, label }: { readonly text: () => string; readonly label?: string }) {
  const { t } = useLanguage();
  const [state, setState] = useState<Copying>('idle');
  function copy(): void {
    // Without a secure context (plain http on an intranet) there is no clipboard to write to.
    const writing = (navigator.clipboard as Clipboard | undefined)?.writeText(text());
    if (!writing) {
      setState('failed');
      return;
    }
    writing.then(
      () => setState('copied'),
      () => setState('failed'),
    );
  }
  return (
    <div className={styles.copy}>
      <Button className={classNames(controls.button)} onPress={copy}>
        {label ?? t('issues.copy')}
      </Button>
      <output>
        {state === 'copied' ? t('issues.copied') : state === 'failed' ? t('issues.copyFailed') : ''}
      </output>
    </div>
  );
}
