import { classNames } from '#components/class-names.ts';
import controls from '#components/controls.module.css';
import { useLanguage } from '#i18n/use-language.ts';
import { usePackageData } from './package-data.tsx';

export interface SourceLinkProps {
  /** Untrusted: only http and https become a link. */
  readonly url: string | null;
  /** What the page is, for those who hear the link without its surroundings. */
  readonly label: string;
  /** Its number: one that the reader has added says so. */
  readonly report: string;
}

/** A link to the page a report was read from; it opens apart, and the app tells that page nothing. */
export function SourceLink({ url, label, report }: SourceLinkProps) {
  const { language } = useLanguage();
  const { added } = usePackageData();
  const zh = language === 'zh';
  const host = url === null ? null : hostOf(url);
  const own = added.has(report) ? (
    <span className={classNames(controls.mark)}>{zh ? '本机添加' : 'added on this device'}</span>
  ) : null;
  if (url === null || host === null) return own ?? <span>{zh ? '没有地址' : 'no address'}</span>;
  return (
    <>
      <a href={url} target="_blank" rel="noopener noreferrer" title={url}>
        {host}
        <span className="visually-hidden">{zh ? `（${label}）` : ` (${label})`}</span>
      </a>
      {own === null ? null : <> {own}</>}
    </>
  );
}

/** The host of an http address; null for anything else. */
export function hostOf(url: string): string | null {
  if (!URL.canParse(url)) return null;
  const { protocol, hostname } = new URL(url);
  return protocol === 'https:' || protocol === 'http:' ? hostname : null;
}
