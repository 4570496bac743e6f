import { useState } from 'react';
import { useRouter } from '@tarojs/taro';
import { call } from '@/api';
import { Filters } from '@/components/filters';
import { Empty, Failure, Loading, Note } from '@/components/notes';
import { Card, Line, Screen } from '@/components/screen';
import { dayText } from '@/dates';
import { useAnswer } from '@/use-answer';
import type { RuleBook } from '../rules-in-words';
import { Articles, Codes, InWords } from './parts';

type Part = 'words' | 'codes' | 'articles';
const parts: [Part, string][] = [
  ['words', '怎么算'],
  ['codes', '扣分标准'],
  ['articles', '条文'],
];

/** 管理细则: in plain words, code by code, and article by article; the one in force, or the version that is asked for. */
export default function RuleBookPage() {
  const { version } = useRouter().params;
  const { data, error, reload } = useAnswer(() => fetchBook(version), [version]);
  const [part, setPart] = useState<Part>('words');
  if (data === undefined)
    return <Screen>{error ? <Failure sentence={error} onRetry={() => void reload()} /> : <Loading />}</Screen>;
  if (data === null)
    return (
      <Screen>
        <Empty title="管理细则还没有生效" text="会员大会通过并公布以后，全文和扣分标准会显示在这里。" />
      </Screen>
    );
  return (
    <Screen>
      {error && <Note kind="care">{error}</Note>}
      <Adoption book={data} />
      <Filters options={parts} value={part} onChange={setPart} />
      {part === 'words' && <InWords content={data.content} />}
      {part === 'codes' && <Codes content={data.content} />}
      {part === 'articles' && <Articles content={data.content} />}
    </Screen>
  );
}

/** @returns null where no book is in force */
async function fetchBook(version: string | undefined): Promise<RuleBook | null> {
  const asked = version ?? (await call('GET /rule-books', {})).items.find(({ inForce }) => inForce)?.version;
  return asked ? call('GET /rule-books/:version', { params: { version: asked } }) : null;
}

/** Since when it holds, and by whose decision. */
function Adoption({ book: { title, version, effectiveOn, inForce, adoption } }: { book: RuleBook }) {
  return (
    <Card title={title}>
      {!inForce && <Note kind="care">这一版不是现行的管理细则。</Note>}
      <Line name="版本">{version}</Line>
      {effectiveOn && <Line name="生效">{dayText(effectiveOn)}</Line>}
      {adoption && (
        <>
          <Line name="通过">{`${adoption.meeting}（${dayText(adoption.heldOn)}）`}</Line>
          <Line name="决议">{adoption.resolutionNumber}</Line>
          <Line name="表决">{`赞成${adoption.inFavour}，反对${adoption.against}，弃权${adoption.abstained}`}</Line>
          <Line name="公布">{`${dayText(adoption.publishedOn)} ${adoption.publishedWhere}`}</Line>
        </>
      )}
    </Card>
  );
}
