import type { ReactNode } from 'react';
import { Link } from 'react-aria-components';
import { classNames } from './class-names.ts';

export interface ViewLinkProps {
  /** An address inside the site, as `useViewState().hrefWith` and `hrefOfRegion` make them. */
  readonly href: string;
  readonly children: ReactNode;
  readonly className?: string | undefined;
  /** Marks the link to the page one is on. */
  readonly current?: boolean;
}

/** A link inside the site: a real one, to be opened in a new tab or copied, followed without a reload. */
export function ViewLink({ href, children, className, current = false }: ViewLinkProps) {
  return (
    <Link
      href={href}
      className={classNames(className)}
      {...(current ? { 'aria-current': 'page' as const } : {})}
    >
      {children}
    </Link>
  );
}
