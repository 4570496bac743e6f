import { requestKinds } from '@yongche/contract/vocabulary';
import { useNavigate } from 'react-router';
import { NumberLink, Time } from '../../components/cells';
import cells from '../../components/cells.module.css';
import { DataTable, type Column } from '../../components/data-table';
import { minuteOf } from '../../components/moments';
import { FileSection, SectionTable } from './file-page';
import type { RegisterRequest } from './register';
import { useMay } from './rights';
import { RequestState } from './states';

const columns: Column<RegisterRequest>[] = [
  { title: '业务', cell: ({ kind }) => requestKinds[kind] },
  { title: '对象', cell: ({ subjectName }) => subjectName },
  { title: '状态', cell: ({ state }) => <RequestState state={state} /> },
  { title: '时间', cell: ({ decidedAt, submittedAt, requestedAt }) => <Time>{minuteOf(decidedAt ?? submittedAt ?? requestedAt)}</Time> },
];
const linked: Column<RegisterRequest> = {
  title: '编号',
  cell: ({ id, serial }) => <NumberLink to={`/register/requests/${id}`}>{serial}</NumberLink>,
};
const plain: Column<RegisterRequest> = { title: '编号', cell: ({ serial }) => <span className={cells.number}>{serial}</span> };

/** The requests of one file, the latest first; posts without a right to requests see that they exist. */
export function RequestTable({ requests }: { requests: RegisterRequest[] }) {
  const navigate = useNavigate();
  const mayOpen = useMay()('GET /register-requests');
  const latestFirst = [...requests].sort((one, other) => other.requestedAt.localeCompare(one.requestedAt));
  return (
    <FileSection title="申请" count={requests.length} empty={requests.length === 0 && '还没有申请。'}>
      <SectionTable>
        <DataTable
          caption="申请，最近的在前"
          columns={[mayOpen ? linked : plain, ...columns]}
          rows={latestFirst}
          keyOf={({ id }) => id}
          onOpen={({ id }) => mayOpen && void navigate(`/register/requests/${id}`)}
        />
      </SectionTable>
    </FileSection>
  );
}
