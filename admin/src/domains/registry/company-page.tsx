import { useQuery } from '@tanstack/react-query';
import { dutyKinds } from '@yongche/contract/vocabulary';
import { Button } from 'antd';
import { useNavigate, useParams } from 'react-router';
import cells from '../../components/cells.module.css';
import { DataTable } from '../../components/data-table';
import { PageSkeleton } from '../../components/page-skeleton';
import { RevealedValue } from '../../components/revealed-value';
import { useTitle } from '../../components/use-title';
import { certificateColumns } from './certificate-columns';
import styles from './company-page.module.css';
import { EventList } from './event-list';
import { FileActions } from './file-actions';
import { FileFailure } from './file-failure';
import { FilePage, FileSection, SectionBody, SectionFacts, SectionTable } from './file-page';
import { companyQuery } from './queries';
import type { CompanyFile } from './register';
import { daysUntil } from './register-days';
import { companyKinds } from './request-kinds';
import { RequestTable } from './request-table';
import { CompanyState, DutyState, LicenceState } from './states';

const back = { to: '/register/companies', title: '企业名册' };

/** 企业档案. */
export default function CompanyPage() {
  const { id = '' } = useParams();
  const company = useQuery(companyQuery(id));
  useTitle(company.data?.name ?? '企业档案');
  if (company.isPending) return <PageSkeleton rows={10} />;
  if (!company.data) return <FileFailure error={company.error} onRetry={() => void company.refetch()} what="企业" back={back} />;
  return <CompanyFileView company={company.data} />;
}

function CompanyFileView({ company }: { company: CompanyFile }) {
  const { id, name, state, people } = company;
  const isWorking = state === 'in_force' || state === 'rectifying';
  return (
    <FilePage
      back={back}
      name={name}
      number={company.number}
      state={<CompanyState company={company} />}
      figures={[
        { title: '代理证', value: company.certificates },
        { title: 'APP用户', value: company.apps },
        { title: '待办义务', value: company.openDuties, isWarning: company.openDuties > 0 },
      ]}
      actions={
        state !== 'cancelled' && (
          <FileActions
            subject={{ type: 'company', id, name, agents: people.filter((one) => one.state === 'in_force').length }}
            kinds={companyKinds(company)}
            given={{ companyId: id }}
            requests={company.requests}
            maySuspend={isWorking}
            mayResume={!isWorking || state === 'rectifying'}
          />
        )
      }
      main={
        <>
          <People company={company} />
          <Duties company={company} />
          <RequestTable requests={company.requests} />
        </>
      }
      aside={
        <>
          <FileSection title="登记事项">
            <SectionFacts
              facts={[
                ['信用代码', <span className={cells.mono}>{company.creditCode}</span>],
                ['住所', company.address],
                ['营业执照', <LicenceState company={company} />],
                ['执照核查', company.licenceCheckedOn ?? '还没有核查过'],
                ['备案证明', `第 ${company.edition} 版`],
                ['登记日期', company.registeredOn],
              ]}
            />
          </FileSection>
          <Managers company={company} />
          <FileSection title="登记台账" empty={company.events.length === 0 && '还没有变动。'}>
            <EventList events={company.events} own="company" />
          </FileSection>
        </>
      }
    />
  );
}

const peopleColumns = [certificateColumns.number, certificateColumns.holder, certificateColumns.state, certificateColumns.app, certificateColumns.expires];

function People({ company: { id, people } }: { company: CompanyFile }) {
  const navigate = useNavigate();
  return (
    <FileSection title="人员" count={people.length} empty={people.length === 0 && '名下没有代理证。需要时点“核发代理证”。'}>
      <SectionTable>
        <DataTable
          caption="人员"
          columns={peopleColumns}
          rows={people}
          keyOf={(one) => one.id}
          onOpen={(one) => void navigate(`/register/certificates/${one.id}`)}
        />
      </SectionTable>
      <SectionBody>
        <Button type="link" className={styles.all} onClick={() => navigate(`/register/certificates?companyId=${id}`)}>
          在代理证名册中查看
        </Button>
      </SectionBody>
    </FileSection>
  );
}

function Duties({ company: { duties } }: { company: CompanyFile }) {
  if (duties.length === 0) return null;
  return (
    <FileSection title="报告义务" count={duties.length}>
      <ul className={styles.duties}>
        {duties.map(({ id, kind, state, cause, dueOn, letterOn }) => (
          <li key={id}>
            <DutyState state={state} />
            <span>
              <b>{dutyKinds[kind]}</b>　{cause}
              {letterOn && <span className={cells.soft}>　{letterOn} 已发告知函</span>}
            </span>
            {(state === 'open' || state === 'overdue') && <Due dueOn={dueOn} />}
          </li>
        ))}
      </ul>
    </FileSection>
  );
}

function Due({ dueOn }: { dueOn: string }) {
  const days = daysUntil(dueOn, new Date());
  const word = days < 0 ? `逾期 ${-days} 天` : days === 0 ? '今天到期' : `还有 ${days} 天`;
  return (
    <span className={days < 0 ? cells.bad : days <= 10 ? cells.warn : cells.soft}>
      {dueOn}　{word}
    </span>
  );
}

function Managers({ company: { managers } }: { company: CompanyFile }) {
  return (
    <FileSection title="企业负责人" empty={managers.length === 0 && '没有负责人，企业不能自己在小程序办理业务。需要时点“变更负责人”。'}>
      {managers.map(({ personId, name, phone }) => (
        <SectionFacts
          key={personId}
          facts={[
            ['姓名', <RevealedValue personId={personId} field="name" masked={name} />],
            ['手机号', <RevealedValue personId={personId} field="phone" masked={phone} className={cells.mono} />],
          ]}
        />
      ))}
    </FileSection>
  );
}
