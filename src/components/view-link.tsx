import type { ReactNode } from 'react';
import { Link } from 'react-aria-components';
import { useLanguage } from '#i18n/use-language.ts';
import { classNames } from './class-names.ts';
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
 * another page, where there is no room for the page it leads to, it opens in a new tab by itself and says so.
 */
export function ViewLink({ href, children, className, current = false }: ViewLinkProps) {
  const { t } = useLanguage();
  const inFrame = useInFrame();
  return (
    <Link
      href={href}
      className={classNames(className)}
      {...(inFrame ? { target: '_blank', rel: 'noopener' } : {})}
      {...(current ? { 'aria-current': 'page' as const } : {})}
    >
      {children}
      {inFrame ? <span className="visually-hidden">{t('nav.newTab')}</span> : null}
    </Link>
  );
}
