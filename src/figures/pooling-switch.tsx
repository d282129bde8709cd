import { type ReactNode, useId, useMemo } from 'react';
import { Switch } from 'react-aria-components';
import { useChoices, useViewState } from '#components/use-view-state.ts';
import { useLanguage } from '#i18n/use-language.ts';
import { type FigureScope, FigureScopeContext, useFigureScope, usePresentScope } from './figure-scope.tsx';
import { canPool, pooledYears, poolingText } from './pooling.ts';
import styles from './pooling-switch.module.css';

/** Takes the three years that end with the last one shown together, for rates; beside it, what is pooled. */
export function PoolingSwitch() {
  const { language } = useLanguage();
  const { state, update } = useChoices();
  const { years, allYears } = usePresentScope();
  const text = useId();
  const possible = canPool(years, allYears);
  return (
    <div className={styles.pooling}>
      <Switch
        isSelected={possible && state.pool}
        isDisabled={!possible}
        onChange={(on) => update({ pool: on })}
        className={styles.switch ?? ''}
        aria-describedby={text}
      >
        <span className={styles.track} aria-hidden="true" />
        {language === 'zh' ? '率合并三年' : 'Pool three years'}
      </Switch>
      <p id={text} className={styles.text} aria-live="polite">
        {poolingText(years, allYears, state.pool, language)}
      </p>
    </div>
  );
}

/** Figures of rates inside it take the pooled years for their own. */
export function PooledScope({ children }: { readonly children: ReactNode }) {
  const scope = useFigureScope();
  const { state } = useViewState();
  const { from, to } = pooledYears(scope.years, scope.allYears, state.pool);
  const pooled = useMemo((): FigureScope => ({ ...scope, years: { from, to } }), [scope, from, to]);
  return <FigureScopeContext value={pooled}>{children}</FigureScopeContext>;
}
