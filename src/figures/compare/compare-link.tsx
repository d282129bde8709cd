import { useViewState } from '#components/use-view-state.ts';
import { ViewLink } from '#components/view-link.tsx';
import { useLanguage } from '#i18n/use-language.ts';
import { levelOfCode } from '#model/region.ts';
import { countyOf } from '#queries/peers.ts';
import { addressOf } from '#view-state/address.ts';
import { listedChildren, regionName, useFigureScope } from '../figure-scope.tsx';

/**
 * From a place to its comparison: a township with those of its county, a county's townships with each other, any
 * larger place by itself, to be added to. Nothing where there is nobody to compare with.
 */
export function CompareLink() {
  const { language } = useLanguage();
  const { state } = useViewState();
  const { region, tree } = useFigureScope();
  const zh = language === 'zh';
  const county = countyOf(region);
  if (levelOfCode(region) === 'nation') return null;
  if (county !== null && listedChildren(tree, county).length < 2) return null;
  const view = { ...state, region, tables: [], sort: null, open: [], story: null, regions: [] };
  const href = addressOf('/compare', { ...view, peers: county === null ? 'picked' : 'county' });
  const place = regionName(tree, region, language);
  const above = county === null ? '' : regionName(tree, county, language);
  const words =
    county === null
      ? zh
        ? `拿${place}与别处比较`
        : `Compare ${place} with other places`
      : county === region
        ? zh
          ? `${place}各乡镇街道互相比较`
          : `Compare the townships of ${place}`
        : zh
          ? `与${above}其他乡镇街道比较`
          : `Compare with the other townships of ${above}`;
  return <ViewLink href={href}>{words}</ViewLink>;
}
