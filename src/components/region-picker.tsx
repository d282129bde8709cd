import { memo, useEffect, useMemo, useState } from 'react';
import { Button, ComboBox, Input, Label, ListBox, ListBoxItem, Popover } from 'react-aria-components';
import { useLanguage } from '#i18n/use-language.ts';
import { listedParentOf, NATION_CODE, REGION_LEVELS } from '#model/region.ts';
import type { RegionMatch } from '#model/region-search.ts';
import { afterPaint } from './after-paint.ts';
import { classNames } from './class-names.ts';
import controls from './controls.module.css';
import { ChevronDownIcon, SearchIcon } from './icons.tsx';
import { LongList } from './long-list.tsx';
import styles from './region-picker.module.css';
import type { RegionTree } from './region-tree.ts';

export interface RegionPickerProps {
  /** Where the reader is: with nothing typed, the list offers the regions directly below, or a township's neighbours. */
  readonly region: string;
  readonly tree: RegionTree;
  /** Usually `searchRegions` on an index. Called with what was typed, trimmed, never empty. */
  readonly search: (query: string, limit: number) => readonly RegionMatch[];
  readonly onChange: (code: string) => void;
  /** False while only some regions are known: that nothing is found then means little. */
  readonly complete?: boolean;
  readonly label?: string;
  readonly labelHidden?: boolean;
  readonly className?: string | undefined;
}

const LIMIT = 30;

const HIDDEN = { visibility: 'hidden' } as const;

interface Entry extends Pick<RegionMatch, 'region' | 'path' | 'from' | 'to'> {
  readonly id: string;
}

/** Finds one of the 44,703 regions by name, pinyin or initials, and goes there. */
export const RegionPicker = memo(function RegionPicker(props: RegionPickerProps) {
  const { region, tree, search, onChange, complete = true, label, labelHidden = false, className } = props;
  const { t } = useLanguage();
  const [input, setInput] = useState('');
  // A way to go, not a value to keep: a choice is held just long enough for the list to close on it.
  const [picked, setPicked] = useState<string | null>(null);
  useEffect(() => {
    // oxlint-disable-next-line react/set-state-in-effect
    if (picked !== null) setPicked(null);
  }, [picked]);
  /** What the list answers to: a frame behind the field, so that each letter is there at once. */
  const [query, setQuery] = useState('');
  const type = (typed: string): void => {
    setInput(typed);
    // Not React's own deferring: that would wait for the page behind it.
    afterPaint(() => setQuery(typed.trim()));
  };
  /** The frame in which the first letter stands alone. */
  const isAhead = query === '' && input.trim() !== '';
  // A township has nothing below it: its neighbours are offered instead.
  const above = tree.childrenOf(region).length > 0 ? region : (listedParentOf(region) ?? NATION_CODE);
  const entries = useMemo((): readonly Entry[] => {
    if (query !== '') return search(query, LIMIT).map((match) => ({ ...match, id: match.region.code }));
    // What can be chosen is an answer to the letter.
    if (isAhead) return [];
    return tree.childrenOf(above).map((one) => ({ id: one.code, region: one, path: [], from: 0, to: 0 }));
  }, [query, isAhead, above, search, tree]);
  const choose = (code: string): void => {
    type('');
    setPicked(code);
    afterPaint(() => onChange(code));
  };
  const here = above === NATION_CODE ? t('region.nation') : (tree.get(above)?.name ?? above);
  // Asked once a list, not once an entry.
  const separator = t('region.separator');
  const levels = useMemo(
    () => new Map(REGION_LEVELS.map((level) => [level, t(`region.levels.${level}`)])),
    [t],
  );

  return (
    <ComboBox
      className={classNames(controls.field, className)}
      items={entries}
      inputValue={input}
      onInputChange={type}
      value={picked}
      // null: the reader left the field or pressed Escape, and the text typed so far leads nowhere.
      onChange={(key) => {
        if (key === null) type('');
        else choose(String(key));
      }}
      // The list comes filtered; a township found by its pinyin must not be filtered out by its name.
      defaultFilter={() => true}
      allowsEmptyCollection
    >
      <Label className={labelHidden ? 'visually-hidden' : classNames(controls.label)}>
        {label ?? t('region.label')}
      </Label>
      <div className={styles.box}>
        <span className={styles.glass}>
          <SearchIcon />
        </span>
        <Input
          className={classNames(controls.input, styles.input)}
          placeholder={t('region.placeholder')}
          autoComplete="off"
          spellCheck="false"
          enterKeyHint="search"
          // As in any search box, Enter with no option chosen takes the first match; not the Enter that ends an
          // input method's composition.
          onKeyDown={(event) => {
            const typed = input.trim();
            const chosen = event.currentTarget.hasAttribute('aria-activedescendant');
            if (event.key !== 'Enter' || event.nativeEvent.isComposing || chosen || typed === '') return;
            const [first] = search(typed, 1);
            if (first) choose(first.region.code);
          }}
        />
        <Button className={classNames(styles.open)} aria-label={t('region.below', { name: here })}>
          <ChevronDownIcon />
        </Button>
      </div>
      <Popover
        className={classNames(controls.popover, controls.asWideAsTrigger, styles.popover)}
        style={isAhead ? HIDDEN : {}}
      >
        {query === '' && entries.length > 0 ? (
          <p className={controls.groupName}>{t('region.below', { name: here })}</p>
        ) : null}
        <LongList>
          <ListBox<Entry>
            className={classNames(controls.list, controls.long)}
            renderEmptyState={() =>
              query === '' ? null : (
                <p className={controls.nothing}>
                  {complete ? t('region.none', { query }) : t('region.loading')}
                </p>
              )
            }
          >
            {(entry) => (
              <ListBoxItem
                id={entry.id}
                textValue={entry.region.name}
                className={classNames(controls.option, styles.option)}
              >
                <Name entry={entry} />
                <span className={styles.level}>{entry.region.kind ?? levels.get(entry.region.level)}</span>
                {entry.path.length === 0 ? null : (
                  <span className={controls.note}>{entry.path.join(separator)}</span>
                )}
              </ListBoxItem>
            )}
          </ListBox>
        </LongList>
        {query !== '' && entries.length === LIMIT ? (
          <p className={styles.more}>{t('region.more', { count: LIMIT })}</p>
        ) : null}
      </Popover>
    </ComboBox>
  );
});

/** The name, with what was typed in it set off. */
function Name({ entry: { region, from, to } }: { readonly entry: Entry }) {
  const { name } = region;
  return (
    <span>
      {name.slice(0, from)}
      {to > from ? <mark className={styles.match}>{name.slice(from, to)}</mark> : null}
      {name.slice(to)}
    </span>
  );
}
