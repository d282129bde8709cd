import { Button, Menu, MenuItem, MenuTrigger } from 'react-aria-components';
import { useLanguage } from '#i18n/use-language.ts';
import { childLevelOf, listedParentOf, NATION_CODE, type Region } from '#model/region.ts';
import { ChoicePopover } from './choice-popover.tsx';
import { classNames } from './class-names.ts';
import controls from './controls.module.css';
import { ChevronDownIcon } from './icons.tsx';
import styles from './region-breadcrumb.module.css';
import type { RegionTree } from './region-tree.ts';
import { ViewLink } from './view-link.tsx';

export interface RegionBreadcrumbProps {
  readonly region: string;
  readonly tree: RegionTree;
  /** Address of a region's view. */
  readonly hrefOf: (code: string) => string;
}

/** Where the reader is, level by level; each level opens its siblings, the last one its children. */
export function RegionBreadcrumb({ region, tree, hrefOf }: RegionBreadcrumbProps) {
  const { t } = useLanguage();
  const path = tree.pathOf(region);
  const below = tree.childrenOf(region);
  const levelNext = childLevelOf(region);
  return (
    <nav aria-label={t('region.path')}>
      <ol className={styles.path}>
        <li>
          <ViewLink href={hrefOf(NATION_CODE)} current={region === NATION_CODE} className={styles.place}>
            {t('region.nation')}
          </ViewLink>
        </li>
        {path.map((one) => (
          <li key={one.code}>
            <ViewLink href={hrefOf(one.code)} current={one.code === region} className={styles.place}>
              {one.name}
            </ViewLink>
            <RegionMenu
              regions={tree.childrenOf(listedParentOf(one.code) ?? NATION_CODE)}
              label={`${t('region.siblings', { level: t(`region.levels.${one.level}`) })}: ${one.name}`}
              current={one.code}
              hrefOf={hrefOf}
            />
          </li>
        ))}
        {levelNext && below.length > 0 ? (
          <li>
            <RegionMenu
              regions={below}
              label={t('region.children', { level: t(`region.levels.${levelNext}`) })}
              showLabel
              hrefOf={hrefOf}
            />
          </li>
        ) : null}
      </ol>
    </nav>
  );
}

interface RegionMenuProps {
  readonly regions: readonly Region[];
  readonly label: string;
  readonly showLabel?: boolean;
  readonly current?: string;
  readonly hrefOf: (code: string) => string;
}

function RegionMenu({ regions, label, showLabel = false, current, hrefOf }: RegionMenuProps) {
  if (regions.length < 2 && current !== undefined) return null;
  return (
    <MenuTrigger>
      <Button className={classNames(styles.open)} {...(showLabel ? {} : { 'aria-label': label })}>
        {showLabel ? label : null}
        <ChevronDownIcon />
      </Button>
      <ChoicePopover className={classNames(controls.popover)} placement="bottom start">
        <Menu
          className={classNames(controls.list, styles.menu)}
          items={regions}
          aria-label={label}
          selectionMode="single"
          selectedKeys={current === undefined ? [] : [current]}
        >
          {(region) => (
            <MenuItem
              id={region.code}
              href={hrefOf(region.code)}
              routerOptions={{ afterPaint: true }}
              textValue={region.name}
              className={classNames(controls.option, styles.option)}
            >
              {region.name}
            </MenuItem>
          )}
        </Menu>
      </ChoicePopover>
    </MenuTrigger>
  );
}
