import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { licenceStates } from '@yongche/contract/vocabulary';
import { Button } from 'antd';
import { useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import { CellLink, Time } from '../../components/cells';
import type { Column } from '../../components/data-table';
import { ChoiceFilter } from '../../components/filter';
import { keyIn, searchOf } from '../../components/list-filters';
import { EmptyList, RecordList } from '../../components/record-list';
import { ToneTag, type Tone } from '../../components/tone-tag';
import { wholeList } from '../../components/use-record-list';
import { useStaff } from '../../session';
import styles from './cleanup-page.module.css';
import { ProposeDialog } from './cleanup-propose';
import { cleanupItemsQuery, dutiesQuery } from './cleanup-queries';
import { type CleanupItem, holdingsOf, severities } from './cleanup-wording';
import { companyColumns } from './company-columns';
import { LettersButton } from './duties-letters';
import { isOpen } from './duties-wording';
import { useChoice } from './use-choice';

const tones: Record<CleanupItem['severity'], Tone> = { cancel: 'bad', suspend: 'warn', remind: 'plain' };
/** A batch takes no more. */
const maxChosen = 300;

const columns: Column<CleanupItem>[] = [
  companyColumns.linkedName,
  companyColumns.licence,
  { title: '原因', cell: ({ cause }) => <span className={styles.cause}>{cause}</span> },
  { title: '建议', cell: ({ severity }) => <ToneTag tone={tones[severity]}>{severities[severity]}</ToneTag> },
  companyColumns.certificates,
  companyColumns.apps,
  { title: '报告期限', cell: ({ dutyDueOn }) => <Time>{dutyDueOn ?? '—'}</Time> },
  { title: '批次', cell: ({ batchId }) => batchId && <CellLink to={`/register/cleanup/batches/${batchId}`}>待复核</CellLink> },
];

/** ② 工作单: companies in stock whose licence says that they should not be. */
export function CleanupItems() {
  const isClerk = useStaff().role === 'clerk';
  const navigate = useNavigate();
  const [search, setSearch] = useSearchParams();
  const licenceState = keyIn(search, 'licenceState', licenceStates);
  const items = useQuery({ ...cleanupItemsQuery(licenceState), placeholderData: keepPreviousData });
  const rows = items.data?.items ?? [];
  const choice = useChoice({ rows, nameOf: ({ name }) => name, isOpen: ({ batchId }) => batchId === null });
  return (
    <>
      <div className={styles.bar}>
        <ChoiceFilter
          label="营业执照"
          list={licenceStates}
          value={licenceState}
          onChange={(state) => setSearch(searchOf({ licenceState: state }))}
        />
        {isClerk && <Acts rows={rows} chosen={choice.chosen} onChoose={choice.choose} />}
      </div>
      <RecordList
        caption="需要清理的在册企业"
        list={wholeList(items)}
        columns={isClerk ? [choice.column, ...columns] : columns}
        keyOf={({ id }) => id}
        onOpen={(item) => (isClerk ? choice.toggle(item) : void navigate(`/register/companies/${item.id}`))}
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
