import { useMemo } from 'react';
import {
  Button,
  Checkbox,
  CheckboxGroup,
  Dialog,
  DialogTrigger,
  Group,
  Label,
  Popover,
  Switch,
  Tag,
  TagGroup,
  TagList,
} from 'react-aria-components';
import { classNames } from '#components/class-names.ts';
import controls from '#components/controls.module.css';
import { CheckIcon } from '#components/icons.tsx';
import { RegionPicker } from '#components/region-picker.tsx';
import { SelectField } from '#components/select-field.tsx';
import { useChoices, useViewState } from '#components/use-view-state.ts';
import { YearsControl } from '#components/years-control.tsx';
import { formatNumber, pick } from '#i18n/format.ts';
import { useLanguage } from '#i18n/use-language.ts';
import { TOPICS, type Topic } from '#metrics/metric.ts';
import { METRIC_IDS, METRICS, metricsOfTopic } from '#metrics/registry.ts';
import { MOST_METRICS, MOST_REGIONS, PEER_RULES } from '#view-state/view-state.ts';
import { regionName, useFigureScope, usePresentScope } from '../figure-scope.tsx';
import { usePackageData } from '../package-data.tsx';
import viewBar from '../view-bar.module.css';
import styles from './compare.module.css';
import { useComparedMetrics, useCompareScope } from './compare-scope.tsx';
import { isLargeGroup } from './group.ts';
import { RULE_NAME, RULE_NOTE } from './group-words.ts';

/** Rule, place, years; below, in the group's scope, the places and metrics chosen. */
export function CompareBar() {
  const { language } = useLanguage();
  const { state, update } = useChoices();
  const { search, tree } = usePackageData();
  const { region, years, allYears, prose } = usePresentScope();
  const zh = language === 'zh';
  const picking = state.peers === 'picked';
  const full = picking && state.regions.length >= MOST_REGIONS;
  const add = (code: string) => {
    if (!picking) update({ region: code, sort: null });
    else if (!state.regions.includes(code)) {
      // The place one came from is the first of the list, not lost by adding another.
      const before = state.regions.length === 0 && tree.get(region) !== undefined ? [region] : state.regions;
      update({ regions: [...new Set([...before, code])].slice(0, MOST_REGIONS), sort: null });
    }
  };
  const label = picking
    ? full
      ? zh
        ? `已满 ${MOST_REGIONS} 个，先去掉一个`
        : `${MOST_REGIONS} are the most: remove one first`
      : zh
        ? '加一个地区'
        : 'Add a place'
    : zh
      ? '围绕哪里'
      : 'Around which place';
  return (
    <Group
      className={styles.bar ?? ''}
      aria-label={zh ? '选择比较的对象和年份' : 'Choose whom to compare, and the years'}
    >
      <SelectField
        label={zh ? '和谁比' : 'Compare with'}
        value={state.peers}
        onChange={(peers) => update({ peers, sort: null })}
        groups={[
          {
            id: 'rules',
            name: '',
            options: PEER_RULES.map((id) => ({
              id,
              name: pick(RULE_NAME[id], language),
              note: pick(RULE_NOTE[id], language),
            })),
          },
        ]}
      />
      <RegionPicker region={region} tree={tree} search={search} onChange={add} label={label} />
      <YearsControl value={years} all={allYears} onChange={(chosen) => update({ years: chosen })} />
      <Switch isSelected={prose} onChange={(on) => update({ prose: on })} className={viewBar.prose ?? ''}>
        <span className={viewBar.track} aria-hidden="true" />
        {zh ? '表格缺的数用正文补' : 'Fill gaps from prose'}
      </Switch>
    </Group>
  );
}

/** The places compared, the one in focus marked, and the metrics; both can be taken off again. */
export function CompareChoices() {
  return (
    <div className={styles.tags}>
      <PlaceTags />
      <MetricTags />
    </div>
  );
}

function PlaceTags() {
  const { language } = useLanguage();
  const { update } = useViewState();
  const { group } = useCompareScope();
  const { tree, region } = useFigureScope();
  const zh = language === 'zh';
  const place = regionName(tree, region, language);
  const codes = group.regions.map(({ code }) => code);
  if (codes.length === 0) return null;
  const picking = group.rule === 'picked';
  if (!picking || isLargeGroup(group)) {
    const count = formatNumber(codes.length, language);
    return (
      <div className={styles.row}>
        <span className={styles.label}>{zh ? '地区' : 'Places'}</span>
        <span>{zh ? `围绕${place}，按规则选出 ${count} 个` : `${count} by rule, around ${place}`}</span>
        <Button
          className={classNames(controls.quiet)}
          onPress={() => update({ peers: 'picked', regions: codes.slice(0, MOST_REGIONS) })}
        >
          {codes.length > MOST_REGIONS
            ? zh
              ? `改为逐个挑选（保留前 ${MOST_REGIONS} 个）`
              : `Pick by hand instead (keeps the first ${MOST_REGIONS})`
            : zh
              ? '改为逐个挑选'
              : 'Pick by hand instead'}
        </Button>
      </div>
    );
  }
  const remove = (keys: ReadonlySet<React.Key>) => {
    update((view) => {
      const regions = (view.regions.length > 0 ? view.regions : codes).filter((code) => !keys.has(code));
      return {
        regions,
        sort: null,
        ...(keys.has(group.focus ?? '') ? { region: regions[0] ?? '0' } : {}),
      };
    });
  };
  return (
    <TagGroup
      className={styles.row ?? ''}
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={group.focus === null ? [] : [group.focus]}
      onSelectionChange={(keys) => {
        const [focus] = keys === 'all' ? [] : [...keys].map(String);
        if (focus !== undefined) update({ region: focus, regions: codes });
      }}
      {...(group.example ? {} : { onRemove: remove })}
    >
      <Label className={styles.label ?? ''}>{zh ? '地区（点选重点）' : 'Places (press for focus)'}</Label>
      <TagList
        className={styles.list ?? ''}
        items={group.regions.map(({ code, name }) => ({ id: code, name }))}
      >
        {({ name }) => (
          <Tag className={styles.tag ?? ''} textValue={name}>
            {name}
            {group.example ? <span aria-hidden="true">&nbsp;</span> : <RemoveButton name={name} />}
          </Tag>
        )}
      </TagList>
    </TagGroup>
  );
}

function RemoveButton({ name }: { readonly name: string }) {
  const { language } = useLanguage();
  return (
    <Button
      slot="remove"
      className={styles.remove ?? ''}
      aria-label={language === 'zh' ? `去掉${name}` : `Remove ${name}`}
    >
      <span aria-hidden="true">×</span>
    </Button>
  );
}

function MetricTags() {
  const { language } = useLanguage();
  const { update } = useViewState();
  const metrics = useComparedMetrics();
  const zh = language === 'zh';
  const items = metrics.map((id) => ({ id, name: pick(METRICS[id].name, language) }));
  return (
    <div className={styles.row}>
      <TagGroup
        className={styles.row ?? ''}
        {...(metrics.length > 1
          ? {
              onRemove: (keys: ReadonlySet<React.Key>) =>
                update((view) => ({
                  metrics: (view.metrics.length > 0 ? view.metrics : metrics).filter((id) => !keys.has(id)),
                  sort: null,
                })),
            }
          : {})}
      >
        <Label className={styles.label ?? ''}>{zh ? '指标' : 'Metrics'}</Label>
        <TagList className={styles.list ?? ''} items={items}>
          {(item) => (
            <Tag className={styles.tag ?? ''} textValue={item.name}>
              {item.name}
              {metrics.length > 1 ? (
                <RemoveButton name={item.name} />
              ) : (
                <span aria-hidden="true">&nbsp;</span>
              )}
            </Tag>
          )}
        </TagList>
      </TagGroup>
      <MetricsDialog />
    </div>
  );
}

const TOPIC_IDS = Object.keys(TOPICS) as readonly Topic[];

/** All metrics by topic, to tick up to eight. */
function MetricsDialog() {
  const { language } = useLanguage();
  const { update } = useViewState();
  const metrics = useComparedMetrics();
  const zh = language === 'zh';
  const full = metrics.length >= MOST_METRICS;
  const topics = useMemo(() => TOPIC_IDS.map((topic) => ({ topic, ids: metricsOfTopic(topic) })), []);
  return (
    <DialogTrigger>
      <Button className={classNames(controls.button)}>{zh ? '选择指标…' : 'Choose metrics…'}</Button>
      <Popover className={classNames(controls.popover)} placement="bottom start">
        <Dialog className={styles.dialog ?? ''} aria-label={zh ? '选择指标' : 'Choose metrics'}>
          <p className={styles.hint}>
            {zh
              ? `最多 ${MOST_METRICS} 项，已选 ${metrics.length} 项。`
              : `Up to ${MOST_METRICS}; ${metrics.length} chosen.`}
          </p>
          <CheckboxGroup
            aria-label={zh ? '指标' : 'Metrics'}
            value={[...metrics]}
            onChange={(ids) => {
              // The reader's order stays; what is ticked last comes last.
              const kept = metrics.filter((id) => ids.includes(id));
              const added = METRIC_IDS.filter((id) => ids.includes(id) && !metrics.includes(id));
              const chosen = [...kept, ...added].slice(0, MOST_METRICS);
              if (chosen.length > 0) update({ metrics: chosen, sort: null });
            }}
            className={styles.topics ?? ''}
          >
            {topics.map(({ topic, ids }) => (
              <div key={topic} className={styles.topic}>
                <p className={styles.topicName}>{pick(TOPICS[topic], language)}</p>
                {ids.map((id) => (
                  <Checkbox
                    key={id}
                    value={id}
                    className={styles.check ?? ''}
                    isDisabled={full && !metrics.includes(id)}
                  >
                    {({ isSelected }) => (
                      <>
                        <span className={styles.box} aria-hidden="true">
                          {isSelected ? <CheckIcon /> : null}
                        </span>
                        {pick(METRICS[id].name, language)}
                      </>
                    )}
                  </Checkbox>
                ))}
              </div>
            ))}
          </CheckboxGroup>
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}
