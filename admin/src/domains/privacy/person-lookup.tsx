import { useMutation } from '@tanstack/react-query';
import { certificateStates } from '@yongche/contract/vocabulary';
import { Button, Input, type InputRef } from 'antd';
import { useRef, useState, type FormEvent } from 'react';
import { Link } from 'react-router';
import { call, isRefusal, sentenceOf } from '../../api';
import cells from '../../components/cells.module.css';
import { Facts } from '../../components/facts';
import { Field } from '../../components/field';
import { minuteOf } from '../../components/moments';
import { Notice } from '../../components/notice';
import { RevealedValue } from '../../components/revealed-value';
import { useStaff } from '../../session';
import { type FoundPerson, mayRequestErasure } from './erasure';
import { ErasureRequest } from './erasure-request';
import { type Search, searchFor } from './person-search';
import styles from './privacy-page.module.css';

/** Finds one person by the whole ID or phone number; parts of it find nobody, so that no list can be drawn. */
export function PersonLookup() {
  const [entry, setEntry] = useState('');
  const [problem, setProblem] = useState<string>();
  const input = useRef<InputRef>(null);
  const lookup = useMutation({
    mutationFn: (body: Extract<Search, { by: object }>['by']) => call('POST /person-lookups', { body }),
    onSettled: () => input.current?.select(),
    // The number that was asked for belongs into this moment, not into a cache.
    gcTime: 0,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const search = searchFor(entry);
    lookup.reset();
    if ('problem' in search) setProblem(search.problem);
    else lookup.mutate(search.by);
  };
  const isUnknown = isRefusal(lookup.error, 'privacy.person_not_found');
  return (
    <>
      <form className={`card ${styles.search}`} role="search" onSubmit={submit}>
        <Field
          label="身份证号或手机号"
          error={problem ?? (lookup.isError && !isUnknown ? sentenceOf(lookup.error) : undefined)}
          hint="须输入完整号码。查找会记入审计日志。"
        >
          <Input
            ref={input}
            className={styles.code}
            size="large"
            autoFocus
            allowClear
            autoComplete="off"
            spellCheck={false}
            maxLength={30}
            value={entry}
            onChange={(event) => {
              setEntry(event.target.value);
              setProblem(undefined);
              if (lookup.isError) lookup.reset();
            }}
          />
        </Field>
        <Button size="large" type="primary" htmlType="submit" loading={lookup.isPending}>
          查找
        </Button>
      </form>
      {isUnknown && (
        <section className="card">
          <Notice title="没有结果">{sentenceOf(lookup.error)}</Notice>
        </section>
      )}
      {lookup.data && <Person key={lookup.data.id} person={lookup.data} />}
    </>
  );
}

function Person({ person }: { person: FoundPerson }) {
  const { role } = useStaff();
  const [isAsking, setAsking] = useState(false);
  const { id, name, idNumber, phone, verifiedAt, certificate } = person;
  return (
    <section className={`card ${styles.person}`} aria-label="找到的人">
      <Facts
        facts={[
          ['姓名', <RevealedValue personId={id} field="name" masked={name} className={styles.name} />],
          ['身份证号', <RevealedValue personId={id} field="idNumber" masked={idNumber} className={cells.mono} />],
          ['手机号', <RevealedValue personId={id} field="phone" masked={phone} className={cells.mono} />],
          ['实人核验', verifiedAt ? `${minuteOf(verifiedAt)} 通过` : '未核验'],
          ['代理证', certificate ? <Certificate certificate={certificate} /> : '没有'],
        ]}
      />
      {mayRequestErasure(role) && (
        <Button danger onClick={() => setAsking(true)}>
          申请删除
        </Button>
      )}
      {isAsking && <ErasureRequest personId={id} name={name} onClose={() => setAsking(false)} />}
    </section>
  );
}

function Certificate({ certificate: { id, number, state, companyName } }: { certificate: NonNullable<FoundPerson['certificate']> }) {
  return (
    <>
      <Link to={`/register/certificates/${id}`}>{number}</Link>
      {`　${certificateStates[state]}　${companyName}`}
    </>
  );
}
