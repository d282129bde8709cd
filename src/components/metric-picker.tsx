import { memo, useMemo } from 'react';
import { pick } from '#i18n/format.ts';
import { useLanguage } from '#i18n/use-language.ts';
import { TOPICS } from '#metrics/metric.ts';
import { METRIC_IDS, METRICS, type MetricId } from '#metrics/registry.ts';
import { SelectField } from './select-field.tsx';

export interface MetricPickerProps {
  readonly value: MetricId;
  readonly onChange: (metric: MetricId) => void;
  /** The metrics on offer; all of the registry where not given. */
  readonly metrics?: readonly MetricId[];
  readonly label?: string;
  readonly className?: string | undefined;
}

/** The registry, grouped by topic: each metric with its sentence, and its form where only one form has it. */
export const MetricPicker = memo(function MetricPicker(props: MetricPickerProps) {
  const { value, onChange, metrics = METRIC_IDS, label, className } = props;
  const { language, t } = useLanguage();
  const groups = useMemo(
    () =>
      Array.from(new Set(metrics.map((id) => METRICS[id].topic)), (topic) => {
        const ids = metrics.filter((id) => METRICS[id].topic === topic);
        const options = ids.map((id) => {
          const { name, sentence, forms } = METRICS[id];
          const [only] = forms;
          return {
            id,
            name: pick(name, language),
            note: pick(sentence, language),
            // Both languages find a metric, whatever the language on show.
            keywords: `${name.zh} ${name.en} ${pick(sentence, language)}`,
            ...(forms.length === 1 && only !== undefined
              ? { mark: t('metric.formMark', { form: only }) }
              : {}),
          };
        });
        return { id: topic, name: pick(TOPICS[topic], language), options };
      }),
    [metrics, language, t],
  );
  return (
    <SelectField
      label={label ?? t('metric.label')}
      groups={groups}
      value={value}
      onChange={onChange}
      search={{ label: t('metric.search'), nothing: t('metric.none') }}
      className={className}
    />
  );
});
