/** In the banner of every page: whether reports of the reader's own are among the data, and the way to add some. */
import { lazy, memo, Suspense, useCallback, useState } from 'react';
import { Button } from 'react-aria-components';
import { classNames } from '#components/class-names.ts';
import controls from '#components/controls.module.css';
import { formatNumber } from '#i18n/format.ts';
import { useLanguage } from '#i18n/use-language.ts';
import type { Language } from '#model/bilingual.ts';
import type { OpenPackage } from '#warehouse/open-package.ts';
import styles from './added-reports.module.css';
import type { Addition } from './addition.ts';

const AddedReportsDialog = lazy(async () => ({
  default: (await import('./added-reports-dialog.tsx')).AddedReportsDialog,
}));

export interface AddedReportsProps {
  /** Folder of the package on show. */
  readonly path: string;
  /** Undefined while it is being opened: nothing can be added then. */
  readonly opened: OpenPackage | undefined;
  readonly addition: Addition | null;
  readonly onChange: (addition: Addition | null) => void;
}

/** "另加本机的 3 份年报（其中 1 份替换了原有的）". */
function labelOf({ reports, replaced }: Addition, language: Language): string {
  const [all, some] = [reports.reports.length, replaced.size].map((count) => formatNumber(count, language));
  if (language === 'zh')
    return `另加本机的 ${all} 份年报${replaced.size === 0 ? '' : `，其中 ${some} 份替换了原有的`}`;
  const instead = replaced.size === 0 ? '' : `, ${some} of them in place of the package’s own`;
  return `With ${all} ${reports.reports.length === 1 ? 'report' : 'reports'} added on this device${instead}`;
}

export const AddedReportsBar = memo(function AddedReportsBar(props: AddedReportsProps) {
  const { opened, addition, onChange } = props;
  const { language } = useLanguage();
  const [isOpen, setOpen] = useState(false);
  const close = useCallback(() => setOpen(false), []);
  const zh = language === 'zh';
  return (
    <>
      {addition === null ? null : <strong className={styles.label}>{labelOf(addition, language)}</strong>}
      {addition !== null && opened === undefined ? (
        // Where they cannot be joined there must be a way back.
        <Button className={classNames(controls.quiet, styles.open)} onPress={() => onChange(null)}>
          {zh ? '移除' : 'Remove'}
        </Button>
      ) : (
        <Button
          className={classNames(controls.quiet, styles.open)}
          isDisabled={opened === undefined}
          onPress={() => setOpen(true)}
        >
          {addition === null ? (zh ? '添加年报' : 'Add reports') : zh ? '查看或移除' : 'View or remove'}
        </Button>
      )}
      {isOpen && opened !== undefined ? (
        <Suspense>
          <AddedReportsDialog {...props} opened={opened} onClose={close} />
        </Suspense>
      ) : null}
    </>
  );
});
