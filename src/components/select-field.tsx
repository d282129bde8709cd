/** One choice from a list, in a popover; with a search box where the list is long. */
import { type ReactNode, type RefObject, useEffect, useRef } from 'react';
import {
  Autocomplete,
  Button,
  Collection,
  Header,
  Input,
  Label,
  ListBox,
  ListBoxItem,
  ListBoxSection,
  SearchField,
  Select,
  SelectValue,
  useFilter,
} from 'react-aria-components';
import { afterPaint } from './after-paint.ts';
import { ChoicePopover } from './choice-popover.tsx';
import { classNames } from './class-names.ts';
import styles from './controls.module.css';
import { CheckIcon, ChevronDownIcon } from './icons.tsx';
import { LongList } from './long-list.tsx';

interface SelectOption<K extends string> {
  readonly id: K;
  readonly name: string;
  /** A line under the name. */
  readonly note?: string;
  /** A short mark beside it. */
  readonly mark?: string;
  /** Other words to find it by. */
  readonly keywords?: string;
}

interface SelectGroup<K extends string> {
  readonly id: string;
  /** Empty for a group without a heading. */
  readonly name: string;
  readonly options: readonly SelectOption<K>[];
}

export interface SelectFieldProps<K extends string> {
  readonly label: string;
  /** Keeps the label for screen readers only. */
  readonly labelHidden?: boolean;
  readonly groups: readonly SelectGroup<K>[];
  readonly value: K;
  readonly onChange: (value: K) => void;
  /** With these words the list gets a search box. */
  readonly search?: { readonly label: string; readonly nothing: string };
  readonly className?: string | undefined;
}

export function SelectField<K extends string>(props: SelectFieldProps<K>) {
  const { label, labelHidden = false, groups, value, onChange, search, className } = props;
  const { contains } = useFilter({ sensitivity: 'base' });
  const options = groups.flatMap((group) => group.options);
  const list = useRef<HTMLDivElement>(null);
  const listBox = (
    <ListBox
      ref={list}
      className={classNames(styles.list, search && styles.long)}
      items={groups}
      renderEmptyState={() => <p className={styles.nothing}>{search?.nothing}</p>}
    >
      {(group) => (
        <ListBoxSection id={group.id} {...(group.name === '' ? { 'aria-label': label } : {})}>
          {group.name === '' ? null : <Header className={styles.groupName}>{group.name}</Header>}
          <Collection items={group.options}>{(option) => <Option option={option} />}</Collection>
        </ListBoxSection>
      )}
    </ListBox>
  );
  return (
    <Select
      className={classNames(styles.field, className)}
      value={value}
      onChange={(key) => {
        const chosen = options.find((option) => option.id === key);
        if (chosen && chosen.id !== value) afterPaint(() => onChange(chosen.id));
      }}
    >
      <Label className={labelHidden ? 'visually-hidden' : classNames(styles.label)}>{label}</Label>
      <Button className={classNames(styles.trigger)}>
        <SelectValue className={classNames(styles.triggerText)}>
          {options.find((option) => option.id === value)?.name ?? value}
        </SelectValue>
        <ChevronDownIcon />
      </Button>
      <ChoicePopover
        className={classNames(styles.popover, styles.asWideAsTrigger, search && styles.searched)}
      >
        {search ? (
          <SearchedList label={search.label} filter={contains} list={list}>
            {listBox}
          </SearchedList>
        ) : (
          listBox
        )}
      </ChoicePopover>
    </Select>
  );
}

interface SearchedListProps {
  readonly label: string;
  readonly filter: (text: string, searched: string) => boolean;
  readonly list: RefObject<HTMLElement | null>;
  readonly children: ReactNode;
}

/** A list under a box for searching. A list that is searched is a long one. */
function SearchedList({ label, filter, list, children }: SearchedListProps) {
  useEffect(() => goToChosen(list.current), [list]);
  return (
    <Autocomplete filter={filter}>
      {/* The list was just opened, and this is where one goes on. */}
      {/* oxlint-disable-next-line jsx-a11y/no-autofocus */}
      <SearchField className={classNames(styles.search)} aria-label={label} autoFocus>
        <Input className={classNames(styles.input)} placeholder={label} />
      </SearchField>
      <LongList>{children}</LongList>
    </Autocomplete>
  );
}

/** How often a list is held to its choice while what comes into view is measured. */
const LOOKS = 6;

/** The option chosen, as long as no key has led on from it. */
const CHOSEN = '[role="option"][aria-selected="true"][data-focused]';

/**
 * Keeps the option chosen in view while a list opens: it is brought there by heights that are guesses until the options
 * above it were measured. Gives what ends it.
 */
function goToChosen(list: HTMLElement | null): () => void {
  let looks = LOOKS;
  let frame = requestAnimationFrame(look);
  function look(): void {
    if (list === null) return;
    const chosen = list.querySelector(CHOSEN)?.getBoundingClientRect();
    if (chosen) bringIntoView(list, chosen);
    looks -= 1;
    if (looks > 0) frame = requestAnimationFrame(look);
  }
  return () => cancelAnimationFrame(frame);
}

/** Scrolls the list alone: the page beneath stays where it is, or the list would close. */
function bringIntoView(list: HTMLElement, { top, bottom }: DOMRect): void {
  const room = list.getBoundingClientRect();
  if (bottom > room.bottom) list.scrollTop += bottom - room.bottom;
  else if (top < room.top) list.scrollTop -= room.top - top;
}

function Option<K extends string>({ option }: { readonly option: SelectOption<K> }) {
  return (
    <ListBoxItem
      id={option.id}
      className={classNames(styles.option)}
      textValue={[option.name, option.keywords ?? ''].join(' ').trim()}
    >
      {({ isSelected }) => (
        <>
          {isSelected ? (
            <span className={styles.tick}>
              <CheckIcon />
            </span>
          ) : null}
          <span>{option.name}</span>
          {option.mark === undefined ? null : <span className={styles.mark}>{option.mark}</span>}
          {option.note === undefined ? null : <span className={styles.note}>{option.note}</span>}
        </>
      )}
    </ListBoxItem>
  );
}
