/** What the reader sees of the offline copy: a line in the footer, and a notice when a new version is there. */
import { useEffect, useRef, useState } from 'react';
import { Button } from 'react-aria-components';
import { classNames } from '#components/class-names.ts';
import controls from '#components/controls.module.css';
import { formatBytes, pick } from '#i18n/format.ts';
import { useLanguage } from '#i18n/use-language.ts';
import type { Bilingual } from '#model/bilingual.ts';
import styles from './offline.module.css';
import {
  type CopyState,
  copySize,
  type News,
  type OfflineCopy,
  type OfflineState,
  openOfflineCopy,
} from './offline-copy.ts';

const WORDS: Readonly<Record<Exclude<CopyState, 'none'>, Bilingual>> = {
  offered: {
    zh: '为节省流量，没有自动保存离线副本。',
    en: 'To spare your data plan, no offline copy was made.',
  },
  saving: { zh: '正在保存离线副本……', en: 'Saving a copy for offline use…' },
  saved: { zh: '已保存到本机，没有网络也能用。', en: 'Saved on this device: it works without a network.' },
  partial: {
    zh: '本站已保存到本机，没有网络也能用；这个数据包不在其中。',
    en: 'The site is saved on this device and works without a network; this data package is not part of it.',
  },
  failed: {
    zh: '离线副本没有保存成功，联网使用不受影响。',
    en: 'The offline copy could not be saved. Nothing changes while there is a network.',
  },
};

const NEWS = {
  version: {
    title: { zh: '新版本已就绪', en: 'A new version is ready' },
    text: {
      zh: '换用时，本站打开的页面会重新载入，停留在原处。',
      en: 'Open pages of this site will reload where they are.',
    },
    use: { zh: '换用新版本', en: 'Use it now' },
  },
  data: {
    title: { zh: '服务器上的数据已更换', en: 'The data on the server were replaced' },
    text: {
      zh: '现在看到的是保存在本机的旧数据。改用新数据时会删除离线副本，本站打开的页面会重新载入。',
      en: 'This page shows the older data saved on this device. Using the new ones deletes the offline copy and reloads the open pages of this site.',
    },
    use: { zh: '改用新数据', en: 'Use the new data' },
  },
} as const satisfies Record<News, Record<'title' | 'text' | 'use', Bilingual>>;

export interface OfflineProps {
  /** Folder of the package on show. */
  readonly packagePath: string;
  /** False where a copy would be of no use, because the data cannot be opened on this device. */
  readonly mayCopy: boolean;
}

export function Offline({ packagePath, mayCopy }: OfflineProps) {
  const { language } = useLanguage();
  const [{ copy, news }, setState] = useState<OfflineState>({ copy: 'none', news: null });
  const offline = useRef<OfflineCopy>(null);
  /** What the reader did not want to hear of any more. */
  const [later, setLater] = useState<News | null>(null);
  /** What is being loaded under the old version is waited for; then the page goes. */
  const [using, setUsing] = useState(false);
  useEffect(() => {
    const opened = openOfflineCopy({
      packagePath,
      mayCopy,
      onChange: (change) => setState((state) => ({ ...state, ...change })),
    });
    offline.current = opened;
    return () => opened?.close();
  }, [packagePath, mayCopy]);

  const use = () => {
    setUsing(true);
    if (news === 'version') offline.current?.useNewVersion();
    else offline.current?.useServerData();
  };
  return (
    <>
      {copy === 'none' ? null : (
        <p className={styles.status} data-offline={copy}>
          {pick(WORDS[copy], language)}
          {copy === 'offered' ? <SaveButton onPress={() => void offline.current?.save()} /> : null}
        </p>
      )}
      {news !== null && news !== later ? (
        // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role
        <div className={styles.notice} role="status">
          <p>
            <span className={styles.title}>{pick(NEWS[news].title, language)}</span>
            <br />
            {pick(NEWS[news].text, language)}
          </p>
          <div className={styles.actions}>
            <Button className={classNames(controls.button)} onPress={use} isDisabled={using}>
              {using ? (language === 'zh' ? '正在换用……' : 'Switching…') : pick(NEWS[news].use, language)}
            </Button>
            <Button className={classNames(controls.quiet)} onPress={() => setLater(news)}>
              {language === 'zh' ? '以后再说' : 'Later'}
            </Button>
          </div>
        </div>
      ) : null}
    </>
  );
}

function SaveButton({ onPress }: { readonly onPress: () => void }) {
  const { language } = useLanguage();
  const [bytes, setBytes] = useState<number | null>(null);
  useEffect(() => {
    const leaving = new AbortController();
    void copySize(leaving.signal).then(setBytes);
    return () => leaving.abort();
  }, []);
  const size = bytes === null ? '' : formatBytes(bytes, language);
  const words =
    language === 'zh'
      ? `保存到本机${size && `（占用 ${size}）`}`
      : `Save for offline use${size && ` (takes ${size})`}`;
  return (
    <Button className={classNames(controls.button)} onPress={onPress}>
      {words}
    </Button>
  );
}
