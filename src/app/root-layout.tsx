import { useQuery } from '@tanstack/react-query';
import { Outlet, useRouter } from '@tanstack/react-router';
import { type MouseEvent, type ReactNode, Suspense, useCallback, useEffect, useMemo, useRef } from 'react';
import { I18nProvider, RouterProvider } from 'react-aria-components';
import { AppHeader } from '#components/app-header.tsx';
import { ErrorFace, PendingFace } from '#components/faces.tsx';
import { AddressNotices } from '#components/notices.tsx';
import type { PackageEntry } from '#components/package-entry.ts';
import { QueryView } from '#components/query-view.tsx';
import { useShownPath, useViewState, ViewProvider } from '#components/use-view-state.ts';
import { EmbeddingContext } from '#figures/figure-embedding.tsx';
import { LOCALES, pick } from '#i18n/format.ts';
import { LanguageContext, useLanguage } from '#i18n/use-language.ts';
import type { Language } from '#model/bilingual.ts';
import { addressOf } from '#view-state/address.ts';
import { resolvePackage } from '#view-state/resolve-view.ts';
import { packageListQuery } from './data-packages.ts';
import { embeddedFigure, homeOfPath, isEmbedPath } from './embeds.ts';
import { OfflineWhenIdle } from './offline/offline-when-idle.tsx';
import { OpenedPackage, useOpenPackage } from './opened-package.tsx';
import { PAGES } from './page-list.tsx';
import { PageScope } from './page-scope.tsx';
import { PageToCome } from './page-to-come.tsx';
import styles from './root-layout.module.css';

/** What stands around every page: language, links, header, notices, footer. */
export function RootLayout() {
  return (
    <ViewProvider>
      <Localized />
    </ViewProvider>
  );
}

function Localized() {
  const { state } = useViewState();
  return (
    <Surroundings language={state.lang}>
      <Frame />
    </Surroundings>
  );
}

/** Language and links for all widgets below. */
export function Surroundings({
  language,
  children,
}: {
  readonly language: Language;
  readonly children: ReactNode;
}) {
  const { history } = useRouter();
  // Others would draw every link, tab and menu of the page anew.
  const navigate = useCallback((href: string) => history.push(href), [history]);
  const hrefOf = useCallback((href: string) => history.createHref(href), [history]);
  useEffect(() => {
    document.documentElement.lang = LOCALES[language];
  }, [language]);
  return (
    <LanguageContext value={language}>
      <I18nProvider locale={LOCALES[language]}>
        <RouterProvider navigate={navigate} useHref={hrefOf}>
          {children}
        </RouterProvider>
      </I18nProvider>
    </LanguageContext>
  );
}

function Frame() {
  const { language, t } = useLanguage();
  const { state, issues, update, tidy, hrefWith } = useViewState();
  const pathname = useShownPath();
  const list = useQuery(packageListQuery);
  const main = useRef<HTMLElement>(null);
  const packages = list.data ?? [];
  const chosen = list.data ? resolvePackage(state, list.data) : undefined;
  const opening = useOpenPackage(chosen?.path, chosen?.entry?.first_figures === true);
  const { opened } = opening;
  // Once opened, the package speaks for itself: a label must not hang on the list.
  const loaded: PackageEntry | undefined =
    chosen === undefined || opened === undefined
      ? (chosen?.entry ?? undefined)
      : {
          path: chosen.path,
          name: chosen.entry?.name ?? chosen.path,
          title: opened.descriptor.title,
          synthetic: opened.descriptor.synthetic,
          reports: opened.warehouse.rows.reports,
        };

  const embedded = isEmbedPath(pathname);
  const home = homeOfPath(pathname);
  const embedding = useMemo(
    () => ({ offers: (figure: string) => embeddedFigure(figure) !== undefined, home }),
    [home],
  );
  const content = (
    <EmbeddingContext value={embedding}>
      <main ref={main} tabIndex={-1} className={embedded ? styles.embedded : styles.main}>
        <AddressNotices
          issues={issues}
          onDismiss={() => {
            tidy();
            // The button that had the focus is gone.
            main.current?.focus();
          }}
        />
        <QueryView
          result={list}
          pending={() => <PendingFace height="60vh" />}
          error={(error, retry) => <ErrorFace error={error} onRetry={retry} />}
          empty={() => null}
          data={() => (
            <OpenedPackage state={opening}>
              <PageScope>
                <Suspense fallback={<PageToCome />}>
                  <Outlet />
                </Suspense>
              </PageScope>
            </OpenedPackage>
          )}
        />
      </main>
    </EmbeddingContext>
  );
  // Other pages frame a figure alone: the figure carries its own source, label and way back.
  if (embedded) return content;

  return (
    <div className={styles.app}>
      <a
        className={styles.skip}
        href={`#${hrefWith({})}`}
        onClick={(event: MouseEvent) => {
          // The hash is the address here, so the way to the content is a focus, not an anchor.
          event.preventDefault();
          main.current?.focus();
        }}
      >
        {t('app.skip')}
      </a>
      <AppHeader
        homeHref={addressOf('/', { ...state, tables: [], sort: null, open: [], story: null })}
        links={PAGES.map(({ path, name }) => ({
          href: addressOf(path, { ...state, tables: [], sort: null, open: [], story: null }),
          label: pick(name, language),
          current: pathname === path,
        }))}
        packages={packages}
        loaded={loaded}
        onPackageChange={(name) => update({ package: name === packages[0]?.name ? null : name })}
        onLanguageChange={(lang) => update({ lang })}
        issues={opened?.issues ?? []}
      />
      {content}
      <footer className={styles.footer}>
        <p>{t('app.footer')}</p>
        <OfflineWhenIdle
          packagePath={chosen?.path}
          opened={opened !== undefined}
          failed={opening.error !== null}
        />
      </footer>
    </div>
  );
}
