import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Button, Checkbox } from 'antd';
import { useState } from 'react';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { licenceStates } from '@yongche/contract/vocabulary';
import type { Column } from '../../components/data-table';
import { ChoiceFilter } from '../../components/filter';
import { ToneTag, type Tone } from '../../components/tone-tag';
import { useStaff } from '../../session';
import styles from './cleanup-page.module.css';
import { ProposeDialog } from './cleanup-propose';
import { cleanupItemsQuery, dutiesQuery, wholeList } from './cleanup-queries';
import { type CleanupItem, holdingsOf, severities } from './cleanup-wording';
import { LettersButton } from './duties-letters';
import { isOpen } from './duties-wording';
import { keyIn, searchOf } from './list-filters';
import { EmptyList, RegisterList } from './register-list';
import page from './register-page.module.css';
import { LicenceState } from './states';

const tones: Record<CleanupItem['severity'], Tone> = { cancel: 'bad', suspend: 'warn', remind: 'plain' };
/** A batch takes no more. */
const maxChosen = 300;

const columns: Column<CleanupItem>[] = [
  {
    title: '企业',
    cell: ({ id, name, creditCode }) => (
      <span className={page.pair}>
        <Link to={`/register/companies/${id}`} onClick={(event) => event.stopPropagation()}>
          {name}
        </Link>
        <span className={page.mono}>{creditCode}</span>
      </span>
    ),
  },
  { title: '营业执照', cell: (company) => <LicenceState company={company} /> },
  { title: '原因', cell: ({ cause }) => <span className={styles.cause}>{cause}</span> },
  { title: '建议', cell: ({ severity }) => <ToneTag tone={tones[severity]}>{severities[severity]}</ToneTag> },
  { title: '代理证', align: 'right', cell: ({ certificates }) => certificates },
  { title: 'APP用户', align: 'right', cell: ({ apps }) => apps },
  { title: '报告期限', cell: ({ dutyDueOn }) => <time className={page.time}>{dutyDueOn ?? '—'}</time> },
  {
    title: '批次',
    cell: ({ batchId }) =>
      batchId && (
        <Link to={`/register/cleanup/batches/${batchId}`} onClick={(event) => event.stopPropagation()}>
          待复核
        </Link>
      ),
  },
];

/** ② 工作单: companies in stock whose licence says that they should not be. */
export function CleanupItems() {
  const isClerk = useStaff().role === 'clerk';
  const navigate = useNavigate();
  const [search, setSearch] = useSearchParams();
  const licenceState = keyIn(search, 'licenceState', licenceStates);
  const items = useQuery({ ...cleanupItemsQuery(licenceState), placeholderData: keepPreviousData });
  const [chosenIds, setChosenIds] = useState<ReadonlySet<string>>(new Set());
  const rows = items.data?.items ?? [];
  const chosen = rows.filter(({ id }) => chosenIds.has(id));

  const toggle = ({ id, batchId }: CleanupItem) => {
    if (batchId) return;
    const next = new Set(chosenIds);
    if (!next.delete(id)) next.add(id);
    setChosenIds(next);
  };
  const choice: Column<CleanupItem> = {
    title: '选择',
    cell: (item) => (
      <Checkbox
        aria-label={`选择${item.name}`}
        checked={chosenIds.has(item.id)}
        disabled={item.batchId !== null}
        onClick={(event) => event.stopPropagation()}
        onChange={() => toggle(item)}
      />
    ),
  };
  return (
    <>
      <div className={styles.bar}>
        <ChoiceFilter
          label="营业执照"
          list={licenceStates}
          value={licenceState}
          onChange={(state) => setSearch(searchOf({ licenceState: state }))}
        />
        {isClerk && <Acts rows={rows} chosen={chosen} onChoose={(some) => setChosenIds(new Set(some.map(({ id }) => id)))} />}
      </div>
      <RegisterList
        caption="需要清理的在册企业"
        list={wholeList(items)}
        columns={isClerk ? [choice, ...columns] : columns}
        keyOf={({ id }) => id}
        onOpen={(item) => (isClerk ? toggle(item) : void navigate(`/register/companies/${item.id}`))}
        empty={
          <EmptyList what="需要清理的企业" isFiltered={licenceState !== undefined} onClear={() => setSearch({})}>
            在册企业的营业执照都正常。每月导入一次市场监管部门的名单，有吊销、注销、歇业、经营异常或到期的会列在这里。
          </EmptyList>
        }
      />
    </>
  );
}

interface ActsProps {
  rows: CleanupItem[];
  chosen: CleanupItem[];
  onChoose: (items: CleanupItem[]) => void;
}

/** What the clerk may do with the chosen companies. */
function Acts({ rows, chosen, onChoose }: ActsProps) {
  const [isProposing, setProposing] = useState(false);
  const duties = useQuery(dutiesQuery).data?.items ?? [];
  const proposable = rows.filter(({ severity, batchId }) => severity === 'cancel' && batchId === null).slice(0, maxChosen);
  const { companies, certificates, apps } = holdingsOf(chosen);
  const chosenIds = new Set(chosen.map(({ id }) => id));
  const openDuties = duties.filter((duty) => isOpen(duty) && chosenIds.has(duty.companyId));
  return (
    <div className={styles.chosen}>
      {companies > 0 ? (
        <p>
          已选 {companies} 家（代理证 {certificates} 张、APP用户 {apps} 户）
        </p>
      ) : (
        proposable.length > 0 && <Button onClick={() => onChoose(proposable)}>选中建议注销的 {proposable.length} 家</Button>
      )}
      {companies > 0 && <Button onClick={() => onChoose([])}>取消选择</Button>}
      <LettersButton duties={openDuties} disabledBecause={openDuties.length === 0 ? '先选择有报告义务的企业' : undefined} />
      <Button type="primary" disabled={companies === 0 || companies > maxChosen} onClick={() => setProposing(true)}>
        提出注销批次
      </Button>
      {companies > maxChosen && <p>一批最多 {maxChosen} 家</p>}
      {isProposing && <ProposeDialog companies={chosen} onClose={() => setProposing(false)} />}
    </div>
  );
}
