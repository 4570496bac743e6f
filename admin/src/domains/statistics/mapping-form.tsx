import { useMutation, useQueryClient } from '@tanstack/react-query';
import { statisticKinds } from '@yongche/contract/vocabulary';
import { Button, Input, Select } from 'antd';
import { useState } from 'react';
import { ApiError, call, sentenceOf } from '../../api';
import { AlertLine } from '../../components/alert-line';
import { Field } from '../../components/field';
import { useIdempotencyKey } from '../../components/use-idempotency-key';
import { type Choice, columnMeans, columnOptions, isComplete, nameMeans, nameOptions, newItemOf, type NewItem } from './mapping-choice';
import { importQuery, schemasQuery } from './queries';
import type { ImportReport, SchemaContent } from './statistics';
import { meaningWord } from './statistics-wording';
import styles from './statistics.module.css';

/** 对应栏目: each heading and name that nobody knows, with what stands below it, and what it is. */
export function MappingForm({ report, schema }: { report: ImportReport; schema: SchemaContent }) {
  const client = useQueryClient();
  const intent = useIdempotencyKey();
  const [choices, setChoices] = useState<Record<string, Choice>>({});
  const asked = [
    ...report.unknownColumns.map(({ heading, shown, place, samples }) => ({ key: `column ${heading}`, heading, shown, place, samples, isColumn: true })),
    ...report.unknownNames.map(({ name, place, samples }) => ({ key: `name ${name}`, heading: name, shown: name, place, samples, isColumn: false })),
  ];
  const choiceOf = ({ key, shown }: (typeof asked)[number]): Choice => choices[key] ?? { choice: undefined, item: newItemOf(shown) };
  const open = asked.filter((one) => !isComplete(choiceOf(one))).length;
  const map = useMutation({
    mutationFn: () => {
      const body = {
        schemaVersion: report.schemaVersion,
        columns: asked.filter(({ isColumn }) => isColumn).map((one) => ({ heading: one.heading, means: columnMeans(choiceOf(one)) })),
        names: asked.filter(({ isColumn }) => !isColumn).map((one) => ({ name: one.heading, means: nameMeans(choiceOf(one)) })),
      };
      return call('POST /statistic-imports/:id/mapping', { params: { id: report.id }, body, idempotencyKey: intent.keyFor([report.id, body]) });
    },
    onSuccess: (next) => {
      client.setQueryData(importQuery(report.id).queryKey, next);
      void client.invalidateQueries({ queryKey: schemasQuery.queryKey });
    },
    onSettled: (_, error) => intent.settle(error),
  });
  return (
    <form
      className={styles.mapping}
      onSubmit={(event) => {
        event.preventDefault();
        if (open === 0 && !map.isPending) map.mutate();
      }}
    >
      <AlertLine tone="info">下面 {asked.length} 个名称是第一次出现，请逐个选择是什么。选过一次就记住，下个月同样的表不用再选。</AlertLine>
      <section className="card">
        {asked.map((one, at) => (
          <div key={one.key} className={styles.asked}>
            <div>
              <b>{one.shown}</b>
              <small>
                {one.isColumn ? '栏目' : '项目名称'}　{one.place}
              </small>
              <small>{one.samples.length > 0 ? `例如 ${one.samples.join('、')}` : '下面没有内容'}</small>
            </div>
            <div>
              <Select
                aria-label={`“${one.shown}”是什么`}
                style={{ width: 360 }}
                autoFocus={at === 0}
                showSearch={{ optionFilterProp: 'label' }}
                placeholder="选择，或输入几个字查找"
                value={choiceOf(one).choice ?? null}
                options={one.isColumn ? columnOptions(schema) : nameOptions(schema)}
                onChange={(choice: string) => setChoices({ ...choices, [one.key]: { ...choiceOf(one), choice } })}
              />
              {choiceOf(one).choice === 'new' && <NewItemFields item={choiceOf(one).item} schema={schema} onChange={(item) => setChoices({ ...choices, [one.key]: { ...choiceOf(one), item } })} />}
            </div>
          </div>
        ))}
      </section>
      {map.isError && <AlertLine tone="bad">{(map.error instanceof ApiError && map.error.fields[0]?.message) || `没有保存：${sentenceOf(map.error)}`}</AlertLine>}
      <footer className={styles.footer}>
        <span className={styles.soft}>{open > 0 ? `还有 ${open} 个没有选` : '都选好了'}</span>
        <Button type="primary" size="large" htmlType="submit" disabled={open > 0} loading={map.isPending}>
          保存对应，下一步
        </Button>
      </footer>
      <details className={styles.known}>
        <summary>已经认得的 {report.knownColumns.length} 栏</summary>
        <ul>
          {report.knownColumns.map(({ shown, place, means }) => (
            <li key={place}>
              {shown} <small>{place}</small> → {meaningWord(schema, means)}
            </li>
          ))}
        </ul>
      </details>
    </form>
  );
}

interface NewItemFieldsProps {
  item: NewItem;
  schema: SchemaContent;
  onChange: (item: NewItem) => void;
}

function NewItemFields({ item, schema, onChange }: NewItemFieldsProps) {
  const wholes = schema.items.filter(({ partOf }) => partOf === null).map(({ code, name }) => ({ value: code, label: name }));
  return (
    <div className={styles.newItem}>
      <Field label="项目名称">
        <Input maxLength={30} value={item.name} onChange={(event) => onChange({ ...item, name: event.target.value })} />
      </Field>
      <Field label="单位">
        <Input maxLength={10} value={item.unit} onChange={(event) => onChange({ ...item, unit: event.target.value })} />
      </Field>
      <Field label="存量或流量">
        <Select value={item.kind} options={Object.entries(statisticKinds).map(([value, label]) => ({ value, label }))} onChange={(kind: NewItem['kind']) => onChange({ ...item, kind })} />
      </Field>
      <Field label="口径">
        <Input maxLength={40} value={item.scope} onChange={(event) => onChange({ ...item, scope: event.target.value })} />
      </Field>
      <Field label="属于哪个合计">
        <Select allowClear placeholder="不是分项" value={item.partOf} options={wholes} onChange={(partOf: string | undefined) => onChange({ ...item, partOf: partOf ?? null })} />
      </Field>
    </div>
  );
}
