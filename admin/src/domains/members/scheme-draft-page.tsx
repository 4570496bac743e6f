import { useQuery } from '@tanstack/react-query';
import { call } from '../../api';
import { DraftPage } from '../governance/draft-page';
import version from '../governance/version.module.css';
import { schemesKey } from './member';
import { schemesQuery } from './queries';
import { firstScheme } from './scheme-changes';
import { SchemeTerms } from './scheme-terms';
import { schemeProblems } from './scheme-wording';
import { TierEditor } from './tier-editor';

/** 会费标准 as it is drafted. */
export default function SchemeDraftPage() {
  return (
    <DraftPage
      what="会费标准"
      href="/dues-schemes"
      versions={useQuery(schemesQuery)}
      first={firstScheme}
      gapsOf={schemeProblems}
      renews={[[schemesKey]]}
      create={(body, idempotencyKey) => call('POST /dues-schemes', { body, idempotencyKey })}
      change={(of, body) => call('PUT /dues-schemes/:version', { params: { version: of }, body })}
    >
      {({ names, content, base, onChange }) => (
        <>
          {names}
          <section className={`card ${version.card}`}>
            <h2>档次</h2>
            <TierEditor content={content} base={base} onChange={onChange} />
          </section>
          <section className={`card ${version.card}`}>
            <h2>期限与催缴</h2>
            <SchemeTerms content={content} onChange={onChange} />
          </section>
        </>
      )}
    </DraftPage>
  );
}
