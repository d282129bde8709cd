import { useQuery } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import {
  type MouseEvent,
  memo,
  type ReactNode,
  useCallback,
  useDeferredValue,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import { I18nProvider, RouterProvider } from 'react-aria-components';
import { afterPaint } from '#components/after-paint.ts';
import { AppHeader, type AppHeaderProps } from '#components/app-header.tsx';
import { ErrorFace, PendingFace } from '#components/faces.tsx';
import { AddressNotices } from '#components/notices.tsx';
import type { PackageEntry } from '#components/package-entry.ts';
import { QueryView } from '#components/query-view.tsx';
import { useChoices, useViewState, ViewProvider } from '#components/use-view-state.ts';
import { EmbeddingContext } from '#figures/figure-embedding.tsx';
import { LOCALES, pick } from '#i18n/format.ts';
import { LanguageContext, useLanguage } from '#i18n/use-language.ts';
import type { Language } from '#model/bilingual.ts';
import { addressOf } from '#view-state/address.ts';
import { resolvePackage } from '#view-state/resolve-view.ts';
import { AddedReportsBar } from './added-reports/added-reports-bar.tsx';
import type { Addition } from './added-reports/addition.ts';
import { packageListQuery } from './data-packages.ts';
import { answerEarlyPress } from './early-press.ts';
import { embeddedFigure, homeOfPath, isEmbedPath } from './embeds.ts';
import { frameIsThere } from './line.ts';
import { OfflineWhenIdle } from './offline/offline-when-idle.tsx';
import { OpenedPackage, useOpenPackage } from './opened-package.tsx';
import { PAGES } from './page-list.tsx';
import { PageScope } from './page-scope.tsx';
import styles from './root-layout.module.css';

interface FollowingOptions {
  /** For a link in a list that closes when it is followed. */
  readonly afterPaint: boolean;
}

declare module 'react-aria-components' {
  interface RouterConfig {
    routerOptions: FollowingOptions;
  }
}

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
  const navigate = useCallback(
    (href: string, options: FollowingOptions | undefined) => {
      if (options?.afterPaint === true) afterPaint(() => history.push(href));
      else history.push(href);
    },
    [history],
  );
  const hrefOf = useCallback((href: string) => history.createHref(href), [history]);
  // With the page, which follows: another language has everything on it laid out anew.
  const followed = useDeferredValue(language);
  useEffect(() => {
    document.documentElement.lang = LOCALES[followed];
  }, [followed]);
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
  const { t } = useLanguage();
  useEffect(() => {
    answerEarlyPress('frame');
    frameIsThere();
  }, []);
  const { path: shownPath, state, issues, tidy, hrefWith } = useViewState();
  const list = useQuery(packageListQuery);
  const main = useRef<HTMLElement>(null);
  const chosen = list.data ? resolvePackage(state, list.data) : undefined;
  const [last, setAddition] = useState<Addition | null>(null);
  // Another package has its own reports of the same bodies.
  const addition = last !== null && last.path === chosen?.path ? last : null;
  const opening = useOpenPackage(chosen?.path, chosen?.entry?.first_figures === true, addition);
  const { opened } = opening;
  const { path: chosenPath, entry } = chosen ?? {};
  // Once opened, the package speaks for itself: a label must not hang on the list.
  const loaded = useMemo(
    (): PackageEntry | undefined =>
      chosenPath === undefined || opened === undefined
        ? (entry ?? undefined)
        : {
            path: chosenPath,
            name: entry?.name ?? chosenPath,
            title: opened.descriptor.title,
            synthetic: opened.descriptor.synthetic,
            reports: opened.packageReports,
          },
    [chosenPath, entry, opened],
  );

  const added = useMemo(
    () =>
      chosenPath === undefined ? null : (
        <AddedReportsBar path={chosenPath} opened={opened} addition={addition} onChange={setAddition} />
      ),
    [chosenPath, opened, addition],
  );

  const embedded = isEmbedPath(shownPath);
  const home = homeOfPath(shownPath);
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
              <PageScope />
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
      <Header
        packages={list.data ?? NOTHING}
        loaded={loaded}
        issues={opened?.issues ?? NOTHING}
        added={added}
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

const NOTHING: readonly never[] = [];

/** Drawn again when it has to lead elsewhere: not for a story or a table. */
const Header = memo(function Header(props: Pick<AppHeaderProps, 'packages' | 'loaded' | 'issues' | 'added'>) {
  const { packages } = props;
  const { language } = useLanguage();
  const { path: shownPath, state, update } = useChoices();
  const usual = packages[0]?.name;
  const choosePackage = useCallback(
    (name: string) => update({ package: name === usual ? null : name }),
    [update, usual],
  );
  return (
    <AppHeader
      {...props}
      homeHref={addressOf('/', state)}
      links={PAGES.map(({ path, name }) => ({
        href: addressOf(path, state),
        label: pick(name, language),
        current: shownPath === path,
      }))}
      onPackageChange={choosePackage}
      onLanguageChange={(lang) => update({ lang })}
    />
  );
});
