import { useLanguage } from '#i18n/use-language.ts';

export interface SourceLinkProps {
  /** Untrusted: only http and https become a link. */
  readonly url: string | null;
  /** What the page is, for those who hear the link without its surroundings. */
  readonly label: string;
}

/** A link to the page a report was read from; it opens apart, and the app tells that page nothing. */
export function SourceLink({ url, label }: SourceLinkProps) {
  const { language } = useLanguage();
  const host = url === null ? null : hostOf(url);
  if (url === null || host === null) return <span>{language === 'zh' ? '没有地址' : 'no address'}</span>;
  return (
    <a href={url} target="_blank" rel="noopener noreferrer" title={url}>
      {host}
      <span className="visually-hidden">{language === 'zh' ? `（${label}）` : ` (${label})`}</span>
    </a>
  );
}

/** The host of an http address; null for anything else. */
export function hostOf(url: string): string | null {
  if (!URL.canParse(url)) return null;
  const { protocol, hostname } = new URL(url);
  return protocol === 'https:' || protocol === 'http:' ? hostname : null;
}
