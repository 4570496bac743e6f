import { useQuery } from '@tanstack/react-query';
import { call } from '../../api';
import { DraftPage } from '../governance/draft-page';
import { tariffsKey } from './billing';
import { tariffsQuery } from './queries';
import { TariffForm } from './tariff-form';
import { firstTariff, tariffGaps } from './tariff-wording';

/** 收费标准 as it is drafted. */
export default function TariffDraftPage() {
  return (
    <DraftPage
      what="收费标准"
      href="/tariffs"
      versions={useQuery(tariffsQuery)}
      first={firstTariff}
      gapsOf={tariffGaps}
      renews={[[tariffsKey]]}
      create={(body, idempotencyKey) => call('POST /tariffs', { body, idempotencyKey })}
      change={(version, body) => call('PUT /tariffs/:version', { params: { version }, body })}
    >
      {({ names, content, base, onChange }) => (
        <>
          {names}
          <TariffForm content={content} base={base.content} onChange={onChange} />
        </>
      )}
    </DraftPage>
  );
}
