import { lazy, memo, type ReactNode, Suspense } from 'react';
import { Button, Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components';
import { formatNumber, pick } from '#i18n/format.ts';
import type { Translate } from '#i18n/translate.ts';
import { useLanguage } from '#i18n/use-language.ts';
import type { DataIssue } from '#model/data-issue.ts';
import { classNames } from './class-names.ts';
import controls from './controls.module.css';
import styles from './data-banner.module.css';
import { CheckIcon, ChevronDownIcon } from './icons.tsx';
import type { PackageEntry } from './package-entry.ts';

const DataIssuesButton = lazy(async () => ({
  default: (await import('./data-issues-dialog.tsx')).DataIssuesButton,
}));

export interface DataBannerProps {
  /** The package on show. */
  readonly entry: PackageEntry;
  /** All there are; with more than one they can be switched. */
  readonly packages: readonly PackageEntry[];
  readonly onPackageChange: (name: string) => void;
  /** Faults found in the package. */
  readonly issues: readonly DataIssue[];
  /** Stands before the choice of packages: what else is among the data. */
  readonly children?: ReactNode;
}

/** What data the page shows. Made-up numbers are never without this label: it stays in sight and cannot be dismissed. */
export const DataBanner = memo(function DataBanner(props: DataBannerProps) {
  const { entry, packages, onPackageChange, issues, children } = props;
  const { language, t } = useLanguage();
  return (
    <div className={classNames(styles.banner, entry.synthetic && styles.synthetic)}>
      <div className={styles.inner}>
        <p className={styles.text} role="note">
          <strong className={styles.kind}>{kindOf(entry, t)}</strong>
          {entry.synthetic
            ? t('banner.syntheticText')
            : t('banner.sampleText', { reports: formatNumber(entry.reports, language) })}
        </p>
        <div className={styles.tools}>
          {issues.length === 0 ? null : (
            <Suspense>
              <DataIssuesButton issues={issues} />
            </Suspense>
          )}
          {children}
          {packages.length > 1 ? (
            <MenuTrigger>
              <Button className={classNames(controls.quiet, styles.switch)}>
                {t('header.package')}
                <ChevronDownIcon />
              </Button>
              <Popover className={classNames(controls.popover)} placement="bottom end">
                <Menu
                  className={classNames(controls.list)}
                  aria-label={t('header.package')}
                  selectionMode="single"
                  disallowEmptySelection
                  selectedKeys={[entry.name]}
                  onAction={(name) => {
                    if (name !== entry.name) onPackageChange(String(name));
                  }}
                >
                  {packages.map((one) => (
                    <MenuItem
                      key={one.name}
                      id={one.name}
                      className={classNames(controls.option)}
                      textValue={pick(one.title, language)}
                    >
                      {one.name === entry.name ? (
                        <span className={controls.tick}>
                          <CheckIcon />
                        </span>
                      ) : null}
                      <span>{pick(one.title, language)}</span>
                      <span className={controls.mark}>{kindOf(one, t)}</span>
                      <span className={controls.note}>
                        {t('banner.reports', {
                          count: one.reports,
                          formatted: formatNumber(one.reports, language),
                        })}
                      </span>
                    </MenuItem>
                  ))}
                </Menu>
              </Popover>
            </MenuTrigger>
          ) : null}
        </div>
      </div>
      {entry.synthetic ? (
        <span className={styles.stamp} aria-hidden="true">
          {kindOf(entry, t)}
        </span>
      ) : null}
    </div>
  );
});

function kindOf(entry: PackageEntry, t: Translate): string {
  return entry.synthetic ? t('banner.synthetic') : t('banner.sample');
}
