import { PageHeading } from '#components/page-heading.tsx';
import { useViewState } from '#components/use-view-state.ts';
import { ViewLink } from '#components/view-link.tsx';
import { useLanguage } from '#i18n/use-language.ts';
import { addressOf } from '#view-state/address.ts';

export function NotFoundPage() {
  const { t } = useLanguage();
  const { state } = useViewState();
  return (
    <>
      <PageHeading title={t('faces.notFoundTitle')} lead={t('faces.notFoundText')}>
        {t('faces.notFoundTitle')}
      </PageHeading>
      <ViewLink href={addressOf('/', { ...state, tables: [], sort: null })}>{t('faces.home')}</ViewLink>
    </>
  );
}
