import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from 'react-router';
import cells from '../../components/cells.module.css';
import { minuteOf } from '../../components/moments';
import { PageSkeleton } from '../../components/page-skeleton';
import { RevealedValue } from '../../components/revealed-value';
import { useTitle } from '../../components/use-title';
import { appWordOf } from './certificate-wording';
import { EventList } from './event-list';
import { FileActions } from './file-actions';
import { FileFailure } from './file-failure';
import { FilePage, FileSection, SectionFacts } from './file-page';
import { certificateQuery } from './queries';
import type { CertificateFile } from './register';
import { daysUntil } from './register-days';
import { certificateKinds } from './request-kinds';
import { RequestTable } from './request-table';
import { CertificateState } from './states';

const back = { to: '/register/certificates', title: '代理证名册' };
/** From this many days before the end the remaining time is shown in amber. */
const nearEnd = 30;

/** 代理证档案: holder, company, app, and everything that happened to it. */
export default function CertificatePage() {
  const { id = '' } = useParams();
  const certificate = useQuery(certificateQuery(id));
  useTitle(certificate.data ? `代理证 ${certificate.data.number}` : '代理证档案');
  if (certificate.isPending) return <PageSkeleton rows={10} />;
  if (!certificate.data) {
    return <FileFailure error={certificate.error} onRetry={() => void certificate.refetch()} what="代理证" back={back} />;
  }
  return <CertificateFileView certificate={certificate.data} />;
}

function CertificateFileView({ certificate }: { certificate: CertificateFile }) {
  const { id, number, state, personId, expiresOn } = certificate;
  const left = expiresOn && (state === 'in_force' || state === 'suspended') ? daysUntil(expiresOn, new Date()) : undefined;
  return (
    <FilePage
      back={back}
      name={certificate.holderName}
      number={number}
      state={<CertificateState certificate={certificate} />}
      figures={[
        { title: 'APP', value: appWordOf(certificate) },
        ...(left === undefined ? [] : [{ title: '剩余天数', value: Math.max(left, 0), isWarning: left <= nearEnd }]),
      ]}
      actions={
        state !== 'cancelled' && (
          <FileActions
            subject={{ type: 'certificate', id, name: `代理证 ${number}` }}
            kinds={certificateKinds(certificate)}
            given={{ certificateId: id }}
            requests={certificate.requests}
            maySuspend={state === 'in_force'}
            mayResume={state === 'suspended'}
          />
        )
      }
      main={
        <>
          <FileSection title="持证人">
            <SectionFacts
              facts={[
                ['姓名', <RevealedValue personId={personId} field="name" masked={certificate.holderName} />],
                ['身份证号', <RevealedValue personId={personId} field="idNumber" masked={certificate.holderIdNumber} className={cells.mono} />],
                ['手机号', <RevealedValue personId={personId} field="phone" masked={certificate.holderPhone} className={cells.mono} />],
                ['企业', <Link to={`/register/companies/${certificate.companyId}`}>{certificate.companyName}</Link>],
                ['本人确认加入', certificate.acceptedAt ? minuteOf(certificate.acceptedAt) : '还没有确认，请本人登录小程序确认'],
                ['实人核验', certificate.verifiedAt ? `${minuteOf(certificate.verifiedAt)} 通过` : '还没有通过'],
              ]}
            />
          </FileSection>
          <RequestTable requests={certificate.requests} />
        </>
      }
      aside={
        <>
          <FileSection title="证件">
            <SectionFacts
              facts={[
                ['发证日期', certificate.issuedOn ?? '通过实人核验后生效'],
                ['有效期至', expiresOn ?? '–'],
                ['版次', `第 ${certificate.edition} 版`],
                ['APP', appWordOf(certificate)],
              ]}
            />
          </FileSection>
          <FileSection title="登记台账" empty={certificate.events.length === 0 && '还没有变动。'}>
            <EventList events={certificate.events} own="certificate" />
          </FileSection>
        </>
      }
    />
  );
}
