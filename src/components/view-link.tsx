import { useRouter } from '@tanstack/react-router';
import type { MouseEvent, ReactNode } from 'react';
import { useLanguage } from '#i18n/use-language.ts';
import { useInFrame } from './use-view-state.ts';

export interface ViewLinkProps {
  /** An address inside the site, as `useViewState().hrefWith` and `hrefOfRegion` make them. */
  readonly href: string;
  readonly children: ReactNode;
  readonly className?: string | undefined;
  /** Marks the link to the page one is on. */
  readonly current?: boolean;
}

/**
 * A link inside the site: a real one, to be opened in a new tab or copied, followed without a reload. In a frame of
 * another page, where there is no room for the page it leads to, it opens in a new tab by itself and says so. A plain
 * element: tables have hundreds, and the library's own takes ten times as long to draw.
 */
export function ViewLink({ href, children, className, current = false }: ViewLinkProps) {
  const { t } = useLanguage();
  const { history } = useRouter();
  const inFrame = useInFrame();
  const follow = (event: MouseEvent) => {
    // With one of these keys the browser is asked for a new tab, a window or a file.
    if (event.metaKey || event.ctrlKey || event.altKey || event.shiftKey || event.defaultPrevented) return;
    event.preventDefault();
    history.push(href);
  };
  return (
    <a
      href={history.createHref(href)}
      className={className}
      {...(inFrame ? { target: '_blank', rel: 'noopener' } : { onClick: follow })}
      aria-current={current ? 'page' : undefined}
    >
      {children}
      {inFrame ? <span className="visually-hidden">{t('nav.newTab')}</span> : null}
    </a>
  );
}
