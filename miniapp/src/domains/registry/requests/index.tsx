import { useState } from 'react';
import { useReachBottom } from '@tarojs/taro';
import { call } from '@/api';
import { ActionButton } from '@/components/action-button';
import { Empty, Failure, Loading, Note } from '@/components/notes';
import { Screen } from '@/components/screen';
import { Links } from '@/components/links';
import { useAction } from '@/use-action';
import { useAnswer } from '@/use-answer';
import { RequestRow } from '../request-row';
import type { RegisterRequest } from '../states';

/** 登记申请: all that this person, or their company, has asked for; a draft goes on where it stopped. */
export default function Requests() {
  const [later, setLater] = useState<{ of: unknown; items: RegisterRequest[]; nextCursor: string | null }>();
  const page = (cursor?: string) => call('GET /register-requests', { query: { cursor, limit: 20 } });
  const { data: first, error, reload } = useAnswer(() => page());
  const more = useAction();
  const extra = later?.of === first ? later : undefined;
  const items = [...(first?.items ?? []), ...(extra?.items ?? [])];
  const nextCursor = extra ? extra.nextCursor : first?.nextCursor;

  const loadMore = () =>
    more.run(async () => {
      if (!nextCursor) return;
      const next = await page(nextCursor);
      setLater({ of: first, items: [...(extra?.items ?? []), ...next.items], nextCursor: next.nextCursor });
    });
  useReachBottom(() => void loadMore());

  if (!first) return <Screen>{error ? <Failure sentence={error} onRetry={() => void reload()} /> : <Loading />}</Screen>;
  return (
    <Screen>
      {error && <Note kind="care">{error}</Note>}
      {items.length === 0 ? (
        <Empty title="还没有登记申请" text="在“代理证”或“我的企业”里选择要办理的业务，申请和结果都会显示在这里。" />
      ) : (
        <Links>
          {items.map((request) => (
            <RequestRow key={request.id} request={request} />
          ))}
        </Links>
      )}
      {more.error && <Note kind="care">{more.error}</Note>}
      {nextCursor && <ActionButton text="加载更多" kind="plain" busy={more.busy} onTap={() => void loadMore()} />}
    </Screen>
  );
}
