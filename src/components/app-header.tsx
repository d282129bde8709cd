import { memo, type ReactNode } from 'react';
import { Button, Menu, MenuItem, MenuTrigger } from 'react-aria-components';
import { LOCALES } from '#i18n/format.ts';
import { useLanguage } from '#i18n/use-language.ts';
import type { Language } from '#model/bilingual.ts';
import type { DataIssue } from '#model/data-issue.ts';
import styles from './app-header.module.css';
import { ChoicePopover } from './choice-popover.tsx';
import { classNames } from './class-names.ts';
import controls from './controls.module.css';
import { DataBanner } from './data-banner.tsx';
import { CheckIcon, GateIcon, ThemeIcon } from './icons.tsx';
import type { PackageEntry } from './package-entry.ts';
import { setThemePreference, THEME_PREFERENCES, type ThemePreference, useThemePreference } from './theme.ts';
import { ViewLink } from './view-link.tsx';

interface NavigationLink {
  readonly href: string;
  readonly label: string;
  readonly current: boolean;
}

export interface AppHeaderProps {
  /** Address of the overview with the present view. */
  readonly homeHref: string;
  /** The pages there are. */
  readonly links: readonly NavigationLink[];
  readonly packages: readonly PackageEntry[];
  /** The package on show; undefined until the list is there. */
  readonly loaded: PackageEntry | undefined;
  readonly onPackageChange: (name: string) => void;
  readonly onLanguageChange: (language: Language) => void;
  /** Faults of the loaded package; counted in the banner, listed in a dialog. */
  readonly issues: readonly DataIssue[];
  /** In the banner: what else is among the data. */
  readonly added?: ReactNode;
  /** Stands between navigation and settings, e.g. a region picker. */
  readonly search?: ReactNode;
}

/** Name, pages, language, appearance; below it what data is on show. */
export function AppHeader(props: AppHeaderProps) {
  const { homeHref, links, packages, loaded, onPackageChange, onLanguageChange, issues, added, search } =
    props;
  const { language, t } = useLanguage();
  const other: Language = language === 'zh' ? 'en' : 'zh';
  return (
    <header>
      <div className={styles.bar}>
        <div className={styles.inner}>
          <ViewLink href={homeHref} className={styles.name}>
            <span className={styles.gate}>
              <GateIcon />
            </span>
            {t('app.name')}
          </ViewLink>
          {links.length > 1 ? (
            <nav aria-label={t('nav.label')} className={styles.nav}>
              <ul className={styles.links}>
                {links.map((link) => (
                  <li key={link.label}>
                    <ViewLink href={link.href} current={link.current} className={styles.link}>
                      {link.label}
                    </ViewLink>
                  </li>
                ))}
              </ul>
            </nav>
          ) : null}
          {search ? <div className={styles.search}>{search}</div> : null}
          <div className={styles.settings}>
            <Button
              className={classNames(controls.quiet)}
              onPress={() => onLanguageChange(other)}
              // The name is in the language it leads to, and read in it.
              lang={LOCALES[other]}
            >
              {other === 'zh' ? '中文' : 'English'}
            </Button>
            <ThemeMenu />
          </div>
        </div>
      </div>
      {loaded ? (
        <DataBanner entry={loaded} packages={packages} onPackageChange={onPackageChange} issues={issues}>
          {added}
        </DataBanner>
      ) : null}
    </header>
  );
}

const THEME_KEYS = {
  system: 'header.themeSystem',
  light: 'header.themeLight',
  dark: 'header.themeDark',
} as const satisfies Record<ThemePreference, string>;

const ThemeMenu = memo(function ThemeMenu() {
  const { t } = useLanguage();
  const preference = useThemePreference();
  return (
    <MenuTrigger>
      <Button className={classNames(controls.quiet)} aria-label={t('header.theme')}>
        <ThemeIcon />
      </Button>
      <ChoicePopover className={classNames(controls.popover)} placement="bottom end">
        <Menu
          className={classNames(controls.list)}
          aria-label={t('header.theme')}
          selectionMode="single"
          disallowEmptySelection
          selectedKeys={[preference]}
          onSelectionChange={(keys) => {
            const chosen = THEME_PREFERENCES.find((one) => keys === 'all' || keys.has(one));
            if (chosen) setThemePreference(chosen);
          }}
        >
          {THEME_PREFERENCES.map((one) => (
            <MenuItem
              key={one}
              id={one}
              className={classNames(controls.option)}
              textValue={t(THEME_KEYS[one])}
            >
              {one === preference ? (
                <span className={controls.tick}>
                  <CheckIcon />
                </span>
              ) : null}
              {t(THEME_KEYS[one])}
            </MenuItem>
          ))}
        </Menu>
      </ChoicePopover>
    </MenuTrigger>
  );
});
