/** Stand-ins until the pages are there. */
import { PageHeading } from '#components/page-heading.tsx';
import { useViewState } from '#components/use-view-state.ts';
import { ViewLink } from '#components/view-link.tsx';
import { useLanguage } from '#i18n/use-language.ts';
import { levelOfCode, NATION_CODE } from '#model/region.ts';

export function OverviewPlaceholder() {
  const { t } = useLanguage();
  const { state, hrefOfRegion } = useViewState();
  return (
    <>
      <PageHeading title={t('nav.overview')}>{t('nav.overview')}</PageHeading>
      <pre>{JSON.stringify(state, null, 2)}</pre>
      <ViewLink href={hrefOfRegion('130623205')}>130623205</ViewLink>
    </>
  );
}

export function RegionPlaceholder() {
  const { t } = useLanguage();
  const { state } = useViewState();
  const level = levelOfCode(state.region);
  if (level === undefined || state.region === NATION_CODE) {
    const title = t('faces.regionNotFoundTitle', { code: state.region });
    return (
      <PageHeading title={title} lead={t('faces.regionNotFoundText')}>
        {title}
      </PageHeading>
    );
  }
  return (
    <>
      <PageHeading title={state.region}>{state.region}</PageHeading>
      <pre>{JSON.stringify(state, null, 2)}</pre>
    </>
  );
}
