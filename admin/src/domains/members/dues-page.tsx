import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { paymentStandings } from '@yongche/contract/vocabulary';
import { Button, Select } from 'antd';
import { useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import { call } from '../../api';
import { ChoiceFilter, Filter, FilterBar } from '../../components/filter';
import { KeywordFilter } from '../../components/keyword-filter';
import { keyIn, keywordIn, searchOf, withoutEmpty } from '../../components/list-filters';
import { dayOf } from '../../components/moments';
import { PageHead } from '../../components/page-head';
import { EmptyList, RecordList } from '../../components/record-list';
import { wholeList } from '../../components/use-record-list';
import { useTitle } from '../../components/use-title';
import { dueColumns } from './due-columns';
import { collectionWords, openFirst, rateWord } from './dues-wording';
import styles from './dues.module.css';
import { type DuesRegister, membersKey } from './member';
import { useMay } from './rights';
import { TiersChart } from './tiers-chart';

const columns = [dueColumns.member, dueColumns.tier, dueColumns.fen, dueColumns.outstanding, dueColumns.standing, dueColumns.dueOn, dueColumns.contacts];

function filtersOf(search: URLSearchParams, now: Date) {
  const [year, tier] = [search.get('year') ?? '', search.get('tier') ?? ''];
  return {
    year: /^20\d\d$/.test(year) ? Number(year) : Number(dayOf(now).slice(0, 4)),
    ...withoutEmpty({ standing: keyIn(search, 'standing', paymentStandings), tier: /^[A-D]$/.test(tier) ? tier : undefined, q: keywordIn(search) }),
  };
}

/** 会费: how much of a year is in, by amount and by members, and who stands where. */
export default function DuesPage() {
  const navigate = useNavigate();
  const may = useMay();
  const [search, setSearch] = useSearchParams();
  const filters = filtersOf(search, new Date());
  const { year, standing, tier, q } = filters;
  useTitle(`${year}年会费`);
  const dues = useQuery({
    queryKey: [membersKey, 'dues', filters],
    queryFn: ({ signal }) => call('GET /dues', { query: filters, signal }),
    placeholderData: keepPreviousData,
  });
  const change = (part: object) => setSearch(searchOf(filters, part));
  const isFiltered = standing !== undefined || tier !== undefined || q !== undefined;
  return (
    <div className="page">
      <PageHead title="会费" note={`${year} 年度`}>
        <Button onClick={() => void navigate('/dues-schemes')}>会费标准</Button>
        {may('POST /dues-runs') && (
          <Button type="primary" onClick={() => void navigate(`/dues/run?year=${year}`)}>
            部署 {year} 年会费…
          </Button>
        )}
      </PageHead>
      {dues.data && dues.data.tiers.length > 0 && <Collection {...dues.data} />}
      <DuesFilters key={search.toString()} years={dues.data?.years ?? []} tiers={dues.data?.tiers ?? []} filters={filters} onChange={change} />
      <RecordList
        caption={`${year} 年会费，没有缴清的在前`}
        list={wholeList(dues, dues.data && openFirst(dues.data.items))}
        columns={columns}
        keyOf={({ id }) => id}
        onOpen={({ id }) => void navigate(`/dues/${id}`)}
        empty={
          <EmptyList what={`${year}年会费`} isFiltered={isFiltered} onClear={() => setSearch(searchOf({ year }))}>
            这一年还没有部署会费。会费标准生效后，由秘书处试算并部署，每个会员一笔。
          </EmptyList>
        }
      />
    </div>
  );
}

/** 缴费率 by amount and by members, each by its name, and the tiers that they come from. */
function Collection({ collection, tiers }: Pick<DuesRegister, 'collection' | 'tiers'>) {
  const words = collectionWords(collection);
  return (
    <div className={styles.head}>
      <dl className={`card ${styles.rates}`}>
        <div>
          <dt>缴费率（按金额）</dt>
          <dd>
            {rateWord(collection.byAmount)}
            <span>{words.byAmount}</span>
          </dd>
        </div>
        <div>
          <dt>缴费率（按户数）</dt>
          <dd>
            {rateWord(collection.byMembers)}
            <span>{words.byMembers}</span>
          </dd>
        </div>
      </dl>
      <section className={`card ${styles.tiers}`}>
        <h2>
          各档缴清情况
          <ul className={styles.key} aria-hidden="true">
            <li data-paid="true">已缴清</li>
            <li>未缴清</li>
          </ul>
        </h2>
        <TiersChart tiers={tiers} />
      </section>
    </div>
  );
}

interface DuesFiltersProps extends Pick<DuesRegister, 'years' | 'tiers'> {
  filters: ReturnType<typeof filtersOf>;
  onChange: (part: object) => void;
}

function DuesFilters({ years, tiers, filters, onChange }: DuesFiltersProps) {
  const [q, setQ] = useState(filters.q ?? '');
  const offered = [...new Set([...years, filters.year])].sort((one, other) => other - one);
  return (
    <FilterBar onSubmit={() => onChange({ q: q.trim() })}>
      <Filter label="年度">
        {(id) => (
          <Select id={id} style={{ width: 104 }} value={filters.year} options={offered.map((year) => ({ value: year, label: `${year} 年` }))} onChange={(year) => onChange({ year })} />
        )}
      </Filter>
      <KeywordFilter isQuiet label="单位名称或会员号" placeholder="可以只输名称中的几个字" value={q} onChange={setQ} onClear={() => onChange({ q: undefined })} />
      <ChoiceFilter label="缴费情况" list={paymentStandings} value={filters.standing} onChange={(standing) => onChange({ q: q.trim(), standing })} />
      <ChoiceFilter
        label="档次"
        width={170}
        list={Object.fromEntries(tiers.map(({ code, name }) => [code, `${code} 档　${name}`]))}
        value={tiers.length > 0 ? filters.tier : undefined}
        onChange={(tier) => onChange({ q: q.trim(), tier })}
      />
      <Button htmlType="submit">查询</Button>
    </FilterBar>
  );
}
