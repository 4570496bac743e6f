import { useState } from 'react';
import { Text, View } from '@tarojs/components';
import { Filters } from '@/components/filters';
import { Empty } from '@/components/notes';
import { Card } from '@/components/screen';
import { Sheet } from '@/components/sheet';
import { monthText } from '@/domains/billing/bill-view';
import { besideRows, breakdownOf, columnsOf, course, headlineOf, looksOf, rowsOf, throughItems, type Content, type Figure } from '../bulletin-view';
import { ItemRow } from '../headline';
import { Legend, MonthColumns } from '../month-columns';
import { lastKnown, type Column } from '../months';
import { countText } from '../numbers';
import { ShareRows } from '../share-rows';
import './explorer.css';

/** The figures of a bulletin to look around in: an item, then its months or one of its dimensions (区县, 品牌, 能源类型, 车龄). */
export function Explorer({ content }: { content: Content }) {
  const [item, setItem] = useState(headlineOf(content)?.item);
  const [wanted, setWanted] = useState(course);
  const [member, setMember] = useState<string>();
  const figure = content.figures.find((one) => one.item === item);
  if (!figure) return null;
  const looks = looksOf(content, figure.item);
  const look = looks.find(([one]) => one === wanted)?.[0] ?? looks[0]?.[0];
  const columns = look === course ? columnsOf(content, figure.item) : undefined;
  const breakdown = look === undefined ? undefined : breakdownOf(content, figure.item, look);
  return (
    <>
      <View className="section">走势和构成</View>
      <Filters options={content.figures.map((one) => [one.item, one.name] as const)} value={figure.item} onChange={setItem} />
      {looks.length > 1 && <Filters options={looks} value={look} onChange={(next) => next && setWanted(next)} />}
      {look === undefined && <Empty title="这一项只有总数" text="车管数据没有给出它的走势和分项。" />}
      {columns && <Course key={figure.item} figure={figure} columns={columns} />}
      {breakdown && (
        <Card title={`${breakdown.itemName}，按${breakdown.dimensionName}`}>
          <ShareRows key={`${breakdown.item} ${breakdown.dimension}`} rows={rowsOf(breakdown, figure.unit)} onOpen={setMember} />
          <Text className="quiet">{besideRows(breakdown)}</Text>
        </Card>
      )}
      {member && look && (
        <Sheet title={member} onClose={() => setMember(undefined)}>
          <Text className="quiet">{`${monthText(content.period)}车管数据`}</Text>
          {throughItems(content, look, member).map((row) => (
            <ItemRow key={row.name} {...row} />
          ))}
        </Sheet>
      )}
    </>
  );
}

/** The months of an item, one of them read out. */
function Course({ figure: { name, unit }, columns }: { figure: Figure; columns: readonly Column[] }) {
  const [month, setMonth] = useState(lastKnown(columns));
  const read = columns.find((one) => one.month === month);
  return (
    <Card title={`${name}，近${columns.length}个月`}>
      {read && (
        <View className="read-month">
          <View className="read-month__words">
            <Text className="read-month__name">{monthText(read.month)}</Text>
            <Text className="quiet">{read.beside === null ? '没有上年同月数' : `上年同月 ${countText(read.beside)}${unit}`}</Text>
          </View>
          <Text className="read-month__value">{read.value === null ? '没有数据' : `${countText(read.value)}${unit}`}</Text>
        </View>
      )}
      <MonthColumns columns={columns} unit={unit} chosen={month} onChoose={setMonth} />
      <Legend value="当月" beside="上年同月" />
    </Card>
  );
}
