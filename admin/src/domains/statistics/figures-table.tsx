import { Segmented } from 'antd';
import { useState } from 'react';
import type { Figure, Finding, SchemaContent } from './statistics';
import { changeOf, countOf, growthSource, growthWord, keyOf, periodName, rateOf } from './statistics-wording';
import styles from './statistics.module.css';

interface FiguresTableProps {
  figures: Figure[];
  schema: SchemaContent;
  period: string;
  periodBefore: string | null;
  /** Number of the edition before, where figures are compared with it. */
  editionBefore?: number | undefined;
  /** Whose figures are marked. */
  pointed?: Finding | undefined;
  /** What is chosen by a click on a member's row. */
  onMember?: ((of: { item: string; dimension: string; member: string }) => void) | undefined;
}

/** All figures of a period: the city's totals with everything that they are compared with, or one dimension's members side by side. */
export function FiguresTable({ figures, schema, ...more }: FiguresTableProps) {
  const dimensions = schema.dimensions.filter(({ code }) => figures.some((figure) => figure.dimension === code));
  const [chosen, setChosen] = useState('city');
  const pointedAt = more.pointed?.cells.find(({ dimension }) => dimension !== null)?.dimension;
  const shown = dimensions.find(({ code }) => code === (pointedAt && chosen !== 'city' ? pointedAt : chosen));
  return (
    <>
      {dimensions.length > 0 && (
        <Segmented className={styles.switch} aria-label="分组" value={shown?.code ?? 'city'} onChange={setChosen} options={[{ value: 'city', label: '全市' }, ...dimensions.map(({ code, name }) => ({ value: code, label: name }))]} />
      )}
      <div className={styles.scroll}>{shown ? <Members figures={figures} dimension={shown} {...more} /> : <Totals figures={figures} {...more} />}</div>
    </>
  );
}

type Shown = Omit<FiguresTableProps, 'schema'>;

function Totals({ figures, period, periodBefore, editionBefore, pointed }: Shown) {
  const totals = figures.filter(({ member }) => member === null);
  const marked = new Set(pointed?.cells.map(keyOf));
  const hasStated = totals.some(({ stated }) => stated !== null);
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col">项目</th>
          <th scope="col">{periodName(period)}</th>
          {editionBefore ? <th scope="col">第{editionBefore}版</th> : null}
          {periodBefore && (
            <>
              <th scope="col">{periodName(periodBefore)}</th>
              <th scope="col">增减</th>
            </>
          )}
          <th scope="col">上年同期</th>
          <th scope="col">同比</th>
          {hasStated && <th scope="col">文件所写同比</th>}
        </tr>
      </thead>
      <tbody>
        {totals.map((figure) => {
          const { name, unit, scope, partOf, value, growth, stated, before, formerly, place } = figure;
          return (
            <tr key={keyOf(figure)} data-part={partOf !== null} data-marked={marked.has(keyOf(figure))}>
              <th scope="row">
                {partOf !== null && <i>其中</i>}
                {name}
                <small>
                  {unit}　{scope}
                </small>
              </th>
              <td title={place ?? '由分项相加'}>
                <b>{countOf(value)}</b>
              </td>
              {editionBefore ? <td data-changed={formerly !== value}>{countOf(formerly)}</td> : null}
              {periodBefore && (
                <>
                  <td>{countOf(before)}</td>
                  <td>{changeOf(value, before)}</td>
                </>
              )}
              <td>{countOf(growth.base)}</td>
              <td title={growthSource(growth)} data-none={growth.hundredths === null}>
                {growthWord(growth)}
              </td>
              {hasStated && <td>{stated === null ? '—' : rateOf(stated)}</td>}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

function Members({ figures, dimension, editionBefore, pointed, onMember }: Shown & { dimension: SchemaContent['dimensions'][number] }) {
  const own = figures.filter((figure) => figure.dimension === dimension.code);
  const items = [...new Map(own.map(({ item, name, unit }) => [item, { item, name, unit }])).values()];
  const members = [...new Set(own.map(({ member }) => member!))];
  const byKey = new Map(own.map((figure) => [keyOf(figure), figure]));
  const marked = new Set(pointed?.cells.map(keyOf));
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col" rowSpan={2}>
            {dimension.name}
          </th>
          {items.map(({ item, name, unit }) => (
            <th key={item} scope="colgroup" colSpan={2} className={styles.group}>
              {name}（{unit}）
            </th>
          ))}
        </tr>
        <tr>
          {items.map(({ item }) => [
            <th key={`${item} value`} scope="col">
              数量
            </th>,
            <th key={`${item} growth`} scope="col">
              同比
            </th>,
          ])}
        </tr>
      </thead>
      <tbody>
        {members.map((member) => (
          <tr key={member}>
            <th scope="row">{member}</th>
            {items.map(({ item }) => {
              const figure = byKey.get(keyOf({ item, dimension: dimension.code, member }));
              if (!figure) return [<td key={`${item} value`}>—</td>, <td key={`${item} growth`} />];
              const isChanged = editionBefore !== undefined && editionBefore > 0 && figure.formerly !== figure.value;
              return [
                <td key={`${item} value`} data-marked={marked.has(keyOf(figure))} title={figure.place ?? '由分项相加'}>
                  {onMember ? (
                    <button type="button" aria-label={`${member}的${figure.name}走势`} onClick={() => onMember({ item, dimension: dimension.code, member })}>
                      {countOf(figure.value)}
                    </button>
                  ) : (
                    countOf(figure.value)
                  )}
                  {isChanged && <small>原 {countOf(figure.formerly)}</small>}
                </td>,
                <td key={`${item} growth`} title={growthSource(figure.growth)} data-none={figure.growth.hundredths === null}>
                  {figure.growth.hundredths === null ? '—' : growthWord(figure.growth)}
                </td>,
              ];
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
