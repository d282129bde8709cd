/** One choice from a list, in a popover; with a search box where the list is long. */
import { type ReactNode, startTransition, useEffect, useState } from 'react';
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
  const listOf = (some: readonly SelectGroup<K>[]) => (
    <ListBox
      className={classNames(styles.list)}
      items={some}
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
          <SearchedList
            label={search.label}
            filter={contains}
            groups={groups}
            // Opened, the list goes to the option chosen: so far it has to be there.
            atOnce={groups.findIndex(({ options: some }) => some.some(({ id }) => id === value)) + 1}
            listOf={listOf}
          />
        ) : (
          listOf(groups)
        )}
      </ChoicePopover>
    </Select>
  );
}

interface SearchedListProps<Group> {
  readonly label: string;
  readonly filter: (text: string, searched: string) => boolean;
  readonly groups: readonly Group[];
  /** How many of them the list begins with. */
  readonly atOnce: number;
  readonly listOf: (groups: readonly Group[]) => ReactNode;
}

/**
 * A list under a box for searching. A list that is searched is a long one: it comes group by group, after its box has
 * taken the press; but at once when something is typed, for the arrow key that follows goes to the list.
 */
function SearchedList<Group>({ label, filter, groups, atOnce, listOf }: SearchedListProps<Group>) {
  const [typed, setTyped] = useState(false);
  const [shown, setShown] = useState(0);
  useEffect(() => {
    if (typed || shown >= groups.length) return;
    startTransition(() => setShown(shown === 0 ? Math.max(1, atOnce) : shown + 1));
  }, [typed, shown, groups.length, atOnce]);
  return (
    <Autocomplete filter={filter} onInputChange={() => setTyped(true)}>
      {/* The list was just opened, and this is where one goes on. */}
      {/* oxlint-disable-next-line jsx-a11y/no-autofocus */}
      <SearchField className={classNames(styles.search)} aria-label={label} autoFocus>
        <Input className={classNames(styles.input)} placeholder={label} />
      </SearchField>
      {typed ? listOf(groups) : shown > 0 ? listOf(groups.slice(0, shown)) : null}
    </Autocomplete>
  );
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
