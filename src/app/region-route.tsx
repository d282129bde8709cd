import { PageHeading } from '#components/page-heading.tsx';
import { useViewState } from '#components/use-view-state.ts';
import { usePackageData } from '#figures/package-data.tsx';
import { ViewBar } from '#figures/view-bar.tsx';
import { useLanguage } from '#i18n/use-language.ts';
import { levelOfCode, NATION_CODE } from '#model/region.ts';
import { RegionPage } from '#pages/region/region-page.tsx';

/** `/region/CODE`: the page of a region the list knows, or a word on why there is none and a way to find it. */
export function RegionRoute() {
  const { t } = useLanguage();
  const { state } = useViewState();
  const { tree } = usePackageData();
  const { region } = state;
  const known = levelOfCode(region) !== undefined && region !== NATION_CODE && tree.get(region) !== undefined;
  if (known) return <RegionPage />;
  const title = t('faces.regionNotFoundTitle', { code: region.slice(0, 20) });
  return (
    <>
      <PageHeading title={title} lead={t('faces.regionNotFoundText')}>
        {title}
      </PageHeading>
      <ViewBar />
    </>
  );
}
